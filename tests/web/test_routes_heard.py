"""agent/web: what was misheard is told with every entry, and what was put aside as an echo is there until it is shown again."""

from __future__ import annotations

import base64

import pytest

from agent.domain import echo
from agent.domain.hearing import Part
from agent.domain.ids import SourceId
from agent.domain.transcript import Segment, TrackKind
from tests.builders import a_suggestion, an_extraction
from tests.fakes import RECORDING
from tests.web.conftest import Web
from tests.web.signing_client import Refusal, SigningClient

THEIRS = "I drafted the deed of release"


@pytest.fixture
def call(web: Web, window: SigningClient, monkeypatch: pytest.MonkeyPatch) -> str:
    """A call whose microphone heard the other side too, and a name as something else."""
    monkeypatch.setattr(echo, "sounds_alike", lambda *_: True)
    web.office.transcriber.hears = [
        Segment(TrackKind.SYSTEM, 0, 3000, THEIRS),
        Segment(TrackKind.MICROPHONE, 60, 3060, THEIRS),
        Segment(TrackKind.MICROPHONE, 4000, 6000, "Thank you, I will tell Marcus Hail so."),
    ]
    web.office.extractor.says = an_extraction(a_suggestion(passages=("s1", "s3")))
    body = {"name": "call.flac", "data": base64.b64encode(RECORDING).decode(), "context": {}}
    source: str = window.call("/v1/sources/take-in", body)["source"]
    web.office.process.all()
    return source


def test_a_name_that_was_put_right_is_shown_with_what_was_heard(window: SigningClient, call: str) -> None:
    told = window.call("/v1/sources/get", {"source": call})
    assert told["misheard"] == [{"passage": "s3", "at": 30, "heard": "Hail", "meant": "Hale"}]
    assert told["passages"][1]["text"] == "Thank you, I will tell Marcus Hail so."
    shown = told["entries"][0]["evidence"][-1]
    assert (shown["clause"], shown["heard"], shown["passages"]) == ("Hale · heard “Hail”", "Hail", ["s3"])
    assert (shown["start_ms"], shown["end_ms"]) == (4000, 6000), "its sound can be played"
    assert all(e["heard"] is None for e in told["entries"][0]["evidence"][:-1])


def test_an_echo_is_told_apart_and_can_be_put_back(window: SigningClient, call: str) -> None:
    told = window.call("/v1/sources/get", {"source": call})
    assert [(p["id"], p["text"]) for p in told["echoes"]] == [("s2", THEIRS)]
    assert [p["id"] for p in told["passages"]] == ["s1", "s3"]
    window.call("/v1/sources/show", {"source": call, "passage": "s2"})
    told = window.call("/v1/sources/get", {"source": call})
    assert told["echoes"] == []
    assert [p["id"] for p in told["passages"]] == ["s1", "s2", "s3"]
    assert "s2" not in told["entries"][0]["passages"], "in no entry until the lawyer puts it there"
    with pytest.raises(Refusal) as refused:
        window.call("/v1/sources/show", {"source": call, "passage": "s2"})
    assert (refused.value.status, refused.value.code) == (404, "not_found")


def test_the_matter_on_screen_gives_its_names_and_decides_nothing(web: Web, window: SigningClient) -> None:
    window.call("/v1/capture/start", {"said": ["M Hale, said yes"], "on_screen": 1})
    kept = web.office.store.captures.current()
    assert kept is not None
    assert kept.capture.about.on_screen == "00001-Hale"
    call = window.call("/v1/state")["state"]["call"]
    assert (call["matter_id"], call["words_behind_seconds"]) == (None, None)


def test_a_matter_on_screen_that_nobody_knows_is_none(web: Web, window: SigningClient) -> None:
    window.call("/v1/capture/start", {"said": ["M Hale, said yes"], "on_screen": 4711})
    kept = web.office.store.captures.current()
    assert kept is not None
    assert kept.capture.about.on_screen is None


def test_a_call_says_how_far_its_words_are_behind(web: Web, window: SigningClient) -> None:
    started = window.call("/v1/capture/start", {"said": ["M Hale, said yes"]})["capture"]
    assert started["words_behind_seconds"] is None, "nobody makes words of it yet"
    web.office.store.heard.keep(SourceId(started["id"]), Part(TrackKind.MICROPHONE, 0, 0))
    assert window.call("/v1/capture/get")["capture"]["words_behind_seconds"] >= 0
