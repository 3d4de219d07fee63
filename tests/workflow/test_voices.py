"""agent/workflow/voices.py: the lawyer says whose the words of a call are, and its drafts follow while nobody touched them."""

from __future__ import annotations

import pytest

from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.ids import PassageId, SourceId
from agent.domain.revision import Revision
from agent.domain.room import IN_THE_ROOM, SOMEBODY_ELSE
from agent.domain.source import Context, Person, Source, Stage
from agent.domain.transcript import Segment, TrackKind
from agent.errors import NotAllowedNow, NotFound
from agent.extract.rules import RulesExtractor
from agent.extract.typed import TypedFirst
from agent.workflow.voices import Voices
from tests.extract.test_room import SAID
from tests.fakes import RECORDING
from tests.workflow.conftest import Office

WITH_HALE = Context(participants=(Person("Marcus Hale"),))
DEED, ORDERS = PassageId("s2"), PassageId("s4")


@pytest.fixture
def office(office: Office) -> Office:
    """One that reads with the real rules, and hears the other side's solicitor on our microphone."""
    office.rules = TypedFirst(RulesExtractor())
    office.transcriber.hears = [
        Segment(TrackKind.MICROPHONE, n * 60_000, n * 60_000 + 55_000, text) for n, text in enumerate(SAID)
    ]
    return office


@pytest.fixture
def voices(office: Office) -> Voices:
    return Voices(office.desk)


@pytest.fixture
def call(office: Office) -> SourceId:
    """A recording with two sides, taken for a headset's as every one is."""
    call = office.take_in.data(RECORDING, "call.flac", WITH_HALE)
    office.process.all()
    return call


def source_of(office: Office, call: SourceId) -> Source:
    return office.store.sources.get(call).source


def drafts(office: Office, call: SourceId) -> list[TimeEntry]:
    return [e for e in office.store.entries.of_source(call) if e.status is EntryStatus.DRAFT]


def test_this_was_a_room_and_the_drafts_claim_nothing_any_more(
    office: Office, voices: Voices, call: SourceId
) -> None:
    (before,) = drafts(office, call)
    assert "advising" in before.narrative
    voices.in_room(call, room=True)
    assert source_of(office, call).stage is Stage.TRANSCRIBED
    office.process.all()
    (after,) = drafts(office, call)
    assert "advising" not in after.narrative
    assert (after.seconds, after.units) == (before.seconds, before.units)
    assert {p.speaker for p in source_of(office, call).passages} == {IN_THE_ROOM}
    assert voices.asked(call)[0].text == "Who drafted the deed of variation of the lease last night?"


def test_what_stands_in_newer_drafts_cannot_be_brought_back_beside_them(
    office: Office, voices: Voices, call: SourceId
) -> None:
    (before,) = drafts(office, call)
    voices.in_room(call, room=True)
    office.process.all()
    with pytest.raises(NotAllowedNow):
        office.review.restore(before.id, None)
    assert len(drafts(office, call)) == 1


def test_answers_one_after_the_other_each_make_the_drafts_anew(
    office: Office, voices: Voices, call: SourceId
) -> None:
    voices.in_room(call, room=True)
    office.process.all()
    assert voices.said_by(call, ORDERS, mine=True)
    office.process.all()
    assert voices.said_by(call, DEED, mine=False)
    office.process.all()
    kept = office.store.sources.get(call)
    assert [p.text for p in kept.promises] == ["File the consent orders on Friday"]
    assert kept.claims == ()
    assert [p.speaker for p in kept.source.passages][1:4] == [SOMEBODY_ELSE, IN_THE_ROOM, "Ruth Calder"]
    assert len(drafts(office, call)) == 1


def test_where_a_draft_was_changed_an_answer_is_kept_and_the_draft_is_the_lawyers(
    office: Office, voices: Voices, call: SourceId
) -> None:
    voices.in_room(call, room=True)
    office.process.all()
    (entry,) = drafts(office, call)
    office.review.revise(entry.id, entry.version, Revision(narrative="My own words."))
    assert not voices.said_by(call, DEED, "Elena Farrow", mine=False)
    office.process.all()
    assert [e.narrative for e in drafts(office, call)] == ["My own words."]
    assert source_of(office, call).passage(DEED).speaker == "Elena Farrow"
    assert DEED not in {c.passage for c in voices.asked(call)}
    with pytest.raises(NotAllowedNow):
        voices.in_room(call, room=False)


def test_a_room_that_was_a_headset_is_the_lawyers_again(
    office: Office, voices: Voices, call: SourceId
) -> None:
    for room in (True, False):
        voices.in_room(call, room=room)
        office.process.all()
    assert {p.speaker for p in source_of(office, call).passages} == {"Ruth Calder"}
    assert voices.asked(call) == ()


def test_only_a_room_asks_who_spoke(voices: Voices, call: SourceId) -> None:
    with pytest.raises(NotAllowedNow):
        voices.said_by(call, DEED, mine=True)
    voices.in_room(call, room=True)
    with pytest.raises(NotFound):
        voices.said_by(call, PassageId("s99"), mine=True)


def test_only_a_call_that_was_heard_can_be_a_room(office: Office, voices: Voices) -> None:
    letter = office.take_in.data(b"one", "letter.txt", Context())
    with pytest.raises(NotAllowedNow):
        voices.in_room(letter, room=True)
    with pytest.raises(NotAllowedNow):
        voices.memo(letter)


def test_questions_are_in_no_repr(office: Office, voices: Voices, call: SourceId) -> None:
    voices.in_room(call, room=True)
    office.process.all()
    assert "deed" not in repr(voices.asked(call))
