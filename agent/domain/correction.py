"""Correcting and undoing what is in the practice system: one write each, its row first, a lost answer settled by reading.

    row written, ending none --> DONE | REFUSED | CONFLICT | UNKNOWN          (none is read as UNKNOWN at the next start)
    UNKNOWN --read--> the entry says what was wanted, or is gone: DONE
                      it is as it was, and nothing can be under way any more: REFUSED, it may be done again
                      it says something else: CONFLICT, both versions are shown

A correction names the version it is of (`If-Match`), so a late one can never undo what somebody did meanwhile. A removal cannot
name one: the entry is read right before it. Only an entry on no bill is touched at all.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from agent.domain import billing
from agent.domain.charging import Charge
from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.ids import EntryId, MatterId, RemoteId, TimekeeperId
from agent.domain.lost import SURE_AFTER
from agent.domain.matter import Matter
from agent.domain.push import Outgoing, Posted
from agent.domain.revision import Revision
from agent.domain.standing import H, Says, Standing, State, charge_of, differences
from agent.domain.suggestion import MatterState
from agent.errors import NotAllowedNow

PRICED_BY = frozenset({"matter", "user", "category"})
"""What the practice system resolves a rate from: when one of these changes, it prices the entry anew."""


class Deed(StrEnum):
    """What is done to an entry that is in the practice system."""

    CORRECT = "correct"
    UNDO = "undo"


class Ending(StrEnum):
    """What became of it."""

    DONE = "done"
    REFUSED = "refused"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"


class Wanted(Says, Protocol):
    """What is asked to stand there instead: an entry, or an expense."""

    @property
    def matter_id(self) -> MatterId | None:
        """The matter it is to stand on."""

    def unfit(self, today: dt.date) -> tuple[str, str] | None:
        """Return code and next step when it must never leave."""


W = TypeVar("W", bound=Wanted)


@dataclass(frozen=True, slots=True)
class Correction(Generic[H, W]):
    """One deed. `base` is what stood there before, `wanted` what is to stand there, `held` what was found when it was settled.

    `entry_id` is the entry, or the expense, that it is done to. `log_id` is the call log that goes with the entry, None when it
    has none or another entry needs it.
    """

    id: str
    entry_id: EntryId
    deed: Deed
    base: H
    written_at: dt.datetime
    wanted: W | None = None
    since: dt.datetime | None = None
    log_id: RemoteId | None = None
    ending: Ending | None = None
    code: str | None = None
    hint: str | None = field(default=None, repr=False)
    held: H | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody knows yet what became of it."""
        return self.ending is None or self.ending is Ending.UNKNOWN

    @property
    def moves(self) -> bool:
        """Whether it put an entry on another matter."""
        if self.deed is not Deed.CORRECT or self.held is None:
            return False
        return self.held.said()["matter"] != self.base.said()["matter"]

    def left_until_sure(self, there: dt.datetime | None, here: dt.datetime) -> dt.timedelta:
        """Return how long its request may still be under way, given the time there and here."""
        age = here - self.written_at if self.since is None or there is None else there - self.since
        return max(SURE_AFTER - age, dt.timedelta())

    def done(self, held: H | None = None) -> Correction[H, W]:
        """Record that it stands as wanted, or is gone."""
        return replace(self, ending=Ending.DONE, held=held, code=None, hint=None)

    def ended(self, ending: Ending, code: str, hint: str, held: H | None = None) -> Correction[H, W]:
        """Record any other ending, with its reason."""
        return replace(self, ending=ending, code=code, hint=hint, held=held)


EntryCorrection = Correction[Posted, Outgoing]


class Verdict(StrEnum):
    """What a read of the entry says about an open deed."""

    DONE = "done"
    WAIT = "wait"
    NOT_DONE = "not_done"
    CONFLICT = "conflict"


def settle(correction: Correction[H, W], found: Standing[H], *, left: dt.timedelta) -> Verdict:
    """Decide about an open deed from the entry as it was read since; `left` is how long its request may still be under way."""
    held = found.posted
    if held is None:
        return Verdict.DONE if correction.deed is Deed.UNDO else Verdict.CONFLICT
    if correction.wanted is not None and not differences(held, correction.wanted):
        return Verdict.DONE
    changed = bool(differences(held, correction.base)) or found.on_bill or found.billed
    if changed and not (correction.deed is Deed.UNDO and left):  # a late removal takes whatever stands there
        return Verdict.CONFLICT
    return Verdict.WAIT if left else Verdict.NOT_DONE


def hindrance(deed: Deed, found: Standing[H], known: H | None) -> tuple[str, str] | None:
    """Return code and next step when an entry may not be touched as it stands; None when it may."""
    state = found.state(known)
    bill = f"bill {found.bill}" if found.bill else "a bill"
    if state is State.DELETED:
        return (
            "not_in_clio",
            "Clio no longer holds this entry, or no longer shows it to you: look for it there.",
        )
    if state is State.BILLED:
        return (
            "billed",
            f"It stands on {bill}, which is out: only whoever manages the bill can change it in Clio.",
        )
    if state is State.DRAFT:
        return (
            "on_draft_bill",
            f"It stands on the draft of {bill}: take it off that draft in Clio first, then look again.",
        )
    if deed is Deed.UNDO and state is State.CHANGED:
        return (
            "changed_there",
            "Somebody changed it in Clio since it was pushed: delete it there, if that is still right.",
        )
    return None


def resets_price(base: Says, wanted: Says) -> bool:
    """Whether the practice system will price the entry anew, and a price typed there is lost."""
    return any(each.what in PRICED_BY for each in differences(base, wanted))


def wanted_of(base: Posted, change: Revision, user: TimekeeperId, unit: int) -> Outgoing:
    """Return an entry as it is to stand there: what is not changed stays as it is there. `unit` is the length of its units."""
    charge = change.charge or charge_of(base)
    return Outgoing(
        date=change.date or base.date,
        seconds=base.seconds if change.units is None else change.units * unit,
        narrative=base.narrative if change.narrative is None else " ".join(change.narrative.split()),
        matter_id=change.matter.id if change.matter else base.matter_id,
        user_id=change.earner_id or base.user_id or user,
        billable=charge.is_billable,
        category_id=change.category_id or base.category_id,
        log_id=base.log_id,
        no_charge=charge is Charge.NO_CHARGE,
    )


def made_of(base: Posted, held: Posted, moved_to: Matter | None, unit: int) -> Revision:
    """Return what the practice system holds as a change of the entry here; started units count."""
    charge = charge_of(held)
    return Revision(
        narrative=held.narrative, date=held.date, charge=None if charge is charge_of(base) else charge,
        category_id=held.category_id, units=max(1, billing.started(held.seconds, unit)), matter=moved_to,
        on_closed=True, earner_id=held.user_id,
    )  # fmt: skip


def corrected(entry: TimeEntry, change: Revision) -> TimeEntry:
    """Return an entry that is in the practice system as it was corrected there."""
    _must_be_there(entry)
    made = replace(entry, status=EntryStatus.DRAFT).revised(change)
    return replace(made, status=EntryStatus.PUSHED, earner_id=change.earner_id or entry.earner_id)


def taken_back(entry: TimeEntry) -> TimeEntry:
    """Return an entry that was in the practice system as a draft: it is not there any more."""
    _must_be_there(entry)
    return replace(entry, status=EntryStatus.DRAFT, version=entry.version + 1)


def off_its_matter(entry: TimeEntry) -> TimeEntry:
    """Return a draft without its matter, which was the wrong one: another has to be chosen."""
    return replace(
        entry, version=entry.version + 1, matter_id=None, matter=None, matter_state=MatterState.ABSTAIN, on_closed=False,
        candidates=tuple(c for c in entry.candidates if c.matter_id != entry.matter_id),
    )  # fmt: skip


def _must_be_there(entry: TimeEntry) -> None:
    if entry.status is not EntryStatus.PUSHED:
        raise NotAllowedNow(f"entry {entry.id} is {entry.status}, not in Clio")
