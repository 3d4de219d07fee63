"""The review page in real Chromium, in front of the small agent of `fake_agent`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import PATIENCE_MS
from tests.panel import firm
from tests.panel.desk import Desk
from tests.panel.fake_agent import FakeAgent

PICTURES = Path(__file__).resolve().parents[2] / "build" / "pictures"

Open = Callable[..., Page]


@pytest.fixture
def desk() -> Desk:
    return Desk([firm.call(), firm.email(), firm.done()])


@pytest.fixture
def agent(desk: Desk) -> Iterator[FakeAgent]:
    agent = FakeAgent(desk)
    yield agent
    agent.stop()


@pytest.fixture
def open_page(browser: Browser, agent: FakeAgent) -> Iterator[Open]:
    """Open the page; whatever the browser complains about (a broken policy, a thrown error) fails the test."""
    complaints: list[str] = []
    contexts = []

    def opened(
        *,
        width: int = 420,
        height: int = 1000,
        theme: Literal["light", "dark"] = "light",
        address: str | None = None,
        before: Callable[[Page], None] = lambda _page: None,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, locale="en-AU",
            timezone_id="Australia/Sydney", reduced_motion="reduce",
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if _is_ours(said.text) else None)
        before(page)
        page.goto(address or agent.address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_page: Open) -> Page:
    """The page with its drafts on it, the first ready one in focus."""
    page = open_page()
    page.wait_for_selector("[data-entry=e1].is-focus")
    return page


def until(page: Page, true: Callable[[], bool]) -> None:
    """Wait until the agent's side shows it too; the page keeps running meanwhile."""
    for _ in range(PATIENCE_MS // 20):
        if true():
            return
        page.wait_for_timeout(20)
    raise AssertionError("it never came to that")


def _is_ours(text: str) -> bool:
    """Requests that a test makes fail on purpose are written to the console by the browser itself."""
    return "Failed to load resource" not in text
