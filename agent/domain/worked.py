"""How long was worked: the audited function behind every duration on a bill.

Time is the union of the intervals of the passages an entry rests on. Gaps of up to thirty seconds inside the entry are part
of the conversation (a breath, a page turned); longer ones are not work anybody can point to and are left out. An interval is
never counted twice, however much two speakers overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from agent.domain.source import Passage

JOINED_GAP_MS = 30_000

Interval = tuple[int, int]


def stretches(intervals: Iterable[Interval], joined_gap_ms: int = JOINED_GAP_MS) -> list[Interval]:
    """Return the union of `intervals` (start and end in ms) as sorted stretches, gaps up to `joined_gap_ms` joined."""
    union: list[Interval] = []
    for start, end in sorted(intervals):
        if end < start:
            continue
        if union and start - union[-1][1] <= joined_gap_ms:
            union[-1] = (union[-1][0], max(union[-1][1], end))
        else:
            union.append((start, end))
    return union


def worked_ms(intervals: Iterable[Interval]) -> int:
    """Return the milliseconds of the union of `intervals`, short gaps joined."""
    return sum(end - start for start, end in stretches(intervals))


def worked_seconds(passages: Sequence[Passage]) -> int | None:
    """Return the whole seconds worked over `passages`, rounded to the nearest; None when they carry no times."""
    timed = [(p.start_ms, p.end_ms) for p in passages if p.start_ms is not None and p.end_ms is not None]
    if not timed:
        return None
    return (worked_ms(timed) + 500) // 1000
