"""agent/domain/speech.py: what fits this computer, and what is suggested for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.domain.speech import (
    Computer,
    Fit,
    Measured,
    estimated_seconds,
    fit,
    live_threads,
    night_threads,
    suggested,
)
from agent.transcribe.catalogue import offered

GIGABYTE = 10**9
MODELS = {model.name: model for model in offered()}
LAPTOP = Computer(8 * GIGABYTE, 8)


def test_the_published_figure_is_that_of_its_own_model_and_threads() -> None:
    assert estimated_seconds(MODELS["small.en"], 8) == pytest.approx(102 / 13)
    assert estimated_seconds(MODELS["small.en"], 2) == pytest.approx(4 * 102 / 13)


def test_more_layers_are_more_work_and_the_distilled_are_less() -> None:
    names = ["tiny.en", "base.en", "distil-small.en", "small.en", "medium.en", "large-v3-turbo", "large-v3"]
    work = [estimated_seconds(MODELS[name], 2) for name in names]
    assert work == sorted(work)


@pytest.mark.parametrize(
    ("name", "computer", "expected"),
    [
        ("small.en", LAPTOP, Fit.LIVE),
        ("large-v3-turbo", LAPTOP, Fit.LATER),
        ("large-v3", LAPTOP, Fit.NO),
        ("large-v3", replace(LAPTOP, memory_bytes=32 * GIGABYTE), Fit.LATER),
        ("large-v3", replace(LAPTOP, memory_bytes=32 * GIGABYTE, cuda=1), Fit.LIVE),
        ("large-v3", replace(LAPTOP, memory_bytes=None), Fit.LATER),
        ("small.en", Computer(2 * GIGABYTE, 2), Fit.NO),
        ("small.en", Computer(8 * GIGABYTE, 1), Fit.LATER),
    ],
)
def test_what_a_model_is_good_for(name: str, computer: Computer, expected: Fit) -> None:
    assert fit(MODELS[name], computer) is expected


def test_a_measurement_counts_more_than_the_estimate() -> None:
    slow, fast = Measured(60, 110, 900, "cpu"), Measured(20, 38, 900, "cpu")
    assert fit(MODELS["small.en"], LAPTOP, slow) is Fit.LATER
    assert fit(MODELS["large-v3-turbo"], LAPTOP, fast) is Fit.LIVE
    assert fit(MODELS["large-v3"], LAPTOP, fast) is Fit.NO, "memory is not measured away"


def test_the_best_that_keeps_up_is_suggested_and_a_better_one_for_the_night() -> None:
    live, later = suggested(offered(), LAPTOP)
    assert live
    assert later
    assert (live.name, later.name) == ("small.en", "large-v3-turbo")
    card = Computer(32 * GIGABYTE, 8, cuda=1)
    assert [m and m.name for m in suggested(offered(), card)] == ["large-v3-turbo", None]
    assert suggested(offered(), Computer(GIGABYTE // 2, 2)) == (None, None)


def test_a_call_leaves_cores_to_the_rest_and_the_night_leaves_one() -> None:
    assert (live_threads(Computer(None, 1)), live_threads(LAPTOP)) == (1, 2)
    assert (night_threads(Computer(None, 2)), night_threads(LAPTOP)) == (2, 7)


def test_every_file_is_pinned_by_commit_size_and_sum() -> None:
    for model in offered():
        assert len(model.revision) == 40
        assert {"model.bin", "config.json", "tokenizer.json"} <= {file.name for file in model.files}
        assert any(file.name.startswith("vocabulary.") for file in model.files)
        assert all(file.bytes > 0 and len(file.sha256) == 64 for file in model.files)
        assert model.bytes < model.memory_mb * 10**6 * 3
