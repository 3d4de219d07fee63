"""The day and the week on the page: questions, their answers, an end for each thing; pictures beside the sketch."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.panel import days
from tests.panel.conftest import PICTURES, Open, until
from tests.panel.desk import Desk, asked

pytestmark = [pytest.mark.slow, pytest.mark.browser]

TARGET = {**days.OFF, "target_units": 60}


@pytest.fixture
def day(page: Page) -> Page:
    """The page with the day on it."""
    page.keyboard.press("d")
    page.wait_for_selector("[data-row].is-focus")
    return page


def row(page: Page, key: str) -> str:
    return f'[data-row="{key}"]'


GAP = "gap:918-1000"


def test_d_shows_the_day_with_its_first_question_in_focus(day: Page, desk: Desk) -> None:
    expect(day.locator("[data-view=day]")).to_have_attribute("aria-current", "page")
    expect(day.locator(".status")).to_contain_text("Friday 20 November")
    expect(day.locator(row(day, GAP))).to_be_focused()
    expect(day.locator("[data-foot]")).to_have_text("6 left before the day closes")
    expect(day.locator(".foot")).to_contain_text("2 questions · 3 to review · 1 to push")
    assert [body["look"] for body in asked(desk, "/v1/day/get")] == [False, True]


def test_the_strip_says_every_part_in_words(day: Page) -> None:
    said = day.locator(".strip.day .said").all_inner_texts()
    assert "9:18 to 10:00, open question" in said
    assert "11:20 to 11:36, calendar and e-mail overlap, counted once" in said
    assert "8:40 to 9:04, document, In Clio" in said


def test_a_question_is_answered_in_its_row_without_moving_anything(day: Page, desk: Desk) -> None:
    gap = day.locator(row(day, GAP))
    before = gap.bounding_box()
    day.keyboard.press("n")
    expect(gap.locator("input")).to_be_focused()
    during = gap.bounding_box()
    assert before is not None
    assert during is not None
    assert (during["y"], during["height"]) == (before["y"], before["height"])
    expect(day.locator(".hints")).to_contain_text("back to the question")
    day.keyboard.type("lease mark-up, Priya Nair")
    day.keyboard.press("Enter")
    until(day, lambda: bool(asked(desk, "/v1/day/answer")))
    assert asked(desk, "/v1/day/answer") == [
        {"date": days.DATE, "row": GAP, "note": "lease mark-up, Priya Nair"}
    ]
    expect(gap).to_contain_text("lease mark-up, Priya Nair")
    expect(gap).to_be_focused()


def test_esc_goes_back_to_the_question_and_sends_nothing(day: Page, desk: Desk) -> None:
    day.keyboard.press("n")
    day.keyboard.type("half a thought")
    day.keyboard.press("Escape")
    expect(day.locator(row(day, GAP))).to_be_focused()
    expect(day.locator(row(day, GAP)).get_by_role("button", name="Note")).to_be_visible()
    assert asked(desk, "/v1/day/answer") == []


def test_nothing_billable_is_one_key_and_can_be_taken_back(day: Page, desk: Desk) -> None:
    day.keyboard.press("x")
    gap = day.locator(row(day, GAP))
    expect(gap).to_contain_text("Nothing billable")
    expect(gap).to_contain_text("You said so at 13:50")
    gap.get_by_role("button", name="Ask again").click()
    expect(gap).to_contain_text("What was this?")


def test_letters_in_the_field_are_letters(day: Page, desk: Desk) -> None:
    day.keyboard.press("n")
    day.keyboard.type("xjkdw")
    expect(day.locator(row(day, GAP)).locator("input")).to_have_value("xjkdw")
    assert asked(desk, "/v1/week/get") == []


def test_enter_on_a_call_opens_its_cards(day: Page) -> None:
    day.keyboard.press("j")
    expect(day.locator(row(day, "source:call-1"))).to_be_focused()
    day.keyboard.press("Enter")
    expect(day.locator("[data-entry=e1]")).to_be_focused()
    expect(day.get_by_role("button", name="Review")).to_have_attribute("aria-current", "page")


def test_closing_the_day_lists_what_is_left_and_each_thing_gets_its_end(day: Page, desk: Desk) -> None:
    desk.rows = [r for r in days.rows() if r["state"] in ("question", "confirmed", "matter")]
    desk.changed()
    until(day, lambda: len(desk.rows or ()) == 4)
    day.keyboard.press("w")
    day.keyboard.press("d")
    expect(day.locator("[data-row]")).to_have_count(4)
    day.get_by_role("button", name="Close the day").click()
    expect(day.locator(".closing h2")).to_have_text("4 left before the day closes")
    day.locator(row(day, GAP)).get_by_role("button", name="Put aside").click()
    day.locator(row(day, GAP)).get_by_role("combobox").select_option("A break")
    day.keyboard.press("Enter")
    expect(day.locator("[data-row]")).to_have_count(3)
    parked = day.locator(row(day, "source:withheld"))
    parked.get_by_role("button", name="Park").click()
    expect(parked.locator("input[type=date]")).to_have_value("2026-11-23")
    parked.get_by_role("button", name="Park").click()
    expect(day.locator("[data-row]")).to_have_count(2)
    for key in ("gap:1306-1331", "source:note"):
        day.locator(row(day, key)).get_by_role("button", name="Put aside").click()
        day.locator(row(day, key)).get_by_role("combobox").select_option("Recorded elsewhere")
        day.locator(row(day, key)).get_by_role("button", name="Put aside").click()
        expect(day.locator(row(day, key))).to_have_count(0)
    expect(day.get_by_role("heading", name="Nothing is left of this day")).to_be_visible()
    day.locator(".blank [data-act=close-day]").click()
    expect(day.locator("[data-foot]")).to_have_text("The day is closed")
    ends = [
        "dismissed" if "dismissed" in a else "parked" if "parked" in a else "close"
        for a in asked(desk, "/v1/day/answer")
    ]
    assert ends == ["dismissed", "parked", "dismissed", "dismissed", "close"]


def test_days_are_turned_and_what_is_unknown_says_so(day: Page, desk: Desk) -> None:
    day.get_by_role("button", name="The day before").click()
    expect(day.locator(".status")).to_contain_text("Thursday 19 November")
    expect(day.locator(".day-none").last).to_contain_text("Nothing of this day is known yet")
    day.keyboard.press("]")
    expect(day.locator(".status")).to_contain_text("Friday 20 November")
    expect(day.get_by_role("button", name="The day after")).to_have_count(0)


def test_offline_the_day_says_from_when_it_is(day: Page, desk: Desk) -> None:
    desk.day_problem = {"code": "unreachable", "hint": "Try again when the computer is online."}
    desk.changed()
    day.keyboard.press("w")
    day.keyboard.press("d")
    expect(day.locator(".status")).to_contain_text("Offline, as of 13:48")


def test_w_shows_the_week_and_a_name_opens_its_day(day: Page) -> None:
    day.keyboard.press("w")
    expect(day.locator(".week-row")).to_have_count(7)
    expect(day.locator(".status")).to_contain_text("Mon 16 Nov to Sun 22 Nov")
    day.get_by_role("button", name="Thursday 19 November").click()
    expect(day.locator(".status")).to_contain_text("Thursday 19 November")


def test_the_target_is_off_until_it_is_set(day: Page, desk: Desk) -> None:
    expect(day.locator(".totals")).not_to_contain_text("Target")
    day.locator("summary").click()
    day.locator("[data-set=target]").fill("60")
    day.keyboard.press("Tab")
    expect(day.locator(".totals")).to_contain_text("Target, private")
    assert asked(desk, "/v1/settings/set") == [{"target_units": 60}]


def test_watching_shows_both_sides_and_ends_by_a_click(day: Page, desk: Desk) -> None:
    desk.pairs = (
        {"matter": days.KETTLE, "suggested": 3, "typed": 2, "difference": 1, "narrative": "Attending", "note": "call"},
        {"matter": days.FERN, "suggested": None, "typed": 4, "difference": -4, "narrative": "", "note": "Counsel"},
    )  # fmt: skip
    day.locator("summary").click()
    day.get_by_role("button", name="Only watch for a week").click()
    watching = day.locator(".watching")
    expect(watching).to_contain_text("Watching only; nothing is pushed")
    expect(watching.locator("tbody tr").first).to_contain_text("+1")
    expect(watching).to_contain_text("1 entry in Clio that Tenth missed")
    watching.get_by_role("button", name="Push from now on").click()
    expect(watching).to_have_count(0)


def test_after_the_week_of_watching_it_asks(day: Page, desk: Desk) -> None:
    desk.settings = {
        **days.OFF,
        "watch_only": True,
        "watch_since": "2026-11-10",
        "watch_until": "2026-11-16",
        "watch_over": True,
    }
    desk.changed()
    day.keyboard.press("w")
    day.keyboard.press("d")
    expect(day.locator(".watching h2")).to_have_text("The week of watching is over")
    day.get_by_role("button", name="Watch another week").click()
    expect(day.locator(".watching h2")).to_have_text("Watching only; nothing is pushed")


def test_the_reminder_names_nobody_and_leads_to_the_day(page: Page, desk: Desk) -> None:
    desk.reminder = "3 things of today wait"
    desk.changed()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".reminder")).to_contain_text("3 things of today wait")
    page.locator(".reminder").get_by_role("button").click()
    expect(page.locator(".rows")).to_be_visible()


def test_t_starts_the_clock_of_the_cards_matter_and_stops_it(page: Page, desk: Desk) -> None:
    matter = desk.entry("e1")["matter_id"]
    page.keyboard.press("t")
    until(page, lambda: bool(asked(desk, "/v1/clock/start")))
    assert asked(desk, "/v1/clock/start")[0]["matter_id"] == matter
    expect(page.locator("[data-clock]")).to_contain_text("0:00")
    page.keyboard.press("t")
    expect(page.locator("[data-clock]")).to_have_count(0)
    assert len(asked(desk, "/v1/clock/stop")) == 1


def test_n_in_review_takes_a_note_for_now(page: Page, desk: Desk) -> None:
    page.keyboard.press("n")
    expect(page.get_by_role("textbox", name="Note")).to_be_focused()
    page.keyboard.type("0.2 hale lease call re guarantee")
    page.keyboard.press("Enter")
    until(page, lambda: bool(desk.typed))
    assert desk.typed == ("0.2 hale lease call re guarantee",)
    expect(page.get_by_role("textbox", name="Note")).to_have_count(0)


def test_esc_leaves_a_note_unwritten(page: Page, desk: Desk) -> None:
    page.keyboard.press("n")
    page.keyboard.type("half")
    page.keyboard.press("Escape")
    expect(page.get_by_role("textbox", name="Note")).to_have_count(0)
    assert desk.typed == ()


def test_nothing_scrolls_sideways_at_320_px(open_page: Open, desk: Desk) -> None:
    desk.settings = TARGET
    page = open_page(width=320)
    page.wait_for_selector("[data-entry=e1].is-focus")
    for key in ("d", "w"):
        page.keyboard.press(key)
        page.wait_for_selector(".strip.day" if key == "d" else ".week-row")
        wide = page.evaluate(
            "[...document.querySelectorAll('.panel, .scroll, .top, .status, .row, .week-row')]"
            ".filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.className)"
        )
        assert wide == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pictures_of_the_day_and_the_week(
    open_page: Open, desk: Desk, theme: Literal["light", "dark"]
) -> None:
    desk.settings = TARGET
    PICTURES.mkdir(parents=True, exist_ok=True)
    page = open_page(height=940, theme=theme)
    page.wait_for_selector("[data-entry=e1].is-focus")
    page.keyboard.press("d")
    page.wait_for_selector("[data-row].is-focus")
    page.wait_for_timeout(200)
    page.screenshot(path=PICTURES / f"day-{theme}.png")
    page.keyboard.press("n")
    page.keyboard.type("lease mark-up, Priya Nair")
    page.screenshot(path=PICTURES / f"day-noting-{theme}.png")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    page.wait_for_selector(".closing")
    page.screenshot(path=PICTURES / f"day-close-{theme}.png")
    page.keyboard.press("w")
    page.wait_for_selector(".week-row .strip")
    page.screenshot(path=PICTURES / f"week-{theme}.png")


def test_a_picture_of_the_narrow_day(open_page: Open, desk: Desk) -> None:
    desk.settings = TARGET
    PICTURES.mkdir(parents=True, exist_ok=True)
    page = open_page(width=320, height=940)
    page.wait_for_selector("[data-entry=e1].is-focus")
    page.keyboard.press("d")
    page.wait_for_selector("[data-row].is-focus")
    page.screenshot(path=PICTURES / "day-320.png")


def test_while_a_call_runs_the_day_of_all_matters_stays_covered(page: Page, desk: Desk) -> None:
    desk.call = {"since": days.at("10:00"), "matter_id": None, "recording": False}
    desk.changed()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-view=day]")).to_be_hidden()
    page.keyboard.press("d")
    expect(page.locator("[data-row]")).to_have_count(0)
    page.keyboard.press("n")
    page.keyboard.type("rent")
    page.keyboard.press("Enter")
    until(page, lambda: desk.typed == ("rent",))
