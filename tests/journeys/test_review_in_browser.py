"""The review page of the real agent in real Chromium, from a taken-in call to the entry on practice Clio's own page."""

from __future__ import annotations

import time
import wave
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from agent import voice
from agent.cli.demo import practice_context
from agent.transcribe.sound import ChildSoundReader
from agent.web.gate import LARGEST_PIECE
from tests.journeys.conftest import Agent

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PICTURES = Path(__file__).parents[2] / "build" / "pictures"
REMEMBER_WHAT_IS_PLAYED = """
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () { window.heard = this; return play.call(this); };
"""
WORDS = "Telephone attendance on Marcus Hale regarding the draft lease of the bakery shop"


def test_an_entry_is_edited_confirmed_and_pushed_and_stands_in_practice_clio(
    agent: Agent, browser_page: Page
) -> None:
    agent.services.take_in.file(voice.call_path("practice_call", ".vtt"), practice_context())
    agent.services.process.all()
    page = browser_page
    page.goto(agent.page.address())
    first = page.locator("[data-entry].is-focus")
    expect(first).to_contain_text("20417-Copper Kettle")
    assert "launch=" not in page.url, "the secret does not stay in the address bar"
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / "review-light.png")
    page.keyboard.press("e")
    first.locator("textarea").fill(WORDS)
    page.keyboard.press("Enter")
    page.keyboard.press("+")
    expect(first.get_by_label("Units of 6 minutes")).to_have_value("2")
    first.get_by_label("Why more than was measured").fill("read the lease on paper")
    page.keyboard.press("Enter")  # ends the edit
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-foot]")).to_have_text("1 confirmed · 0.2 h")
    page.keyboard.press("Shift+Enter")
    expect(page.locator("[data-outcome=created]")).to_contain_text(
        "In Clio · 0.2 h · $84.00 ex GST · open", timeout=20_000
    )
    page.goto(f"{agent.clio.url}/nc/#/activities")
    expect(page.get_by_role("row").filter(has_text=WORDS)).to_contain_text("$84.00")
    page.screenshot(path=PICTURES / "in-practice-clio.png")
    (held,) = [a for a in agent.clio.firm.activities if a["note"] == WORDS]
    assert held["quantity"] == 720


def as_wav(recording: Path, folder: Path) -> Path:
    """Write a call of two tracks as a recorder would: left is the microphone."""
    tracks = [np.frombuffer(pcm, "<i2") for pcm in ChildSoundReader().read(recording).values()]
    with wave.open(str(path := folder / "call.wav"), "wb") as file:
        file.setparams((len(tracks), 2, 16_000, 0, "NONE", ""))
        file.writeframes(np.stack(tracks, axis=1).tobytes())
    assert path.stat().st_size > LARGEST_PIECE
    return path


def test_a_dropped_recording_is_heard_and_its_evidence_can_be_listened_to(
    agent: Agent, browser_page: Page, tmp_path: Path
) -> None:
    """As WAV it is too long for one request, and comes in pieces."""
    page = browser_page
    page.add_init_script(REMEMBER_WHAT_IS_PLAYED)
    page.goto(agent.page.address())
    page.get_by_label("Choose files").set_input_files(
        as_wav(voice.call_path("practice_call", ".flac"), tmp_path)
    )
    card = page.locator("[data-entry].is-focus")
    expect(card).to_contain_text("20417-Copper Kettle", timeout=90_000)
    card.locator("[data-act=evidence]").first.click()
    heard = f"() => window.heard?.src.startsWith('blob:{agent.page.origin}/') && window.heard.currentTime"
    deadline = time.monotonic() + 20
    while not page.evaluate(heard):
        assert time.monotonic() < deadline, "nothing was played"
        page.wait_for_timeout(100)


def test_the_address_that_opened_the_page_opens_no_second_one(agent: Agent, browser_page: Page) -> None:
    page = browser_page
    address = agent.page.launch_page()
    launch = address.read_text().split("url=")[1].split('"')[0]
    page.goto(launch)
    expect(page.get_by_role("button", name="Add")).to_be_visible()
    assert not address.exists()
    other = page.context.new_page()
    other.goto(launch)
    expect(other.get_by_role("heading", name="Open this page again from Tenth")).to_be_visible()
