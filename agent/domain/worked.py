"""How long was worked: the audited function behind every duration on a bill.

Time is the union of the intervals of the passages an entry rests on. Gaps of up to thirty seconds inside the entry are part
of the conversation (a breath, a page turned); longer ones are not work anybody can point to and are left out. An interval is
never counted twice, however much two speakers overlap, and a gap in which another entry was worked on belongs to neither; where
passages of two entries overlap, the time is that of the one that began first. The same minute stands on one bill only, and time
on hold, or that the lawyer took out, on none: like another entry's it is claimed, so no gap that it lies in is a breath.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from agent.domain.ids import passage_number
from agent.domain.source import Passage

JOINED_GAP_MS = 30_000

Interval = tuple[int, int]


def union(intervals: Iterable[Interval]) -> list[Interval]:
    """Return the union of `intervals` (start and end in ms), sorted, without overlaps."""
    whole: list[Interval] = []
    for start, end in sorted(intervals):
        if end < start:
            continue
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        else:
            whole.append((start, end))
    return whole


def joined(intervals: Iterable[Interval], claimed: Iterable[Interval] = ()) -> list[Interval]:
    """Return the union of `intervals`, short gaps joined unless something `claimed` lies in them."""
    own, others = union(intervals), union(claimed)
    gaps = [(a[1], b[0]) for a, b in pairwise(own) if b[0] - a[1] <= JOINED_GAP_MS]
    return union([*own, *(gap for gap in gaps if not any(_meet(gap, other) for other in others))])


def worked(passages: Sequence[Passage], claimed: Sequence[Passage] = ()) -> list[Interval]:
    """Return when was worked over `passages`; `claimed` are those of the same source's other entries, and of time on hold."""
    others = _timed(claimed)
    own = [piece for p in _timed(passages) for piece in _without(p, [o for o in others if o < p])]
    return joined([(start, end) for start, end in own], [(start, end) for start, _, end in others])


def worked_seconds(passages: Sequence[Passage], claimed: Sequence[Passage] = ()) -> int | None:
    """Return the whole seconds worked over `passages`, rounded to the nearest; None when they carry no times.

    `claimed` are the passages of the other entries of the same source, and of time on hold.
    """
    if not _timed(passages):
        return None
    return (sum(end - start for start, end in worked(passages, claimed)) + 500) // 1000


Placed = tuple[int, int, int]  # start, number of the passage, end: in this order passages come first


def _timed(passages: Sequence[Passage]) -> list[Placed]:
    return [
        (p.start_ms, passage_number(p.id), p.end_ms)
        for p in passages
        if p.start_ms is not None and p.end_ms is not None
    ]


def _without(placed: Placed, earlier: Iterable[Placed]) -> list[Interval]:
    """Return what is left of a passage when the time of `earlier` ones is taken out."""
    start, _, end = placed
    left: list[Interval] = []
    for taken, until in union((s, e) for s, _, e in earlier):
        if taken > start:
            left.append((start, min(taken, end)))
        start = max(start, until)
        if start >= end:
            return [piece for piece in left if piece[1] > piece[0]]
    return [*left, (start, end)]


def _meet(one: Interval, other: Interval) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
