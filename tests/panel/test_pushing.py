"""extension/panel: five seconds in sight, then what Clio made of each entry; and files for other programs."""

from __future__ import annotations

import re
import threading

import pytest
from playwright.sync_api import Page, expect

from tests.panel.desk import Desk, asked

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_a_right_suggestion_and_a_chosen_candidate_reach_clio_in_four_key_presses(
    page: Page, desk: Desk
) -> None:
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry=e2]")).to_be_focused()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry=e2] [data-state]")).to_have_text("Confirmed")
    expect(page.locator("[data-foot]")).to_have_text("2 confirmed · 0.5 h")
    page.keyboard.press("Shift+Enter")
    expect(page.locator("[data-foot]")).to_contain_text("Sending 2 in")
    expect(page.locator("[data-entry=e1] [data-outcome=created]")).to_contain_text(
        "In Clio · 0.3 h · $126.00 ex GST"
    )
    expect(page.locator("[data-foot]")).to_have_text("2 in Clio · 0.5 h · $210.00 ex GST")
    assert asked(desk, "/v1/push") == [{"entries": ["e1", "e2"]}]
    page.locator("[data-entry=e1] [data-act=ledger]").click()
    expect(page.locator("[data-foot]")).to_have_text("2 in Clio · 0.5 h · $210.00 ex GST")
    assert asked(desk, "/v1/window/show") == [{"page": "ledger", "entry": "e1"}]


def test_z_stops_the_five_seconds_and_nothing_is_sent(page: Page, desk: Desk) -> None:
    page.keyboard.press("Enter")
    expect(page.locator("[data-foot]")).to_have_text("1 confirmed · 0.3 h")
    page.keyboard.press("Shift+Enter")
    expect(page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", re.compile("[345]"))
    page.keyboard.press("z")
    expect(page.locator("[data-foot]")).to_have_text("1 confirmed · 0.3 h")
    expect(page.locator("#voice")).to_contain_text("Nothing was sent")
    assert asked(desk, "/v1/push") == []
    assert asked(desk, "/v1/entries/undo") == []


def test_a_refusal_stands_on_its_row_with_the_next_step(page: Page, desk: Desk) -> None:
    desk.outcomes["e1"] = {
        "outcome": "refused", "activity_id": None, "price": None, "total": None, "rounded_hours": None,
        "code": "matter_closed", "hint": "The matter is closed in Clio; choose another", "link": None,
    }  # fmt: skip
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Enter")
    row = page.locator("[data-entry=e1] [data-outcome=refused]")
    expect(row).to_contain_text("The matter is closed in Clio; choose another.")
    expect(page.locator("[data-foot]")).to_have_text("1 not sent")
    row.locator("[data-act=choose-matter]").click()
    page.keyboard.type("20455")
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry=e1] [data-state]")).to_have_text("Ready")


def test_a_lost_answer_is_looked_for_and_never_pushed_again(page: Page, desk: Desk) -> None:
    desk.outcomes["e1"] = {
        "outcome": "unknown", "activity_id": None, "price": None, "total": None, "rounded_hours": None,
        "code": "outcome_unknown", "hint": "", "link": None,
    }  # fmt: skip
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Enter")
    row = page.locator("[data-entry=e1] [data-outcome=unknown]")
    expect(row).to_contain_text("will not send it twice")
    page.keyboard.press("Escape")
    expect(page.locator("#foot [data-act=push]")).to_have_attribute("aria-disabled", "true")
    row.locator("[data-act=reconcile]").click()
    expect(page.locator("[data-entry=e1] [data-outcome=created]")).to_be_visible()
    assert len(asked(desk, "/v1/push")) == 1


def test_export_writes_a_file_for_another_program(page: Page, desk: Desk) -> None:
    page.keyboard.press("Enter")
    expect(page.locator("[data-foot]")).to_have_text("1 confirmed · 0.3 h")
    page.click("#export")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    with page.expect_download() as download:
        page.locator("[data-target=leap][data-form=csv]").click()
    assert download.value.suggested_filename == "tenth-leap.csv"
    expect(page.locator("#foot")).to_contain_text("1 entry written for LEAP")
    expect(page.locator("#foot")).not_to_contain_text("here")
    expect(page.locator("[data-entry=e1] [data-state]")).to_have_text("Exported")


def test_what_the_file_of_another_program_cannot_say_stays_and_is_counted(page: Page, desk: Desk) -> None:
    for id, charge in (("e1", "billable"), ("e4", "not_billable")):
        desk.entry(id).update(status="confirmed", charge=charge)
    desk.changed()
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-foot]")).to_contain_text("2 confirmed")
    page.click("#export")
    with page.expect_download():
        page.locator("[data-target=leap][data-form=csv]").click()
    expect(page.locator("#foot")).to_contain_text(
        "1 entry written for LEAP. 1 entry stays here: its file cannot say"
    )


def test_keys_pressed_faster_than_tenth_answers_mean_what_they_would_have_meant(
    page: Page, desk: Desk
) -> None:
    gate = threading.Event()
    desk.hold["/v1/entries/confirm"] = gate
    for key in ("Enter", "1", "Enter", "Shift+Enter"):
        page.keyboard.press(key)
    gate.set()
    expect(page.locator("[data-foot]")).to_contain_text("Sending 2 in")
    page.keyboard.press("z")
    expect(page.locator("[data-foot]")).to_have_text("2 confirmed · 0.5 h")
