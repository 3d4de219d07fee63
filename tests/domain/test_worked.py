"""agent/domain/worked.py: nothing is counted twice, and silence is nobody's work."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from agent.domain.source import Passage
from agent.domain.worked import Interval, joined, union, worked_seconds
from tests.builders import a_passage

INTERVALS = st.lists(
    st.tuples(st.integers(0, 10_000_000), st.integers(0, 600_000)).map(lambda t: (t[0], t[0] + t[1]))
)
TURNS = st.lists(st.tuples(st.integers(0, 60_000), st.integers(0, 60_000), st.booleans()), max_size=40)


def test_overlapping_speech_counts_once() -> None:
    assert worked_seconds([a_passage(1, 0, 10), a_passage(2, 5, 12)]) == 12


def test_a_short_silence_belongs_to_the_talk_and_a_long_one_does_not() -> None:
    assert worked_seconds([a_passage(1, 0, 10), a_passage(2, 40, 50)]) == 50
    assert worked_seconds([a_passage(1, 0, 10), a_passage(2, 40.001, 50.001)]) == 20


def test_passages_without_times_measure_nothing() -> None:
    assert worked_seconds([a_passage(1, None, None)]) is None


def test_a_short_gap_in_which_another_entry_was_worked_on_belongs_to_neither() -> None:
    ours, theirs = [a_passage(1, 0, 10), a_passage(3, 20, 30)], [a_passage(2, 12, 19)]
    assert worked_seconds(ours) == 30
    assert worked_seconds(ours, theirs) == 20


def test_where_two_entries_overlap_the_time_is_that_of_the_one_that_began_first() -> None:
    ours, theirs = [a_passage(1, 0, 10)], [a_passage(2, 5, 15)]
    assert (worked_seconds(ours, theirs), worked_seconds(theirs, ours)) == (10, 5)


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 90), st.booleans()), min_size=1, max_size=30))
def test_two_entries_that_talk_over_each_other_never_add_up_to_more_than_the_call(
    talk: list[tuple[int, int, bool]],
) -> None:
    said = [(a_passage(n, start, start + length), side) for n, (start, length, side) in enumerate(talk, 1)]
    one, other = ([p for p, s in said if s is side] for side in (True, False))
    both = (worked_seconds(one, other) or 0) + (worked_seconds(other, one) or 0)
    assert both <= (max(p.end_ms or 0 for p, _ in said) - min(p.start_ms or 0 for p, _ in said)) / 1000
    spoken = union((p.start_ms or 0, p.end_ms or 0) for p, _ in said)
    assert both >= sum(end - start for start, end in spoken) / 1000, "no second of talk is lost either"


def length(intervals: list[Interval], claimed: list[Interval] | None = None) -> int:
    return sum(end - start for start, end in joined(intervals, claimed or []))


@given(INTERVALS)
def test_never_more_than_from_first_to_last_and_never_negative(intervals: list[tuple[int, int]]) -> None:
    total = length(intervals)
    assert total >= 0
    if intervals:
        assert total <= max(e for _, e in intervals) - min(s for s, _ in intervals)


@given(INTERVALS)
def test_the_order_and_the_repetition_of_passages_do_not_matter(intervals: list[tuple[int, int]]) -> None:
    assert length(intervals) == length(list(reversed(intervals))) == length(intervals * 2)


@given(TURNS)
def test_two_entries_that_take_turns_never_add_up_to_more_than_the_call(
    turns: list[tuple[int, int, bool]],
) -> None:
    sides: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
    clock = 0
    for silence, speech, side in turns:
        clock += silence
        sides[side].append((clock, clock + speech))
        clock += speech
    one, other = sides.values()
    assert length(one, other) + length(other, one) <= clock


def test_the_page_s_own_count_and_this_one_pass_the_same_vectors() -> None:
    vectors = json.loads((Path(__file__).parents[1] / "data" / "worked_vectors.json").read_text("utf-8"))

    def made(all: list[list[int]]) -> list[Passage]:
        return [replace(a_passage(n), start_ms=start, end_ms=end) for n, start, end in all]

    for vector in vectors:
        counted = worked_seconds(made(vector["own"]), made(vector["claimed"]))
        assert counted == vector["seconds"], vector["says"]
