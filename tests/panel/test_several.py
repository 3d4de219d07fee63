"""extension/panel: several entries at once, finding, what was read, remarks, promises, and what is about to leave."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.panel.conftest import Open, until
from tests.panel.desk import Desk, asked

pytestmark = [pytest.mark.slow, pytest.mark.browser]

LONG = "Telephone conference with Marcus Hale regarding the draft lease; " * 30


def test_several_are_confirmed_at_once_and_one_undo_takes_it_back(page: Page, desk: Desk) -> None:
    desk.entry("e2")["matter_state"] = "chosen"
    desk.entry("e2")["matter_id"] = 7003
    desk.changed()
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-entry=e2] [data-state]")).not_to_have_text("Choose a matter")
    page.keyboard.press("Shift+J")
    expect(page.locator(".entry.is-taken")).to_have_count(2)
    expect(page.locator(".hints")).to_contain_text("2 entries · 0.5 h")
    page.keyboard.press("Enter")
    expect(page.locator("[data-foot]")).to_have_text("2 confirmed · 0.5 h")
    assert len(asked(desk, "/v1/entries/batch")) == 1
    page.keyboard.press("z")
    until(page, lambda: {desk.entry(e)["status"] for e in ("e1", "e2")} == {"draft"})


def test_one_matter_for_several(page: Page, desk: Desk) -> None:
    page.keyboard.press("Space")
    page.keyboard.press("Shift+J")
    page.keyboard.press("m")
    page.keyboard.type("fern")
    page.keyboard.press("Enter")
    until(page, lambda: {desk.entry(e)["matter_id"] for e in ("e1", "e2")} == {7004})
    expect(page.locator(".entry.is-taken")).to_have_count(0)


def test_several_are_put_aside_at_once(page: Page, desk: Desk) -> None:
    page.locator("[data-entry=e1] .figures").click(modifiers=["Control"])
    page.locator("[data-entry=e2] .figures").click(modifiers=["Control"])
    page.keyboard.press("x")
    until(page, lambda: {desk.entry(e)["status"] for e in ("e1", "e2")} == {"discarded"})
    page.keyboard.press("z")
    until(page, lambda: {desk.entry(e)["status"] for e in ("e1", "e2")} == {"draft"})


def test_escape_lets_them_go_and_letters_stay_letters(page: Page, desk: Desk) -> None:
    page.keyboard.press("Shift+J")
    page.keyboard.press("e")
    page.keyboard.press("End")
    page.keyboard.type(" Jx")
    page.keyboard.press("Enter")
    expect(page.locator(".entry.is-taken")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator(".entry.is-taken")).to_have_count(0)
    assert asked(desk, "/v1/entries/batch") == []


def test_all_ready_says_how_many_were_left_and_why(page: Page, desk: Desk) -> None:
    page.keyboard.press("Shift+A")
    expect(page.locator(".foot .says")).to_have_text("1 entry confirmed. 1 left: choose a matter first.")


def test_an_entry_is_found_by_a_word_even_when_it_was_sent(page: Page) -> None:
    page.keyboard.press("g")
    page.keyboard.type("deed variation")
    expect(page.locator("[data-found]")).to_have_count(1)
    expect(page.locator("[data-found=e4]")).to_contain_text("in Clio")
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry=e4]")).to_be_focused()


def test_what_was_put_aside_is_found_and_can_come_back(page: Page) -> None:
    page.keyboard.press("x")
    page.keyboard.press("g")
    page.keyboard.type("guarantee")
    expect(page.locator("[data-found=e1]")).to_contain_text("not work")
    page.keyboard.press("Enter")
    expect(page.locator("[data-discarded=e1] button")).to_be_focused()


def test_a_narrative_not_read_to_its_end_is_shown_first_and_confirmed_next(
    open_page: Open, desk: Desk
) -> None:
    desk.entry("e1")["narrative"] = LONG
    page = open_page(height=620)
    card = page.locator("[data-entry=e1].is-focus")
    expect(card.locator("[data-state]")).to_have_text("Not read yet")
    page.keyboard.press("Enter")
    expect(card.locator(".says")).to_contain_text("read it to the end")
    expect(card.locator("[data-end]")).to_be_in_viewport()
    expect(card.locator("[data-state]")).to_have_text("Ready")
    page.keyboard.press("Enter")
    until(page, lambda: desk.entry("e1")["status"] == "confirmed")


def test_words_changed_elsewhere_must_be_read_anew(open_page: Open, desk: Desk) -> None:
    page = open_page(height=620)
    page.wait_for_selector("[data-entry=e1].is-focus")
    expect(page.locator("[data-entry=e1] [data-state]")).to_have_text("Ready")
    desk.entries_revise({"entry": "e1", "version": 1, "narrative": LONG})
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-entry=e1] [data-state]")).to_have_text("Not read yet")
    page.keyboard.press("Shift+A")
    expect(page.locator(".foot .says")).to_contain_text("not read to the end yet")
    assert desk.entry("e1")["status"] == "draft"


def test_remarks_are_one_count_until_asked_for_and_red_ones_stop(page: Page, desk: Desk) -> None:
    desk.entry("e1")["lint"] = [
        {"code": "machine", "severity": "stop", "text": "“as recorded” has no place on a bill."},
        {"code": "vague", "severity": "look", "text": "Says little."},
    ]
    desk.changed()
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    card = page.locator("[data-entry=e1]")
    expect(card.locator("[data-state]")).to_have_text("Change the words")
    expect(card.locator("[data-act=lint]")).to_contain_text("2 remarks")
    expect(card.locator("[data-remark]")).to_have_count(0)
    page.keyboard.press("l")
    expect(card.locator("[data-remark]")).to_have_count(2)
    page.keyboard.press("Enter")
    expect(card.locator(".says")).to_contain_text("Not confirmed: “as recorded” has no place")
    assert asked(desk, "/v1/entries/confirm") == []


def test_the_fee_earner_is_chosen_from_the_firms_people(page: Page, desk: Desk) -> None:
    page.keyboard.press("f")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    until(page, lambda: desk.entry("e1")["timekeeper"] == "Tom Okafor")
    expect(page.locator("[data-entry=e1] .flags")).to_contain_text("Tom Okafor’s time")


def test_every_line_is_in_sight_before_it_leaves_and_the_promise_after(page: Page, desk: Desk) -> None:
    page.keyboard.press("Enter")
    expect(page.locator("[data-foot]")).to_have_text("1 confirmed · 0.3 h")
    page.keyboard.press("Shift+Enter")
    line = page.locator("[data-line=e1]")
    for words in (
        "20417-Copper Kettle",
        "Today",
        "bank guarantee",
        "0.3 h · 3 units · billable",
        "Ruth Calder",
        "est. $126.00 ex GST, matter rate",
    ):
        expect(line).to_contain_text(words)
    page.keyboard.press("z")
    expect(line).to_have_count(0)
    page.keyboard.press("Shift+Enter")
    made = page.locator("[data-entry=e1] [data-outcome=created]")
    expect(made).to_contain_text("In Clio · 0.3 h · $126.00 ex GST · open", timeout=12_000)
    expect(page.locator("[data-promise] [data-act=promise]")).to_be_focused()
    page.keyboard.press("t")
    until(page, lambda: bool(asked(desk, "/v1/clock/start")))
    (started,) = asked(desk, "/v1/clock/start")
    assert started["matter_id"] == desk.entry("e1")["matter_id"] is not None
    assert started["what"].startswith("Counter-offer on the guarantee")


def test_a_promise_stands_under_its_call_and_is_heard(page: Page, desk: Desk) -> None:
    promise = page.locator("[data-source=call-1] [data-promise=s8]")
    expect(promise).to_contain_text("Counter-offer on the guarantee")
    promise.locator("[data-act=promise]").click()
    until(page, lambda: bool(asked(desk, "/v1/sources/clip")))
    assert asked(desk, "/v1/sources/clip")[0]["start_ms"] == 700_000


def test_what_was_said_in_a_room_is_nobodys_until_the_lawyer_says_me(page: Page, desk: Desk) -> None:
    desk.views["call-1"]["claims"] = [{"text": "Who drafted the deed?", "passage": "s7"}]
    desk.changed()
    claim = page.locator("[data-source=call-1] [data-claim=s7]")
    expect(claim).to_contain_text("Who drafted the deed?")
    claim.get_by_role("button", name="Me").click()
    expect(claim).to_have_count(0)
    (said,) = asked(desk, "/v1/sources/said-by")
    assert (said["source"], said["passage"], said["mine"]) == ("call-1", "s7", True)


def test_while_a_call_runs_nothing_of_other_matters_is_found_or_moved(page: Page, desk: Desk) -> None:
    desk.call = {"since": "2026-11-20T10:00:00+11:00", "matter_id": None, "recording": False}
    desk.changed()
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-entry]:visible")).to_have_count(0)
    page.keyboard.press("g")
    page.keyboard.press("]")
    page.keyboard.press(".")
    page.wait_for_timeout(300)
    expect(page.locator(".find, [data-promise]:visible")).to_have_count(0)
    assert asked(desk, "/v1/entries/find") + asked(desk, "/v1/entries/assign") == []
