"""agent/web/routes_clock.py: the clock and typed time over the wire."""

from __future__ import annotations

from tests.builders import NOON
from tests.web.conftest import Web
from tests.web.signing_client import SigningClient


def test_the_clock_is_part_of_the_state_while_it_runs(web: Web, window: SigningClient) -> None:
    started = window.call("/v1/clock/start", {"matter_id": 1})["clock"]
    assert (started["matter_id"], started["matter"]) == (1, "00001-Hale")
    state = window.call("/v1/state")["state"]
    assert state["clock"] == started
    assert state["call"] is None
    assert window.call("/v1/clock/stop")["source"]
    state = window.call("/v1/state")["state"]
    assert (state["clock"], [s["kind"] for s in state["sources"]]) == (None, ["clock"])


def test_a_calls_clock_is_a_call_that_is_not_recorded(web: Web, window: SigningClient) -> None:
    window.call("/v1/clock/start", {"call": True, "what": "Marcus Hale"})
    call = window.call("/v1/state")["state"]["call"]
    assert call == {
        "since": NOON.isoformat().replace("+00:00", "Z"), "matter_id": None, "recording": False, "stage": None, "asks": False,
        "trouble": None,
        "words_behind_seconds": None,
    }  # fmt: skip


def test_starting_and_stopping_the_clock_are_news_to_the_page(web: Web, window: SigningClient) -> None:
    before = window.call("/v1/state")["version"]
    window.call("/v1/clock/start")
    after = window.call("/v1/state", {"since": before})
    assert not after["unchanged"]


def test_stopping_no_clock_is_no_mistake(web: Web, window: SigningClient) -> None:
    assert window.call("/v1/clock/stop") == {"source": None}


def test_a_line_goes_to_the_clock_while_it_runs_and_else_stands_alone(
    web: Web, window: SigningClient
) -> None:
    alone = window.call("/v1/notes/add", {"text": "0.2 lease call"})
    assert alone["source"]
    window.call("/v1/clock/start")
    assert window.call("/v1/notes/add", {"text": "rent"})["source"] is None
    assert window.call("/v1/notes/add", {"text": "0.1 letter", "alone": True})["source"]
    running = web.office.clock.running()
    assert running is not None
    assert [note.text for note in running.notes] == ["rent"]
