"""agent/domain/capture.py: what stays of a captured call, and its passages."""

from __future__ import annotations

import datetime as dt

from agent.domain.capture import Capture, Recording, Report, recording_of, with_silences
from agent.domain.clock import Note
from agent.domain.consent import Consent
from agent.domain.ids import SourceId, passage_id
from agent.domain.source import Context, Passage
from agent.domain.timeline import Gap, Why
from agent.domain.transcript import TrackKind
from agent.store.values import dump, load
from tests.builders import NOON

SEVEN = NOON + dt.timedelta(minutes=7)
CALL = Capture(SourceId("c"), NOON, NOON, Consent().said("M Hale", "said yes", NOON))
BEFORE = tuple(Gap(track, 0, 120_000, Why.BEFORE_CONSENT) for track in TrackKind)


def recorded(kept_ms: int, *gaps: Gap, truncated: bool = False, notes: tuple[Note, ...] = ()) -> Recording:
    report = Report(NOON, (*BEFORE, *gaps))
    return recording_of(
        CALL, report, notes, kept_ms=kept_ms, ended_at=SEVEN, is_truncated=truncated, is_damaged=False
    )


def test_the_clock_measures_the_whole_call() -> None:
    recording = recorded(420_000)
    assert recording.length_ms == 420_000
    assert [(s.start_ms, s.end_ms, s.why) for s in recording.silences] == [(0, 120_000, Why.BEFORE_CONSENT)]


def test_what_is_missing_at_the_end_of_a_file_is_silence_with_its_reason() -> None:
    assert recorded(300_000, truncated=True).silences[-1].why is Why.BROKEN_OFF
    assert recorded(300_000).silences[-1].why is Why.PAUSED
    assert recorded(300_000).silences[-1].end_ms == 420_000


def test_a_gap_of_one_track_is_listed_and_no_silence() -> None:
    gap = Gap(TrackKind.SYSTEM, 200_000, 260_000, Why.MOVED)
    recording = recorded(420_000, gap)
    assert gap in recording.gaps
    assert len(recording.silences) == 1


def test_words_lines_and_silences_stand_in_one_order() -> None:
    note = Note(NOON + dt.timedelta(minutes=4), "rent")
    words = (
        Passage(passage_id(1), "Hello", "Me", 120_000, 121_000),
        Passage(passage_id(2), "Goodbye", "Them", 400_000, 401_000),
    )
    context = Context(call_start=NOON, timekeeper="Ruth Calder")
    passages = with_silences(words, recorded(420_000, notes=(note,)), context)
    assert [(p.id, p.text, p.speaker, p.start_ms) for p in passages] == [
        ("s1", "", None, 0),
        ("s2", "Hello", "Me", 120_000),
        ("s3", "rent", "Ruth Calder", 240_000),
        ("s4", "Goodbye", "Them", 400_000),
    ]


def test_it_is_kept_as_it_is() -> None:
    recording = recorded(300_000, truncated=True)
    assert load(type(recording), dump(recording)) == recording
    assert load(Capture, dump(CALL)) == CALL


def test_a_clock_that_is_set_during_the_call_makes_it_no_longer() -> None:
    """A computer that wakes with a wrong clock and is put right: the sound knows how long the call was."""
    hour = dt.timedelta(hours=1)
    for step in (hour, -hour):
        report = Report(NOON, BEFORE, ended_at=SEVEN + step)
        stopped = SEVEN + step + dt.timedelta(minutes=3)  # the clock goes on when the sound has ended
        recording = recording_of(
            CALL, report, (), kept_ms=420_000, ended_at=stopped, is_truncated=False, is_damaged=False
        )
        assert recording.length_ms == 600_000
