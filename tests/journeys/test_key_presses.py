"""The budget of the keyboard, with the real agent in real Chromium: two right suggestions reach practice Clio in three key
presses, and a wrong matter costs one more when a candidate is right."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from agent import voice
from agent.cli.demo import practice_context
from agent.domain.entry import TimeEntry
from agent.domain.suggestion import Candidate, MatterState
from tests.journeys.conftest import Agent

pytestmark = [pytest.mark.slow, pytest.mark.browser]

COUNT = "() => { window.pressed = 0; addEventListener('keydown', (e) => (window.pressed += e.key !== 'Shift'), true) }"
RIGHT = {"20417-Copper Kettle", "20431-Hale"}


@pytest.fixture
def drafts(agent: Agent) -> list[TimeEntry]:
    """Two suggestions of the practice call, both right."""
    agent.services.take_in.file(voice.call_path("practice_call", ".vtt"), practice_context())
    agent.services.process.all()
    found = agent.services.review.entries()
    assert {e.matter for e in found} == RIGHT
    return found


def open_review(page: Page, agent: Agent) -> None:
    """Open the page and count key presses from now on; Shift, held for another key, is none by itself."""
    page.goto(agent.page.address())
    expect(page.locator("[data-entry].is-focus [data-state]")).to_be_visible(timeout=30_000)
    page.evaluate(COUNT)


def press(page: Page, *keys: str) -> None:
    """Press keys as fast as they can be pressed."""
    for key in keys:
        page.keyboard.press(key)


def in_clio(page: Page, agent: Agent) -> set[str | None]:
    """Wait until two entries are sent, and return the matters under which practice Clio holds them."""
    expect(page.locator("[data-outcome=created]")).to_have_count(2, timeout=30_000)
    numbers = {m["id"]: m["display_number"] for m in agent.clio.firm.matters}
    return {numbers[a["matter_id"]] for a in agent.clio.firm.activities[-2:]}


def test_two_right_suggestions_reach_clio_in_three_key_presses(
    agent: Agent,
    drafts: list[TimeEntry],
    browser_page: Page,
) -> None:
    open_review(browser_page, agent)
    press(browser_page, "Enter", "Enter", "Shift+Enter")
    assert in_clio(browser_page, agent) == RIGHT
    assert browser_page.evaluate("window.pressed") == 3


def test_a_wrong_matter_costs_one_more_when_a_candidate_is_right(
    agent: Agent,
    drafts: list[TimeEntry],
    browser_page: Page,
) -> None:
    store = agent.services.review.desk.store
    first, second = drafts
    assert first.matter_id
    assert second.matter_id
    candidates = tuple(
        Candidate(e.matter_id, e.matter or "", 0.5, ("said so",)) for e in (second, first) if e.matter_id
    )
    doubtful = replace(
        second, matter_state=MatterState.SUGGEST, matter_id=first.matter_id, matter=first.matter,
        candidates=candidates, version=second.version + 1,
    )  # fmt: skip
    with store.transaction():
        store.entries.change(doubtful, was=second.version)
    open_review(browser_page, agent)
    press(browser_page, "Enter", "1", "Enter", "Shift+Enter")
    assert in_clio(browser_page, agent) == RIGHT
    assert browser_page.evaluate("window.pressed") == 4
