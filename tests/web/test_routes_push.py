"""agent/web/routes_push.py: what Clio shows first, whose time it is, and which of several alike is ours."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.domain.already import There, Timer
from agent.domain.entry import TimeEntry
from agent.domain.firm import Member
from agent.domain.ids import MatterId, RemoteId, TimekeeperId
from agent.domain.source import Context, Person
from agent.errors import OutcomeUnknown
from tests.builders import NOON, TODAY, a_timekeeper
from tests.web.conftest import Web
from tests.web.signing_client import Refusal, SigningClient
from tests.workflow.test_sending import confirmed_entry

TOM = Member(TimekeeperId(8), "Tom Okafor", position="Senior associate")
RUTH = Member(a_timekeeper().id, "Ruth Calder", is_lawyer=False)


@pytest.fixture
def entry(web: Web) -> TimeEntry:
    web.office.store.firm.keep_members([RUTH, TOM])
    return confirmed_entry(web.office)


def test_the_state_lists_whose_time_can_be_recorded(window: SigningClient, entry: TimeEntry) -> None:
    assert window.call("/v1/state", {"since": None})["state"]["earners"] == [
        {"id": RUTH.id, "name": "Ruth Calder", "position": "Staff"},
        {"id": 8, "name": "Tom Okafor", "position": "Senior associate"},
    ]


def test_a_preview_shows_who_recorded_what_there_and_sends_nothing(
    web: Web, window: SigningClient, entry: TimeEntry
) -> None:
    web.office.practice.others = [
        There(RemoteId(5), TODAY, MatterId(1), TOM.id, TOM.name, None, "Attending call")
    ]
    web.office.practice.running = Timer(NOON, MatterId(1), "")
    shown = window.call("/v1/push/preview", {"entries": [entry.id]})
    assert shown == {
        "beside": [
            {
                "entries": [entry.id], "matter": "00001-Hale", "date": TODAY.isoformat(), "who": "Tom Okafor", "seconds": None,
                "narrative": "Attending call", "differs": True,
            }
        ],
        "timer": {"since": NOON.isoformat(), "matter": "00001-Hale"},
    }  # fmt: skip
    assert window.call("/v1/push/preview", {}) == shown, "all that is confirmed when none is named"
    assert web.office.practice.held == []


def test_entries_become_somebodys_time(window: SigningClient, entry: TimeEntry) -> None:
    seen = [{"entry": entry.id, "version": entry.version}]
    (given,) = window.call("/v1/entries/earner", {"entries": seen, "earner_id": 8})["entries"]
    assert (given["earner_id"], given["timekeeper"], given["status"]) == (8, "Tom Okafor", "draft")
    with pytest.raises(Refusal, match="409"):
        window.call("/v1/entries/earner", {"entries": seen, "earner_id": 8})


def test_a_colleague_on_the_call_is_offered_a_draft_of_their_own(
    web: Web, window: SigningClient, entry: TimeEntry
) -> None:
    source = web.office.take_in.data(b"a\nb", "b.vtt", Context(participants=(Person("Tom Okafor"),)))
    web.office.process.all()
    offered = window.call("/v1/sources/get", {"source": source})["colleagues"]
    assert offered == [{"id": 8, "name": "Tom Okafor", "position": "Senior associate"}]
    (draft,) = window.call("/v1/sources/draft-for", {"source": source, "earner_id": 8})["entries"]
    assert (draft["earner_id"], draft["status"], draft["passages"]) == (8, "draft", [])
    assert window.call("/v1/sources/get", {"source": source})["colleagues"] == []


def test_of_several_alike_the_lawyer_says_which_or_none(
    web: Web, window: SigningClient, entry: TimeEntry
) -> None:
    practice = web.office.practice
    practice.after = [OutcomeUnknown("cut off")]
    window.call("/v1/push", {"entries": [entry.id]})
    practice.held.append(replace(practice.held[0], id=RemoteId(7)))
    (settled,) = window.call("/v1/reconcile")["results"]
    assert settled["code"] == "several_alike"
    alike = window.call("/v1/push/alike", {"entry": entry.id})["alike"]
    assert {one["activity_id"] for one in alike} == {practice.held[0].id, 7}
    (none,) = window.call("/v1/push/answer", {"entry": entry.id, "activity_id": None})["results"]
    assert (none["outcome"], none["code"], len(practice.held)) == ("refused", "not_there", 2)


def test_calls_are_logged_only_once_that_is_switched_on(window: SigningClient, entry: TimeEntry) -> None:
    def state() -> bool:
        logs: bool = window.call("/v1/state", {"since": None})["state"]["call_logs"]
        return logs

    assert state() is False
    window.call("/v1/settings/set", {"call_logs": True})
    assert state() is True
    window.call("/v1/settings/set", {"target_units": 50})
    assert state() is True, "what is left out stays as it is"
    window.call("/v1/push", {"entries": [entry.id]})
    (source,) = window.call("/v1/state", {"since": None})["state"]["sources"]
    assert source["logged"] == [1]
