"""The extension, unchanged, in real Chromium: installed, paired, and an entry reviewed and pushed without leaving Clio."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.extension.chromium import ACTIVITIES, chromium
from tests.extension.conftest import PICTURES
from tests.extension.inside import Inside
from tests.extension.office import Office
from tests.extension.stand_in import StandIn

pytestmark = [pytest.mark.slow, pytest.mark.browser]

MATTER = "20417-Copper Kettle"


@pytest.fixture
def inside(
    playwright: Playwright, tmp_path: Path, site: StandIn, chrome_package: Path, desk: Office
) -> Iterator[Inside]:
    """A browser in which the extension was installed a moment ago."""
    with chromium(playwright, tmp_path / "profile", site, [chrome_package], device_scale_factor=2) as browser:
        yield Inside(browser, desk)


def picture(page: Page, name: str) -> None:
    """Take a picture in the light and one in the dark."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for theme in ("dark", "light"):
        page.emulate_media(color_scheme=theme)
        page.wait_for_timeout(150)
        page.screenshot(path=PICTURES / f"{name}-{theme}.png")


def test_from_install_to_an_entry_that_stands_in_clio(inside: Inside) -> None:
    paired = inside.pair()
    picture(paired, "extension-pair")
    matter = next(m for m in inside.desk.clio.firm.matters if m["display_number"] == MATTER)
    page = inside.clio(ACTIVITIES.replace("activities", f"matters/{matter['id']}"))
    picture(page, "extension-tab-at-rest")
    inside.press_open_key(page)
    panel = inside.browser.panel(page)
    first = panel.locator("[data-entry].is-focus")
    expect(first).to_contain_text(MATTER)
    picture(page, "panel-in-clio")
    page.keyboard.press("Enter")
    expect(panel.locator("[data-foot]")).to_contain_text("1 confirmed")
    page.keyboard.press("Shift+Enter")
    expect(panel.locator("[data-outcome=created]").first).to_contain_text("In Clio", timeout=20_000)
    (pushed,) = inside.desk.pushed()
    page.goto(ACTIVITIES)
    page.reload()
    expect(page.get_by_role("row").filter(has_text=pushed["note"]).first).to_be_visible()
    picture(page, "extension-pushed")
