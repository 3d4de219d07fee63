"""What the practice system already shows for the matters and days that entries are about to be added to.

Two people on one call record the same length; a length that differs is worth a look before the second one leaves, and so is
the same work typed there by hand, or a timer that still runs on the matter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from agent.domain.entry import TimeEntry
from agent.domain.ids import EntryId, MatterId, RemoteId, TimekeeperId


@dataclass(frozen=True, slots=True)
class There:
    """One time entry as the practice system shows it, of any fee earner in sight. A hidden length is None."""

    id: RemoteId
    date: dt.date
    matter_id: MatterId | None
    user_id: TimekeeperId | None
    who: str = field(repr=False)
    seconds: int | None
    narrative: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Timer:
    """The timer that the signed-in person has running there."""

    since: dt.datetime
    matter_id: MatterId | None
    narrative: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Beside:
    """One entry there beside ours of the same matter and day; `differs` when none of ours is as long."""

    there: There
    ours: tuple[EntryId, ...]
    differs: bool


def beside(entries: Sequence[TimeEntry], shown: Iterable[There], owned: Collection[RemoteId]) -> list[Beside]:
    """Return what stands beside entries, by day and fee earner; what Tenth itself sent is left out."""
    found = []
    for there in sorted(shown, key=lambda t: (t.date, t.who, t.id)):
        ours = [e for e in entries if e.matter_id == there.matter_id and e.date == there.date]
        if ours and there.matter_id is not None and there.id not in owned:
            lengths = {e.charged for e in ours}
            found.append(Beside(there, tuple(e.id for e in ours), there.seconds not in lengths))
    return found
