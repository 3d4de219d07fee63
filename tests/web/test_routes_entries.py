"""agent/web/routes_entries.py: moving passages, several at once, finding, lint and promises over the wire."""

from __future__ import annotations

from typing import Any

import pytest

from agent.domain.ids import passage_id
from agent.domain.suggestion import Extraction, Promise
from tests.builders import a_suggestion
from tests.web.conftest import Web
from tests.web.signing_client import Refusal, SigningClient
from tests.web.test_routes import TALK, taken_in


@pytest.fixture
def source(web: Web, window: SigningClient) -> str:
    """A call with two entries and a promise."""
    second = a_suggestion(passages=(passage_id(4),), narrative="Reviewing transcript of the call")
    web.office.extractor.says = Extraction(
        (a_suggestion(), second), (), "rules", (Promise("Send the draft lease", passage_id(2)),)
    )
    return taken_in(web, window, TALK)


def shown(window: SigningClient, source: str) -> dict[str, Any]:
    answer: dict[str, Any] = window.call("/v1/sources/get", {"source": source})
    return answer


def seen(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"entry": e["id"], "version": e["version"]} for e in entries]


def test_passages_are_moved_with_the_versions_of_both_entries(window: SigningClient, source: str) -> None:
    first, second = shown(window, source)["entries"]
    body = {"source": source, "passages": ["s3"], "to": second["id"], "versions": seen([first, second])}
    moved = window.call("/v1/entries/assign", body)["entries"]
    assert [(e["passages"], e["seconds"]) for e in moved] == [(["s1", "s2"], 20), (["s3", "s4"], 20)]
    with pytest.raises(Refusal) as refusal:
        window.call("/v1/entries/assign", body)
    assert refusal.value.code == "version_conflict"
    window.call("/v1/entries/undo")
    assert [e["passages"] for e in shown(window, source)["entries"]] == [["s1", "s2", "s3"], ["s4"]]


def test_several_are_confirmed_and_what_stays_says_why(window: SigningClient, source: str) -> None:
    first, second = shown(window, source)["entries"]
    assert (first["ready"], first["lint"], second["ready"]) == (True, [], False)
    assert second["lint"][0]["severity"] == "stop"
    answer = window.call("/v1/entries/batch", {"deed": "confirm", "entries": seen([first, second])})
    assert [e["id"] for e in answer["entries"]] == [first["id"]]
    assert answer["left"] == [{"entry": second["id"], "code": "not_ready", "why": second["lint"][0]["text"]}]


def test_entries_are_found_by_word(window: SigningClient, source: str) -> None:
    (found,) = window.call("/v1/entries/find", {"query": "transcript"})["entries"]
    assert found["source"] == source
    assert window.call("/v1/entries/find", {"query": "00001 hale"})["entries"][0]["matter"] == "00001-Hale"


def test_a_source_says_what_was_promised_and_the_state_who_may_have_worked(
    window: SigningClient, source: str
) -> None:
    assert shown(window, source)["promises"] == [{"text": "Send the draft lease", "passage": "s2"}]
    assert window.call("/v1/state", {"since": None})["state"]["earners"] == [
        {"id": None, "name": "Ruth Calder", "position": ""}
    ]


def test_the_lawyers_own_time_is_kept_and_can_be_taken_back(window: SigningClient, source: str) -> None:
    first = shown(window, source)["entries"][0]
    named = {"entry": first["id"], "version": first["version"]}
    typed = window.call("/v1/entries/revise", {**named, "seconds": 1084, "timekeeper": "Tom Okafor"})["entry"]
    assert (typed["seconds"], typed["measured"], typed["units"]) == (1084, 30, 4)
    assert typed["timekeeper"] == "Tom Okafor"
    back = window.call("/v1/entries/revise", {**named, "version": typed["version"], "seconds": None})["entry"]
    assert (back["seconds"], back["measured"], back["units"]) == (30, None, 1)
