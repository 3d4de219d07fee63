"""extension/panel in every state: nothing axe objects to, light and dark, narrow and wide; and a picture of each to look at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.panel.conftest import PICTURES, Open, until
from tests.panel.desk import Desk
from tests.panel.fake_agent import EXTENSION, FakeAgent
from tests.panel.test_taking_in import DROP, NO_WORDS
from tests.panel.test_the_line import LOOK, long_names

pytestmark = [pytest.mark.slow, pytest.mark.browser]

AXE = EXTENSION / "node_modules" / "axe-core" / "axe.min.js"
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SHAPES = {"narrow": (420, 1092), "small": (320, 900), "wide": (1280, 900)}
REFUSED = {
    "outcome": "refused", "activity_id": None, "price": None, "total": None, "rounded_hours": None, "code": "matter_closed",
    "hint": "20417-Copper Kettle is closed in Clio; choose another matter.", "link": None,
}  # fmt: skip

Arrange = Callable[[Page, Desk, FakeAgent], None]


def review(page: Page, desk: Desk, agent: FakeAgent) -> None:
    """The review as it opens."""


def editing(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    page.keyboard.press("e")
    page.locator("[data-entry=e2] textarea").fill(
        "Telephone conference with Marcus Hale regarding two quotes"
    )
    until(page, lambda: desk.entry("e2")["narrative"].endswith("two quotes"))


def searching(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.keyboard.press("j")
    page.keyboard.press("m")
    expect(page.locator(".picker [role=option]")).to_have_count(7)


def splitting(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")


def not_ready(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".says")).to_be_visible()


def more_menu(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.locator("[data-entry=e1] [data-act=more]").click()


def evidence(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.locator("[data-entry=e1] [data-clause=rent]").click()
    expect(page.locator("[data-entry=e1] [data-clause=rent]")).to_have_attribute("aria-pressed", "true")


def confirmed(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry=e2]")).to_be_focused()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.locator("[data-foot]")).to_contain_text("2 confirmed")


def sending(page: Page, desk: Desk, agent: FakeAgent) -> None:
    confirmed(page, desk, agent)
    page.keyboard.press("Shift+Enter")
    expect(page.get_by_role("progressbar")).to_be_visible()


def done(page: Page, desk: Desk, agent: FakeAgent) -> None:
    sending(page, desk, agent)
    expect(page.locator("[data-foot]")).to_contain_text("2 in Clio", timeout=9000)


def refused(page: Page, desk: Desk, agent: FakeAgent) -> None:
    desk.outcomes = {"e1": REFUSED, "e2": REFUSED | {"outcome": "unknown", "code": "outcome_unknown"}}
    sending(page, desk, agent)
    expect(page.locator("[data-outcome=unknown]")).to_be_visible(timeout=9000)


def exporting(page: Page, desk: Desk, agent: FakeAgent) -> None:
    confirmed(page, desk, agent)
    page.click("#export")
    expect(page.get_by_role("menuitem").first).to_be_focused()


def not_work(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.keyboard.press("x")
    expect(page.locator("[data-discarded=e1]")).to_be_visible()


def overtaken(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.keyboard.press("e")
    desk.entries_revise(
        {"entry": "e1", "version": 1, "narrative": "Conference with Marcus Hale regarding lease"}
    )
    page.locator("[data-entry=e1] textarea").fill("Telephone conference with Marcus Hale regarding rent")
    expect(page.locator(".yours")).to_be_visible()


def names(page: Page, desk: Desk, agent: FakeAgent) -> None:
    desk.views = {"call-1": long_names()}
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("#name-call-1")).to_contain_text("Nguyễn")


def offline(page: Page, desk: Desk, agent: FakeAgent) -> None:
    confirmed(page, desk, agent)
    desk.clio["problem"] = {"code": "unreachable", "hint": "Try again when the computer is online."}
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("#status.warn")).to_be_visible()


def signed_out(page: Page, desk: Desk, agent: FakeAgent) -> None:
    confirmed(page, desk, agent)
    desk.clio |= {"connected": False, "problem": {"code": "signed_out", "hint": "Connect to Clio again."}}
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("#status.warn")).to_be_visible()


def working(page: Page, desk: Desk, agent: FakeAgent) -> None:
    desk.sources_paste({})
    arrived = {"title": "Priya Nair.m4a", "kind": "call", "form": "sound"}
    desk.views["new-3"]["source"] |= arrived | {"started_at": "2026-11-20T15:00:00+11:00"}
    desk.working = {"what": "transcribing", "done": 40, "of": 100}
    desk.views["doc-1"]["source"]["failure"] = NO_WORDS
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("[data-source=new-3] progress")).to_be_visible()


def empty(page: Page, desk: Desk, agent: FakeAgent) -> None:
    desk.views.clear()
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("#paste")).to_be_visible()


def adding(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.click("[data-act=add]")
    page.evaluate(DROP, ["locked.pdf", "%PDF-locked"])
    expect(page.locator("[data-failure=locked]")).to_be_visible()
    page.click("#known-matter")
    expect(page.locator(".picker [role=option]")).to_have_count(7)


def keys(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_visible()


def no_answer(page: Page, desk: Desk, agent: FakeAgent) -> None:
    agent.stop()
    page.evaluate(LOOK)
    expect(page.locator("#status")).to_contain_text("No answer")


def closed_door(page: Page, desk: Desk, agent: FakeAgent) -> None:
    agent.keys.clear()
    page.keyboard.press("e")
    page.locator("[data-entry=e1] textarea").fill("Telephone conference regarding the counter-offer")
    expect(page.locator("#blank")).to_be_visible()


def imposter(page: Page, desk: Desk, agent: FakeAgent) -> None:
    agent.lying = True
    page.evaluate(LOOK)
    expect(page.locator("#blank")).to_be_visible()


STATES: list[Arrange] = [
    review, editing, searching, splitting, not_ready, more_menu, evidence, confirmed, sending, done, refused, exporting,
    not_work, overtaken, names, offline, signed_out, working, empty, adding, keys, no_answer, closed_door, imposter,
]  # fmt: skip


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_nothing(state: Arrange, page: Page, desk: Desk, agent: FakeAgent) -> None:
    state(page, desk, agent)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for shape, (width, height) in SHAPES.items():
        page.set_viewport_size({"width": width, "height": height})
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            save(page, f"panel-{state.__name__.replace('_', '-')}-{shape}-{theme}")
            page.set_viewport_size(
                {"width": width, "height": 2600}
            )  # axe misreads what is scrolled under the head
            assert complaints(page) == [], f"{shape}, {theme}"
            page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), (
            f"{shape} scrolls sideways"
        )


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
    expect(page.locator("[data-entry=e1] [data-outcome=created]")).to_be_visible(timeout=9000)
    expect(page.locator("[data-promise] button")).to_be_focused()
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
