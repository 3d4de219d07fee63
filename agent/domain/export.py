"""Files written for other systems, each with a receipt, so that an entry is in one place only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from agent.domain.ids import EntryId, ExportId, MatterId


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One confirmed entry with everything any target may print. `rate` is ex GST and only set when the lawyer gave one."""

    entry_id: EntryId
    date: dt.date
    units: int
    unit: int  # seconds
    matter: str = field(repr=False)  # display number
    client_name: str = field(repr=False)
    narrative: str = field(repr=False)
    activity_code: str
    category: str | None
    user_name: str = field(repr=False)
    user_email: str | None = field(repr=False)
    user_initials: str | None = field(repr=False)
    rate: Decimal | None
    billable: bool
    matter_id: MatterId | None = None

    @property
    def seconds(self) -> int:
        """What is charged."""
        return self.units * self.unit


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof of one export: which entries, for which target, and the SHA-256 of the file."""

    id: ExportId
    target: str
    file_name: str = field(repr=False)
    sha256: str
    entries: tuple[EntryId, ...]
    written_at: dt.datetime
