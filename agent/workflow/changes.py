"""Changes to entries: read at a version, written together with what undo needs, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.ids import EntryId, SourceId
from agent.domain.moving import Ground
from agent.domain.source import Stage
from agent.errors import NotAllowedNow
from agent.store.errors import VersionConflict
from agent.workflow.desk import Desk

LEFT = frozenset({EntryStatus.PUSHED, EntryStatus.EXPORTED})


@dataclass(frozen=True, slots=True)
class Changes:
    """How every verb of review reads and writes entries. Use inside the desk's transaction: no push can slip between."""

    desk: Desk

    def unsent(self, entry_id: EntryId, version: int | None) -> TimeEntry:
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

    def ground(self, source_id: SourceId) -> Ground:
        """Read a source with the entries that are, or may yet be, on a bill."""
        kept = self.desk.store.sources.get(source_id)
        entries = self.desk.store.entries.of_source(source_id)
        live = [e for e in entries if e.status is not EntryStatus.DISCARDED]
        return Ground(kept.source, live, kept.not_billed)

    def one(
        self, entry_id: EntryId, version: int | None, rule: Callable[[TimeEntry], TimeEntry]
    ) -> TimeEntry:
        """Change one entry by a rule of the domain."""
        with self.desk.store.transaction():
            entry = self.unsent(entry_id, version)
            return self.keep([entry], [rule(entry)])[0]

    def keep(
        self, before: Sequence[TimeEntry], after: Sequence[TimeEntry], made: Sequence[TimeEntry] = ()
    ) -> list[TimeEntry]:
        """Write a change and put it on the stack of those that can be taken back, as one."""
        store = self.desk.store
        for old, new in zip(before, after, strict=True):
            store.entries.change(new, was=old.version)
        for entry in made:
            store.entries.add(entry, place=store.entries.place(before[0].id))
        store.entries.remember(before, [e.id for e in made])
        self.note_stages({e.source_id for e in before})
        return [*after, *made]

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
                now = self.unsent(old.id, None)
                if (
                    now.status in LEFT
                ):  # it was changed while others were being pushed, and has left itself since
                    raise NotAllowedNow(
                        f"entry {old.id} is {now.status}", hint="Changes made before a push stand."
                    )
                restored.append(replace(old, version=now.version + 1))
                store.entries.change(restored[-1], was=now.version)
            gone = [self.unsent(entry_id, None) for entry_id in made]
            for entry in gone:
                store.entries.change(entry.discarded(), was=entry.version)
            store.entries.forget_last_change()
            self.note_stages({e.source_id for e in (*restored, *gone)})
        return restored

    def note_stages(self, sources: set[SourceId]) -> None:
        """A source is reviewed when none of its entries is a draft any more."""
        for source_id in sources:
            kept = self.desk.store.sources.get(source_id)
            drafts = [
                e for e in self.desk.store.entries.of_source(source_id) if e.status is EntryStatus.DRAFT
            ]
            stage = Stage.SUGGESTED if drafts else Stage.REVIEWED
            if kept.source.stage is not stage:
                self.desk.store.sources.advance(replace(kept.source, stage=stage))
