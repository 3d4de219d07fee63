"""The page that leads through connecting, walked in a real browser against practice Clio: there, back, by code, and out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from agent import wiring
from agent.cli import page as cli_page
from agent.cli.page import ReviewPage
from agent.paths import Home, open_home
from agent.sandbox.server import PracticeClio
from agent.workflow.services import Services
from tests.panel.conftest import until
from tests.panel.test_states import AXE

pytestmark = [pytest.mark.slow, pytest.mark.browser]  # the browser comes back to one port

PICTURES = Path(__file__).parents[2] / "build" / "pictures"
PATIENT = 20_000
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return open_home(tmp_path / "home", practice=True)


@pytest.fixture
def services(home: Home) -> Iterator[Services]:
    """Tenth in a practice home that nobody has connected."""
    services = wiring.build(home)
    yield services
    services.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser window as wide as a laptop's."""
    with browser.new_context(viewport={"width": 1100, "height": 900}) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield context


def complaints(page: Page) -> list[str]:
    """What axe objects to."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found]


def looked_at(page: Page, name: str) -> None:
    """Check and picture one state in both themes and two widths: nothing axe objects to, nothing scrolls sideways."""
    for theme in THEMES:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        assert complaints(page) == [], (name, theme)
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"connect-{name}-{theme}.png", full_page=True)
    page.set_viewport_size({"width": 420, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 420, name
    page.screenshot(path=PICTURES / f"connect-{name}-narrow.png", full_page=True)
    page.set_viewport_size({"width": 1100, "height": 900})


def typed(guide: Page, clio: PracticeClio, client_id: str | None = None) -> None:
    """Type the app's address, id and secret."""
    guide.get_by_label("Practice Clio’s address").fill(clio.url)
    guide.get_by_label("Client id").fill(client_id or clio.client_id)
    guide.get_by_label("Client secret").fill(clio.client_secret)


def allow(consent: Page) -> None:
    """Sign in on practice Clio's own page."""
    consent.get_by_label("Sign in as").select_option(label="Ruth Calder, Partner")
    consent.get_by_role("button", name="Allow").click()


def test_from_the_panel_through_the_guide_and_out_again(
    services: Services,
    home: Home,
    clio: PracticeClio,
    context: BrowserContext,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(cli_page, "open_in_browser", lambda address: bool(shown.append(address)) or True)
    with ReviewPage(services, home) as served:
        panel = context.new_page()
        panel.goto(served.address())
        expect(panel.locator("#status")).to_contain_text("Not connected to Clio yet", timeout=PATIENT)
        panel.locator("#status").get_by_role("button", name="Connect").click()
        until(panel, lambda: bool(shown))
        guide = context.new_page()
        guide.goto(shown[0])

        standing = guide.locator("#standing")
        expect(standing.get_by_role("heading")).to_have_text("Not connected yet", timeout=PATIENT)
        expect(guide.locator("#redirect")).to_have_text("http://127.0.0.1:47820/callback")
        guide.get_by_role("button", name="Copy the address http").click()
        expect(guide.get_by_role("button", name="Copied the address http")).to_be_visible()
        assert guide.evaluate("navigator.clipboard.readText()") == "http://127.0.0.1:47820/callback"
        expect(guide.get_by_role("row")).to_have_count(9)  # the heading and each permission
        looked_at(guide, "practice")

        guide.get_by_role("button", name="Sign in with Clio").click()
        expect(guide.get_by_role("alert")).to_have_text("Practice Clio’s address is missing.")

        typed(guide, clio, client_id="mistyped")
        with context.expect_page() as wrong:
            guide.get_by_role("button", name="Sign in with Clio").click()
        expect(standing.get_by_role("heading")).to_have_text(
            "Waiting for you on Clio’s page", timeout=PATIENT
        )
        wrong.value.close()
        typed(guide, clio)
        with context.expect_page() as opened:
            guide.get_by_role("button", name="Sign in with Clio").click()
        allow(opened.value)
        expect(opened.value.get_by_role("heading")).to_have_text("Tenth has your answer", timeout=PATIENT)
        expect(standing.locator("#who")).to_have_text(
            "Signed in as Ruth Calder at Kestrel Lane Lawyers (practice Clio).", timeout=PATIENT
        )
        expect(standing).to_contain_text("matters, as of", timeout=PATIENT)
        expect(panel.locator("#status")).to_contain_text("Synced", timeout=PATIENT)
        looked_at(guide, "connected")

        guide.get_by_role("button", name="Disconnect").click()
        expect(guide.locator("#disconnect-now")).to_be_focused()
        guide.locator("#disconnect-now").click()
        expect(guide.locator("#told")).to_have_text("Disconnected. Drafts stay here.", timeout=PATIENT)
        expect(standing.get_by_role("heading")).to_have_text("Not connected yet")
    assert "clio" not in home.keys.read_text()
    assert clio.office.grants.saved() is not None


def test_the_code_is_pasted_where_the_browser_cannot_come_back(
    services: Services, home: Home, clio: PracticeClio, context: BrowserContext
) -> None:
    regions = dataclasses.replace(services.connect, guide=wiring.guide(practice=False))
    with ReviewPage(dataclasses.replace(services, connect=regions, practice=False), home) as served:
        firms = context.new_page()
        firms.goto(served.place.windows.launch_page("/window/connect.html").as_uri())
        expect(firms.get_by_role("radio")).to_have_count(4, timeout=PATIENT)
        expect(firms.get_by_role("radio", name="Australia and New Zealand")).to_be_checked()
        firms.get_by_role("radio", name="Canada").check()
        expect(firms.get_by_role("link", name="Clio’s developer portal")).to_have_attribute(
            "href", "https://ca.developers.clio.com"
        )
        firms.get_by_role("radio", name="Australia and New Zealand").check()
        firms.get_by_role("button", name="The browser cannot come back?").click()
        expect(firms.locator("#approval")).to_have_text("https://au.app.clio.com/oauth/approval")
        looked_at(firms, "regions")
        firms.close()
    with ReviewPage(services, home) as served:
        guide = context.new_page()
        guide.goto(served.place.windows.launch_page("/window/connect.html").as_uri())
        guide.get_by_role("button", name="The browser cannot come back?").click(timeout=PATIENT)
        typed(guide, clio)
        with context.expect_page() as opened:
            guide.get_by_role("button", name="Sign in with a code").click()
        allow(opened.value)
        opened.value.wait_for_url("**/oauth/approval**")
        code = guide.get_by_label("Code, or the whole address")
        code.fill("no such code")
        guide.get_by_role("button", name="Use this code").click()
        expect(guide.locator("#wrong-code")).to_contain_text("Copy the whole code", timeout=PATIENT)
        looked_at(guide, "code")
        code.fill(opened.value.url)
        guide.get_by_role("button", name="Use this code").click()
        expect(guide.locator("#who")).to_contain_text("Signed in as Ruth Calder", timeout=PATIENT)
        expect(guide.locator("#standing")).to_contain_text("matters, as of", timeout=PATIENT)
