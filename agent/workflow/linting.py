"""Before a confirmation, with the store at hand: what a careful reader says of an entry, and what its bill still needs."""

from __future__ import annotations

from agent.domain.entry import TimeEntry
from agent.domain.lint import remarks, stops
from agent.errors import NotReady
from agent.workflow.desk import Desk
from agent.workflow.money import Book


def confirmed(desk: Desk, entry: TimeEntry) -> TimeEntry:
    """Return the entry as the lawyer's own. Raise NotReady with what its words or its charging still want."""
    kept, book = desk.store.sources.get(entry.source_id), Book.opened(desk)
    if stop := stops(remarks(entry, kept.source, kept.promises, book.rule(entry.matter_id))):
        raise NotReady(f"entry {entry.id} is not confirmed: {stop.code}", hint=stop.text)
    own = entry.confirmed(desk.today(), book.charge(entry))
    if missing := book.missing(entry):
        raise NotReady(f"entry {entry.id} is not confirmed", hint=f"{missing[0].upper()}{missing[1:]}.")
    return own
