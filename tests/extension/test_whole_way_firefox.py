"""The extension, unchanged, in real Firefox: installed, paired, and an entry reviewed and pushed without leaving Clio."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.extension.chromium import ACTIVITIES, HOST, PAIR_PAGE
from tests.extension.conftest import PICTURES
from tests.extension.firefox import Firefox, firefox, wait_for
from tests.extension.inside import TAB
from tests.extension.office import Office
from tests.extension.stand_in import StandIn

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture
def fox(site_443: StandIn, tmp_path: Path, firefox_package: Path, desk: Office) -> Iterator[Firefox]:
    """Firefox in which the add-on was installed a moment ago, from its zip."""
    with firefox(tmp_path / "profile", site_443) as browser:
        browser.install(firefox_package)
        yield browser


def test_from_install_to_an_entry_that_stands_in_clio(fox: Firefox, desk: Office) -> None:
    pairing = wait_for(lambda: fox.tab_at(PAIR_PAGE))
    wait_for(lambda: fox.run(pairing, "document.activeElement?.id") == "code")
    fox.type(pairing, desk.services.pairing.open().code)
    fox.press(pairing, "Enter")
    fox.until_text(pairing, "h1", "This browser is paired")
    fox.picture(pairing, PICTURES / "firefox-pair.png")
    tab = fox.open(ACTIVITIES)
    wait_for(lambda: fox.run(tab, f"Boolean(document.querySelector('{HOST}'))"))
    fox.press_open_key()
    panel = fox.panel(tab)
    fox.until_text(panel, "[data-entry].is-focus", "20417-Copper Kettle")
    fox.picture(tab, PICTURES / "firefox-panel-in-clio.png")
    fox.press(tab, "Enter")
    fox.until_text(panel, "[data-foot]", "1 confirmed")
    fox.press(tab, "Shift+Enter")
    fox.until_text(panel, "[data-outcome=created]", "In Clio")
    (pushed,) = desk.pushed()
    fox.go(tab, ACTIVITIES)
    fox.bidi.ask("browsingContext.reload", context=tab, wait="complete")
    assert pushed["note"] in fox.text(tab, "table")


def test_the_tab_at_the_edge_opens_it_too(fox: Firefox) -> None:
    tab = fox.open(ACTIVITIES)
    wait_for(lambda: fox.run(tab, f"Boolean(document.querySelector('{HOST}'))"))
    width = fox.run(tab, "innerWidth")
    fox.click(tab, width - 12, TAB[1])
    fox.until_text(fox.panel(tab), "body", "Pair")
