"""The ledger of what was sent to the practice system, and how a lost answer is settled.

    row written, outcome none --> CREATED | REFUSED | UNKNOWN          (none is read as UNKNOWN at the next start)
    UNKNOWN --look--> exactly one like it: adopt, CREATED
                      none after two clean looks, the last once nothing can be under way any more: may be sent again
                      more than there are open rows alike: the lawyer is asked
    CREATED --undone by the lawyer--> UNDONE                           (see `correction.py`; a new push is a new row)

A row exists before its request. Nothing is ever sent again blind (`settling.py`). What a row compares with the
practice system's moments is told by that system's own clock: this computer's may be hours wrong.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, Protocol, Self, TypeVar

from agent.domain.charging import Charge, of_flags
from agent.domain.entry import TimeEntry
from agent.domain.ids import EntryId, MatterId, PushId, RemoteId, TimekeeperId, id_text
from agent.domain.lost import SURE_AFTER, Lost
from agent.domain.rates import Estimate, Made, explained
from agent.domain.times import Times
from agent.domain.wording import is_writable, words_of

SLACK = dt.timedelta(minutes=2)
"""Between two clocks of the practice system's own."""

CUT_SHORT = 100
"""A narrative that was cut off is no shorter than this."""

CLOCKS_MAY_DIFFER = dt.timedelta(hours=26)
"""How far back to look when the practice system never said its time: a wrong day or zone here must not hide an entry."""


class Outcome(StrEnum):
    """What became of one push."""

    CREATED = "created"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Exactly what is sent for one entry, frozen when the row is written. `seconds` is whole units.

    `log_id` is the call log at the practice system that the entry belongs to, `category_id` the kind of work. `prepared_by` is
    who was signed in when the time is somebody else's; it is kept here and not sent.
    """

    date: dt.date
    seconds: int
    narrative: str = field(repr=False)
    matter_id: MatterId | None
    user_id: TimekeeperId
    billable: bool
    category_id: int | None = None
    log_id: RemoteId | None = None
    prepared_by: TimekeeperId | None = None
    no_charge: bool = False  # on the bill at nil
    price: Decimal | None = None  # only where the lawyer overrode the rate, with a reason

    @classmethod
    def of(cls, entry: TimeEntry, signed_in: TimekeeperId) -> Outgoing:
        """Return what is sent for an entry, whether or not it may leave: see `unfit`."""
        user = entry.earner_id or signed_in
        return cls(
            date=entry.date, seconds=entry.charged, narrative=entry.narrative,
            matter_id=entry.matter_id, user_id=user, billable=entry.billable, category_id=entry.category_id,
            prepared_by=None if user == signed_in else signed_in,
            no_charge=entry.charge is Charge.NO_CHARGE, price=entry.rate if entry.rate_why else None,
        )  # fmt: skip

    def said(self) -> dict[str, str | None]:
        """Return what it says, by names."""
        return _said(self)

    def is_of(self, entry: TimeEntry) -> bool:
        """Whether the entry still says what was sent."""
        return entry.is_ready and replace(self, log_id=None) == Outgoing.of(
            entry, self.prepared_by or self.user_id
        )

    def unfit(self, today: dt.date) -> tuple[str, str] | None:
        """Return code and next step when this must never leave, whoever confirmed it; `today` is the lawyer's day."""
        if self.seconds <= 0:
            return "no_time", "Enter the units, then confirm and push again."
        if not self.narrative.strip():
            return "no_narrative", "Write the narrative, then confirm and push again."
        if not is_writable(self.narrative):
            return "half_a_character", "The narrative holds half a character: type it again."
        if self.date > today:
            return "in_the_future", "The entry is dated in the future: correct the date, then push again."
        return None


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
    log_id: RemoteId | None = None
    no_charge: bool = False
    is_flat: bool = False  # the price is that of the whole, not of an hour
    category_id: int | None = None
    etag: str | None = None  # the practice system's mark of this version

    def said(self) -> dict[str, str | None]:
        """Return what it says, by names."""
        return _said(self)

    def is_like(self, sent: Outgoing) -> bool:
        """Whether this is what `sent` would have become."""
        return (
            self._is_placed_like(sent)
            and words_of(self.narrative) == words_of(sent.narrative)
            and sent.log_id in (None, self.log_id)
        )

    def is_nearly(self, sent: Outgoing) -> bool:
        """Whether this may be what became of `sent`, without the link to its call log, or cut short."""
        held, meant = words_of(self.narrative), words_of(sent.narrative)
        return self._is_placed_like(sent) and (
            held == meant or (len(held) >= CUT_SHORT and meant.startswith(held))
        )

    def may_come_of(self, sent: Outgoing) -> bool:
        """Whether a person may have made this of `sent`: other words on its matter and day, or its words elsewhere."""
        there = (self.matter_id, self.date) == (sent.matter_id, sent.date)
        same_words = words_of(self.narrative) == words_of(sent.narrative)
        return self.user_id == sent.user_id and (there or same_words)

    def _is_placed_like(self, sent: Outgoing) -> bool:
        return (self.seconds, self.matter_id, self.user_id, self.date) == (
            sent.seconds, sent.matter_id, sent.user_id, sent.date,
        )  # fmt: skip

    def difference(self, sent: Outgoing) -> tuple[str, str] | None:
        """Return code and next step when the practice system made something else of `sent`; never kept from the lawyer."""
        pairs: dict[str, tuple[str, object, object]] = {
            "quantity_differs": ("another length of time", self.seconds, sent.seconds),
            "user_differs": ("another fee earner", self.user_id, sent.user_id),
            "matter_differs": ("another matter", self.matter_id, sent.matter_id),
            "date_differs": ("another day", self.date, sent.date),
            "narrative_differs": ("other words", words_of(self.narrative), words_of(sent.narrative)),
            "charge_differs": (
                "another way of charging",
                (self.billable, self.no_charge),
                (sent.billable, sent.no_charge),
            ),
        }
        if sent.price is not None and self.price is not None:
            pairs["price_differs"] = ("another rate", self.price, sent.price)
        for code, (what, held, meant) in pairs.items():
            if held != meant:
                return code, f"Clio holds {what} than was sent: open the entry in Clio and correct it there."
        return None


def _said(entry: Outgoing | Posted) -> dict[str, str | None]:
    return {
        "date": entry.date.isoformat(),
        "seconds": str(entry.seconds),
        "narrative": words_of(entry.narrative),
        "matter": id_text(entry.matter_id),
        "user": id_text(entry.user_id),
        "charge": of_flags(billable=entry.billable, no_charge=entry.no_charge),
        "category": id_text(entry.category_id),
    }


class Found(Protocol):
    """Anything of ours as the practice system holds it, held against what was sent for it."""

    @property
    def id(self) -> RemoteId: ...
    @property
    def created_at(self) -> dt.datetime: ...
    def is_like(self, sent: Any, /) -> bool: ...
    def is_nearly(self, sent: Any, /) -> bool: ...
    def may_come_of(self, sent: Any, /) -> bool: ...
    def difference(self, sent: Any, /) -> tuple[str, str] | None: ...


Sent = TypeVar("Sent")
Held = TypeVar("Held", bound=Found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt(Generic[Sent, Held]):
    """One attempt to make one thing in the practice system. `clean_looks` counts searches that found nothing of a lost one.

    `written_at` is by this computer's clock, `since` the same by the practice system's, None when it never said its time.
    """

    sent: Sent
    written_at: dt.datetime
    since: dt.datetime | None = None
    outcome: Outcome | None = None
    remote_id: RemoteId | None = None
    posted: Held | None = None
    code: str | None = None
    hint: str | None = field(default=None, repr=False)  # may quote the practice system
    clean_looks: int = 0
    lost: Lost | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody knows yet if it exists there."""
        return self.outcome is None or self.outcome is Outcome.UNKNOWN

    @property
    def look_since(self) -> dt.datetime:
        """The moment, on the practice system's clock, before which it was certainly not made."""
        return self.written_at - CLOCKS_MAY_DIFFER if self.since is None else self.since

    def may_be(self, posted: Held) -> bool:
        """Whether this may be what the row made: not older than it, and alike, nearly so, or made while its request was under
        way and changed there since: somebody who saw it there may have corrected words, time or matter.
        """
        if posted.created_at < self.look_since - SLACK:
            return False
        in_time = self.since is not None and posted.created_at <= self.since + SURE_AFTER + SLACK
        return posted.is_nearly(self.sent) or (in_time and posted.may_come_of(self.sent))

    def known_lost(self, there: dt.datetime | None, here: dt.datetime) -> Self:
        """Note that nobody waits for its answer any more, and since when."""
        return replace(self, lost=self.lost or Lost(here, there))

    def created(self, posted: Held) -> Self:
        """Record what the practice system made of it; an echo that differs is kept and flagged by its code."""
        code, hint = posted.difference(self.sent) or (None, None)
        return replace(
            self, outcome=Outcome.CREATED, remote_id=posted.id, posted=posted, code=code, hint=hint
        )

    def refused(self, code: str, hint: str) -> Self:
        """Record that it was turned down and nothing was done."""
        return replace(self, outcome=Outcome.REFUSED, code=code, hint=hint)

    def unknown(self, code: str, hint: str) -> Self:
        """Record that the answer was lost."""
        return replace(self, outcome=Outcome.UNKNOWN, code=code, hint=hint)

    def holding(self, posted: Held) -> Self:
        """Record what stands there after a correction; `sent` stays what was sent."""
        return replace(self, posted=posted, code=None, hint=None)

    def undone(self) -> Self:
        """Record that the lawyer took it out of the practice system again."""
        return replace(self, outcome=Outcome.UNDONE, code=None, hint=None)


@dataclass(frozen=True, slots=True)
class Push(Attempt[Outgoing, Posted]):
    """One attempt to create one entry. `batch` is the same for all that were sent together."""

    id: PushId
    entry_id: EntryId
    batch: str | None = None
    times: Times | None = None
    expected: Estimate | None = None

    @property
    def explained(self) -> tuple[str, ...]:
        """Say what became of time and rate in the practice system, where it made anything of them."""
        held = self.posted
        if held is None:
            return ()
        said = explained(Made(self.sent.seconds, held.rounded_hours, held.price, held.is_flat), self.expected)
        return (*said, *(("on the bill at nil",) if held.no_charge else ()))

    def flagged(self, code: str, hint: str) -> Push:
        """Record something the lawyer has to look at."""
        return replace(self, code=code, hint=hint)
