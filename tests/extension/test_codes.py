"""Codes guessed on the pairing page: five tries, whoever types (threat 12)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from agent.vault import pairing
from tests.extension.chromium import Chromium, chromium
from tests.extension.inside import Inside
from tests.extension.office import Office
from tests.extension.stand_in import StandIn

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WRONG = "00000000"


@pytest.fixture(scope="module")
def new_browser(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory, site: StandIn, chrome_package: Path
) -> Iterator[Chromium]:
    """A browser that is not paired."""
    with chromium(playwright, tmp_path_factory.mktemp("profile"), site, [chrome_package]) as browser:
        yield browser


def type_code(page: Page, code: str) -> None:
    """Type a code over what stands in the field, by keys alone."""
    page.get_by_label("Code", exact=True).focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def guess(page: Page, times: int) -> None:
    """Type wrong codes; each is answered before the next."""
    for _ in range(times):
        type_code(page, WRONG)
        expect(page.locator("#said")).to_contain_text("That is not the code Tenth shows", timeout=20_000)


def page_of(new_browser: Chromium, desk: Office) -> tuple[Page, str]:
    """Return the pairing page, and the code that the agent shows."""
    page = Inside(new_browser, desk).pair_page()
    page.reload()
    expect(page.get_by_label("Code", exact=True)).to_be_focused()
    return page, desk.services.pairing.open().code


def test_five_wrong_codes_close_it_for_the_right_one_too(new_browser: Chromium, desk: Office) -> None:
    page, code = page_of(new_browser, desk)
    guess(page, 5)
    assert [a.status for a in desk.asked if a.path == "/v1/pair/finish"] == [403] * 5
    type_code(page, code)
    expect(page.locator("#said")).to_contain_text("Tenth is not waiting for a browser", timeout=20_000)
    assert desk.services.browsers.all() == []


def test_with_one_more_try_the_right_code_would_pair(
    new_browser: Chromium, desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pairing, "CODE_TRIES", 6)
    page, code = page_of(new_browser, desk)
    guess(page, 5)
    type_code(page, code)
    expect(page.get_by_role("heading", name="This browser is paired")).to_be_visible(timeout=20_000)
    assert len(desk.services.browsers.all()) == 1
