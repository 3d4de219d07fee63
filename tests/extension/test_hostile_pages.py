"""Any web page against the agent: every kind of request, frames without a name, a rebound address (threats 1, 2, 3, 16)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import flask
import pytest
from playwright.sync_api import Page, Playwright

from agent.web import server
from agent.web.gate import Gate
from tests.extension.chromium import Chromium, chromium
from tests.extension.firefox import Firefox, firefox, wait_for
from tests.extension.office import Office
from tests.extension.stand_in import EVIL, REBIND, StandIn

pytestmark = [pytest.mark.slow, pytest.mark.browser]

HOSTILE = Path(__file__).with_name("hostile.js").read_text()
HARMLESS = {"refused", "sent", "opaque 0"}


@pytest.fixture(scope="module")
def unguarded(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory, site: StandIn
) -> Iterator[Chromium]:
    """Chromium as it was before it kept public pages from this computer: only the agent defends itself."""
    with chromium(playwright, tmp_path_factory.mktemp("profile"), site, public=False) as browser:
        yield browser


def weaken(monkeypatch: pytest.MonkeyPatch, desk: Office, gate: type[Gate]) -> None:
    """Start the agent again with a gate that lacks a defence."""
    desk.stop()
    monkeypatch.setattr(server, "Gate", gate)
    desk.start()


class Trusting(Gate):
    """Lacks two defences: it takes every origin for a friend's, and looks at no signature."""

    def _check_origin(self, request: object, origin: str | None) -> None:
        flask.g.origin = origin

    def _check_signature(self, request: object) -> None:
        """Believe it."""


class AnyHost(Gate):
    """Lacks the look at the host that a request was sent to."""

    def decide(self) -> flask.Response | None:
        flask.request.environ["HTTP_HOST"] = self._host
        return super().decide()


def tried(page: Page, agent: str) -> dict[str, str]:
    """Let a page try everything."""
    said: dict[str, str] = page.evaluate(HOSTILE, agent)
    return said


def answered(desk: Office) -> list[tuple[str, str, int]]:
    """What the agent answered with anything but a refusal, or let somebody else read."""
    return [(a.method, a.path, a.status) for a in desk.asked if a.status < 400 or a.allowed]


def test_chromium_keeps_a_public_page_from_asking_at_all(
    playwright: Playwright, tmp_path: Path, site: StandIn, desk: Office
) -> None:
    with chromium(playwright, tmp_path / "profile", site) as browser:
        said = tried(browser.open(f"https://{EVIL}/"), desk.page.origin)
        assert set(said.values()) <= HARMLESS
        assert desk.asked == []


def test_where_the_browser_lets_it_ask_the_agent_refuses_every_request(
    unguarded: Chromium, desk: Office
) -> None:
    page = unguarded.open(f"https://{EVIL}/")
    said = tried(page, desk.page.origin)
    assert set(said.values()) <= HARMLESS
    assert len(desk.asked) >= 6, "they did arrive"
    assert answered(desk) == []
    assert {a.status for a in desk.asked} <= {403, 405}
    assert {a.origin for a in desk.asked} == {None, "null", f"https://{EVIL}"}
    page.close()


def test_a_gate_that_believes_every_origin_would_let_the_page_in(
    unguarded: Chromium, desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    weaken(monkeypatch, desk, Trusting)
    page = unguarded.open(f"https://{EVIL}/")
    assert '"state"' in tried(page, desk.page.origin)["posts JSON"]
    page.close()


def test_a_rebound_name_is_somebody_elses_address(unguarded: Chromium, desk: Office) -> None:
    port = desk.page.origin.rpartition(":")[2]
    page = unguarded.context.new_page()
    answer = page.goto(f"http://{REBIND}:{port}/panel/index.html")
    assert answer is not None
    assert (answer.status, [a.status for a in desk.asked][:1]) == (421, [421])
    assert "Tenth" not in page.title()
    page.close()


def test_without_the_look_at_the_host_a_rebound_name_would_be_let_in(
    unguarded: Chromium, desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    weaken(monkeypatch, desk, AnyHost)
    page = unguarded.context.new_page()
    answer = page.goto(f"http://{REBIND}:{desk.page.origin.rpartition(':')[2]}/panel/index.html")
    assert answer is not None
    assert answer.status == 200
    page.close()


@pytest.fixture(scope="module")
def fox(site_443: StandIn, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Firefox without its own guard, so that the agent's is what is tried."""
    lna = {"network.lna.enabled": False, "network.lna.blocking": False}
    with firefox(tmp_path_factory.mktemp("profile"), site_443, **lna) as browser:
        yield browser


def test_firefox_pages_are_refused_too(fox: Firefox, desk: Office) -> None:
    tab = fox.open(f"https://{EVIL}/")
    said = fox.run(tab, f"({HOSTILE})('{desk.page.origin}')")
    assert set(said.values()) <= HARMLESS
    assert len(desk.asked) >= 6, "they did arrive"
    assert answered(desk) == []


def test_such_a_gate_would_let_a_page_in_firefox_in_too(
    fox: Firefox, desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    weaken(monkeypatch, desk, Trusting)
    said = fox.run(fox.open(f"https://{EVIL}/"), f"({HOSTILE})('{desk.page.origin}')")
    assert '"state"' in said["posts JSON"]


def test_firefox_is_told_that_a_rebound_name_is_not_ours(fox: Firefox, desk: Office) -> None:
    tab = fox.open(f"https://{EVIL}/")
    fox.go(tab, f"http://{REBIND}:{desk.page.origin.rpartition(':')[2]}/panel/index.html")
    wait_for(lambda: bool(desk.asked))
    assert [a.status for a in desk.asked][:1] == [421]


def test_without_that_look_firefox_would_show_what_a_rebound_name_leads_to(
    fox: Firefox, desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    weaken(monkeypatch, desk, AnyHost)
    tab = fox.open(f"http://{REBIND}:{desk.page.origin.rpartition(':')[2]}/panel/index.html")
    assert [a.status for a in desk.asked][:1] == [200]
    assert "Tenth" in fox.run(tab, "document.title")
