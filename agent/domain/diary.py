"""What the practice system holds of a fee earner's days: time recorded there, and meetings. Read, never written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from agent.domain import billing
from agent.domain.ids import MatterId, RemoteId


@dataclass(frozen=True, slots=True)
class Recorded:
    """One time entry there, ours or typed there. It has a day and a length, and no time of day."""

    id: RemoteId
    date: dt.date
    seconds: int
    narrative: str = field(repr=False)
    matter_id: MatterId | None = None
    matter: str | None = field(default=None, repr=False)  # display number
    rounded_hours: Decimal | None = None
    billable: bool = True
    meeting: str | None = None  # the meeting it was recorded for

    @property
    def charged(self) -> int:
        """The seconds it stands for there: as the firm rounds."""
        return self.seconds if self.rounded_hours is None else round(self.rounded_hours * billing.HOUR)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of the calendar that takes up part of a day."""

    id: str
    title: str = field(repr=False)
    start: dt.datetime
    end: dt.datetime
    matter_id: MatterId | None = None
    matter: str | None = field(default=None, repr=False)
    people: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class DiaryPage:
    """One day as it was read, kept so that the day can be shown without a network."""

    day: dt.date
    read_at: dt.datetime
    recorded: tuple[Recorded, ...] = ()
    meetings: tuple[Meeting, ...] = ()
