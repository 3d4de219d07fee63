"""How long was worked: the audited function behind every duration on a bill.

Time is the union of the intervals of the passages an entry rests on. Gaps of up to thirty seconds inside the entry are part
of the conversation (a breath, a page turned); longer ones are not work anybody can point to and are left out. An interval is
never counted twice, however much two speakers overlap, and a gap in which another entry was worked on belongs to neither: the
same minute stands on one bill only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

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


def worked_ms(intervals: Iterable[Interval], claimed: Iterable[Interval] = ()) -> int:
    """Return the milliseconds of the union of `intervals`, short gaps joined unless something `claimed` lies in them."""
    own, others = union(intervals), union(claimed)
    gaps = [(a[1], b[0]) for a, b in pairwise(own) if b[0] - a[1] <= JOINED_GAP_MS]
    return _length(own) + _length(gap for gap in gaps if not any(_meet(gap, other) for other in others))


def worked_seconds(passages: Sequence[Passage], claimed: Sequence[Passage] = ()) -> int | None:
    """Return the whole seconds worked over `passages`, rounded to the nearest; None when they carry no times.

    `claimed` are the passages of the other entries of the same source.
    """
    timed = _intervals(passages)
    return (worked_ms(timed, _intervals(claimed)) + 500) // 1000 if timed else None


def _intervals(passages: Sequence[Passage]) -> list[Interval]:
    return [(p.start_ms, p.end_ms) for p in passages if p.start_ms is not None and p.end_ms is not None]


def _length(intervals: Iterable[Interval]) -> int:
    return sum(end - start for start, end in intervals)


def _meet(one: Interval, other: Interval) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
