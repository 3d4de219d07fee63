"""A time entry: what the lawyer reviews, confirms and sends.

    DRAFT --confirm--> CONFIRMED --push----> PUSHED
      |  ^                 | |   --export--> EXPORTED
      |  +----reopen-------+ |
      |                      |     WAITING: until the practice system has a matter of that number (`unplaced.py`)
      +-------discard--------+---> DISCARDED --restore--> DRAFT

    PUSHED --corrected there--> PUSHED --taken back--> DRAFT     (`correction.py`)

An entry starts as a copy of a suggestion and remembers it; the suggestion itself never changes, so what the machine said and
what the lawyer decided can always be told apart. Entries change only through the functions of this file and its neighbours,
each of which returns a new value and raises NotAllowedNow or NotReady, never half a change.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from enum import StrEnum

from agent.domain.billing import UnitRule
from agent.domain.ids import EntryId, MatterId, PassageId, SourceId, SuggestionId, passage_number
from agent.domain.matter import Matter
from agent.domain.source import Source
from agent.domain.suggestion import Candidate, Evidence, MatterState, Suggestion
from agent.domain.worked import worked_seconds
from agent.errors import NotAllowedNow, NotReady


class EntryStatus(StrEnum):
    """Where an entry stands. Only CONFIRMED may leave this computer."""

    DRAFT = "draft"
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    PUSHED = "pushed"
    EXPORTED = "exported"
    DISCARDED = "discarded"


TIME_TYPED, UNITS_TYPED, TIME_STATED = (
    "time_typed",
    "units_typed",
    "time_stated",
)  # flags: where a figure comes from

EDITABLE = frozenset({EntryStatus.DRAFT, EntryStatus.WAITING, EntryStatus.CONFIRMED})


@dataclass(frozen=True, slots=True)
class TimeEntry:
    """One line on a bill: who did what, for which matter, for how long.

    `seconds` is what was measured (None when nothing measured it), or the lawyer's own time typed over it; then `measured`
    keeps what the evidence says. `units` is what will be charged. `version` counts the changes, so that two windows cannot
    overwrite each other.
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
    billable: bool = True
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
    waits_for: str | None = field(default=None, repr=False)  # number of a matter that is still to be opened

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
        if change.matter is not None:
            entry = replace(
                entry,
                matter_id=change.matter.id,
                matter=change.matter.display_number,
                matter_state=MatterState.CHOSEN,
                on_closed=change.on_closed and change.matter.is_closed,
                no_matter=False,
                waits_for=None,
            ).unflagged("matter_locked")
        if change.no_matter:
            entry = replace(
                entry, matter_id=None, matter=None, matter_state=MatterState.ABSTAIN, on_closed=False, no_matter=True,
                waits_for=None,
            )  # fmt: skip
        if change.date is not None:
            entry = replace(entry, date=change.date)
        if change.billable is not None:
            entry = replace(entry, billable=change.billable)
        if change.activity is not None:
            entry = replace(entry, activity=change.activity)
        if change.category_id is not None:
            entry = replace(entry, category_id=change.category_id or None)
        if change.timekeeper is not None:
            entry = replace(entry, timekeeper=" ".join(change.timekeeper.split()))
        return entry

    def _timed(self, seconds: int | None, rule: UnitRule) -> TimeEntry:
        """Put the lawyer's own time over the measured one, or (None) the measured one back. Units follow unless typed."""
        measured = self.measured if TIME_TYPED in self.flags else self.seconds
        own = seconds is not None and seconds != measured
        entry = replace(self.unflagged(TIME_TYPED), seconds=measured, measured=None)
        if own:
            entry = replace(entry, seconds=seconds, measured=measured).flagged(TIME_TYPED)
        if entry.seconds and UNITS_TYPED not in entry.flags:
            entry = replace(entry, units=rule.units(entry.seconds))
        return entry

    def confirmed(self, today: dt.date) -> TimeEntry:
        """Return the entry as the lawyer's own; only then may it leave this computer. `today` is the lawyer's day."""
        if self.status not in (EntryStatus.DRAFT, EntryStatus.WAITING):
            raise NotAllowedNow(f"entry {self.id} is {self.status}")
        if missing := self.what_is_missing():
            raise NotReady(f"entry {self.id} is not confirmed: {missing}", hint=_sentence(missing))
        if self.date > today:
            raise NotReady(f"entry {self.id} is dated in the future", hint="Correct the date, then confirm.")
        return self._next(status=EntryStatus.CONFIRMED)

    def reopened(self) -> TimeEntry:
        """Return a confirmed entry as a draft."""
        if self.status is not EntryStatus.CONFIRMED:
            raise NotAllowedNow(f"entry {self.id} is {self.status}, not confirmed")
        return self._next(status=EntryStatus.DRAFT)

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

    def over(
        self, passages: tuple[PassageId, ...], source: Source, rule: UnitRule, claimed: frozenset[PassageId]
    ) -> TimeEntry:
        """Return the entry resting on `passages` of its source, measured anew; `claimed` belong to other entries.

        Figures typed before give way: what they were typed over is no longer so.
        """
        kept = frozenset(passages)
        seconds = worked_seconds(source.chosen(kept), source.chosen(claimed - kept))
        evidence = tuple(
            Evidence(e.clause, tuple(p for p in e.passages if p in kept))
            for e in self.evidence
            if any(p in kept for p in e.passages)
        )
        return self.unflagged(TIME_TYPED, UNITS_TYPED)._next(
            passages=tuple(sorted(passages, key=passage_number)),
            seconds=seconds,
            measured=None,
            units=rule.units(seconds) if seconds else self.units,
            evidence=evidence,
            status=EntryStatus.DRAFT,
        )

    def measured_anew(self, seconds: int | None, rule: UnitRule) -> TimeEntry:
        """Return the entry with another measured time because its neighbours moved; what the lawyer typed stays."""
        if TIME_TYPED in self.flags or TIME_STATED in self.flags:
            return self._next(measured=seconds) if TIME_TYPED in self.flags else self
        keeps = UNITS_TYPED in self.flags or not seconds
        units = self.units if keeps else rule.units(seconds or 0)
        return self._next(seconds=seconds, units=units, status=EntryStatus.DRAFT)

    def _next(self, **changes: object) -> TimeEntry:
        return replace(self, version=self.version + 1, **changes)  # type: ignore[arg-type]  # keys are our own


@dataclass(frozen=True, slots=True)
class Revision:
    """What the lawyer changed; None leaves a thing as it is. 0 takes the category, or the lawyer's own time, away again."""

    narrative: str | None = field(default=None, repr=False)
    seconds: int | None = None
    units: int | None = None
    matter: Matter | None = None
    date: dt.date | None = None
    billable: bool | None = None
    activity: str | None = None
    category_id: int | None = None
    timekeeper: str | None = field(default=None, repr=False)
    on_closed: bool = False  # the tick for a closed matter
    no_matter: bool = False  # the tick for no matter at all


def from_suggestion(
    suggestion: Suggestion,
    *,
    entry_id: EntryId,
    suggestion_id: SuggestionId,
    source: Source,
    today: dt.date,
    rule: UnitRule,
) -> TimeEntry:
    """Return the draft that a suggestion becomes.

    Without a day of its own it is dated `today`, and time that the text itself states becomes units; both are flagged.
    """
    date = suggestion.date or source.date
    stated = suggestion.units is None and bool(suggestion.seconds)
    entry = TimeEntry(
        id=entry_id,
        source_id=source.id,
        suggestion_id=suggestion_id,
        date=date or today,
        timekeeper=source.context.timekeeper,
        narrative=suggestion.narrative,
        seconds=suggestion.seconds,
        units=rule.units(suggestion.seconds or 0) if stated else suggestion.units,
        matter_state=suggestion.matter_state,
        matter_id=suggestion.matter_id,
        matter=suggestion.matter,
        candidates=suggestion.candidates,
        passages=suggestion.passages,
        billable=suggestion.billable,
        activity=suggestion.activity,
        facts=suggestion.facts,
        evidence=suggestion.evidence,
        flags=suggestion.flags,
    )
    entry = entry.flagged(TIME_STATED) if stated else entry
    return entry if date else entry.flagged("date_assumed")


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + "."
