"""Another program on the agent's port: it is told nothing, and nothing it says is shown (threats 5 and 11)."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from pydantic import TypeAdapter

from agent.web import payloads
from agent.web.answers import StateAnswer
from tests.extension.conftest import Paired
from tests.extension.imposter import Imposter, Lie, Received
from tests.extension.inside import Inside
from tests.extension.packages import change, copied

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PORT = 47821
LURE = "Type your Clio password here"


def says_anything(path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Any]:
    """Answer as a Tenth would, with words of its own."""
    if path == "/v1/hello":
        return 200, {"product": "tenth", "version": "1", "proof": "0" * 64}
    return 422, {"code": "lure", "message": LURE, "hint": LURE}


def asks_ours(port: int) -> Lie:
    """Pass every question on to the agent on another port, and its answer back."""

    def lie(path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Any]:
        passed = {
            name: value
            for name, value in headers.items()
            if name.lower().startswith(("x-tenth", "origin", "content-t"))
        }
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", body, passed)
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
                request, timeout=5
            ) as answer:
                return answer.status, json.loads(answer.read())
        except OSError:
            return says_anything(path, body, headers)

    return lie


def questions(received: Sequence[Received]) -> list[str]:
    """What it heard beyond greetings. The first call after the agent has gone may still reach whoever has its port now."""
    return [r.path for r in received if r.path != "/v1/hello"]


def test_an_imposter_is_told_nothing_and_its_words_are_not_shown(inside: Inside) -> None:
    inside.desk.stop()
    with Imposter(PORT, says_anything) as received:
        page = inside.clio()
        frame = inside.open(page)
        expect(frame.get_by_text("Another program answers").first).to_be_visible()
        assert LURE not in frame.inner_text("body")
    assert received
    assert len(questions(received)) <= 1, "the page that opens by itself may have remembered the port"
    assert all(set(json.loads(r.body)) == {"nonce"} for r in received if r.body and r.path == "/v1/hello")


def test_an_agent_beside_the_imposter_is_found(inside: Inside) -> None:
    inside.desk.stop()
    with Imposter(PORT, says_anything) as received:
        inside.desk.start()
        assert inside.desk.page.origin.endswith(str(PORT + 1))
        frame = inside.panel(inside.clio())
        expect(frame.locator("[data-entry]").first).to_be_visible()
    assert len(questions(received)) <= 1


def test_an_imposter_that_passes_questions_on_cannot_wear_the_answers(inside: Inside) -> None:
    inside.desk.stop()
    with Imposter(PORT, asks_ours(PORT + 1)) as received:
        inside.desk.start()
        frame = inside.panel(inside.clio())
        expect(frame.locator("[data-entry]").first).to_be_visible()
        assert len(questions(received)) <= 1, "its port is not in the proof"


@pytest.fixture
def trusting(chrome_package: Path, tmp_path: Path) -> Path:
    """A copy whose background takes whoever greets it for its agent."""
    package = copied(chrome_package, tmp_path / "trusting")
    change(
        package,
        "background/door.js",
        "if (await fits(key, String(said?.proof),",
        "if (said || await fits(key, String(said?.proof),",
    )
    return package


def test_a_background_that_believes_a_greeting_would_ask_the_imposter(
    open_paired: Paired, trusting: Path, tmp_path: Path
) -> None:
    with open_paired(tmp_path / "open", package=trusting) as inside:
        inside.desk.stop()
        with Imposter(PORT, says_anything) as received:
            frame = inside.open(inside.clio())
            expect(frame.get_by_text("Another program answers").first).to_be_visible()
        assert "/v1/state" in {r.path for r in received}, "asked; only the missing proof kept its words away"


def test_a_page_that_believes_unproven_answers_would_show_its_words(
    open_paired: Paired, trusting: Path, tmp_path: Path
) -> None:
    change(trusting, "panel/agent.js", "if (!(await isProven(", "if (!answer && !(await isProven(")
    with open_paired(tmp_path / "open", package=trusting) as inside:
        shown = StateAnswer(1, unchanged=False, state=payloads.state(inside.desk.services))
        lie = json.loads(TypeAdapter(StateAnswer).dump_json(shown).replace(b"Ruth Calder", LURE.encode()))
        inside.desk.stop()
        with Imposter(PORT, lambda *asked: (200, lie) if asked[0] == "/v1/state" else says_anything(*asked)):
            frame = inside.open(inside.clio())
            expect(frame.get_by_text(LURE).first).to_be_visible()
