"""The day and the week hold for everybody: nothing axe objects to, and nothing scrolls sideways, in any of their states."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.panel import days
from tests.panel.desk import Desk
from tests.panel.fake_agent import EXTENSION

pytestmark = [pytest.mark.slow, pytest.mark.browser]

AXE = EXTENSION / "node_modules" / "axe-core" / "axe.min.js"
SIDEWAYS = """() => [...document.querySelectorAll('.panel, .scroll, .top, .status, .row, .week-row, .watching, .noting')]
    .filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.className)"""

LONG = "Nguyễn Thị Phương Thảo, Αλεξάνδρα Παπαδοπούλου, ليلى المنصوري"


def day(page: Page, desk: Desk) -> None:
    page.keyboard.press("d")
    page.wait_for_selector("[data-row].is-focus")


def noting(page: Page, desk: Desk) -> None:
    day(page, desk)
    page.keyboard.press("n")


def closing(page: Page, desk: Desk) -> None:
    day(page, desk)
    page.keyboard.press("c")
    page.wait_for_selector(".closing")
    page.locator("[data-act=aside]").first.click()
    page.locator("[data-act=park]").last.click()


def settings(page: Page, desk: Desk) -> None:
    day(page, desk)
    page.locator("summary").click()


def watching(page: Page, desk: Desk) -> None:
    desk.settings = {**days.OFF, "watch_only": True, "watch_since": days.DATE, "watch_until": "2026-11-26"}
    desk.pairs = (
        {"matter": days.KETTLE, "suggested": 3, "typed": 2, "difference": 1, "narrative": "Attending", "note": "call"},
        {"matter": None, "suggested": None, "typed": 4, "difference": -4, "narrative": "", "note": "Counsel"},
    )  # fmt: skip
    day(page, desk)
    page.wait_for_selector(".watching table")


def names(page: Page, desk: Desk) -> None:
    desk.rows = [
        days.a_row("source:a", "call", "review", LONG, "9:00-9:30", 5, matters=["20460-Te Whare Wānanga o Rangihīroa"]),
        days.a_row("calendar:b", "calendar", "question", LONG, "10:00-11:00"),
    ]  # fmt: skip
    day(page, desk)


def week(page: Page, desk: Desk) -> None:
    page.keyboard.press("w")
    page.wait_for_selector(".week-row .strip")


def a_note_for_now(page: Page, desk: Desk) -> None:
    page.keyboard.press("n")


def the_clock(page: Page, desk: Desk) -> None:
    page.keyboard.press("t")
    page.wait_for_selector("[data-clock]")


STATES = [day, noting, closing, settings, watching, names, week, a_note_for_now, the_clock]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_nothing(state: Callable[[Page, Desk], None], page: Page, desk: Desk) -> None:
    desk.settings = {**days.OFF, "target_units": 60}
    state(page, desk)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for width in (420, 320):
        page.set_viewport_size(
            {"width": width, "height": 2600}
        )  # axe misreads what is scrolled under the head
        assert page.evaluate(SIDEWAYS) == [], f"{width} px"
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            assert complaints(page) == [], f"{width} px, {theme}"


def test_axe_sees_a_row_that_lost_its_words(page: Page, desk: Desk) -> None:
    noting(page, desk)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate("() => document.querySelector('[data-row] input').removeAttribute('aria-label')")
    assert complaints(page) != []


def complaints(page: Page) -> list[str]:
    found: list[Any] = page.evaluate(
        "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
    )
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:160]} {v['nodes'][0]['failureSummary'][:300]}" for v in found
    ]
