"""agent/web/routes*.py and payloads.py: the whole review over the wire, against the real verbs and a real database."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any

import pytest

from agent.domain.ids import MatterId
from agent.domain.matter import MatterStatus
from agent.domain.suggestion import Candidate, MatterState, NotBilled, NotBilledWhy
from agent.domain.transcript import Segment, TrackKind
from agent.errors import NotReady, OutcomeUnknown, Refused
from tests.builders import a_matter, a_suggestion, an_extraction
from tests.web.conftest import Web
from tests.web.signing_client import Refusal, SigningClient

TALK = b"We act for the bakery.\nThe lease renews in June.\nThe rent is under review.\nBye now."


def taken_in(web: Web, window: SigningClient, data: bytes = TALK, **context: Any) -> str:
    """Take a file in and let the machine suggest."""
    body = {"name": "call.vtt", "data": base64.b64encode(data).decode(), "context": context}
    source: str = window.call("/v1/sources/take-in", body)["source"]
    web.office.process.all()
    return source


def the_draft(window: SigningClient) -> dict[str, Any]:
    entry: dict[str, Any]
    (entry,) = window.call("/v1/entries/list", {"status": "draft"})["entries"]
    return entry


def test_from_a_dropped_file_to_a_pushed_entry(web: Web, window: SigningClient) -> None:
    taken_in(web, window)
    draft = the_draft(window)
    assert (draft["ready"], draft["missing"], draft["push"]) == (True, None, None)
    named = {"entry": draft["id"], "version": draft["version"]}
    revised = window.call(
        "/v1/entries/revise",
        {**named, "narrative": "Attending on  lease renewal", "units": 3, "raised_why": "read on paper"},
    )
    assert (revised["entry"]["narrative"], revised["entry"]["hours"]) == ("Attending on lease renewal", "0.3")
    confirmed = window.call("/v1/entries/confirm", {**named, "version": revised["entry"]["version"]})["entry"]
    assert confirmed["status"] == "confirmed"
    (result,) = window.call("/v1/push", {"entries": [draft["id"]]})["results"]
    assert result == {
        "entry": draft["id"], "outcome": "created", "activity_id": 1000, "code": None, "hint": None,
        "price": "420.00", "total": "42.00", "rounded_hours": "0.1", "link": "http://127.0.0.1:1/nc/#/activities",
        "explained": ["firm rounds: 0.3 h became 0.1 h", "$420.00 an hour, set by Clio"],
    }  # fmt: skip
    (entry,) = window.call("/v1/entries/list")["entries"]
    assert (entry["status"], entry["push"]) == ("pushed", result)
    assert [held.seconds for held in web.office.practice.held] == [1080]


def test_what_clio_turned_down_is_said_in_its_row(web: Web, window: SigningClient) -> None:
    taken_in(web, window)
    draft = the_draft(window)
    window.call("/v1/entries/confirm", {"entry": draft["id"], "version": draft["version"]})
    web.office.practice.before = [Refused("closed")]
    (result,) = window.call("/v1/push", {"entries": None})["results"]
    assert (result["outcome"], result["code"], result["activity_id"]) == ("refused", "refused", None)
    assert result["hint"]


def test_a_lost_answer_is_settled_by_looking(web: Web, window: SigningClient) -> None:
    taken_in(web, window)
    draft = the_draft(window)
    window.call("/v1/entries/confirm", {"entry": draft["id"], "version": draft["version"]})
    web.office.practice.after = [OutcomeUnknown("cut off")]
    (lost,) = window.call("/v1/push")["results"]
    (found,) = window.call("/v1/reconcile")["results"]
    assert (lost["outcome"], found["outcome"]) == ("unknown", "created")
    assert len(web.office.practice.held) == 1


def test_the_state_is_sent_once_per_change(web: Web, window: SigningClient) -> None:
    first = window.call("/v1/state", {"since": None})
    again = window.call("/v1/state", {"since": first["version"]})
    assert again == {"version": first["version"], "unchanged": True, "state": None}
    web.services.board.write("transcribing", 5, 10)
    working = window.call("/v1/state", {"since": first["version"]})
    assert working["state"]["working"] == {"what": "transcribing", "done": 5, "of": 10}
    taken_in(web, window)
    changed = window.call("/v1/state", {"since": working["version"]})
    assert not changed["unchanged"]
    assert changed["version"] > working["version"]


def test_the_state_shows_the_desk(web: Web, window: SigningClient) -> None:
    source = taken_in(
        web, window, participants=["Ruth Calder", "Marcus Hale"], call_start="2026-05-19T10:00:00+10:00",
        date="2026-05-19",
    )  # fmt: skip
    state = window.call("/v1/state", {"since": None})["state"]
    assert (state["practice"], state["today"], state["timekeeper"]) == (True, "2026-05-19", "Ruth Calder")
    assert state["clio"] == {
        "connected": True, "user": "Ruth Calder", "host": "127.0.0.1:1", "as_of": None, "matters": 2, "problem": None,
            "signing_in": False,
    }  # fmt: skip
    assert state["counts"] == {
        "draft": 1, "waiting": 0, "confirmed": 0, "kept": 0, "pushed": 0, "exported": 0, "discarded": 0,
    }  # fmt: skip
    assert state["sources"] == [
        {
            "id": source, "kind": "transcript", "form": "zoom_vtt", "title": "call.vtt", "date": "2026-05-19",
            "started_at": "2026-05-19T10:00:00+10:00", "length_ms": 40_000, "stage": "suggested",
            "reading": "suggested 1 0", "failure": None,
            "participants": ["Ruth Calder", "Marcus Hale"], "counterpart": "Marcus Hale", "room": False,
            "has_sound": False, "recording": None,
            "extracted_by": "rules", "to_review": 1, "entries": 1, "logged": [], "words_by": "",
        }
    ]  # fmt: skip


def test_a_failed_step_is_shown_with_its_next_step(web: Web, window: SigningClient) -> None:
    web.office.extractor.says = NotReady("the model is not there", hint="Start Ollama.")
    taken_in(web, window)
    (shown,) = window.call("/v1/state")["state"]["sources"]
    assert shown["failure"]["hint"] == "Start Ollama."
    assert (shown["stage"], shown["to_review"], shown["extracted_by"]) == ("transcribed", 0, None)


def test_a_source_is_shown_with_words_entries_and_what_is_not_billed(web: Web, window: SigningClient) -> None:
    extraction = an_extraction(a_suggestion())
    web.office.extractor.says = replace(
        extraction, not_billed=(NotBilled(web_passage(4), NotBilledWhy.SMALL_TALK),)
    )
    shown = window.call("/v1/sources/get", {"source": taken_in(web, window)})
    assert shown["passages"][1] == {
        "id": "s2", "text": "The lease renews in June.", "speaker": "Ruth Calder", "start_ms": 10_000, "end_ms": 20_000,
    }  # fmt: skip
    assert shown["not_billed"] == [{"passage": "s4", "why": "small_talk"}]
    (entry,) = shown["entries"]
    assert entry["evidence"][1] == {
        "clause": "rent", "heard": None, "passages": ["s3"], "start_ms": 20_000, "end_ms": 30_000,
        "quote": "The rent is under review.",
    }  # fmt: skip
    assert (entry["matter"], entry["matter_description"]) == ("00001-Hale", "Lease 1")
    assert entry["client"] == "Copper Kettle Bakery Pty Ltd"
    assert (entry["seconds"], entry["units"], entry["hours"], entry["rounding_seconds"]) == (
        30,
        1,
        "0.1",
        330,
    )


def web_passage(number: int) -> Any:
    return f"s{number}"


def test_an_open_matter_shows_its_candidates_and_what_is_missing(web: Web, window: SigningClient) -> None:
    candidate = Candidate(MatterId(2), "00002-Hale", 0.7, ("the client was named",))
    web.office.extractor.says = an_extraction(
        a_suggestion(matter_state=MatterState.SUGGEST, matter_id=None, matter=None, candidates=(candidate,))
    )
    taken_in(web, window)
    entry = the_draft(window)
    assert (entry["ready"], entry["missing"], entry["client"]) == (False, "choose a matter first", None)
    assert entry["candidates"] == [
        {
            "matter_id": 2, "display_number": "00002-Hale", "description": "Lease 2",
            "client": "Copper Kettle Bakery Pty Ltd", "probability": 0.7, "reasons": ["the client was named"],
        }
    ]  # fmt: skip
    with pytest.raises(Refusal) as refused:
        window.call("/v1/entries/confirm", {"entry": entry["id"], "version": entry["version"]})
    assert (refused.value.code, refused.value.hint) == ("not_ready", "Choose a matter first.")
    chosen = window.call(
        "/v1/entries/revise", {"entry": entry["id"], "version": entry["version"], "matter_id": 2}
    )
    assert (chosen["entry"]["matter_state"], chosen["entry"]["ready"]) == ("chosen", True)


def test_split_merge_discard_restore_reopen_and_undo(web: Web, window: SigningClient) -> None:
    taken_in(web, window)
    draft = the_draft(window)
    first, second = window.call(
        "/v1/entries/split", {"entry": draft["id"], "version": draft["version"], "at": "s3"}
    )["entries"]
    assert (first["passages"], second["passages"]) == (["s1", "s2"], ["s3"])
    joined, gone = window.call(
        "/v1/entries/merge", {"entry": first["id"], "version": first["version"], "other": second["id"]}
    )["entries"]
    assert (joined["passages"], gone["status"]) == (["s1", "s2", "s3"], "discarded")

    def step(verb: str, entry: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = window.call(
            f"/v1/entries/{verb}", {"entry": entry["id"], "version": entry["version"]}
        )["entry"]
        return answer

    restored = step("restore", step("discard", joined))
    reopened = step("reopen", step("confirm", restored))
    assert (restored["status"], reopened["status"]) == ("draft", "draft")
    (undone,) = window.call("/v1/entries/undo")["entries"]
    assert undone["status"] == "confirmed"


def test_two_windows_cannot_overwrite_each_other(web: Web, window: SigningClient) -> None:
    taken_in(web, window)
    draft, other = the_draft(window), web.window()
    window.call("/v1/entries/revise", {"entry": draft["id"], "version": draft["version"], "units": 2})
    with pytest.raises(Refusal) as refused:
        other.call("/v1/entries/revise", {"entry": draft["id"], "version": draft["version"], "units": 9})
    assert refused.value.code == "version_conflict"


def test_a_discarded_source_comes_back_with_undo(web: Web, window: SigningClient) -> None:
    source = taken_in(web, window)
    assert window.call("/v1/sources/discard", {"source": source}) == {}
    assert window.call("/v1/entries/list", {"status": "draft", "source": source})["entries"] == []
    window.call("/v1/entries/undo")
    assert the_draft(window)["source"] == source


def test_pasted_text_with_a_known_matter(web: Web, window: SigningClient) -> None:
    body = {
        "text": "One.\nTwo.\nThree.",
        "context": {"matter_id": 2, "date": "2026-05-18", "timekeeper": None},
    }
    window.call("/v1/sources/paste", body)
    web.office.process.all()
    entry = the_draft(window)
    assert (entry["matter"], entry["matter_state"], entry["date"]) == ("00002-Hale", "chosen", "2026-05-18")


def test_a_matter_that_is_not_known_takes_nothing_in(web: Web, window: SigningClient) -> None:
    with pytest.raises(Refusal) as refused:
        window.call("/v1/sources/paste", {"text": "One.", "context": {"matter_id": 999}})
    assert refused.value.status == 404
    assert window.call("/v1/state")["state"]["sources"] == []


def test_sound_is_played_in_clips(web: Web, window: SigningClient) -> None:
    web.office.transcriber.hears = [Segment(TrackKind.SYSTEM, 0, 900, "The lease renews in June.")]
    source = taken_in(web, window, b"fLaC of a call")
    clip = window.call("/v1/sources/clip", {"source": source, "start_ms": 0, "end_ms": 500})
    assert clip["media_type"] == "audio/wav"
    assert base64.b64decode(clip["data"]).startswith(b"RIFF")
    (shown,) = window.call("/v1/state")["state"]["sources"]
    assert (shown["kind"], shown["has_sound"], shown["length_ms"]) == ("call", True, 900)


def test_the_mirror_is_synced_and_searched(web: Web, window: SigningClient) -> None:
    web.office.practice.known.append(
        a_matter(3, display_number="00003-Okafor", client_name="Okafor Estates", status=MatterStatus.PENDING)
    )
    synced = window.call("/v1/sync")
    assert (synced["matters"], synced["changed"]) == (3, 1)
    (found,) = window.call("/v1/matters/search", {"query": "okafor"})["matters"]
    assert found == {
        "id": 3, "display_number": "00003-Okafor", "description": "Lease 3", "client": "Okafor Estates",
        "status": "pending", "practice_area": "",
    }  # fmt: skip
    assert window.call("/v1/categories/list") == {"categories": [{"id": 5, "name": "Telephone attendance"}]}
    assert window.call("/v1/state")["state"]["clio"]["as_of"] == synced["as_of"]


def test_confirmed_entries_are_exported(web: Web, window: SigningClient) -> None:
    taken_in(web, window)
    draft = the_draft(window)
    window.call("/v1/entries/confirm", {"entry": draft["id"], "version": draft["version"]})
    (target,) = window.call("/v1/exports/targets")["targets"]
    assert target == {
        "id": "clio-csv", "title": "Clio", "formats": ["csv"], "note": "", "says_billable": True, "says_rate": True,
    }  # fmt: skip
    file = window.call("/v1/exports/write", {"target": "clio-csv", "form": "csv"})
    assert (base64.b64decode(file["data"]), file["media_type"]) == (b"clio-csv csv 1", "text/csv")
    assert (file["entries"], file["left_out"]) == ([draft["id"]], [])
    (entry,) = window.call("/v1/entries/list", {"status": "exported"})["entries"]
    assert entry["id"] == draft["id"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/sources/get", {"source": "nothing"}),
        ("/v1/sources/clip", {"source": "nothing", "start_ms": 0, "end_ms": 5}),
        ("/v1/entries/discard", {"entry": "nothing", "version": 1}),
        ("/v1/push", {"entries": ["nothing"]}),
    ],
)
def test_what_is_not_there_is_not_found(window: SigningClient, path: str, body: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        window.call(path, body)
    assert refused.value.status == 404
