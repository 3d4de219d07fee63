"""A phone memo: the lawyer's own words become a draft, as long as they say and never as long as they took."""

from __future__ import annotations

import pytest

from agent.domain.entry import TIME_STATED, EntryStatus, TimeEntry
from agent.domain.ids import MatterId, SourceId
from agent.domain.memo import MEMO_FORM
from agent.domain.room import IN_THE_ROOM
from agent.domain.source import Context, SourceKind
from agent.domain.transcript import Segment, TrackKind
from agent.errors import UsedWrongly
from agent.extract.rules import RulesExtractor
from agent.extract.typed import TypedFirst
from agent.workflow.voices import Voices
from tests.fakes import RECORDING, OneSecondSound
from tests.workflow.conftest import Office

CALL = "Telephone call with Marcus Hale regarding the bank guarantee of the lease"
MEMO_SECONDS = 94


@pytest.fixture
def office(office: Office) -> Office:
    office.rules = TypedFirst(RulesExtractor())
    return office


def dictated(office: Office, *said: str, memo: bool = True) -> SourceId:
    """Take in a memo of a minute and a half that says this."""
    step = MEMO_SECONDS * 1000 // len(said)
    office.transcriber.hears = [
        Segment(TrackKind.MICROPHONE, n * step, (n + 1) * step, text) for n, text in enumerate(said)
    ]
    source = office.take_in.data(RECORDING, "memo.m4a", Context(), memo=memo)
    office.process.all()
    return source


def draft(office: Office, source: SourceId) -> TimeEntry:
    (entry,) = [e for e in office.store.entries.of_source(source) if e.status is EntryStatus.DRAFT]
    return entry


@pytest.mark.parametrize(
    "said",
    [
        (f"{CALL}, twelve minutes.",),
        (f"{CALL}.", "Twelve minutes."),
        (f"Twelve minutes. {CALL}.",),
        (f"{CALL}. I spent 12 minutes on the phone.",),
        (f"{CALL} - about twelve minutes.",),
    ],
)
def test_a_memo_becomes_a_draft_as_long_as_it_says(office: Office, said: tuple[str, ...]) -> None:
    entry = draft(office, dictated(office, *said))
    assert (entry.seconds, entry.units) == (720, 2)
    assert TIME_STATED in entry.flags
    assert entry.narrative.startswith(CALL)
    assert entry.matter_id == MatterId(1) or entry.candidates


@pytest.mark.parametrize(
    "said",
    [
        f"{CALL}.",
        f"{CALL}, twelve minutes. Drafting the deed, twenty minutes.",  # two lengths: nobody can say which
        f"{CALL}. It will take twelve minutes.",
        f"{CALL}. They were given twelve minutes by the tribunal.",
    ],
)
def test_its_own_length_is_never_taken_for_work_done(office: Office, said: str) -> None:
    entry = draft(office, dictated(office, said))
    assert (entry.seconds, entry.units) == (None, None)
    assert not entry.is_ready


def test_the_words_are_the_lawyers_own_and_carry_no_times(office: Office) -> None:
    source = office.store.sources.get(dictated(office, "I drafted the deed, twelve minutes.")).source
    assert (source.kind, source.form, source.room) == (SourceKind.NOTE, MEMO_FORM, False)
    assert [(p.speaker, p.start_ms, p.end_ms) for p in source.passages] == [("Ruth Calder", None, None)]


def test_what_it_promises_is_promised(office: Office) -> None:
    long = (
        f"{CALL}, twelve minutes. "
        + "We went through each clause of the lease and the deed of variation. " * 4
    )
    source = dictated(office, long, "I'll send Marcus the deed of variation tomorrow.")
    entry = draft(office, source)
    assert entry.seconds == 720
    assert len(entry.narrative) <= 240
    assert [p.text for p in office.store.sources.get(source).promises] == [
        "Send Marcus the deed of variation tomorrow"
    ]


def test_a_recording_with_one_side_is_a_room_until_the_lawyer_says_that_it_is_a_memo(office: Office) -> None:
    office.sound = OneSecondSound(sides=1)
    source = dictated(office, f"{CALL}, twelve minutes.", memo=False)
    heard = office.store.sources.get(source).source
    assert heard.room
    assert {p.speaker for p in heard.passages} == {IN_THE_ROOM}
    assert draft(office, source).seconds == MEMO_SECONDS
    Voices(office.desk).memo(source)
    office.process.all()
    entry = draft(office, source)
    assert (entry.seconds, entry.narrative) == (720, f"{CALL}.")


def test_a_memo_in_which_nothing_was_heard_bills_nothing(office: Office) -> None:
    source = office.take_in.data(RECORDING, "memo.m4a", Context(), memo=True)
    office.process.all()
    assert office.store.entries.of_source(source) == []


def test_only_sound_is_a_memo(office: Office) -> None:
    with pytest.raises(UsedWrongly):
        office.take_in.data(b"one", "memo.txt", Context(), memo=True)
