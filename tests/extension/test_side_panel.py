"""The package for Edge: paired, and beside Clio in the browser's own side panel, which follows the tab in front.

Edge itself is Chromium's engine with another address of its store; where there is no Edge, its package runs in Chromium.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, Playwright

from tests.extension.chromium import ACTIVITIES, chromium
from tests.extension.conftest import PICTURES
from tests.extension.inside import Inside
from tests.extension.office import Office
from tests.extension.packages import packaged
from tests.extension.side_panel import SidePanel, objections
from tests.extension.stand_in import StandIn

pytestmark = [pytest.mark.slow, pytest.mark.browser]

SCHEMES: tuple[Literal["light", "dark"], ...] = ("dark", "light")


@pytest.fixture
def edge(playwright: Playwright, tmp_path: Path, site: StandIn, desk: Office) -> Iterator[Inside]:
    """The package for Edge, installed a moment ago."""
    package = packaged("edge", tmp_path)
    with chromium(playwright, tmp_path / "profile", site, [package]) as browser:
        yield Inside(browser, desk)


def in_both(page: Page) -> list[str]:
    """Return what axe objects to, in the dark and in the light."""
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found += objections(page)
    return found


def test_it_is_paired_and_follows_clio_from_the_browsers_own_side_panel(edge: Inside) -> None:
    page = edge.pair_page()
    assert in_both(page) == []
    edge.pair()
    assert in_both(page) == []

    beside = SidePanel(page)
    matter = {m["display_number"]: m["id"] for m in edge.desk.clio.firm.matters}["20417-Copper Kettle"]
    clio = edge.clio(ACTIVITIES.replace("activities", f"matters/{matter}"))
    clio.bring_to_front()
    beside.until_text("20417-Copper Kettle")
    assert beside.run("document.querySelector('[data-entry].is-focus').innerText").count(
        "20417-Copper Kettle"
    )
    assert beside.objections() == []
    beside.picture(PICTURES / "side-panel.png")

    edge.desk.services.clock.start(call=True)
    clio.goto(ACTIVITIES)
    beside.until_text("Nothing of this call is shown while it runs")
    assert beside.run("document.querySelectorAll('[data-entry]').length") == 0
    beside.picture(PICTURES / "side-panel-during-a-call.png")
