"""extension/panel: what the page says and keeps when the line to Tenth, or Tenth's line to Clio, is not what it should be."""

from __future__ import annotations

import threading

import pytest
from playwright.sync_api import Page, expect

from tests.panel import firm
from tests.panel.conftest import PICTURES, Open
from tests.panel.desk import Desk
from tests.panel.fake_agent import FakeAgent

pytestmark = [pytest.mark.slow, pytest.mark.browser]

LOOK = "() => document.dispatchEvent(new Event('visibilitychange'))"


def test_the_launch_secret_leaves_the_address_at_once(page: Page) -> None:
    assert "launch" not in page.url


def test_a_reloaded_window_asks_to_be_opened_again_from_tenth(page: Page) -> None:
    page.reload()
    expect(page.locator("#blank h2")).to_have_text("Open this page again from Tenth")
    expect(page.locator("#sources [data-entry]")).to_have_count(0)


def test_typed_words_outlive_a_tenth_that_stops_and_starts(page: Page, desk: Desk, agent: FakeAgent) -> None:
    agent.stop()
    page.keyboard.press("e")
    page.locator("[data-entry=e1] textarea").fill("Typed while nobody listened")
    expect(page.locator("#status")).to_contain_text("No answer on this computer")
    expect(page.locator("[data-entry=e1] textarea")).to_have_value("Typed while nobody listened")
    expect(page.locator("[data-entry=e1] textarea")).to_be_focused()


def test_words_a_closed_door_kept_out_stay_readable(page: Page, agent: FakeAgent) -> None:
    agent.keys.clear()  # a restarted agent knows no window
    page.keyboard.press("e")
    page.locator("[data-entry=e1] textarea").fill("Not yet saved")
    expect(page.locator("#blank .at-risk")).to_contain_text("Not yet saved")


def test_unsaved_words_are_saved_when_tenth_answers_again(page: Page, desk: Desk) -> None:
    gate = threading.Event()
    desk.hold["/v1/entries/revise"] = gate
    page.keyboard.press("e")
    page.locator("[data-entry=e1] textarea").fill("First")
    page.wait_for_timeout(500)
    page.locator("[data-entry=e1] textarea").fill("Second")
    gate.set()
    expect(page.locator("[data-entry=e1] [data-state]")).to_have_text("Editing")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry=e1] [data-state]")).to_have_text("Confirmed")
    assert desk.entry("e1")["narrative"] == "Second"


def test_an_imposter_gets_nothing_shown(page: Page, agent: FakeAgent, desk: Desk) -> None:
    agent.lying = True
    desk.entry("e1")["narrative"] = "Words of a stranger"
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("#blank")).to_contain_text(
        "Another program answers where Tenth should be, so nothing was sent to it."
    )
    expect(page.get_by_text("Words of a stranger")).to_have_count(0)


def test_offline_the_review_goes_on_and_push_waits(page: Page, desk: Desk) -> None:
    page.keyboard.press("Enter")
    expect(page.locator("[data-foot]")).to_have_text("1 confirmed · 0.3 h")
    desk.clio |= {"connected": True, "problem": {"code": "unreachable", "hint": "Try again when online."}}
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("#status")).to_contain_text("Offline. Matters as of")
    push = page.locator("#foot [data-act=push]")
    expect(push).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#foot")).to_contain_text("push when online")
    page.keyboard.press("1")
    expect(page.locator("[data-entry=e2] [data-state]")).to_have_text("Ready")
    page.click("#status [data-act=sync]")
    expect(page.locator("#status")).to_contain_text("Synced")
    expect(push).to_have_attribute("aria-disabled", "false")


def test_signed_out_names_what_waits_here(page: Page, desk: Desk) -> None:
    page.keyboard.press("Enter")
    expect(page.locator("[data-foot]")).to_have_text("1 confirmed · 0.3 h")
    desk.clio |= {"connected": False, "problem": {"code": "signed_out", "hint": "Connect to Clio again."}}
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("#status")).to_contain_text(
        "You are signed out of Clio; 1 confirmed entry waits here"
    )


def test_what_other_people_wrote_never_becomes_markup(open_page: Open, desk: Desk) -> None:
    hostile = '<img src=x onerror="document.title=1"><b>bold</b>'
    desk.entry("e1")["narrative"] = hostile
    desk.views["call-1"]["source"]["counterpart"] = hostile
    desk.views["call-1"]["passages"][3]["text"] = hostile
    page = open_page(width=1280)
    expect(page.locator("[data-entry=e1] textarea")).to_have_value(hostile)
    expect(page.locator("#name-call-1")).to_have_text(hostile)
    expect(page.locator("[data-passage=s4] p[dir]")).to_contain_text(hostile)
    assert page.title() == "Tenth"


@pytest.mark.parametrize("width", [320, 375, 420, 800, 1280])
def test_nothing_scrolls_sideways_with_long_names_of_any_script(
    open_page: Open, desk: Desk, width: int
) -> None:
    desk.views = {"call-1": long_names()}
    page = open_page(width=width)
    page.wait_for_selector("[data-entry=e2]")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(
        "() => document.querySelector('#scroll').scrollWidth <= document.querySelector('#scroll').clientWidth"
    )


def long_names() -> firm.Json:
    view = firm.call()
    view["source"]["counterpart"] = "Nguyễn Thị Phương Thảo, Αλεξάνδρα Παπαδοπούλου"
    first, second = view["entries"]
    trust, visa = firm.MATTERS[4], firm.MATTERS[5]
    first |= {
        "matter_id": trust["id"],
        "matter": trust["display_number"],
        "matter_description": trust["description"],
    }
    first["narrative"] = (
        "Telephone call with Nguyễn Thị Phương Thảo regarding trust deed of Te Whare Wānanga o Rangihīroa"
    )
    second |= {
        "matter_state": "chosen",
        "matter_id": visa["id"],
        "matter": visa["display_number"],
        "candidates": [],
    }
    second["narrative"] = "Telephone call with ليلى المنصوري regarding visa conditions"
    return view


@pytest.mark.parametrize("width", [320, 360, 420])
def test_beside_the_practice_firm_what_waits_is_said_whole(open_page: Open, desk: Desk, width: int) -> None:
    desk.practice = True
    page = open_page(width=width)
    page.wait_for_selector("[data-entry=e1].is-focus")
    said = page.locator("#status > :first-child")
    expect(said).to_contain_text("to review")
    assert said.evaluate("(e) => e.scrollWidth <= e.clientWidth"), "the quiet right side gives way first"
    page.screenshot(path=PICTURES / f"practice-firm-{width}.png")
