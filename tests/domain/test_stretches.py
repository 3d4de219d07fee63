"""agent/domain/stretches.py: no minute is counted twice, and every one between the first and the last is somewhere."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from agent.domain.stretches import Span, owned_seconds, tiles

NINE = dt.datetime(2026, 5, 19, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=10)))


def at(minute: int) -> dt.datetime:
    return NINE + dt.timedelta(minutes=minute)


def a_span(key: str, start: int, end: int, rank: int = 0, *, yields: bool = False) -> Span:
    return Span(key, at(start), at(end), rank, yields=yields)


SPANS = st.lists(
    st.tuples(st.integers(0, 600), st.integers(1, 200), st.integers(0, 3), st.booleans()), max_size=12
)


def made(drawn: list[tuple[int, int, int, bool]]) -> list[Span]:
    return [
        a_span(f"k{n}", start, start + length, rank, yields=yields)
        for n, (start, length, rank, yields) in enumerate(drawn)
    ]


@given(SPANS)
def test_every_minute_between_first_and_last_is_in_exactly_one_tile(
    drawn: list[tuple[int, int, int, bool]],
) -> None:
    spans = made(drawn)
    laid = tiles(spans)
    if not spans:
        assert laid == []
        return
    assert laid[0].start == min(s.start for s in spans)
    assert laid[-1].end == max(s.end for s in spans)
    assert all(before.end == after.start for before, after in pairwise(laid))
    assert all(tile.end > tile.start for tile in laid)


@given(SPANS)
def test_no_minute_is_counted_twice(drawn: list[tuple[int, int, int, bool]]) -> None:
    spans = made(drawn)
    laid = tiles(spans)
    owned = sum(owned_seconds(laid, span.key) for span in spans)
    empty = sum(tile.seconds for tile in laid if not tile.keys)
    whole = (laid[-1].end - laid[0].start).total_seconds() if laid else 0
    assert owned + empty == whole


@given(SPANS)
def test_a_thing_owns_only_minutes_in_which_it_was(drawn: list[tuple[int, int, int, bool]]) -> None:
    spans = {span.key: span for span in made(drawn)}
    for tile in tiles(spans.values()):
        for key in tile.keys:
            assert spans[key].start <= tile.start
            assert tile.end <= spans[key].end


@given(SPANS)
def test_neighbours_differ(drawn: list[tuple[int, int, int, bool]]) -> None:
    assert all(before.keys != after.keys for before, after in pairwise(tiles(made(drawn))))


def test_two_at_once_are_a_tile_of_their_own_and_counted_for_the_firmer() -> None:
    laid = tiles([a_span("meeting", 0, 40, 2), a_span("call", 30, 60)])
    assert [(t.keys, t.seconds // 60, t.is_twice) for t in laid] == [
        (("meeting",), 30, False), (("call", "meeting"), 10, True), (("call",), 20, False),
    ]  # fmt: skip
    assert (owned_seconds(laid, "call"), owned_seconds(laid, "meeting")) == (1800, 1800)


def test_what_yields_is_not_there_where_anything_else_is() -> None:
    laid = tiles([a_span("nothing", 0, 60, 3, yields=True), a_span("call", 20, 30)])
    assert [t.keys for t in laid] == [("nothing",), ("call",), ("nothing",)]
    assert not any(t.is_twice for t in laid)


def test_twelve_minutes_are_not_asked_about_and_more_are() -> None:
    twelve = tiles([a_span("a", 0, 10), a_span("b", 22, 30)])
    more = tiles([a_span("a", 0, 10), a_span("b", 23, 30)])
    assert [t.is_gap for t in twelve] == [False, False, False]
    assert [t.is_gap for t in more] == [False, True, False]
