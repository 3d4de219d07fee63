"""The ledger of what was sent to the practice system, and how a lost answer is settled.

    row written, outcome none --> CREATED | REFUSED | UNKNOWN          (none is read as UNKNOWN at the next start)
    UNKNOWN --look--> exactly one like it: adopt, CREATED
                      none after two clean looks: may be sent again
                      several: the lawyer is asked

A row exists before its request. Nothing is ever sent again blind.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from agent.domain import billing
from agent.domain.entry import TimeEntry
from agent.domain.ids import EntryId, MatterId, PushId, RemoteId, TimekeeperId
from agent.errors import NotReady

CLEAN_LOOKS_NEEDED = 2


class Outcome(StrEnum):
    """What became of one push."""

    CREATED = "created"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Exactly what is sent for one entry, frozen when the row is written. `seconds` is whole units."""

    date: dt.date
    seconds: int
    narrative: str = field(repr=False)
    matter_id: MatterId
    user_id: TimekeeperId
    billable: bool
    category_id: int | None = None

    @classmethod
    def of(cls, entry: TimeEntry, user: TimekeeperId) -> Outgoing:
        """Return what is sent for an entry. Raise NotReady for one that lacks what a bill needs."""
        if entry.matter_id is None or not entry.units:
            raise NotReady(f"entry {entry.id} is not complete")
        return cls(
            date=entry.date, seconds=billing.seconds(entry.units), narrative=entry.narrative, matter_id=entry.matter_id,
            user_id=user, billable=entry.billable, category_id=entry.category_id,
        )  # fmt: skip

    def is_of(self, entry: TimeEntry) -> bool:
        """Whether the entry still says what was sent."""
        return entry.is_ready and self == Outgoing.of(entry, self.user_id)


@dataclass(frozen=True, slots=True)
class Posted:
    """One time entry as the practice system holds it. Money is ex GST and None where the sign-in may not see rates."""

    id: RemoteId
    date: dt.date
    seconds: int
    narrative: str = field(repr=False)
    matter_id: MatterId | None
    user_id: TimekeeperId | None
    created_at: dt.datetime
    rounded_hours: Decimal | None = None
    price: Decimal | None = None
    total: Decimal | None = None
    billable: bool = True

    def is_like(self, sent: Outgoing) -> bool:
        """Whether this is what `sent` would have become."""
        return (
            self.narrative == sent.narrative
            and self.seconds == sent.seconds
            and self.matter_id == sent.matter_id
            and self.user_id == sent.user_id
            and self.date == sent.date
        )


@dataclass(frozen=True, slots=True)
class Push:
    """One attempt to create one entry. `clean_looks` counts searches that found nothing since the answer was lost."""

    id: PushId
    entry_id: EntryId
    sent: Outgoing
    written_at: dt.datetime
    outcome: Outcome | None = None
    remote_id: RemoteId | None = None
    posted: Posted | None = None
    code: str | None = None
    hint: str | None = None
    clean_looks: int = 0

    def created(self, posted: Posted) -> Push:
        """Record what the practice system made of it; an echo with other seconds is kept and flagged by its code."""
        code = None if posted.seconds == self.sent.seconds else "quantity_differs"
        return replace(
            self, outcome=Outcome.CREATED, remote_id=posted.id, posted=posted, code=code, hint=None
        )

    def refused(self, code: str, hint: str) -> Push:
        """Record that it was turned down and nothing was done."""
        return replace(self, outcome=Outcome.REFUSED, code=code, hint=hint)

    def unknown(self, code: str, hint: str) -> Push:
        """Record that the answer was lost."""
        return replace(self, outcome=Outcome.UNKNOWN, code=code, hint=hint)

    @property
    def is_open(self) -> bool:
        """Whether nobody knows yet if the entry exists."""
        return self.outcome is None or self.outcome is Outcome.UNKNOWN


class Verdict(StrEnum):
    """What a look at the practice system says about an open push."""

    ADOPT = "adopt"
    LOOK_AGAIN = "look_again"
    SEND_AGAIN = "send_again"
    ASK = "ask"


def settle(push: Push, found: Sequence[Posted], owned: Collection[RemoteId]) -> tuple[Verdict, Posted | None]:
    """Decide about an open push from the entries `found` for its user, matter and day since the row was written.

    `owned` are the remote ids that other rows of the ledger hold. Exactly one like ours is adopted; none is believed only after
    two clean looks; several are for the lawyer.
    """
    alike = [p for p in found if p.id not in owned and p.is_like(push.sent)]
    if len(alike) == 1:
        return Verdict.ADOPT, alike[0]
    if len(alike) > 1:
        return Verdict.ASK, None
    if push.clean_looks + 1 >= CLEAN_LOOKS_NEEDED:
        return Verdict.SEND_AGAIN, None
    return Verdict.LOOK_AGAIN, None
