"""extension/window/capture.html in a real browser over real verbs: the notice, one key, and every way on from there."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from agent import voice, wiring
from agent.cli.page import ReviewPage
from agent.domain.capture import Capture
from agent.paths import open_home
from agent.web.redirect import CAPTURE_PATH
from agent.workflow.capturing import Capturing, Order
from agent.workflow.services import Services
from tests.journeys.test_connect_page import THEMES, complaints

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PICTURES = Path(__file__).parents[2] / "build" / "pictures"
CALL = str(voice.call_path("practice_call", ".flac"))


class FromFile(Capturing):
    """Hears the practice call in a sound card's place. Titles are the window's, as detection gives them."""

    title = ""

    def start(self, order: Order) -> Capture:
        return super().start(dataclasses.replace(order, file=CALL, titles=(self.title,)))

    def occasion(self, order: Order) -> str | None:
        return super().occasion(dataclasses.replace(order, titles=(*order.titles, self.title)))


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    services = wiring.build(open_home(tmp_path / "home", practice=True))
    parts = {each.name: getattr(services.capture, each.name) for each in dataclasses.fields(Capturing)}
    yield dataclasses.replace(services, capture=FromFile(**parts))
    if services.capture.status() is not None:
        services.capture.discard()
    services.close()


@pytest.fixture
def page(services: Services, browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The page in a window as large as Tenth's own."""
    home = open_home(tmp_path / "home", practice=True)
    size = {"width": 460, "height": 680}
    with ReviewPage(services, home) as served, browser.new_context(viewport=size) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.goto(served.place.windows.launch_page(CAPTURE_PATH).as_uri())
        yield page


def looked_at(page: Page, name: str) -> None:
    """Check and picture one state in both themes and narrow: nothing axe objects to, nothing scrolls sideways."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for theme in THEMES:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        assert complaints(page) == [], (name, theme)
        page.screenshot(path=PICTURES / f"capture-{name}-{theme}.png")
    page.set_viewport_size({"width": 320, "height": 680})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
    page.set_viewport_size({"width": 460, "height": 680})


def test_from_the_notice_through_a_newcomer_to_the_end(page: Page, services: Services) -> None:
    expect(page.get_by_role("heading")).to_have_text("Capture this call")
    expect(page.locator("#notice")).to_contain_text("on this computer only")
    expect(page.locator("#who")).to_be_focused()
    expect(page.locator("#room")).to_be_checked()  # no sound server tells of a headset here
    looked_at(page, "ask")
    page.locator("#who").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#wrong")).to_have_text("Name everyone who was told and agreed.")
    assert services.capture.status() is None
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == services.capture.notice()
    page.locator("#who").focus()
    page.keyboard.type("M Hale, Grace Lindell")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading")).to_contain_text("Recording")
    expect(page.locator("#agreed")).to_have_text("Told and agreed: M Hale, Grace Lindell")
    expect(page.locator("#microphone")).to_contain_text("The microphone is you alone.")
    page.get_by_role("button", name="Others speak into it").click()
    expect(page.locator("#microphone")).to_contain_text("is “In the room”")
    expect(page.locator(".meters dt").first).to_have_text("The room")
    looked_at(page, "recording")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("heading")).to_contain_text("Paused")
    looked_at(page, "paused")
    page.get_by_role("button", name="Someone joined").click()
    expect(page.locator(".asks")).to_contain_text("Someone joined. No sound is kept")
    expect(page.locator("#who")).to_be_focused()
    looked_at(page, "waiting")
    page.keyboard.type("T Nguyen")
    page.keyboard.press("Enter")
    expect(page.locator("#agreed")).to_contain_text("T Nguyen")
    page.get_by_role("button", name="Someone objects").click()
    expect(page.locator("#delete-all")).to_be_visible()
    looked_at(page, "objects")
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Stop and keep").click()
    expect(page.locator("#over")).to_have_text("Kept")
    looked_at(page, "kept")
    (source,) = services.review.overview().sources
    assert source.kept.recording is not None
    assert source.kept.recording.consent.agreed_by == ("M Hale", "Grace Lindell", "T Nguyen")
    assert source.kept.source.room


def test_a_hearing_is_refused_with_its_reason_and_the_clock_instead(page: Page, services: Services) -> None:
    expect(page.locator("#who")).to_be_focused()
    services.capture.__class__.title = "Directions hearing, courtroom 3"
    try:
        expect(page.locator("#refusal")).to_contain_text(
            "This is a hearing: nothing is recorded there without leave."
        )
        looked_at(page, "refused")
        page.get_by_text("Leave was granted").click()
        page.get_by_label("Leave granted by").fill("Registrar Quill")
        page.get_by_role("button", name="Go on to the consent").click()
        expect(page.locator("#who")).to_be_focused()
        page.keyboard.type("M Hale")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading")).to_contain_text("Recording")
        status = services.capture.status()
        assert status is not None
        assert status.capture.leave == "Registrar Quill"
        page.get_by_role("button", name="Delete the sound").click()
        page.locator("#delete-all").click()
        expect(page.locator("#over")).to_have_text("The sound is deleted")
        page.get_by_role("button", name="Another call").click()
        page.get_by_role("button", name="Clock only").click()
        expect(page.locator("#over")).to_have_text("The clock runs")
        assert services.capture.status() is None
        assert services.clock.running() is not None
    finally:
        services.capture.__class__.title = ""
