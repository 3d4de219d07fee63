"""Waiting: an entry whose matter is not in the practice system yet waits for its number, and comes back when it is there."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.ids import EntryId
from agent.domain.unplaced import found, is_awaited, waiting
from agent.workflow.changes import Changes
from agent.workflow.desk import Desk
from agent.workflow.money import Book

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Lets entries wait, and looks after each sync whose matter has come."""

    desk: Desk

    def wait(self, entry_id: EntryId, version: int | None, display_number: str) -> TimeEntry:
        """Let an entry wait for the matter of a number. One that is there already becomes the entry's at once."""
        store = self.desk.store
        with store.transaction():
            Changes(self.desk).one(entry_id, version, lambda entry: waiting(entry, display_number))
            self.rematch()
            return store.entries.get(entry_id)

    def rematch(self) -> int:
        """Give every entry whose matter has come that matter, and return how many there were."""
        store = self.desk.store
        with store.transaction():
            waits = store.entries.all(EntryStatus.WAITING)
            open_ones = [m for m in store.matters.all() if not m.is_closed] if waits else []
            come = [(entry, matter) for entry in waits for matter in open_ones if is_awaited(entry, matter)]
            book = Book.opened(self.desk)
            for entry, matter in come:
                placed = found(entry, matter).counted(book.rule(matter.id))
                store.entries.change(placed, was=entry.version)
            Changes(self.desk).note_stages({entry.source_id for entry, _ in come})
        if come:
            log.info("%d entries found the matter they waited for", len(come))
        return len(come)
