"""extension/panel in every state: nothing axe objects to, nothing cut off or overlapping; and a picture of each to look at."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.panel.conftest import PICTURES, Open
from tests.panel.desk import Desk
from tests.panel.fake_agent import EXTENSION, FakeAgent
from tests.panel.fitting import misfits
from tests.panel.scenes import SCENES, Arrange
from tests.panel.scenes_layers import LAYERS
from tests.panel.test_sentences import SENTENCES, InState, in_state  # noqa: F401 - the fixture itself

pytestmark = [pytest.mark.slow, pytest.mark.browser]

AXE = EXTENSION / "node_modules" / "axe-core" / "axe.min.js"
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SHAPES = {"narrow": (420, 1092), "small": (320, 900), "wide": (1280, 900)}
ENOUGH = {("narrow", "dark"), ("small", "light"), ("small", "dark"), ("wide", "light")}
"""What axe need not look at too: the colours are those of the other shapes, and the parts those of the other theme."""

LOW = (320, 400)
"""What a window of 640 by 800 pixels is at 200 %: head and foot scroll with the page."""


@pytest.mark.parametrize("state", [*SCENES, *LAYERS], ids=lambda state: state.__name__)
def test_axe_finds_nothing_and_everything_fits(
    state: Arrange, page: Page, desk: Desk, agent: FakeAgent
) -> None:
    state(page, desk, agent)
    look_at(page, state.__name__.replace("_", "-"), SHAPES)


@pytest.mark.parametrize("state", SENTENCES)
def test_axe_finds_nothing_in_a_sentence(in_state: InState, state: str) -> None:  # noqa: F811 - the fixture of that name
    page = in_state(state)
    look_at(page, f"sentence-{state}", {"narrow": (420, 560), "small": (320, 560)})


def look_at(page: Page, name: str, shapes: dict[str, tuple[int, int]]) -> None:
    """Look at a state in each shape and theme, with axe's eyes and a ruler, and take its picture."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for shape, (width, height) in shapes.items():
        page.set_viewport_size({"width": width, "height": height})
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            save(page, f"panel-{name}-{shape}-{theme}")
            if (shape, theme) in ENOUGH:
                continue
            # axe misreads what is scrolled under the head
            page.set_viewport_size({"width": width, "height": 2600})
            assert complaints(page) == [], f"{shape}, {theme}"
            page.set_viewport_size({"width": width, "height": height})
        assert misfits(page) == [], shape
    page.set_viewport_size({"width": LOW[0], "height": LOW[1]})
    assert misfits(page) == [], "at twice the size"


def test_the_ruler_sees_words_that_overlap_and_words_that_are_cut_off(page: Page) -> None:
    assert misfits(page) == []
    page.evaluate("() => { document.querySelector('.sum').style.marginBlockStart = '-30px'; }")
    assert any("over" in misfit for misfit in misfits(page))
    page.evaluate("() => { document.querySelector('.sum').style.marginBlockStart = ''; }")
    page.evaluate(
        "() => { Object.assign(document.querySelector('.call-meta .quiet').style, { width: '20px', overflow: 'hidden' }); }"
    )
    assert any("cut off" in misfit for misfit in misfits(page))


def test_without_the_systems_colours_the_strip_keeps_its_patterns(open_page: Open) -> None:
    page = open_page()
    page.wait_for_selector("[data-entry=e1].is-focus")
    page.emulate_media(forced_colors="active")
    save(page, "panel-forced-colours-narrow-light")
    looks = page.evaluate(
        """() => Object.fromEntries(["st-a", "st-ask", "st-rest"].map((name) => {
            const style = getComputedStyle(document.querySelector(`.strip .${name}`));
            const { backgroundColor, backgroundImage, height, borderTopWidth } = style;
            return [name, [backgroundColor, backgroundImage.slice(0, 9), height, borderTopWidth].join()];
        }))"""
    )
    assert len(set(looks.values())) == 3, looks


def test_nothing_moves_where_motion_is_not_wanted(open_page: Open) -> None:
    page = open_page()  # the pages of these tests ask for reduced motion
    page.wait_for_selector("[data-entry=e1].is-focus")
    moving = """() => [...document.querySelectorAll("*")].filter((e) => {
        const { transitionDuration, animationName } = getComputedStyle(e);
        return animationName !== "none" || transitionDuration.split(", ").some((t) => parseFloat(t) > 0);
    }).map((e) => e.className)"""
    assert page.evaluate(moving) == []
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moving) != []


def test_axe_sees_a_field_without_a_name(page: Page) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate("() => document.querySelector('[data-field=units]').removeAttribute('aria-label')")
    page.evaluate("() => document.querySelector('[data-field=units]').removeAttribute('placeholder')")
    assert complaints(page) != []


def test_at_twice_the_size_head_and_foot_stay_and_nothing_scrolls_sideways(open_page: Open) -> None:
    page = open_page(width=640, height=500)  # what a window of 1,280 by 1,000 px is at 200 %
    page.wait_for_selector("[data-entry=e1].is-focus")
    save(page, "panel-review-zoom-light")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    expect(page.locator("#foot [data-act=push]")).to_be_in_viewport()


def test_no_word_of_a_card_moves_from_draft_to_in_clio(page: Page, desk: Desk, agent: FakeAgent) -> None:
    measure = """() => [...document.querySelectorAll('[data-entry=e1] :is(.narrative, .figures, .chips)')]
        .map((e) => Math.round(e.getBoundingClientRect().top))"""
    before = page.evaluate(measure)
    page.keyboard.press("e")
    assert page.evaluate(measure) == before
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry=e1] [data-state]")).to_have_text("Confirmed")
    page.locator("#scroll").evaluate("(e) => e.scrollTo(0, 0)")
    assert page.evaluate(measure) == before
    page.keyboard.press("Shift+Enter")
    expect(page.locator("[data-entry=e1] [data-outcome=created]")).to_be_visible()
    expect(page.locator("[data-promise] [data-act=promise]")).to_be_focused()
    page.locator("#scroll").evaluate("(e) => e.scrollTo(0, 0)")
    assert page.evaluate(measure) == before


def complaints(page: Page) -> list[str]:
    found: list[Any] = page.evaluate(
        "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
    )
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:160]} {v['nodes'][0]['failureSummary'][:300]}" for v in found
    ]


def save(page: Page, name: str) -> Path:
    PICTURES.mkdir(parents=True, exist_ok=True)
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path)
    return path
