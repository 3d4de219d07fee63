"""Somebody at work inside Clio in Chromium: pairing, opening the panel, pressing keys."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Frame, Page, expect

from tests.extension.chromium import ACTIVITIES, HOST, PAIR_PAGE, Chromium, wait_for
from tests.extension.office import Office

TAB = (1268, 232)
"""Where the tab at rest stands in a window of 1280 pixels."""


@dataclass
class Inside:
    """A browser with the extension, and the agent it is paired with."""

    browser: Chromium
    desk: Office

    def pair_page(self) -> Page:
        """Return the pairing page, which opens by itself when the extension is installed."""
        page = next(page for page in self.browser.context.pages if page.url.endswith(PAIR_PAGE))
        page.bring_to_front()
        return page

    def pair(self) -> Page:
        """Type the code that the agent shows, by keys alone."""
        page = self.pair_page()
        expect(page.get_by_label("Code", exact=True)).to_be_focused()
        page.keyboard.type(self.desk.services.pairing.open().code)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="This browser is paired")).to_be_visible(timeout=20_000)
        return page

    def clio(self, address: str = ACTIVITIES) -> Page:
        """Open a page of Clio and wait for the tab at its edge."""
        page = self.browser.open(address)
        page.wait_for_selector(HOST, state="attached")
        return page

    def open(self, page: Page) -> Frame:
        """Open the panel by its tab and return its frame, whatever it shows."""
        page.bring_to_front()
        page.mouse.click(*TAB)
        return self.browser.panel(page)

    def panel(self, page: Page) -> Frame:
        """Open the panel by its tab and return its frame, once it shows the entries and has the keys."""
        frame = self.open(page)
        frame.wait_for_selector("[data-entry].is-focus")
        has_the_keys(page, frame)
        return frame

    def press_open_key(self, page: Page) -> None:
        """Do what the browser does when it sees Alt+Shift+U: only its own window sees that, never a page."""
        page.bring_to_front()
        worker = wait_for(page, lambda: next(iter(self.browser.context.service_workers), None))
        worker.evaluate(
            "async () => { const [tab] = await chrome.tabs.query({active: true, lastFocusedWindow: true});"
            " chrome.commands.onCommand.dispatch('open-panel', tab); }"
        )


def has_the_keys(page: Page, frame: Frame) -> None:
    """Give the panel a moment to get the keys; a browser that is not in front itself never says that it has them."""
    for _ in range(30):
        if frame.evaluate("document.hasFocus()"):
            return
        page.wait_for_timeout(100)
