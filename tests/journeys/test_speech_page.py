"""The page about the firm's own speech server, in a real browser: one is named over TLS, a call waits, it is off; what left."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from agent import voice, wiring
from agent.cli.page import ReviewPage
from agent.domain.source import Context
from agent.paths import open_home
from agent.web.redirect import SPEECH_PATH
from tests.journeys.test_connect_page import PICTURES, complaints
from tests.transcribe.speech_server import TOKEN, FirmServer

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def looked_at(page: Page, name: str) -> None:
    """Nothing that axe objects to, nothing that scrolls sideways."""
    assert complaints(page) == [], name
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"speech-{name}.png", full_page=True)
    page.set_viewport_size({"width": 400, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 400, name
    page.set_viewport_size({"width": 1100, "height": 900})


def test_a_server_is_named_a_call_waits_and_it_is_off_again(tmp_path: Path, browser: Browser) -> None:
    home, firm = open_home(tmp_path / "home", practice=True), FirmServer(tmp_path)
    services = wiring.build(home)
    recording = tmp_path / "call.flac"
    shutil.copy(voice.call_path("second_call", ".flac"), recording)
    with ReviewPage(services, home) as served, browser.new_page() as page:
        page.goto(served.place.windows.launch_page(SPEECH_PATH).as_uri())
        server = page.locator("#server")
        expect(server.get_by_role("heading")).to_have_text("This computer")
        expect(page.locator("#left")).to_contain_text("Nothing went anywhere else.")
        looked_at(page, "off")

        page.get_by_label("Address").fill(
            firm.url.replace("https", "http").replace("127.0.0.1", "firm.example")
        )
        page.get_by_role("button", name="Use this server").click()
        expect(page.get_by_role("alert")).to_contain_text("must begin with https://")
        page.get_by_label("Address").fill(firm.url)
        page.get_by_label("Token").fill(TOKEN)
        page.get_by_label("The firm’s own authority").fill(firm.ca)
        page.get_by_role("button", name="Use this server").click()
        expect(server).to_contain_text(firm.host)
        expect(page.locator("#left")).to_contain_text("the practice call's first sentence")
        assert TOKEN not in page.content()

        firm.script = lambda _: (401, {}, b"{}")
        services.take_in.data(recording.read_bytes(), "call.flac", Context())
        waiting = page.locator("#waiting")
        expect(waiting).to_contain_text("does not accept the token")
        looked_at(page, "waiting")
        sent = len(firm.pieces)
        waiting.get_by_role("button", name="Transcribe here instead").click()
        expect(waiting).to_be_empty()
        page.get_by_role("button", name="Switch off").click()
        expect(server.get_by_role("heading")).to_have_text("This computer")
        assert len(firm.pieces) == sent
    services.close()
    firm.close()
