"""A time entry: what the lawyer reviews, confirms and sends.

    DRAFT --confirm--> CONFIRMED --push----> PUSHED
      |  ^                 | |   --export--> EXPORTED
      |  |                 | |     KEPT: confirmed firm time that goes on no matter stays on this computer
      |  +----reopen-------+ |
      |                      |     WAITING: until the practice system has a matter of that number (`unplaced.py`)
      +-------discard--------+---> DISCARDED --restore--> DRAFT        PUSHED --taken back--> DRAFT (`correction.py`)

An entry starts as a copy of a suggestion and remembers it; the suggestion itself never changes, so what the machine said and
what the lawyer decided can always be told apart. Entries change only through the functions of this file and its neighbours,
each of which returns a new value and raises NotAllowedNow or NotReady, never half a change.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from agent.domain.billing import UNIT_SECONDS, UnitRule, started
from agent.domain.charging import FIRM_TIME, Charge
from agent.domain.ids import EntryId, MatterId, PassageId, SourceId, SuggestionId, TimekeeperId
from agent.domain.revision import Revision
from agent.domain.suggestion import Candidate, Evidence, MatterState
from agent.errors import NotAllowedNow, NotReady


class EntryStatus(StrEnum):
    """Where an entry stands. Only CONFIRMED may leave this computer."""

    DRAFT = "draft"
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    KEPT = "kept"
    PUSHED = "pushed"
    EXPORTED = "exported"
    DISCARDED = "discarded"


TIME_TYPED, UNITS_TYPED, TIME_STATED = (
    "time_typed",
    "units_typed",
    "time_stated",
)  # flags: where a figure comes from
CHARGE_BY_MATTER = "charge_by_matter"  # a flag: fixed when it was confirmed, nobody said so

EDITABLE = frozenset({EntryStatus.DRAFT, EntryStatus.WAITING, EntryStatus.CONFIRMED})


@dataclass(frozen=True, slots=True)
class TimeEntry:
    """One line on a bill: who did what, for which matter, for how long.

    `seconds` is what was measured (None when nothing measured it), or the lawyer's own time typed over it; then `measured`
    keeps what the evidence says. `units` is what will be charged, each `unit` seconds. `charge` is None as long as neither
    machine nor lawyer said how: then what holds for the matter counts. `version` counts the changes, so that two windows
    cannot overwrite each other.
    """

    id: EntryId
    source_id: SourceId
    suggestion_id: SuggestionId | None
    date: dt.date
    timekeeper: str = field(repr=False)
    narrative: str = field(repr=False)
    seconds: int | None
    units: int | None
    matter_state: MatterState
    matter_id: MatterId | None = None
    matter: str | None = field(default=None, repr=False)  # display number, copied from the practice system
    candidates: tuple[Candidate, ...] = field(default=(), repr=False)
    passages: tuple[PassageId, ...] = ()
    charge: Charge | None = None
    activity: str = "A111"
    category_id: int | None = None
    facts: tuple[str, ...] = field(default=(), repr=False)
    evidence: tuple[Evidence, ...] = field(default=(), repr=False)
    flags: tuple[str, ...] = ()
    status: EntryStatus = EntryStatus.DRAFT
    version: int = 1
    measured: int | None = None
    on_closed: bool = False  # the lawyer's tick: although the matter is closed
    no_matter: bool = False  # the lawyer's tick: although there is no matter
    earner_id: TimekeeperId | None = None  # whose time it is; None: whoever is signed in (see `whose`)
    waits_for: str | None = field(default=None, repr=False)  # number of a matter that is still to be opened
    raised_why: str = field(default="", repr=False)  # why more is charged than was measured
    rate: Decimal | None = None  # the lawyer's own, ex GST an hour, in place of the practice system's
    rate_why: str = field(default="", repr=False)
    elsewhere: int = 0  # seconds measured in entries that were joined to it; negative: given away to others
    unit: int = UNIT_SECONDS  # how long one of its units is, by the terms when it was counted last

    @property
    def charged(self) -> int:
        """The seconds that are charged, 0 while that is open."""
        return (self.units or 0) * self.unit

    @property
    def billable(self) -> bool:
        """Whether the client pays for it, as far as that is decided."""
        return self.charge is None or self.charge.is_billable

    @property
    def evidenced(self) -> int | None:
        """The seconds that the evidence says, whatever was typed over them; None when nothing measured them."""
        return self.measured if TIME_TYPED in self.flags else self.seconds

    def is_raised(self, rule: UnitRule) -> bool:
        """Whether more is charged than the measured time comes to by the firm's rule."""
        measured = self.evidenced
        return measured is not None and self.charged > rule.units(measured) * rule.unit

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing: a matter the machine is sure of or the lawyer chose, words, and units."""
        return self.what_is_missing() is None

    def what_is_missing(self) -> str | None:
        """Say in one sentence what a bill still needs of this entry; None when it needs nothing."""
        sure = self.matter_id is not None and self.matter_state in (MatterState.AUTO, MatterState.CHOSEN)
        if not sure and not self.no_matter:
            return "choose a matter first"
        if not self.narrative.strip():
            return "the narrative is empty"
        if not self.units or self.units < 1:
            return "enter the units: nothing measured this time"
        if self.rate is not None and not self.rate_why:
            return "say why the rate is another one"
        return None

    def revised(self, change: Revision, rule: UnitRule | None = None) -> TimeEntry:
        """Return the entry with the lawyer's changes; a confirmed one becomes a draft again."""
        if self.status not in EDITABLE:
            raise NotAllowedNow(f"entry {self.id} is {self.status} and can no longer be edited")
        entry = self._next(status=EntryStatus.DRAFT)
        if change.narrative is not None:
            entry = replace(entry, narrative=" ".join(change.narrative.split()))
        if change.seconds is not None:
            entry = entry._timed(change.seconds or None, rule or UnitRule())
        if change.units is not None:
            entry = replace(entry, units=change.units).flagged(UNITS_TYPED)
        if change.charge is not None:
            entry = entry._charged(change.charge)
        if change.matter is not None:
            entry = replace(
                entry,
                matter_id=change.matter.id,
                matter=change.matter.display_number,
                matter_state=MatterState.CHOSEN,
                on_closed=change.on_closed and change.matter.is_closed,
                no_matter=False,
                waits_for=None,
                rate=None,  # it was agreed for the other matter
                rate_why="",
            ).unflagged("matter_locked")
        if change.no_matter:
            entry = replace(
                entry, matter_id=None, matter=None, matter_state=MatterState.ABSTAIN, on_closed=False, no_matter=True,
                waits_for=None,
            )  # fmt: skip
        if rule and (change.matter or change.no_matter):
            entry = entry.counted(rule)
        if change.date is not None:
            entry = replace(entry, date=change.date)
        if change.raised_why is not None:
            entry = replace(entry, raised_why=" ".join(change.raised_why.split()))
        if change.rate is not None:
            entry = replace(entry, rate=change.rate or None)
        if change.rate_why is not None:
            entry = replace(entry, rate_why=" ".join(change.rate_why.split()))
        if change.activity is not None:
            entry = replace(entry, activity=change.activity)
        if change.category_id is not None:
            entry = replace(entry, category_id=change.category_id or None)
        if change.timekeeper is not None:
            entry = replace(entry, timekeeper=" ".join(change.timekeeper.split()))
        return entry

    def _charged(self, charge: Charge) -> TimeEntry:
        """Charge it so. Firm time leaves the client's matter, and what becomes a client's again has none yet."""
        entry = replace(self, charge=charge).unflagged(CHARGE_BY_MATTER)
        was_firm = bool(self.charge and self.charge.is_firm)
        if charge is self.charge or not (charge.is_firm or was_firm):
            return entry
        state = MatterState.SUGGEST if self.candidates and not charge.is_firm else MatterState.ABSTAIN
        return replace(
            entry, matter_id=None, matter=None, matter_state=state, on_closed=False, no_matter=charge.is_firm,
            waits_for=None, rate=None, rate_why="",
        )  # fmt: skip

    def _timed(self, seconds: int | None, rule: UnitRule) -> TimeEntry:
        """Put the lawyer's own time over the measured one, or (None) the measured one back. Units follow unless typed."""
        measured = self.measured if TIME_TYPED in self.flags else self.seconds
        own = seconds is not None and seconds != measured
        entry = replace(self.unflagged(TIME_TYPED), seconds=measured, measured=None)
        if own:
            entry = replace(entry, seconds=seconds, measured=measured).flagged(TIME_TYPED)
        return entry.counted(rule) if entry.seconds and UNITS_TYPED not in entry.flags else entry

    def counted(self, rule: UnitRule) -> TimeEntry:
        """Return it counted by a rule. Units that were typed, or that nothing measured, become started ones of its length."""
        if self.seconds and UNITS_TYPED not in self.flags:
            return replace(self, units=rule.units(self.seconds), unit=rule.unit)
        return replace(self, units=self.units and started(self.charged, rule.unit), unit=rule.unit)

    def confirmed(self, today: dt.date, by_matter: Charge = Charge.BILLABLE) -> TimeEntry:
        """Return the entry as the lawyer's own; only then may it leave this computer. `today` is the lawyer's day.

        `by_matter` is how it is charged when nobody said so. Firm time on no matter never leaves: it is kept.
        """
        if self.status not in (EntryStatus.DRAFT, EntryStatus.WAITING):
            raise NotAllowedNow(f"entry {self.id} is {self.status}")
        if missing := self.what_is_missing():
            raise NotReady(f"entry {self.id} is not confirmed", hint=_sentence(missing))
        if self.date > today:
            raise NotReady(f"entry {self.id} is dated in the future", hint="Correct the date, then confirm.")
        entry = self if self.charge is not None else replace(self, charge=by_matter).flagged(CHARGE_BY_MATTER)
        stays = entry.matter_id is None and entry.charge in FIRM_TIME
        return entry._next(status=EntryStatus.KEPT if stays else EntryStatus.CONFIRMED)

    def reopened(self) -> TimeEntry:
        """Return a confirmed entry as a draft."""
        if self.status not in (EntryStatus.CONFIRMED, EntryStatus.KEPT):
            raise NotAllowedNow(f"entry {self.id} is {self.status}, not confirmed")
        entry = replace(self, charge=None) if CHARGE_BY_MATTER in self.flags else self
        return entry.unflagged(CHARGE_BY_MATTER)._next(status=EntryStatus.DRAFT)

    def discarded(self) -> TimeEntry:
        """Return the entry as not to be billed; it is kept, and `restored` brings it back."""
        if self.status not in EDITABLE:
            raise NotAllowedNow(f"entry {self.id} is {self.status} and cannot be discarded")
        return self._next(status=EntryStatus.DISCARDED)

    def restored(self) -> TimeEntry:
        """Return a discarded entry as a draft."""
        if self.status is not EntryStatus.DISCARDED:
            raise NotAllowedNow(f"entry {self.id} is {self.status}, not discarded")
        return self._next(status=EntryStatus.DRAFT)

    def pushed(self) -> TimeEntry:
        """Return the entry as standing in the practice system."""
        if self.status is not EntryStatus.CONFIRMED:
            raise NotAllowedNow(f"entry {self.id} is {self.status}, not confirmed")
        return self._next(status=EntryStatus.PUSHED)

    def exported(self) -> TimeEntry:
        """Return the entry as written to a file."""
        if self.status is not EntryStatus.CONFIRMED:
            raise NotAllowedNow(f"entry {self.id} is {self.status}, not confirmed")
        return self._next(status=EntryStatus.EXPORTED)

    def flagged(self, flag: str) -> TimeEntry:
        """Return the entry with one more flag, each kept once."""
        return self if flag in self.flags else replace(self, flags=(*self.flags, flag))

    def unflagged(self, *gone: str) -> TimeEntry:
        """Return the entry without these flags."""
        return replace(self, flags=tuple(flag for flag in self.flags if flag not in gone))

    def _next(self, **changes: Any) -> TimeEntry:
        return replace(self, version=self.version + 1, **changes)


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + "."
