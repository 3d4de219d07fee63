"""Time over several matters, and several short pieces as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent.domain import joining, shares
from agent.domain.entry import TimeEntry
from agent.domain.ids import EntryId, MatterId
from agent.workflow.changes import Changes
from agent.workflow.desk import Desk
from agent.workflow.money import Book


@dataclass(frozen=True, slots=True)
class Sharing:
    """Verbs that make one entry several, or several one; each is taken back as one change."""

    desk: Desk

    def share(self, entry_id: EntryId, version: int | None, units: Mapping[MatterId, int]) -> list[TimeEntry]:
        """Share an entry over matters, so many units each; they must come to the whole."""
        store, changes = self.desk.store, Changes(self.desk)
        with store.transaction():
            entry = changes.unsent(entry_id, version)
            parts = [shares.Share(store.matters.get(matter), count) for matter, count in units.items()]
            ids = [EntryId(self.desk.new_id()) for _ in parts[1:]]
            own, *others = shares.shared(entry, parts, ids)
            return changes.keep([entry], [own], others)

    def join(self, entries: Sequence[tuple[EntryId, int | None]]) -> list[TimeEntry]:
        """Join measured drafts of one matter and day, whatever they came from."""
        changes = Changes(self.desk)
        with self.desk.store.transaction():
            before = [changes.unsent(entry_id, version) for entry_id, version in entries]
            rule = Book.opened(self.desk).rule(before[0].matter_id if before else None)
            return changes.keep(before, joining.join(before, rule))

    def offers(self) -> list[joining.Offer]:
        """Return what could be joined into fewer units."""
        book = Book.opened(self.desk)
        return joining.offers(self.desk.store.entries.all(), lambda e: book.rule(e.matter_id), book.charge)
