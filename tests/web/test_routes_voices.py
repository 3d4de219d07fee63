"""agent/web/routes_voices.py: whose the words of a call are, over the wire."""

from __future__ import annotations

import base64

import pytest

from agent.domain.room import IN_THE_ROOM
from agent.domain.source import Context, Person
from agent.domain.transcript import Segment, TrackKind
from agent.extract.rules import RulesExtractor
from agent.extract.typed import TypedFirst
from tests.extract.test_room import SAID
from tests.fakes import RECORDING
from tests.web.conftest import Web
from tests.web.signing_client import Refusal, SigningClient

AGREED = {"said": ["M Hale, said yes on the phone"]}


@pytest.fixture
def call(web: Web, window: SigningClient) -> str:
    """A recording with one side."""
    office = web.office
    office.sound.sides = 1
    office.rules = TypedFirst(RulesExtractor())
    office.transcriber.hears = [
        Segment(TrackKind.MICROPHONE, n * 60_000, n * 60_000 + 55_000, text) for n, text in enumerate(SAID)
    ]
    data = base64.b64encode(RECORDING).decode()
    call: str = window.call("/v1/sources/take-in", {"name": "call.m4a", "data": data})["source"]
    office.process.all()
    return call


def test_a_room_is_asked_about_and_an_answer_makes_its_drafts_anew(
    web: Web, window: SigningClient, call: str
) -> None:
    view = window.call("/v1/sources/get", {"source": call})
    assert view["source"]["room"]
    assert {p["speaker"] for p in view["passages"]} == {IN_THE_ROOM}
    assert [c["passage"] for c in view["claims"]] == ["s2", "s4", "s4"]
    told = window.call("/v1/sources/said-by", {"source": call, "passage": "s4", "mine": True})
    assert told == {"follows": True}
    web.office.process.all()
    view = window.call("/v1/sources/get", {"source": call})
    assert [p["text"] for p in view["promises"]] == ["File the consent orders on Friday"]
    assert [c["passage"] for c in view["claims"]] == ["s2"]


def test_a_memo_is_said_when_it_is_taken_in_or_afterwards(web: Web, window: SigningClient, call: str) -> None:
    with pytest.raises(Refusal) as refused:
        window.call("/v1/sources/room", {"source": call, "room": False})
    assert "memo" in refused.value.hint
    window.call("/v1/sources/memo", {"source": call})
    web.office.process.all()
    view = window.call("/v1/sources/get", {"source": call})
    assert (view["source"]["kind"], view["source"]["form"], view["source"]["length_ms"]) == (
        "note",
        "memo",
        None,
    )
    data = base64.b64encode(RECORDING + b"another").decode()
    taken = window.call("/v1/sources/take-in", {"name": "memo.m4a", "data": data, "memo": True})
    assert window.call("/v1/sources/get", {"source": taken["source"]})["source"]["form"] == "memo"


def test_a_room_is_said_before_and_while_a_call_goes_on(web: Web, window: SigningClient) -> None:
    assert window.call("/v1/capture/get")["room"], "nothing is known of the microphone"
    started = window.call("/v1/capture/start", {**AGREED, "room": True})["capture"]
    assert started["room"]
    assert not window.call("/v1/capture/tell", {"what": "headset"})["capture"]["room"]
    assert window.call("/v1/capture/tell", {"what": "room"})["capture"]["room"]
    source = window.call("/v1/capture/stop")["source"]
    assert window.call("/v1/sources/get", {"source": source})["source"]["room"]


def test_a_name_is_taken_back_by_its_place(web: Web, window: SigningClient) -> None:
    web.office.transcriber.hears = [Segment(TrackKind.MICROPHONE, 0, 3000, "I spoke to Marcus Hail.")]
    context = Context(participants=(Person("Marcus Hale"),))
    call = web.office.take_in.data(RECORDING, "call.flac", context)
    web.office.process.all()
    (found,) = window.call("/v1/sources/get", {"source": call})["misheard"]
    place = {"source": call, "passage": found["passage"], "at": found["at"]}
    assert window.call("/v1/sources/as-heard", place) == {"follows": True}
    web.office.process.all()
    assert window.call("/v1/sources/get", {"source": call})["misheard"] == []
    with pytest.raises(Refusal) as caught:
        window.call("/v1/sources/as-heard", place)
    assert caught.value.code == "not_found"
