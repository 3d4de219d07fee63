"""The panel in Clio's page: the page sees, hears and changes nothing of it, and it leaves nothing in the page (threat 6)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.extension.chromium import HOST, wait_for
from tests.extension.conftest import Paired
from tests.extension.inside import Inside, has_the_keys
from tests.extension.packages import change, copied
from tests.extension.stand_in import WATCHING

pytestmark = [pytest.mark.slow, pytest.mark.browser]

SHADOW = f"String(document.querySelector('{HOST}').shadowRoot)"
ON_THE_TAB = f"document.activeElement === document.querySelector('{HOST}')"
HOSTS = f"document.querySelectorAll('{HOST}').length"
WITHOUT_HOST = f"""() => {{
  const copy = document.documentElement.cloneNode(true);
  copy.querySelector("{HOST}")?.remove();
  return [copy.outerHTML, copy.getAttributeNames().length, Object.keys(window).filter((name) => /tenth/i.test(name)).length];
}}"""


@pytest.fixture
def page(paired: Inside) -> Iterator[Page]:
    """A page of Clio's kind that writes down what reaches it, with the cursor in its note."""
    page = paired.clio(WATCHING)
    page.evaluate("heard.changes.length = heard.keys.length = 0")
    yield page
    assert page.evaluate("heard.messages") == [], "no window message passes between page and panel"
    assert page.evaluate("heard.errors") == []
    page.close()


def test_the_page_cannot_look_into_the_panel(paired: Inside, page: Page) -> None:
    paired.panel(page)
    assert page.evaluate(SHADOW) == "null"
    assert page.evaluate("window.length") == 0, "the frame is not among the page's own"


def test_an_open_shadow_and_keys_let_through_would_show_it_the_panel(
    open_paired: Paired, paired: Inside, chrome_package: Path, tmp_path: Path
) -> None:
    careless = copied(chrome_package, tmp_path / "careless")
    change(careless, "content/edge.js", 'mode: "closed"', 'mode: "open"')
    change(
        careless, "content/mount.js", "event.target === edge.host && event", "event.target === life && event"
    )
    with open_paired(tmp_path / "open", desk=paired.desk, package=careless) as inside:
        page = inside.clio(WATCHING)
        assert "ShadowRoot" in page.evaluate(SHADOW)
        page.keyboard.press("Tab")
        wait_for(page, lambda: page.evaluate(ON_THE_TAB))
        page.keyboard.press("j")
        wait_for(page, lambda: ["keydown", "j"] in page.evaluate("heard.keys"))


def test_no_key_press_in_the_panel_reaches_the_page(paired: Inside, page: Page) -> None:
    page.keyboard.type("note")
    assert len(page.evaluate("heard.keys")) >= 12, "what is typed into the page it does hear"
    paired.press_open_key(page)
    panel = paired.browser.panel(page)
    expect(panel.locator("[data-entry].is-focus")).to_be_visible()
    has_the_keys(page, panel)
    page.evaluate("heard.keys.length = 0")
    page.keyboard.press("?")
    expect(panel.locator("dialog[open]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(panel.locator("dialog[open]")).to_have_count(0)
    expect(panel.locator("[data-entry].is-focus")).to_be_focused()
    page.keyboard.press("e")
    wait_for(page, lambda: panel.evaluate("document.activeElement.tagName") == "TEXTAREA")
    page.keyboard.type("Kept to itself, ")
    wait_for(page, lambda: "Kept to itself, " in panel.evaluate("document.activeElement.value ?? ''"))
    page.keyboard.press("Escape")
    assert page.evaluate("heard.keys") == []
    assert page.evaluate("document.querySelector('#note').value") == "note"


def test_no_key_pressed_on_the_tab_itself_reaches_the_page(page: Page) -> None:
    page.keyboard.press("Tab")
    wait_for(page, lambda: page.evaluate(ON_THE_TAB))
    page.evaluate("heard.keys.length = 0")
    page.keyboard.press("j")
    page.keyboard.press("Shift+Tab")  # what comes after it is pressed where the page may hear it
    wait_for(page, lambda: page.evaluate("document.activeElement.id") == "note")
    assert ["keydown", "j"] not in page.evaluate("heard.keys")


def test_escape_puts_the_cursor_back_where_it_was(paired: Inside, page: Page) -> None:
    page.keyboard.type("before and after")
    for _ in range(6):
        page.keyboard.press("ArrowLeft")
    paired.press_open_key(page)
    panel = paired.browser.panel(page)
    expect(panel.locator("[data-entry].is-focus")).to_be_visible()
    has_the_keys(page, panel)
    page.keyboard.press("Escape")
    wait_for(page, lambda: page.evaluate("document.activeElement.id") == "note")
    page.keyboard.type(" long")
    assert page.evaluate("document.querySelector('#note').value") == "before and long after"


def test_the_panel_stays_open_while_clio_draws_its_whole_body_anew(paired: Inside, page: Page) -> None:
    panel = paired.panel(page)
    panel.evaluate("window.sameAsBefore = true")
    page.evaluate("drawAnew()")
    page.evaluate("goTo('/watching#/matters/1')")
    page.evaluate("drawAnew()")
    page.wait_for_timeout(200)
    assert paired.browser.panel(page).evaluate("window.sameAsBefore") is True
    assert page.evaluate(HOSTS) == 1


def test_a_host_that_was_taken_away_comes_back(paired: Inside, page: Page) -> None:
    page.evaluate(f"document.querySelector('{HOST}').remove()")
    wait_for(page, lambda: page.evaluate(HOSTS) == 1)
    page.evaluate("document.documentElement.replaceWith(document.documentElement.cloneNode(false))")
    wait_for(page, lambda: page.evaluate(HOSTS) == 1)


def test_nothing_of_the_page_is_changed_but_for_the_one_host(paired: Inside, page: Page) -> None:
    before = page.evaluate(WITHOUT_HOST)
    paired.panel(page)
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    page.wait_for_timeout(1_200)
    assert page.evaluate("heard.changes") == []
    assert page.evaluate(WITHOUT_HOST) == before


def test_the_extension_goes_without_a_trace(inside: Inside) -> None:
    page = inside.clio(WATCHING)
    before = page.evaluate(WITHOUT_HOST)
    inside.panel(page)
    worker = next(w for w in inside.browser.context.service_workers if inside.browser.origin in w.url)
    worker.evaluate("void setTimeout(() => chrome.management.uninstallSelf(), 50)")
    wait_for(page, lambda: page.evaluate(HOSTS) == 0)
    assert page.evaluate(WITHOUT_HOST) == before
    page.evaluate("drawAnew()")
    page.wait_for_timeout(1_200)
    assert page.evaluate(HOSTS) == 0
