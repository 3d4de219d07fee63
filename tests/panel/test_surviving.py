"""extension/panel: a computer that sleeps, a page that goes away, a Tenth started anew: no word is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.panel.conftest import Open, until
from tests.panel.desk import Desk, asked
from tests.panel.fake_agent import FakeAgent

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WORDS = "Telephone conference regarding the counter-offer"


@pytest.fixture
def still(open_page: Open) -> Page:
    """The page under a clock that the test moves."""
    page = open_page(before=lambda page: page.clock.install())
    page.wait_for_selector("[data-entry=e1].is-focus")
    return page


def confirm(page: Page) -> None:
    page.keyboard.press("Enter")
    expect(page.locator("[data-foot]")).to_have_text("1 confirmed · 0.3 h")


def test_a_computer_that_sleeps_through_the_five_seconds_sends_nothing(still: Page, desk: Desk) -> None:
    confirm(still)
    still.keyboard.press("Shift+Enter")
    expect(still.locator("[data-foot]")).to_contain_text("Sending 1 in")
    still.clock.fast_forward("08:00:00")
    expect(still.locator("#foot")).to_contain_text("Stopped: this computer slept. Nothing was sent.")
    still.clock.run_for(10_000)
    assert asked(desk, "/v1/push") == []
    expect(still.locator("[data-entry=e1] [data-state]")).to_have_text("Confirmed")


def test_without_sleep_the_five_seconds_send(still: Page, desk: Desk) -> None:
    confirm(still)
    still.keyboard.press("Shift+Enter")
    expect(still.locator("[data-foot]")).to_contain_text("Sending 1 in")
    still.clock.run_for(5_500)
    until(still, lambda: asked(desk, "/v1/push") == [{"entries": ["e1"]}])


@pytest.mark.parametrize("event", ["pagehide", "visibilitychange"])
def test_what_was_typed_a_moment_ago_is_saved_when_the_page_goes(
    open_page: Open, desk: Desk, event: str
) -> None:
    page = open_page()
    page.wait_for_selector("[data-entry=e1].is-focus")
    page.clock.pause_at(page.evaluate("() => Date.now()") / 1000 + 3600)
    page.keyboard.press("e")
    page.locator("[data-entry=e1] textarea").fill(WORDS)
    assert desk.entry("e1")["narrative"] != WORDS
    page.evaluate(
        """(event) => { Object.defineProperty(document, "hidden", { value: true, configurable: true });
            (event === "pagehide" ? window : document).dispatchEvent(new Event(event)); }""",
        event,
    )
    until(page, lambda: desk.entry("e1")["narrative"] == WORDS)


def test_a_tenth_started_anew_mid_edit_leaves_the_words_to_copy(
    page: Page, desk: Desk, agent: FakeAgent
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.press("e")
    agent.keys.clear()  # a restarted agent knows no window
    page.locator("[data-entry=e1] textarea").fill(WORDS)
    expect(page.locator("#blank h2")).to_have_text("Open this page again from Tenth")
    expect(page.locator("#blank .at-risk")).to_contain_text(WORDS)
    page.click("#blank [data-act=copy]")
    until(page, lambda: page.evaluate("() => navigator.clipboard.readText()") == WORDS)


def test_a_line_that_can_sign_again_saves_the_words_by_itself(page: Page, desk: Desk) -> None:
    page.route("**/v1/**", lambda route: route.abort("connectionrefused"))
    page.keyboard.press("e")
    page.locator("[data-entry=e1] textarea").fill(WORDS)
    expect(page.locator("#status")).to_contain_text("No answer on this computer")
    expect(page.locator("[data-entry=e1] textarea")).to_be_focused()
    assert desk.entry("e1")["narrative"] != WORDS
    page.unroute("**/v1/**")
    expect(page.locator("#status.warn")).to_have_count(0, timeout=15_000)
    until(page, lambda: desk.entry("e1")["narrative"] == WORDS)


def test_a_push_whose_answer_was_slept_through_is_read_off_afterwards(page: Page, desk: Desk) -> None:
    confirm(page)

    def done_but_unheard(route: Route) -> None:
        desk.push({"entries": ["e1"]})
        route.abort("internetdisconnected")

    page.route("**/v1/push", done_but_unheard, times=1)
    page.keyboard.press("Shift+Enter")
    expect(page.locator("[data-entry=e1] [data-outcome=created]")).to_be_visible()
    expect(page.locator("#foot [data-act=push]")).to_have_attribute("aria-disabled", "true")
