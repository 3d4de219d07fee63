"""agent/desktop/drawing.py: stages can be told apart without their colours, small, on light and on dark panels."""

from __future__ import annotations

import itertools

import pytest
from PIL import Image, ImageChops

from agent.desktop.drawing import icon
from agent.desktop.standing import Stage, Standing

SMALL = 22


def seen(stage: Stage, panel: str, minutes: int = 0) -> Image.Image:
    """Return an icon as a small grey picture on a panel."""
    ground = Image.new("RGBA", (64, 64), panel)
    ground.alpha_composite(icon(Standing(stage, minutes)))
    return ground.convert("L").resize((SMALL, SMALL))


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return how much of the pictures differs clearly, from 0 to 1."""
    clearly = ImageChops.difference(one, other).point(lambda grey: 255 if grey > 48 else 0)
    return clearly.histogram()[255] / (SMALL * SMALL)


@pytest.mark.parametrize("panel", ["#f0f0f0", "#202020"])
def test_each_stage_has_a_shape_of_its_own(panel: str) -> None:
    for one, other in itertools.combinations(Stage, 2):
        assert difference(seen(one, panel), seen(other, panel)) > 0.06, (one, other)


@pytest.mark.parametrize("panel", ["#f0f0f0", "#202020"])
def test_each_can_be_seen_on_its_panel(panel: str) -> None:
    for stage in Stage:
        assert difference(seen(stage, panel), Image.new("L", (SMALL, SMALL), panel)) > 0.12, stage


def test_minutes_can_be_read_off_the_recording_icon() -> None:
    assert difference(seen(Stage.RECORDING, "#202020", 3), seen(Stage.RECORDING, "#202020", 47)) > 0.03
    assert difference(seen(Stage.RECORDING, "#202020", 99), seen(Stage.RECORDING, "#202020", 240)) == 0
