"""One stretch of work for several matters: shared out, so that the shares are the whole and nobody pays for all of it twice.

The first share stays with the words it rests on. The others rest on no passages of their own: their time is `elsewhere`,
measured in the first, so that moving a boundary later never counts a minute for two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from agent.domain.entry import EDITABLE, TIME_TYPED, UNITS_TYPED, EntryStatus, TimeEntry
from agent.domain.ids import EntryId
from agent.domain.matter import Matter
from agent.domain.suggestion import MatterState
from agent.errors import NotAllowedNow

SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Share:
    """What one matter takes of the whole."""

    matter: Matter
    units: int


def shared(entry: TimeEntry, shares: Sequence[Share], new_ids: Sequence[EntryId]) -> list[TimeEntry]:
    """Return the entry with its own share first, then a draft for each other matter; `new_ids` has one id for each of those.

    Raise NotAllowedNow unless the shares are of two matters or more, each once, and come to exactly the whole.
    """
    _check(entry, shares)
    mine = next((s for s in shares if s.matter.id == entry.matter_id), shares[0])
    order = [mine, *(s for s in shares if s is not mine)]
    taken = _portions(entry.seconds, [s.units for s in order])
    measured = _portions(entry.evidenced, [s.units for s in order])
    first = _part(entry, mine, taken[0], measured[0])
    given = (entry.evidenced or 0) - (measured[0] or 0)
    parts = [replace(first, elsewhere=entry.elsewhere - given)]
    for share, new_id, seconds, evidence in zip(order[1:], new_ids, taken[1:], measured[1:], strict=True):
        part = _part(entry, share, seconds, evidence)
        parts.append(replace(part, id=new_id, version=1, passages=(), evidence=(), elsewhere=evidence or 0))
    return parts


def _part(entry: TimeEntry, share: Share, seconds: int | None, measured: int | None) -> TimeEntry:
    keeps = share.matter.id == entry.matter_id
    part = replace(
        entry, seconds=seconds, measured=measured if TIME_TYPED in entry.flags else None, units=share.units,
        matter_id=share.matter.id, matter=share.matter.display_number, matter_state=MatterState.CHOSEN, no_matter=False,
        waits_for=None, on_closed=entry.on_closed and keeps, rate=entry.rate if keeps else None,
        rate_why=entry.rate_why if keeps else "", status=EntryStatus.DRAFT, version=entry.version + 1,
    )  # fmt: skip
    return part.flagged(SHARED).flagged(UNITS_TYPED)


def _portions(whole: int | None, units: Sequence[int]) -> list[int | None]:
    """Divide seconds as the units are; the portions come to the whole, to the second."""
    if whole is None:
        return [None] * len(units)
    ends = [whole * upto // sum(units) for upto in accumulate(units)]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _check(entry: TimeEntry, shares: Sequence[Share]) -> None:
    if entry.status not in EDITABLE:
        raise NotAllowedNow(f"entry {entry.id} is {entry.status} and cannot be shared")
    if len({s.matter.id for s in shares}) != len(shares) or len(shares) < 2:
        raise NotAllowedNow(f"entry {entry.id} is not shared", hint="Name two matters or more, each once.")
    if any(s.matter.is_closed for s in shares):
        raise NotAllowedNow(f"entry {entry.id} is not shared", hint="One of the matters is closed in Clio.")
    whole, given = entry.units or 0, sum(s.units for s in shares)
    if any(s.units < 1 for s in shares) or given != whole:
        raise NotAllowedNow(
            f"entry {entry.id} is not shared: {given} of {whole} units",
            hint=f"The shares come to {given} units and the whole is {whole}: nobody pays for the same time twice.",
        )
