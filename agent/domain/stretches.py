"""How the stretches of a day lie: every moment between the first and the last belongs to exactly one tile.

a ----------            two things at once are one tile of their own: counted once, and seen to be two
     b --------     c ---
[ a ][a+b][ b ][gap][ c ]
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

ASKED_OVER = dt.timedelta(minutes=12)
"""A longer time without a trace is a question; a shorter one is nobody's business."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch that something took. The lowest `rank` owns minutes that two claim; one that `yields` claims none of those."""

    key: str
    start: dt.datetime
    end: dt.datetime
    rank: int = 0
    yields: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of the day. The first of `keys` owns its minutes; none at all is a time without a trace."""

    start: dt.datetime
    end: dt.datetime
    keys: tuple[str, ...]

    @property
    def seconds(self) -> int:
        """How long it is."""
        return int((self.end - self.start).total_seconds())

    @property
    def is_twice(self) -> bool:
        """Whether two things claim it."""
        return len(self.keys) > 1

    @property
    def is_gap(self) -> bool:
        """Whether it is long enough without a trace to be asked about."""
        return not self.keys and self.end - self.start > ASKED_OVER


def tiles(spans: Iterable[Span]) -> list[Tile]:
    """Lay the spans out, from the first start to the last end."""
    whole = [span for span in spans if span.end > span.start]
    edges = sorted({edge for span in whole for edge in (span.start, span.end)})
    laid: list[Tile] = []
    for start, end in pairwise(edges):
        keys = _claiming([s for s in whole if s.start <= start and s.end >= end])
        if laid and laid[-1].keys == keys:
            laid[-1] = Tile(laid[-1].start, end, keys)
        else:
            laid.append(Tile(start, end, keys))
    return laid


def owned_seconds(laid: Sequence[Tile], key: str) -> int:
    """Return the seconds that are one thing's own: what two claim is counted for the first alone."""
    return sum(tile.seconds for tile in laid if tile.keys[:1] == (key,))


def _claiming(spans: Sequence[Span]) -> tuple[str, ...]:
    firm = [s for s in spans if not s.yields] or spans
    return tuple(s.key for s in sorted(firm, key=lambda s: (s.rank, s.start, s.key)))
