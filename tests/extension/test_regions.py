"""Another of Clio's regions in Chromium: the panel stands there once the lawyer allowed it, and no longer than that.

Chromium asks in a window of its own that no page and no debugger reaches: it is answered by the keyboard of a real screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.desktop.screen import Screen, installed
from tests.extension.chromium import HOST, PAIR_PAGE
from tests.extension.conftest import Paired
from tests.extension.inside import Inside
from tests.extension.stand_in import OTHER_REGION

pytestmark = [pytest.mark.slow, pytest.mark.browser]

THERE = f"https://{OTHER_REGION}/watching"
REGISTERED = "() => chrome.scripting?.getRegisteredContentScripts().then((all) => all.length) ?? 0"
TRIES = 5  # the question takes no answer in its first moment, so that nobody gives one by accident


@pytest.fixture
def seen(tmp_path: Path) -> Iterator[Screen]:
    """A screen to ask on."""
    if not installed():
        pytest.skip("there is no screen to show it on")
    with Screen(tmp_path / "screen", host=None) as opened:
        yield opened


def stands(inside: Inside) -> bool:
    """Whether the panel stands on a page of the other region."""
    page = inside.browser.open(THERE)
    page.wait_for_timeout(500)
    found = page.locator(HOST).count()
    page.close()
    return bool(found)


def answer(page: Page, seen: Screen, *keys: str) -> None:
    """Ask for the first region, and answer the browser's own question with these keys."""
    page.locator("#regions button").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(1_000)
    seen.hand("key", *keys)


def test_it_stands_there_once_the_browser_was_told_yes_and_no_longer_than_that(
    open_paired: Paired, tmp_path: Path, seen: Screen
) -> None:
    with open_paired(tmp_path / "open", headless=False, env=seen.environment) as inside:
        page = inside.browser.open(PAIR_PAGE)
        button = page.locator("#regions button").first
        answer(page, seen, "Escape")
        expect(button).to_have_text("Add")
        assert not stands(inside)

        page.bring_to_front()
        for _ in range(TRIES):
            answer(page, seen, "Tab", "Return")
            page.wait_for_timeout(500)
            if button.text_content() == "Remove":
                break
        expect(button).to_have_text("Remove")
        page.wait_for_function(f"async () => (await ({REGISTERED})()) === 1")
        assert stands(inside)

        page.bring_to_front()
        button.click()
        expect(button).to_have_text("Add")
        page.wait_for_function(f"async () => (await ({REGISTERED})()) === 0")
        assert not stands(inside)
