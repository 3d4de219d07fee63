"""The matter on screen comes first; while a call runs nothing else is shown."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from tests.panel import firm
from tests.panel.conftest import PICTURES, Open, until
from tests.panel.desk import Desk
from tests.panel.test_states import THEMES
from tests.panel.test_the_line import LOOK

pytestmark = [pytest.mark.slow, pytest.mark.browser]

LINK = "https://au.app.clio.com/nc/#/matters/{}/activities"
SINCE = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=12, seconds=40)
CALL = {"since": SINCE.isoformat(timespec="seconds"), "matter_id": None, "recording": False}

PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def order(page: Page) -> list[str]:
    sources: list[str] = page.locator("[data-source]").evaluate_all(
        "all => all.map(one => one.dataset.source)"
    )
    return sources


def test_a_pasted_link_puts_its_matter_first(page: Page, desk: Desk) -> None:
    named = {key: firm.MATTERS[3][key] for key in ("display_number", "description", "client")}
    desk.entry("e3")["candidates"] = [
        named | {"matter_id": 7004, "probability": 0.4, "reasons": ["the easement"]}
    ]
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("[data-entry=e3]")).to_contain_text("20391-Fern Gully")
    assert order(page)[0] == "call-1"
    page.evaluate(PASTE, LINK.format(7004))
    expect(page.locator("#status")).to_contain_text("In view: 20391-Fern Gully")
    until(page, lambda: order(page)[0] == "mail-1")
    expect(page.locator("[data-entry=e3]")).to_have_class("entry is-focus")
    page.screenshot(path=PICTURES / "on-screen.png")


def test_a_matter_can_be_chosen_from_the_last_ones(page: Page) -> None:
    page.locator("#in-view").click()
    page.locator("#in-view-menu [data-matter='7000']").click()
    expect(page.locator("#status")).to_contain_text("In view: 20417-Copper Kettle")
    expect(page.locator("#in-view")).to_be_focused()


def test_other_words_are_taken_in_as_before(page: Page) -> None:
    page.evaluate(PASTE, "https://au.app.clio.com/nc/#/contacts/7004")
    expect(page.locator("#paste")).to_have_value("https://au.app.clio.com/nc/#/contacts/7004")


@pytest.mark.parametrize("theme", THEMES)
def test_while_a_call_runs_there_is_a_clock_and_nothing_else(open_page: Open, desk: Desk, theme: str) -> None:
    desk.call = dict(CALL)
    page = open_page(theme=theme)
    expect(page.locator("[role=timer]")).to_be_visible()
    seen = page.locator("#panel").inner_text()
    assert [name for name in ("Marcus", "Copper", "Priya", "Telephone") if name in seen] == []
    page.screenshot(path=PICTURES / f"call-clock-{theme}.png")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("[data-entry=e1]")).to_be_visible()
    assert [path for path, _ in desk.calls if path in ("/v1/push", "/v1/entries/confirm")] == []


def test_while_a_call_runs_only_the_matter_on_screen_is_shown(open_page: Open, desk: Desk) -> None:
    desk.call = dict(CALL)
    page = open_page()
    page.evaluate(PASTE, LINK.format(7000))
    expect(page.locator("[data-entry=e1]")).to_be_visible()
    seen = page.locator("#panel").inner_text()
    assert [name for name in ("20455", "Priya", "two candidates") if name in seen] == []
    page.screenshot(path=PICTURES / "call-matter.png")


def test_without_a_call_everything_is_shown(page: Page) -> None:
    seen = page.locator("#panel").inner_text()
    assert [name for name in ("20455", "Priya") if name not in seen] == []


def test_a_new_call_covers_what_was_shown_in_the_last(open_page: Open, desk: Desk) -> None:
    desk.call = dict(CALL)
    page = open_page()
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("[data-entry=e1]")).to_be_visible()
    desk.call = dict(CALL) | {"since": (SINCE + dt.timedelta(minutes=9)).isoformat(timespec="seconds")}
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("[data-entry=e1]")).to_have_count(0)
