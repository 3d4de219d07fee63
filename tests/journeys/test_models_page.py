"""The page of speech models in a real browser: one is downloaded from a stand-in hub, used, and a second hearing taken over."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from agent import wiring
from agent.cli.page import ReviewPage
from agent.domain.ids import SourceId
from agent.domain.source import Passage, Source, SourceKind, Stage
from agent.domain.transcript import Segment, TrackKind
from agent.paths import Home, open_home
from agent.store.store import Store
from agent.transcribe.hub import Hub
from agent.workflow.services import Services
from tests.builders import NOON
from tests.panel.test_states import AXE
from tests.transcribe.hub_stand_in import HubStandIn, of_practice_voice, open_hub

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PICTURES = Path(__file__).parents[2] / "build" / "pictures"
PATIENT = 60_000
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
CALL = SourceId("call")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return open_home(tmp_path / "home", practice=True)


@pytest.fixture
def hub() -> Iterator[HubStandIn]:
    with open_hub(of_practice_voice()) as hub:
        yield hub


@pytest.fixture
def services(home: Home, hub: HubStandIn) -> Iterator[Services]:
    """Tenth with a hub on this computer, and a call that was heard twice."""
    services = wiring.build(home)
    store: Store = services.models.desk.store
    said = Passage("s1", "the rent is 15 a week", "Me", 0, 3000)
    store.sources.add(
        Source(CALL, SourceKind.CALL, "sound", Stage.SUGGESTED, "0" * 64, (said,), title="Lease call"),
        taken_at=NOON, sound_key=bytes(32),
    )  # fmt: skip
    again = Segment(TrackKind.MICROPHONE, 0, 3000, "the rent is 50 a week")
    store.second.keep(CALL, "large-v3", NOON, [again])
    small = dataclasses.replace(hub.model("small.en"), errors=(8.26, 17.4, 12.5))
    others = tuple(m for m in services.models.offered if m.name != "small.en")
    models = dataclasses.replace(services.models, pieces=Hub(hub.address).pieces, offered=(small, *others))
    yield dataclasses.replace(services, models=models)
    services.close()


def looked_at(page: Page, name: str) -> None:
    """Nothing axe objects to in both themes, nothing scrolls sideways on a narrow screen."""
    for theme in THEMES:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate(
            "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
        )
        assert [f"{each['id']}: {each['nodes'][0]['html']}" for each in found] == [], (name, theme)
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"models-{name}-{theme}.png", full_page=True)
    page.set_viewport_size({"width": 420, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 420, name
    page.set_viewport_size({"width": 1100, "height": 900})


def test_a_model_is_downloaded_at_a_click_and_a_second_hearing_taken_over(
    services: Services, home: Home, hub: HubStandIn, browser: Browser
) -> None:
    with (
        browser.new_context(viewport={"width": 1100, "height": 900}) as context,
        ReviewPage(services, home) as served,
    ):
        page = context.new_page()
        page.goto(served.place.windows.launch_page("/window/models.html").as_uri())
        small = page.locator('[data-model="small.en"]')
        expect(small).to_contain_text("Suggested for this computer", timeout=PATIENT)
        expect(page.locator("#standing")).to_contain_text("No model hears calls yet")
        assert hub.asked == [], "nothing is fetched before a click"
        looked_at(page, "none")

        page.get_by_label("From a folder or a share").fill("/nowhere/at/all")
        page.get_by_role("button", name="Import").click()
        expect(page.locator("#trouble")).to_contain_text("That folder is no speech model", timeout=PATIENT)

        small.get_by_role("button", name="Download").click()
        expect(small).to_contain_text("Hears calls", timeout=PATIENT)
        expect(small).to_contain_text("Measured: a minute of a call takes")
        expect(page.locator("#voice")).to_contain_text("small.en is here.")
        expect(page.locator("#told")).to_have_count(0)
        assert services.models.look().live == "small.en"

        heard = page.locator(f'[data-call="{CALL}"]')
        expect(heard.locator("del")).to_have_text("15")
        expect(heard.locator("ins")).to_have_text("50")
        looked_at(page, "heard")
        heard.get_by_role("button", name="Take over").click()
        expect(page.locator("#told")).to_contain_text("Taken over", timeout=PATIENT)
        expect(heard).to_contain_text("Nothing differs any more.")
