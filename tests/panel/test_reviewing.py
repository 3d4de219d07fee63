"""extension/panel: the lawyer's decisions, by keys and by hand."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.panel.conftest import Open, until
from tests.panel.desk import Desk, asked

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_an_entry_without_a_matter_is_not_confirmed_and_says_why(page: Page, desk: Desk) -> None:
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry=e2] .says")).to_have_text("Not confirmed: choose a matter first.")
    assert asked(desk, "/v1/entries/confirm") == []


def test_typed_words_are_saved_with_the_version_they_were_typed_over(page: Page, desk: Desk) -> None:
    page.keyboard.press("e")
    words = page.locator("[data-entry=e1] textarea")
    expect(words).to_be_focused()
    words.fill("Advising on term")
    page.wait_for_function(
        "() => document.querySelector('[data-entry=e1] [data-state]').textContent === 'Editing'"
    )
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry=e1]")).to_be_focused()
    until(page, lambda: desk.entry("e1")["narrative"] == "Advising on term")
    assert asked(desk, "/v1/entries/revise")[0] == {
        "entry": "e1",
        "version": 1,
        "narrative": "Advising on term",
    }


def test_letters_typed_into_a_narrative_are_letters(page: Page, desk: Desk) -> None:
    page.keyboard.press("e")
    page.keyboard.press("End")
    page.keyboard.type(" xz/bm")
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry=e1] textarea")).to_have_value(re.compile("guarantee xz/bm$"))
    assert desk.entry("e1")["status"] == "draft"


def test_escape_puts_the_old_words_back_even_after_they_were_saved(page: Page, desk: Desk) -> None:
    old = desk.entry("e1")["narrative"]
    page.keyboard.press("e")
    page.locator("[data-entry=e1] textarea").fill("Wrong")
    until(page, lambda: desk.entry("e1")["narrative"] == "Wrong")
    page.keyboard.press("Escape")
    expect(page.locator("[data-entry=e1] textarea")).to_have_value(old)
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry=e1] [data-state]")).to_have_text("Confirmed")
    assert desk.entry("e1")["narrative"] == old


def test_a_source_arriving_above_does_not_take_the_cursor_away(page: Page, desk: Desk) -> None:
    page.keyboard.press("j")
    page.keyboard.press("e")
    words = page.locator("[data-entry=e2] textarea")
    words.fill("Half a sen")
    page.evaluate("() => document.activeElement.setSelectionRange(4, 4)")
    desk.sources_paste({})
    desk.views["new-3"]["source"]["started_at"] = "2026-11-20T15:00:00+11:00"
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")  # look now
    expect(page.locator("#sources > section").first).to_have_attribute("data-source", "new-3")
    expect(words).to_be_focused()
    assert page.evaluate("() => document.activeElement.selectionStart") == 4
    page.keyboard.type("X")
    expect(words).to_have_value("HalfX a sen")


def test_words_typed_over_a_newer_version_are_kept_beside_it_and_can_be_used(page: Page, desk: Desk) -> None:
    page.keyboard.press("e")
    desk.entries_revise({"entry": "e1", "version": 1, "narrative": "From the other window"})
    page.locator("[data-entry=e1] textarea").fill("From this window")
    yours = page.locator("[data-entry=e1] .yours")
    expect(yours).to_contain_text("From this window")
    expect(page.locator("[data-entry=e1] textarea")).to_have_value("From the other window")
    page.click("[data-act=use-yours]")
    expect(page.locator("[data-entry=e1] textarea")).to_have_value("From this window")
    expect(yours).to_have_count(0)
    until(page, lambda: desk.entry("e1")["narrative"] == "From this window")


def test_any_matter_is_found_by_typing_with_candidates_first(page: Page, desk: Desk) -> None:
    page.keyboard.press("j")
    page.keyboard.press("m")
    options = page.locator(".picker [role=option]")
    expect(options.first).to_contain_text("20455-Copper Kettle")
    expect(options.first).to_contain_text("“the builder’s quote” is on this file")
    page.keyboard.type("fern")
    expect(page.locator(".picker [data-matter='7000']")).to_have_count(0)
    expect(options.first).to_contain_text("Fern")
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry=e2] .matter")).to_have_text("20391-Fern Gully")
    expect(page.locator("[data-entry=e2]")).to_be_focused()
    until(page, lambda: desk.entry("e2")["matter_id"] == 7004)


def test_units_date_category_and_charging_are_editable(page: Page, desk: Desk) -> None:
    page.keyboard.press("+")
    card = page.locator("[data-entry=e1]")
    expect(card.locator("[data-field=units]")).to_have_value("4")
    expect(card.locator(".figures")).to_contain_text("0.4 h, billable")
    page.keyboard.press("b")
    expect(card.locator(".figures")).to_contain_text("not billable")
    card.locator("[data-field=category]").select_option(label="Drafting")
    card.locator("[data-field=date]").fill("2026-11-18")
    card.locator("[data-field=units]").fill("12")
    card.locator("[data-field=units]").press("Enter")
    expect(card.locator(".figures")).to_contain_text("1.2 h")
    page.keyboard.press("Enter")
    expect(card.locator(".says")).to_have_text("Not confirmed: say why more than measured first.")
    card.locator("[data-field=raised_why]").fill("read the lease on paper")
    card.locator("[data-field=raised_why]").press("Enter")
    expect(card).to_be_focused()
    page.keyboard.press("Enter")
    expect(card.locator("[data-state]")).to_have_text("Confirmed")
    saved = desk.entry("e1")
    assert (saved["units"], saved["charge"], saved["category_id"], saved["date"]) == (
        12,
        "not_billable",
        32,
        "2026-11-18",
    )


def test_half_a_number_is_never_sent(page: Page, desk: Desk) -> None:
    units = page.locator("[data-entry=e1] [data-field=units]")
    units.fill("0")
    expect(units).to_have_attribute("aria-invalid", "true")
    units.press("Enter")
    expect(units).to_have_value("3")
    assert asked(desk, "/v1/entries/revise") == []


def test_split_at_a_passage_then_join_again_then_undo_both(page: Page, desk: Desk) -> None:
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".split [aria-selected=true]")).to_have_attribute("data-passage", "s6")
    page.keyboard.press("Enter")
    expect(page.locator("[data-source=call-1] [data-entry]")).to_have_count(3)
    expect(page.locator("[data-entry=e1b] [data-field=time]")).to_have_value(re.compile("^14:"))
    page.locator("[data-entry=e1] [data-act=more]").click()
    page.get_by_role("menuitem", name="Join with the one below").click()
    expect(page.locator("[data-source=call-1] [data-entry]")).to_have_count(2)
    expect(page.locator("[data-discarded]")).to_have_count(0)
    page.keyboard.press("z")
    expect(page.locator("[data-source=call-1] [data-entry]")).to_have_count(3)
    page.keyboard.press("z")
    expect(page.locator("[data-source=call-1] [data-entry]")).to_have_count(2)


def test_not_work_leaves_one_quiet_line_that_brings_it_back(page: Page, desk: Desk) -> None:
    page.keyboard.press("x")
    expect(page.locator("[data-discarded=e1]")).to_contain_text("Not work")
    expect(page.locator("[data-entry=e2]")).to_be_focused()
    page.keyboard.press("z")
    expect(page.locator("[data-entry=e1]")).to_be_focused()
    page.keyboard.press("x")
    page.click("[data-discarded=e1] [data-act=restore]")
    expect(page.locator("[data-entry=e1]")).to_be_focused()
    until(page, lambda: desk.entry("e1")["status"] == "draft")


def test_a_private_call_is_put_aside_whole_and_comes_back_whole(page: Page, desk: Desk) -> None:
    page.locator("[data-entry=e1] [data-act=more]").click()
    page.get_by_role("menuitem", name="Nothing here is work").click()
    until(
        page,
        lambda: [desk.entry(e)["status"] for e in ("e1", "e2", "e3")] == ["discarded", "discarded", "draft"],
    )
    expect(page.locator("[data-source=call-1] [data-entry]")).to_have_count(0)
    page.locator("[data-entry=e3]").focus()
    page.keyboard.press("z")
    expect(page.locator("[data-source=call-1] [data-entry]")).to_have_count(2)


def test_a_confirms_all_that_is_ready_in_the_call_and_nothing_else(page: Page, desk: Desk) -> None:
    page.keyboard.press("Shift+A")
    expect(page.locator("[data-foot]")).to_have_text("1 confirmed · 0.3 h")
    assert [desk.entry(e)["status"] for e in ("e1", "e2", "e3")] == ["confirmed", "draft", "draft"]


def test_a_confirmed_entry_opens_again_for_editing(page: Page, desk: Desk) -> None:
    page.keyboard.press("Enter")
    page.keyboard.press("k")
    page.keyboard.press("e")
    expect(page.locator("[data-entry=e1] textarea")).to_be_focused()
    assert desk.entry("e1")["status"] == "draft"


def test_evidence_plays_its_passage_and_shows_its_words(page: Page, desk: Desk) -> None:
    page.keyboard.press("o")
    chip = page.locator("[data-entry=e1] [data-clause=matter]")
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-entry=e1] [data-shown]")).to_contain_text("file two zero four one seven")
    expect(page.locator("[data-entry=e1] [data-clause=matter] use")).to_have_attribute("href", "#i-pause")
    until(page, lambda: bool(asked(desk, "/v1/sources/clip")))
    assert asked(desk, "/v1/sources/clip") == [{"source": "call-1", "start_ms": 190_000, "end_ms": 220_000}]
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "false")


def test_evidence_without_sound_shows_its_words(page: Page, desk: Desk) -> None:
    page.locator("[data-entry=e3] [data-act=evidence]").first.click()
    expect(page.locator("[data-entry=e3] [data-shown]")).to_contain_text("The neighbours accept the easement")
    assert asked(desk, "/v1/sources/clip") == []


def test_on_a_wide_screen_evidence_points_into_the_words_beside(open_page: Open) -> None:
    page = open_page(width=1280, height=500)
    page.wait_for_selector("[data-entry=e1].is-focus")
    page.locator("[data-entry=e2] [data-clause=consent]").click()
    expect(page.locator("#words .passage.shown")).to_have_attribute("data-passage", "s14")
    expect(page.locator("#words .passage.shown")).to_be_in_viewport()


def test_everything_is_reached_by_keyboard_alone(page: Page) -> None:
    here = (
        "() => { const e = document.activeElement; return e.dataset.act || e.dataset.field || e.localName }"
    )
    seen = set()
    for _ in range(120):
        page.keyboard.press("Tab")
        seen.add(page.evaluate(here))
    assert {"add", "keys", "matter", "textarea", "units", "date", "category", "charge"} <= seen
    assert {"evidence", "confirm", "split", "discard", "more", "push"} <= seen
