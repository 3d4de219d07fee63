"""Lint with the store at hand: what a careful reader says of an entry, and whether it may be confirmed."""

from __future__ import annotations

from agent.domain.entry import TimeEntry
from agent.domain.lint import remarks, stops
from agent.errors import NotReady
from agent.workflow.desk import Desk


def confirmable(desk: Desk, entry: TimeEntry) -> TimeEntry:
    """Return the entry when nothing in its words stops it. Raise NotReady with the remark that does."""
    kept = desk.store.sources.get(entry.source_id)
    if stop := stops(remarks(entry, kept.source, kept.promises, desk.rule)):
        raise NotReady(f"entry {entry.id} is not confirmed: {stop.code}", hint=stop.text)
    return entry
