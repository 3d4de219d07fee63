"""What surrounds the page in tests: an extension's interface that notes what it was asked, and a line with one answer."""

from __future__ import annotations

import json

from playwright.sync_api import Page

EXTENSION = """
window.askedOfBrowser = [];
const note = (name, answer) => async (what) => { window.askedOfBrowser.push([name, what]); return answer; };
Object.defineProperty(window, "chrome", { value: {
  runtime: { id: "tenth", getURL: (path) => `chrome-extension://tenth/${path}` },
  tabs: { create: note("tab", {}) },
  permissions: { request: note("permission", true) },
}});
"""


def as_extension(page: Page) -> None:
    """Let the page believe that it belongs to an extension."""
    page.add_init_script(EXTENSION)


def answer_only(page: Page, state: str) -> None:
    """Put a line in place of the window's own that meets one state, whatever is asked."""
    problem = json.dumps(
        {"state": state, "code": state.replace("-", "_"), "message": "", "hint": "Try again."}
    )
    page.route(
        "**/panel/window.js",
        lambda route: route.fulfill(
            content_type="text/javascript",
            body=f"export const openTransport = () => ({{ call: async () => {{ throw {problem}; }} }});",
        ),
    )


def asked_of_browser(page: Page) -> list[list[object]]:
    """Return what the page asked of the browser, in order."""
    asked: list[list[object]] = page.evaluate("() => window.askedOfBrowser")
    return asked
