"""What the lawyer said about a piece of a day that is not a time entry: nothing billable, put aside with a reason, or later."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from agent.domain.ids import EntryId

DAY_KEY = "day"


class MarkKind(StrEnum):
    """How a piece of the day ended."""

    NOTHING = "nothing"  # a gap or a meeting without anything billable in it
    DISMISSED = "dismissed"  # entries put aside, with a reason
    PARKED = "parked"  # not today: it comes back on a day of its own
    CLOSED = "closed"  # the whole day


@dataclass(frozen=True, slots=True)
class Mark:
    """One answer. `key` names the row it is about; a gap that was answered is a stretch with its own start and end."""

    key: str
    day: dt.date
    kind: MarkKind
    said_at: dt.datetime
    reason: str = field(default="", repr=False)
    until: dt.date | None = None
    start: dt.datetime | None = None
    end: dt.datetime | None = None
    entries: tuple[EntryId, ...] = ()  # what was put aside with it

    def waits(self, day: dt.date) -> bool:
        """Whether it is parked to a later day than this one."""
        return self.kind is MarkKind.PARKED and self.until is not None and self.until > day


def gap_key(start: dt.datetime, end: dt.datetime) -> str:
    """Name a gap by its moments: as long as they stay, it is the same question."""
    return f"gap:{int(start.timestamp())}-{int(end.timestamp())}"


def gap_of(key: str) -> tuple[dt.datetime, dt.datetime] | None:
    """Read a gap's moments back from its name; None when it names something else."""
    name, _, moments = key.partition(":")
    start, dash, end = moments.partition("-")
    if name != "gap" or not dash or not start.isdigit() or not end.isdigit() or int(start) >= int(end):
        return None
    return dt.datetime.fromtimestamp(int(start), dt.UTC), dt.datetime.fromtimestamp(int(end), dt.UTC)
