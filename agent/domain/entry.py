"""A time entry: what the lawyer reviews, confirms and sends.

    DRAFT --confirm--> CONFIRMED --push----> PUSHED
      |  ^                 | |   --export--> EXPORTED
      |  +----reopen-------+ |
      |                      |     WAITING: confirmed in words, its matter is not in Clio yet
      +-------discard--------+---> DISCARDED --restore--> DRAFT

An entry starts as a copy of a suggestion and remembers it; the suggestion itself never changes, so what the machine said and
what the lawyer decided can always be told apart. Entries change only through the functions of this file, each of which
returns a new value and raises NotAllowedNow or NotReady, never half a change.
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


EDITABLE = frozenset({EntryStatus.DRAFT, EntryStatus.WAITING, EntryStatus.CONFIRMED})


@dataclass(frozen=True, slots=True)
class TimeEntry:
    """One line on a bill: who did what, for which matter, for how long.

    `seconds` is what was measured (None when nothing measured it); `units` is what will be charged. `version` counts the
    changes, so that two windows cannot overwrite each other.
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

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing: a matter the machine is sure of or the lawyer chose, words, and units."""
        return self.what_is_missing() is None

    def what_is_missing(self) -> str | None:
        """Say in one sentence what a bill still needs of this entry; None when it needs nothing."""
        if self.matter_id is None or self.matter_state not in (MatterState.AUTO, MatterState.CHOSEN):
            return "choose a matter first"
        if not self.narrative.strip():
            return "the narrative is empty"
        if not self.units or self.units < 1:
            return "enter the units: nothing measured this time"
        return None

    def revised(self, change: Revision) -> TimeEntry:
        """Return the entry with the lawyer's changes; a confirmed one becomes a draft again."""
        if self.status not in EDITABLE:
            raise NotAllowedNow(f"entry {self.id} is {self.status} and can no longer be edited")
        entry = self._next(status=EntryStatus.DRAFT)
        if change.narrative is not None:
            entry = replace(entry, narrative=" ".join(change.narrative.split()))
        if change.units is not None:
            entry = replace(entry, units=change.units).flagged("units_typed")
        if change.matter is not None:
            entry = replace(
                entry,
                matter_id=change.matter.id,
                matter=change.matter.display_number,
                matter_state=MatterState.CHOSEN,
            )
        if change.date is not None:
            entry = replace(entry, date=change.date)
        if change.billable is not None:
            entry = replace(entry, billable=change.billable)
        if change.activity is not None:
            entry = replace(entry, activity=change.activity)
        if change.category_id is not None:
            entry = replace(entry, category_id=change.category_id or None)
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

    def over(
        self, passages: tuple[PassageId, ...], source: Source, rule: UnitRule, claimed: frozenset[PassageId]
    ) -> TimeEntry:
        """Return the entry resting on `passages` of its source, measured anew; `claimed` belong to other entries."""
        kept = frozenset(passages)
        seconds = worked_seconds(source.chosen(kept), source.chosen(claimed - kept))
        evidence = tuple(
            Evidence(e.clause, tuple(p for p in e.passages if p in kept))
            for e in self.evidence
            if any(p in kept for p in e.passages)
        )
        return self._next(
            passages=tuple(sorted(passages, key=passage_number)),
            seconds=seconds,
            units=rule.units(seconds) if seconds else self.units,
            evidence=evidence,
            status=EntryStatus.DRAFT,
        )

    def _next(self, **changes: object) -> TimeEntry:
        return replace(self, version=self.version + 1, **changes)  # type: ignore[arg-type]  # keys are our own


@dataclass(frozen=True, slots=True)
class Revision:
    """What the lawyer changed; None leaves a thing as it is. `category_id` 0 takes the category away."""

    narrative: str | None = field(default=None, repr=False)
    units: int | None = None
    matter: Matter | None = None
    date: dt.date | None = None
    billable: bool | None = None
    activity: str | None = None
    category_id: int | None = None


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
    entry = entry.flagged("time_stated") if stated else entry
    return entry if date else entry.flagged("date_assumed")


def split(
    entry: TimeEntry,
    at: PassageId,
    source: Source,
    *,
    new_id: EntryId,
    rule: UnitRule,
    claimed: frozenset[PassageId] = frozenset(),
) -> tuple[TimeEntry, TimeEntry]:
    """Cut an entry before passage `at`; the second part gets `new_id`. Both times are measured anew.

    `claimed` are the passages of the source's other entries.
    """
    if entry.status not in EDITABLE:
        raise NotAllowedNow(f"entry {entry.id} is {entry.status} and cannot be split")
    first = tuple(p for p in entry.passages if passage_number(p) < passage_number(at))
    second = tuple(p for p in entry.passages if passage_number(p) >= passage_number(at))
    if not first or not second:
        raise NotAllowedNow(
            f"entry {entry.id} cannot be split there",
            hint="Choose a passage inside the entry, not its first.",
        )
    other = replace(entry, id=new_id, version=0).over(second, source, rule, claimed | frozenset(first))
    return entry.over(first, source, rule, claimed | frozenset(second)), other


def merge(
    entry: TimeEntry,
    other: TimeEntry,
    source: Source,
    rule: UnitRule,
    claimed: frozenset[PassageId] = frozenset(),
) -> tuple[TimeEntry, TimeEntry]:
    """Join `other` into `entry` (same source) and return both: the joined draft, and the other one discarded."""
    if entry.status not in EDITABLE or entry.source_id != other.source_id or entry.id == other.id:
        raise NotAllowedNow(f"entries {entry.id} and {other.id} cannot be merged")
    joined = replace(
        entry,
        narrative="; ".join(filter(None, (entry.narrative.rstrip(". "), other.narrative))),
        facts=tuple(dict.fromkeys(entry.facts + other.facts))[:12],
        evidence=entry.evidence + other.evidence,
    )
    passages = tuple(dict.fromkeys(entry.passages + other.passages))
    return joined.over(passages, source, rule, claimed), other.discarded()


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + "."
