"""extension/panel: the call strip is read, heard, and moves time between entries, by hand, by key and by figure."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.panel.conftest import Open, until
from tests.panel.desk import Desk, asked

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_hover_shows_the_words_of_a_stretch_and_so_does_the_focus(page: Page) -> None:
    page.locator(".stretch[data-from='190000']").hover()
    words = page.locator(".over")
    expect(words).to_contain_text("10:03 to 10:21, 20417-Copper Kettle")
    expect(words).to_contain_text("file two zero four one seven")
    words.hover()
    expect(words).to_be_visible()
    page.keyboard.press("Escape")
    expect(words).to_have_count(0)
    page.locator(".stretch[data-from='1380000']").focus()
    expect(words).to_contain_text("The other thing is Harbour Street.")


def test_a_click_on_a_stretch_plays_its_sound(page: Page, desk: Desk) -> None:
    page.locator(".stretch[data-from='1380000']").click()
    until(page, lambda: bool(asked(desk, "/v1/sources/clip")))
    assert asked(desk, "/v1/sources/clip") == [
        {"source": "call-1", "start_ms": 1_380_000, "end_ms": 1_410_000}
    ]


def test_without_sound_a_click_shows_the_words(page: Page, desk: Desk) -> None:
    desk.views["call-1"]["source"]["has_sound"] = False
    desk.changed()
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-source=call-1] .chip use")).to_have_count(0)
    page.locator(".stretch[data-from='1380000']").click()
    expect(page.locator(".passage.shown")).to_have_count(4)
    assert asked(desk, "/v1/sources/clip") == []


def test_a_dragged_boundary_snaps_and_units_follow_before_it_is_let_go(page: Page, desk: Desk) -> None:
    grip = page.locator(".grip[data-first=s10]").bounding_box()
    line = page.locator(".line").bounding_box()
    assert grip
    assert line
    y = grip["y"] + grip["height"] / 2
    page.mouse.move(grip["x"] + grip["width"] / 2, y)
    page.mouse.down()
    page.mouse.move(line["x"] + line["width"] * 1370 / 1860, y, steps=4)
    expect(page.locator("[data-entry=e1] [data-field=units]")).to_have_value("4")
    expect(page.locator("[data-entry=e1] [data-field=time]")).to_have_value("19:50")
    assert asked(desk, "/v1/entries/assign") == [], "nothing is changed while the grip is held"
    page.mouse.up()
    until(page, lambda: desk.entry("e1")["passages"][-1] == "s10")
    assert asked(desk, "/v1/entries/assign") == [
        {"source": "call-1", "passages": ["s10"], "to": "e1", "versions": [{"entry": "e1", "version": 1}]}
    ]
    page.keyboard.press("z")
    until(page, lambda: desk.entry("e1")["passages"][-1] == "s9")


def test_keys_and_a_figure_do_what_a_drag_does(page: Page, desk: Desk) -> None:
    page.keyboard.press("]")
    page.keyboard.press("]")
    row = page.locator(".bound-row")
    expect(row).to_contain_text("A ends at")
    page.keyboard.press(",")
    until(page, lambda: desk.entry("e1")["passages"][-1] == "s8")
    expect(row.locator("input")).to_have_value("14:34")
    page.keyboard.press(".")
    until(page, lambda: desk.entry("e1")["passages"][-1] == "s9")
    row.locator("input").fill("11:45")
    row.locator("input").press("Enter")
    until(page, lambda: desk.entry("e1")["passages"][-1] == "s7")
    expect(row.locator("input")).to_have_value("11:40")
    page.keyboard.press("Escape")
    expect(row).to_have_count(0)


def test_time_goes_from_one_entry_to_the_other(page: Page, desk: Desk) -> None:
    page.keyboard.press("]")
    page.keyboard.press("]")
    page.keyboard.press(".")
    expect(page.locator(".bound-row")).to_contain_text("A gives way to B")
    page.keyboard.press(".")
    until(page, lambda: desk.entry("e2")["passages"] == ["s12", "s13", "s14"])
    last = asked(desk, "/v1/entries/assign")[-1]
    assert (last["to"], {v["entry"] for v in last["versions"]}) == ("e1", {"e1", "e2"})


def test_a_grip_is_a_slider_for_those_who_listen(page: Page, desk: Desk) -> None:
    expect(page.locator(".call-meta .what").first).to_have_text("recorded from 10:02, agreed by M Hale")
    grip = page.get_by_role("slider", name="Where A begins")
    expect(grip).to_have_attribute("aria-valuetext", "3:10")
    grip.focus()
    page.keyboard.press("ArrowRight")
    until(page, lambda: desk.entry("e1")["passages"][0] == "s5")
    page.keyboard.press("ArrowLeft")
    until(page, lambda: desk.entry("e1")["passages"][0] == "s4")


def test_the_name_of_the_server_that_made_the_words_stands_at_the_call(page: Page, desk: Desk) -> None:
    desk.views["call-1"]["source"]["words_by"] = "speech.firm.example"
    desk.changed()
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-source=call-1] .call-meta .what")).to_have_text(
        "recorded from 10:02, agreed by M Hale, words by speech.firm.example"
    )


def test_the_mark_of_consent_has_no_grip_and_nothing_crosses_it(page: Page, desk: Desk) -> None:
    expect(page.locator(".consent")).to_have_count(1)
    page.keyboard.press("]")
    for _ in range(4):
        page.keyboard.press(",")
    until(page, lambda: desk.entry("e1")["passages"][0] == "s3")
    page.wait_for_timeout(200)
    assert desk.entry("e1")["passages"][0] == "s3", "the notice itself is given to nobody"


def test_a_boundary_moved_in_another_window_meanwhile_is_not_moved_blind(page: Page, desk: Desk) -> None:
    desk.entry("e1")["version"] += 1
    page.keyboard.press("]")
    page.keyboard.press(".")
    expect(page.locator(".foot .says")).to_contain_text("another window")
    assert desk.entry("e1")["passages"][0] == "s4"


def test_a_typed_time_is_the_lawyers_and_says_what_was_measured(page: Page, desk: Desk) -> None:
    card = page.locator("[data-entry=e1]")
    card.locator("[data-field=time]").fill("25:00")
    card.locator("[data-field=time]").press("Enter")
    expect(card.locator(".figures")).to_contain_text("your time; measured 18:00")
    expect(card.locator("[data-field=units]")).to_have_value("5")
    until(page, lambda: bool(asked(desk, "/v1/entries/revise")))
    assert asked(desk, "/v1/entries/revise") == [{"entry": "e1", "version": 1, "seconds": 1500}]
    expect(card).to_be_focused()


def test_a_time_that_is_none_is_dropped(page: Page, desk: Desk) -> None:
    field = page.locator("[data-entry=e1] [data-field=time]")
    for odd in ("soon", "99:99"):
        field.fill(odd)
        field.press("Enter")
        expect(field).to_have_value("18:00")
    field.fill("20:00")
    field.press("Escape")
    expect(field).to_have_value("18:00")
    assert asked(desk, "/v1/entries/revise") == []


def test_at_320_px_the_strip_still_works(open_page: Open, desk: Desk) -> None:
    page = open_page(width=320)
    page.wait_for_selector("[data-entry=e1].is-focus")
    page.keyboard.press("]")
    page.keyboard.press("]")
    page.keyboard.press(".")
    until(page, lambda: desk.entry("e1")["passages"][-1] == "s10")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
