"""The rigs themselves: what the other tests lean on is really so."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from agent.sandbox.server import PracticeClio
from tests.extension.chromium import chromium
from tests.extension.firefox import firefox, wait_for
from tests.extension.stand_in import EVIL, WATCHING, StandIn

pytestmark = [pytest.mark.slow, pytest.mark.browser]

REACH = "fetch('{address}/nc/page.css', {{mode: 'no-cors'}}).then((r) => r.type, (error) => 'refused')"


def test_chromium_lets_no_public_page_reach_this_computer(
    playwright: Playwright, tmp_path: Path, site: StandIn, clio: PracticeClio
) -> None:
    with chromium(playwright, tmp_path / "profile", site) as browser:
        page = browser.open(f"https://{EVIL}/")
        assert page.evaluate(REACH.format(address=clio.url)) == "refused"


def test_chromium_would_let_it_if_the_page_were_not_taken_for_public(
    playwright: Playwright, tmp_path: Path, site: StandIn, clio: PracticeClio
) -> None:
    with chromium(playwright, tmp_path / "profile", site, public=False) as browser:
        page = browser.open(f"https://{EVIL}/")
        assert page.evaluate(REACH.format(address=clio.url)) == "opaque"


def test_the_stand_in_is_strict_and_writes_down_what_reaches_it(
    playwright: Playwright, tmp_path: Path, site: StandIn
) -> None:
    with chromium(playwright, tmp_path / "profile", site) as browser:
        page = browser.open(WATCHING)
        page.keyboard.type("a")
        page.evaluate("goTo('/watching#/matters/20417')")
        page.evaluate("drawAnew()")
        page.evaluate(
            "void document.body.appendChild(document.createElement('script')).append('heard = null')"
        )
        heard = page.evaluate("heard")
        assert ["keydown", "a"] in heard["keys"]
        assert ["added", "body", "html"] in heard["changes"]
        assert heard["errors"] == ["script-src-elem"], "a script of nobody's is refused"


def test_firefox_runs_the_stand_in_and_hears_keys(site_443: StandIn, tmp_path: Path) -> None:
    with firefox(tmp_path / "profile", site_443) as browser:
        tab = browser.open(WATCHING)
        browser.press(tab, "Shift+b")
        wait_for(lambda: ["keydown", "B"] in browser.run(tab, "heard.keys"))
        reached = browser.run(tab, "Promise.race([fetch('http://127.0.0.1:443/', {mode: 'no-cors'}).then(() => 'reached', "
                                   "() => 'refused'), new Promise((r) => setTimeout(r, 500, 'held'))])")  # fmt: skip
        assert reached in ("refused", "held")
