"""extension/panel: the sheet of paired browsers, with the code that lets one more in; every state of it looked at."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from tests.panel import firm
from tests.panel.conftest import until
from tests.panel.desk import Desk
from tests.panel.firm import Json
from tests.panel.test_states import AXE, SHAPES, THEMES, complaints, save

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def paired(id: str, name: str, *, used: bool = True) -> Json:
    moment = dt.datetime.now(dt.UTC).isoformat()
    return {
        "id": id,
        "name": name,
        "paired_at": "2026-05-04T08:15:00+00:00",
        "last_used": moment if used else None,
    }


class BrowsersDesk(Desk):
    """A desk with two paired browsers."""

    def __init__(self) -> None:
        super().__init__([firm.call(), firm.email(), firm.done()])
        self.browsers = [
            paired("b1", "Chrome on Linux"),
            paired("b2", "Firefox on Māia’s laptop", used=False),
        ]
        self.left = 0

    def browsers_list(self, body: Json) -> Json:
        return {"browsers": self.browsers, "pairing": self.left}

    def browsers_forget(self, body: Json) -> Json:
        self.browsers = [b for b in self.browsers if b["id"] != body["id"]]
        return {}

    def pair_open(self, body: Json) -> Json:
        self.left = 120
        return {"code": "7K3M 9QTX", "seconds": self.left}

    def pair_close(self, body: Json) -> Json:
        self.left = 0
        return {}


@pytest.fixture
def desk() -> BrowsersDesk:
    return BrowsersDesk()


def open_sheet(page: Page) -> None:
    page.locator("#menu").click()
    expect(page.get_by_role("menuitem").first).to_be_focused()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Browsers")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#browsers")).to_be_visible()


def show_code(page: Page) -> None:
    open_sheet(page)
    page.get_by_role("button", name="Pair a browser").click()
    expect(page.locator(".code")).to_have_text("7K3M9QTX")


def look_at(page: Page, name: str) -> None:
    """Have axe look at it in each shape and theme, and keep a picture of each."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for shape, (width, height) in SHAPES.items():
        page.set_viewport_size({"width": width, "height": height})
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            save(page, f"panel-{name}-{shape}-{theme}")
            assert complaints(page) == [], f"{shape}, {theme}"
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_the_list_names_each_browser_with_its_last_use(page: Page) -> None:
    open_sheet(page)
    rows = page.locator("[data-browser]")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("Last used")
    expect(rows.nth(1)).to_contain_text("Not used yet")
    look_at(page, "browsers")


def test_a_code_is_shown_until_a_browser_came_in_by_it(page: Page, desk: BrowsersDesk) -> None:
    show_code(page)
    expect(page.get_by_role("button", name="Cancel")).to_be_focused()
    look_at(page, "browsers-code")
    desk.left = 47
    expect(page.locator("#browsers")).to_contain_text("47 s left")
    desk.browsers = [*desk.browsers, paired("b3", "Edge on Windows", used=False)]
    desk.left = 0
    expect(page.locator("#browsers .says")).to_have_text("Edge on Windows is paired.")
    expect(page.locator("[data-browser]")).to_have_count(3)
    expect(page.get_by_role("button", name="Pair a browser")).to_be_focused()
    look_at(page, "browsers-paired")


def test_a_code_that_was_tried_too_often_is_said_to_be_over(page: Page, desk: BrowsersDesk) -> None:
    show_code(page)
    desk.left = 0
    expect(page.locator("#browsers .says")).to_have_text("That code is used up. Ask for a new one.")


def test_cancel_and_closing_the_sheet_kill_the_code(page: Page, desk: BrowsersDesk) -> None:
    show_code(page)
    page.get_by_role("button", name="Cancel").click()
    until(page, lambda: desk.left == 0)
    page.get_by_role("button", name="Pair a browser").click()
    until(page, lambda: desk.left == 120)
    page.keyboard.press("Escape")
    expect(page.locator("#browsers")).to_be_hidden()
    until(page, lambda: desk.left == 0)


def test_a_browser_is_forgotten_in_one_press(page: Page, desk: BrowsersDesk) -> None:
    open_sheet(page)
    page.get_by_role("button", name="Forget this browser: Chrome on Linux").click()
    expect(page.locator("[data-browser]")).to_have_count(1)
    expect(page.locator("#browsers .says")).to_have_text("Chrome on Linux is forgotten.")
    expect(page.get_by_role("button", name="Close")).to_be_focused()
    assert [b["id"] for b in desk.browsers] == ["b2"]


def test_without_any_browser_there_is_one_thing_to_do(page: Page, desk: BrowsersDesk) -> None:
    desk.browsers = []
    open_sheet(page)
    expect(page.locator("#browsers")).to_contain_text("No browser is paired yet.")
    look_at(page, "browsers-none")


def test_letters_typed_into_the_sheet_are_no_commands(page: Page, desk: BrowsersDesk) -> None:
    open_sheet(page)
    page.keyboard.press("x")
    page.keyboard.press("Shift+Enter")
    assert [path for path, _ in desk.calls if path.startswith(("/v1/entries/discard", "/v1/push"))] == []
    page.keyboard.press("Escape")
    expect(page.locator("#browsers")).to_be_hidden()


def test_the_menu_is_left_by_escape_and_keeps_the_keys(page: Page) -> None:
    page.locator("#menu").click()
    for name in ("Capture this call", "Write a note", "Find an entry", "Browsers", "Ledger", "All keys"):
        expect(page.get_by_role("menuitem", name=name)).to_be_focused()
        page.keyboard.press("ArrowDown")
    look_at(page, "head-menu")
    page.keyboard.press("Escape")
    expect(page.locator("#menu")).to_be_focused()
