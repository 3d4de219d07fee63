"""Reviewing: what the lawyer does with drafts. Every change can be taken back until something is sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from agent.domain import joining, moving
from agent.domain.billing import UnitRule
from agent.domain.entry import EDITABLE, EntryStatus, TimeEntry
from agent.domain.ids import EntryId, MatterId, PassageId, SourceId
from agent.domain.push import Push
from agent.domain.revision import Revision
from agent.errors import NotAllowedNow
from agent.store.errors import VersionConflict
from agent.store.sources import KeptSource
from agent.workflow.changes import Changes
from agent.workflow.charging import charged
from agent.workflow.desk import Desk
from agent.workflow.linting import confirmed
from agent.workflow.money import Book


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source with everything that came of it. `taken_on` is the lawyer's day."""

    kept: KeptSource
    taken_on: dt.date
    entries: list[TimeEntry]
    pushes: dict[EntryId, Push]
    logged: tuple[
        MatterId, ...
    ] = ()  # matters of which this call has a log at the practice system, or may have


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole desk at a glance. `version` changes whenever anything does."""

    version: int
    today: dt.date
    sources: list[SourceView]
    counts: dict[EntryStatus, int]
    can_undo: bool


@dataclass(frozen=True, slots=True)
class Reviewing:
    """The lawyer's verbs."""

    desk: Desk

    def overview(self) -> Overview:
        """Return all sources, newest first, with their entries and what became of them."""
        store = self.desk.store
        pushes, entries, logged = store.ledger.newest(), store.entries.all(), store.call_logs.begun()
        return Overview(
            version=store.home.revision,
            today=self.desk.today(),
            sources=[
                self._view(kept, [e for e in entries if e.source_id == kept.source.id], pushes, logged)
                for kept in store.sources.all()
            ],
            counts=store.entries.counts(),
            can_undo=store.entries.last_change() is not None,
        )

    def revision(self) -> int:
        """Return the number that changes whenever anything in this home does."""
        return self.desk.store.home.revision

    def today(self) -> dt.date:
        """Return the lawyer's calendar day."""
        return self.desk.today()

    def source_view(self, source_id: SourceId) -> SourceView:
        """Return one source with its entries."""
        store = self.desk.store
        return self._view(
            store.sources.get(source_id),
            store.entries.of_source(source_id),
            store.ledger.newest(),
            store.call_logs.begun(),
        )

    def _view(
        self,
        kept: KeptSource,
        entries: list[TimeEntry],
        pushes: dict[EntryId, Push],
        logged: Mapping[SourceId, tuple[MatterId, ...]],
    ) -> SourceView:
        taken_on = self.desk.day_of(kept.taken_at)
        return SourceView(kept, taken_on, entries, pushes, logged.get(kept.source.id, ()))

    def entry(self, entry_id: EntryId) -> TimeEntry:
        """Return one entry. Raise NotFound."""
        return self.desk.store.entries.get(entry_id)

    def entries(self, status: EntryStatus | None = None) -> list[TimeEntry]:
        """Return entries of one status, or all."""
        return self.desk.store.entries.all(status)

    def pushes(self) -> dict[EntryId, Push]:
        """Return each entry's newest push."""
        return self.desk.store.ledger.newest()

    def revise(self, entry_id: EntryId, version: int | None, change: Revision) -> TimeEntry:
        """Change an entry's words, units, matter, date or charging."""
        matter = None if change.matter_id is None else self.desk.store.matters.get(change.matter_id)
        if matter is not None and matter.is_closed and not change.on_closed:
            raise NotAllowedNow(
                "that matter is closed in Clio",
                hint="Tick the closed matter all the same, or choose another one.",
            )
        revision = replace(change, matter=matter)
        with self.desk.store.transaction():
            return self._changes.one(entry_id, version, lambda entry: charged(self.desk, entry, revision))

    def confirm(self, entry_id: EntryId, version: int | None) -> TimeEntry:
        """Make an entry the lawyer's own."""
        return self._changes.one(entry_id, version, lambda entry: confirmed(self.desk, entry))

    def reopen(self, entry_id: EntryId, version: int | None) -> TimeEntry:
        """Take a confirmation back, as long as the entry was not sent."""
        return self._changes.one(entry_id, version, lambda entry: entry.reopened())

    def discard(self, entry_id: EntryId, version: int | None) -> TimeEntry:
        """Say that this is not to be billed."""
        return self._changes.one(entry_id, version, lambda entry: entry.discarded())

    def restore(self, entry_id: EntryId, version: int | None) -> TimeEntry:
        """Bring a discarded entry back."""
        return self._changes.one(entry_id, version, joining.restored)

    def discard_source(self, source_id: SourceId) -> list[TimeEntry]:
        """Discard everything of a source that was not sent, as one change."""
        with self.desk.store.transaction():
            of_source = self.desk.store.entries.of_source(source_id)
            entries = [self._changes.unsent(e.id, None) for e in of_source if e.status in EDITABLE]
            return self._changes.keep(entries, [e.discarded() for e in entries]) if entries else []

    def split(self, entry_id: EntryId, version: int | None, at: PassageId) -> list[TimeEntry]:
        """Cut an entry in two before a passage."""
        with self.desk.store.transaction():
            entry = self._changes.unsent(entry_id, version)
            ground = self._changes.ground(entry.source_id)
            first, second = moving.split(
                entry, at, ground.source, new_id=EntryId(self.desk.new_id()), rule=self._rule(entry),
                claimed=ground.claimed(entry),
            )  # fmt: skip
            return self._changes.keep([entry], [first], made=[second])

    def merge(self, entry_id: EntryId, version: int | None, other_id: EntryId) -> list[TimeEntry]:
        """Join another entry of the same source into this one."""
        with self.desk.store.transaction():
            entry, other = self._changes.unsent(entry_id, version), self._changes.unsent(other_id, None)
            ground = self._changes.ground(entry.source_id)
            claimed = ground.claimed(entry) & ground.claimed(other)
            both = moving.merge(entry, other, ground.source, self._rule(entry), claimed)
            return self._changes.keep([entry, other], list(both))

    def assign(
        self,
        source_id: SourceId,
        passages: frozenset[PassageId],
        to: EntryId | None,
        versions: Mapping[EntryId, int],
    ) -> list[TimeEntry]:
        """Give passages to an entry, or to none. `versions` names every entry that is to give or take, as it was seen."""
        with self.desk.store.transaction():
            for entry_id, version in versions.items():
                self._changes.unsent(entry_id, version)
            ground = self._changes.ground(source_id)
            meant = {e.id for e in ground.entries if e.id == to or passages & set(e.passages)}
            if not meant <= set(versions):
                raise VersionConflict(f"passages of source {source_id} have another entry now")
            after = moving.assigned(ground, passages, to, Book.opened(self.desk).rule)
            before = [self._changes.unsent(e.id, None) for e in after]
            return self._changes.keep(before, after) if after else []

    def undo(self) -> list[TimeEntry]:
        """Take the last change back. Entries are never sent backwards over a push."""
        return self._changes.undo()

    def _rule(self, entry: TimeEntry) -> UnitRule:
        return Book.opened(self.desk).rule(entry.matter_id)

    @property
    def _changes(self) -> Changes:
        return Changes(self.desk)
