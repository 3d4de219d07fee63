"""agent/domain/clock.py: every measured minute is in exactly one passage, typed time is as stated, nothing is estimated."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.domain.clock import CALL_FORM, RunningClock, stretch_source, typed, typed_source
from agent.domain.ids import MatterId, SourceId
from agent.domain.source import SourceKind
from agent.domain.worked import worked_seconds

SYDNEY = dt.timezone(dt.timedelta(hours=10))
START = dt.datetime(2026, 5, 19, 0, 0, tzinfo=dt.UTC)  # ten o'clock in Sydney


def minutes(count: float) -> dt.timedelta:
    return dt.timedelta(minutes=count)


def a_clock(**fields: Any) -> RunningClock:
    return RunningClock(SourceId("clock"), START, **fields)


@given(st.lists(st.integers(0, 36_000), max_size=8), st.integers(0, 36_000))
def test_the_passages_tile_the_whole_time(notes: list[int], end: int) -> None:
    clock = a_clock()
    for number, at in enumerate(sorted(notes)):
        clock = clock.noted(f"note {number}", START + dt.timedelta(seconds=at))
    stop = START + dt.timedelta(seconds=max([end, *notes]))
    source = clock.stopped(stop, "Ruth Calder", SYDNEY)
    edges = [(p.start_ms or 0, p.end_ms or 0) for p in source.passages]
    assert edges[0][0] == 0
    assert all(before[1] == after[0] for before, after in pairwise(edges))
    assert worked_seconds(source.passages) == clock.seconds(stop)
    assert [p.text for p in source.passages if p.text] == [f"note {n}" for n in range(len(notes))]


def test_a_clock_without_words_is_one_passage_without_words() -> None:
    source = a_clock(call=True, what="Number withheld").stopped(START + minutes(18), "Ruth Calder", SYDNEY)
    assert [(p.text, p.start_ms, p.end_ms) for p in source.passages] == [("", 0, 18 * 60_000)]
    assert (source.kind, source.form, source.title) == (SourceKind.CLOCK, CALL_FORM, "Number withheld")
    assert source.context.call_start is not None
    assert source.context.call_start.isoformat() == "2026-05-19T10:00:00+10:00"


def test_a_computers_clock_that_jumps_back_puts_nothing_before_what_was() -> None:
    clock = a_clock().noted("first", START + minutes(5)).noted("second", START - minutes(60))
    assert [n.at for n in clock.notes] == [START + minutes(5), START + minutes(5)]
    source = clock.stopped(START - minutes(1), "", SYDNEY)
    assert worked_seconds(source.passages) == 300


def test_the_same_clock_is_known_again() -> None:
    assert a_clock(matter_id=MatterId(1)).is_for(MatterId(1), call=False)
    assert not a_clock(matter_id=MatterId(1)).is_for(MatterId(1), call=True)


@pytest.mark.parametrize(
    ("line", "seconds", "back", "words"),
    [
        ("0.2 hale lease call re guarantee", 720, False, "hale lease call re guarantee"),
        ("1.0h conference", 3600, False, "conference"),
        ("0.3 hrs, perusing deed", 1080, False, "perusing deed"),
        ("last 12 min hale lease call", 720, True, "hale lease call"),
        ("Last 5 minutes: call", 300, True, "call"),
        ("hale lease call", None, False, "hale lease call"),
        ("0.0 nothing", None, False, "0.0 nothing"),
        ("0.25 h call", 900, False, "call"),
        ("0.26 h call", None, False, "0.26 h call"),
        ("20417 call", None, False, "20417 call"),
        ("last 3 matters reviewed", None, False, "last 3 matters reviewed"),
    ],
)
def test_a_typed_line_says_its_time_or_none(line: str, seconds: int | None, back: bool, words: str) -> None:
    told = typed(line)
    assert (told.seconds, told.counts_back, told.words) == (seconds, back, words)


def test_time_that_counts_back_has_its_place_in_the_day() -> None:
    now = START.astimezone(SYDNEY) + minutes(31)
    source = typed_source(SourceId("n"), "last 12 min lease call", now=now, timekeeper="Ruth Calder")
    assert source.context.call_start == now - minutes(12)
    assert worked_seconds(source.passages) == 720


def test_stated_time_has_no_place_in_the_day() -> None:
    source = typed_source(
        SourceId("n"), "0.2 lease call", now=START.astimezone(SYDNEY), timekeeper="Ruth Calder"
    )
    assert (source.context.call_start, worked_seconds(source.passages)) == (None, None)
    assert source.date == dt.date(2026, 5, 19)


def test_an_answer_fills_its_stretch() -> None:
    source = stretch_source(
        SourceId("n"), "lease mark-up", start=START, end=START + minutes(42), timekeeper="Ruth Calder"
    )
    assert worked_seconds(source.passages) == 42 * 60


def test_a_clock_gives_nothing_away_in_a_log() -> None:
    clock = a_clock(matter="20417-Copper Kettle", what="Marcus Hale").noted("bank guarantee", START)
    assert not [word for word in ("Kettle", "Hale", "guarantee") if word in repr(clock)]
