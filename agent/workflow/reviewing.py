"""Reviewing: what the lawyer does with drafts. Every change can be taken back until something is sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from agent.domain import entry as rules
from agent.domain.entry import EntryStatus, Revision, TimeEntry
from agent.domain.ids import EntryId, MatterId, PassageId, SourceId
from agent.domain.push import Push
from agent.domain.source import Stage
from agent.errors import NotAllowedNow
from agent.store.errors import VersionConflict
from agent.store.sources import KeptSource
from agent.workflow.desk import Desk


@dataclass(frozen=True, slots=True)
class Change:
    """What the lawyer changed, with the matter by its id; None leaves a thing as it is."""

    narrative: str | None = field(default=None, repr=False)
    units: int | None = None
    matter_id: MatterId | None = None
    date: dt.date | None = None
    billable: bool | None = None
    activity: str | None = None
    category_id: int | None = None


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source with everything that came of it. `taken_on` is the lawyer's day."""

    kept: KeptSource
    taken_on: dt.date
    entries: list[TimeEntry]
    pushes: dict[EntryId, Push]


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
        pushes, entries = store.ledger.newest(), store.entries.all()
        return Overview(
            version=store.home.revision,
            today=self.desk.today(),
            sources=[
                self._view(kept, [e for e in entries if e.source_id == kept.source.id], pushes)
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
            store.sources.get(source_id), store.entries.of_source(source_id), store.ledger.newest()
        )

    def _view(self, kept: KeptSource, entries: list[TimeEntry], pushes: dict[EntryId, Push]) -> SourceView:
        return SourceView(kept, self.desk.day_of(kept.taken_at), entries, pushes)

    def entries(self, status: EntryStatus | None = None) -> list[TimeEntry]:
        """Return entries of one status, or all."""
        return self.desk.store.entries.all(status)

    def pushes(self) -> dict[EntryId, Push]:
        """Return each entry's newest push."""
        return self.desk.store.ledger.newest()

    def revise(self, entry_id: EntryId, version: int | None, change: Change) -> TimeEntry:
        """Change an entry's words, units, matter, date or charging."""
        matter = None if change.matter_id is None else self.desk.store.matters.get(change.matter_id)
        if matter is not None and matter.is_closed:
            raise NotAllowedNow("that matter is closed in Clio", hint="Choose another matter.")
        revision = Revision(
            narrative=change.narrative, units=change.units, matter=matter, date=change.date,
            billable=change.billable, activity=change.activity, category_id=change.category_id,
        )  # fmt: skip
        return self._change(entry_id, version, lambda entry: entry.revised(revision))

    def confirm(self, entry_id: EntryId, version: int | None) -> TimeEntry:
        """Make an entry the lawyer's own."""
        return self._change(entry_id, version, lambda entry: entry.confirmed(self.desk.today()))

    def reopen(self, entry_id: EntryId, version: int | None) -> TimeEntry:
        """Take a confirmation back, as long as the entry was not sent."""
        return self._change(entry_id, version, lambda entry: entry.reopened())

    def discard(self, entry_id: EntryId, version: int | None) -> TimeEntry:
        """Say that this is not to be billed."""
        return self._change(entry_id, version, lambda entry: entry.discarded())

    def restore(self, entry_id: EntryId, version: int | None) -> TimeEntry:
        """Bring a discarded entry back."""
        return self._change(entry_id, version, lambda entry: entry.restored())

    def discard_source(self, source_id: SourceId) -> list[TimeEntry]:
        """Discard everything of a source that was not sent, as one change."""
        with self.desk.store.transaction():
            of_source = self.desk.store.entries.of_source(source_id)
            entries = [self._unsent(e.id, None) for e in of_source if e.status in rules.EDITABLE]
            return self._keep(entries, [e.discarded() for e in entries]) if entries else []

    def split(self, entry_id: EntryId, version: int | None, at: PassageId) -> list[TimeEntry]:
        """Cut an entry in two before a passage."""
        with self.desk.store.transaction():
            entry = self._unsent(entry_id, version)
            source = self.desk.store.sources.get(entry.source_id).source
            new_id = EntryId(self.desk.new_id())
            claimed = self._claimed(entry)
            first, second = rules.split(
                entry, at, source, new_id=new_id, rule=self.desk.rule, claimed=claimed
            )
            return self._keep([entry], [first], made=[second])

    def merge(self, entry_id: EntryId, version: int | None, other_id: EntryId) -> list[TimeEntry]:
        """Join another entry of the same source into this one."""
        with self.desk.store.transaction():
            entry, other = self._unsent(entry_id, version), self._unsent(other_id, None)
            source = self.desk.store.sources.get(entry.source_id).source
            claimed = self._claimed(entry, other)
            return self._keep(
                [entry, other], list(rules.merge(entry, other, source, self.desk.rule, claimed))
            )

    def _claimed(self, *mine: TimeEntry) -> frozenset[PassageId]:
        """Return the passages that other entries of the same source rest on."""
        own = {entry.id for entry in mine}
        entries = self.desk.store.entries.of_source(mine[0].source_id)
        live = [e for e in entries if e.id not in own and e.status is not EntryStatus.DISCARDED]
        return frozenset(passage for entry in live for passage in entry.passages)

    def undo(self) -> list[TimeEntry]:
        """Take the last change back. Entries are never sent backwards over a push."""
        store = self.desk.store
        with store.transaction():
            last = store.entries.last_change()
            if last is None:
                raise NotAllowedNow("there is nothing to take back", hint="Changes made before a push stand.")
            before, made = last
            restored = []
            for old in before:
                now = self._unsent(old.id, None)
                restored.append(replace(old, version=now.version + 1))
                store.entries.change(restored[-1], was=now.version)
            for entry_id in made:
                now = self._unsent(entry_id, None)
                store.entries.change(now.discarded(), was=now.version)
            store.entries.forget_last_change()
        return restored

    def _change(
        self, entry_id: EntryId, version: int | None, rule: Callable[[TimeEntry], TimeEntry]
    ) -> TimeEntry:
        with self.desk.store.transaction():
            entry = self._unsent(entry_id, version)
            return self._keep([entry], [rule(entry)])[0]

    def _unsent(self, entry_id: EntryId, version: int | None) -> TimeEntry:
        """Read an entry that is about to change. One whose push is open is nobody's to change."""
        entry = self.desk.store.entries.get(entry_id)
        if version is not None and entry.version != version:
            raise VersionConflict(f"entry {entry_id} has changed since version {version}")
        push = self.desk.store.ledger.of_entry(entry_id)
        if push is not None and push.is_open:
            raise NotAllowedNow(
                f"entry {entry_id} is on its way to Clio",
                hint="Wait until its outcome is known, then look again.",
            )
        return entry

    def _keep(
        self, before: Sequence[TimeEntry], after: Sequence[TimeEntry], made: Sequence[TimeEntry] = ()
    ) -> list[TimeEntry]:
        """Write a change, inside the transaction in which its entries were read: no push can slip between."""
        store = self.desk.store
        for old, new in zip(before, after, strict=True):
            store.entries.change(new, was=old.version)
        for entry in made:
            store.entries.add(entry, place=store.entries.place(before[0].id))
        store.entries.remember(before, [e.id for e in made])
        self._note_stages({e.source_id for e in before})
        return [*after, *made]

    def _note_stages(self, sources: set[SourceId]) -> None:
        """A source is reviewed when none of its entries is a draft any more."""
        for source_id in sources:
            kept = self.desk.store.sources.get(source_id)
            drafts = [
                e for e in self.desk.store.entries.of_source(source_id) if e.status is EntryStatus.DRAFT
            ]
            stage = Stage.SUGGESTED if drafts else Stage.REVIEWED
            if kept.source.stage is not stage:
                self.desk.store.sources.advance(replace(kept.source, stage=stage))
