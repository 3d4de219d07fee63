"""What a suggestion becomes: a draft that remembers it."""

from __future__ import annotations

import datetime as dt

from agent.domain.billing import UnitRule
from agent.domain.charging import Charge
from agent.domain.entry import TIME_STATED, TimeEntry
from agent.domain.ids import EntryId, SuggestionId
from agent.domain.source import Source
from agent.domain.suggestion import Suggestion


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
        units=suggestion.units,
        matter_state=suggestion.matter_state,
        matter_id=suggestion.matter_id,
        matter=suggestion.matter,
        candidates=suggestion.candidates,
        passages=suggestion.passages,
        charge=None if suggestion.billable else Charge.NOT_BILLABLE,
        activity=suggestion.activity,
        facts=suggestion.facts,
        evidence=suggestion.evidence,
        flags=suggestion.flags,
    )
    entry = entry.counted(rule)
    entry = entry.flagged(TIME_STATED) if stated else entry
    return entry if date else entry.flagged("date_assumed")
