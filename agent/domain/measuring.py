"""Measuring an entry anew, because the passages it rests on, or those of its neighbours, have changed."""

from __future__ import annotations

from dataclasses import replace

from agent.domain.billing import UnitRule
from agent.domain.entry import TIME_STATED, TIME_TYPED, UNITS_TYPED, EntryStatus, TimeEntry
from agent.domain.ids import PassageId, passage_number
from agent.domain.source import Source
from agent.domain.worked import worked_seconds
from agent.errors import NotAllowedNow


def over(
    entry: TimeEntry,
    passages: tuple[PassageId, ...],
    source: Source,
    rule: UnitRule,
    claimed: frozenset[PassageId],
) -> TimeEntry:
    """Return the entry resting on `passages` of its source, measured anew; `claimed` belong to other entries.

    Figures typed before give way: what they were typed over is no longer so.
    """
    kept = frozenset(passages)
    seconds = _with_elsewhere(entry, worked_seconds(source.chosen(kept), source.chosen(claimed - kept)))
    evidence = tuple(
        replace(e, passages=tuple(p for p in e.passages if p in kept))
        for e in entry.evidence
        if any(p in kept for p in e.passages)
    )
    made = replace(
        entry.unflagged(TIME_TYPED, UNITS_TYPED),
        version=entry.version + 1,
        passages=tuple(sorted(passages, key=passage_number)),
        seconds=seconds,
        measured=None,
        evidence=evidence,
        status=EntryStatus.DRAFT,
    )
    return made.counted(rule)


def anew(entry: TimeEntry, here: int | None, rule: UnitRule) -> TimeEntry:
    """Return the entry with another measured time because its neighbours moved; what the lawyer typed stays."""
    seconds, version = _with_elsewhere(entry, here), entry.version + 1
    if TIME_TYPED in entry.flags:
        return replace(entry, measured=seconds, version=version)
    if TIME_STATED in entry.flags:
        return entry
    made = replace(entry, seconds=seconds, status=EntryStatus.DRAFT, version=version)
    return made if UNITS_TYPED in entry.flags or not seconds else made.counted(rule)


def _with_elsewhere(entry: TimeEntry, here: int | None) -> int | None:
    """Add what other entries measured of it, and take away what was given to others."""
    whole = (here or 0) + entry.elsewhere
    if entry.elsewhere < 0 and whole <= 0:
        raise NotAllowedNow(
            f"entry {entry.id} would be left without time",
            hint="Part of its time was given to other matters.",
        )
    return whole or here
