"""Time entries, and the stack of changes that can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.ids import EntryId, SourceId
from agent.errors import NotFound
from agent.store.database import Database
from agent.store.errors import VersionConflict
from agent.store.values import dump, load

CHANGES_KEPT = 200


class Entries:
    """Every entry there ever was; discarded ones too."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, entry: TimeEntry, *, place: int) -> None:
        """Keep a new entry at a place among those of its source."""
        with self._database.transaction():
            self._database.write(
                "INSERT INTO entry VALUES(?, ?, ?, ?, ?, ?, ?)",
                entry.id, entry.source_id, entry.status, entry.date.isoformat(), place, entry.version, dump(entry),
            )  # fmt: skip

    def change(self, entry: TimeEntry, *, was: int) -> None:
        """Keep a changed entry that was read at version `was`. Raise VersionConflict when somebody was faster."""
        with self._database.transaction():
            touched = self._database.write(
                "UPDATE entry SET status = ?, date = ?, version = ?, body = ? WHERE id = ? AND version = ?",
                entry.status, entry.date.isoformat(), entry.version, dump(entry), entry.id, was,
            )  # fmt: skip
            if not touched:
                raise VersionConflict(f"entry {entry.id} has changed since version {was}")

    def get(self, entry_id: EntryId) -> TimeEntry:
        """Return one entry. Raise NotFound."""
        row = self._database.row("SELECT body FROM entry WHERE id = ?", entry_id)
        if row is None:
            raise NotFound(f"there is no entry {entry_id}")
        return load(TimeEntry, row["body"])

    def all(self, status: EntryStatus | None = None) -> list[TimeEntry]:
        """Return entries, of one status or all, the newest source first and in its order."""
        rows = self._database.rows(
            """SELECT entry.body FROM entry JOIN source ON source.id = entry.source_id
               WHERE ? IS NULL OR status = ? ORDER BY source.taken_at DESC, source.id, place""",
            status, status,
        )  # fmt: skip
        return [load(TimeEntry, row["body"]) for row in rows]

    def of_source(self, source_id: SourceId) -> list[TimeEntry]:
        """Return a source's entries in their order."""
        rows = self._database.rows("SELECT body FROM entry WHERE source_id = ? ORDER BY place, id", source_id)
        return [load(TimeEntry, row["body"]) for row in rows]

    def place(self, entry_id: EntryId) -> int:
        """Return an entry's place among those of its source."""
        row = self._database.row("SELECT place FROM entry WHERE id = ?", entry_id)
        return 0 if row is None else int(row["place"])

    def counts(self) -> dict[EntryStatus, int]:
        """Return how many entries there are of each status."""
        rows = self._database.rows("SELECT status, count(*) AS n FROM entry GROUP BY status")
        found = {EntryStatus(row["status"]): int(row["n"]) for row in rows}
        return {status: found.get(status, 0) for status in EntryStatus}

    def remember(self, before: Sequence[TimeEntry], made: Sequence[EntryId]) -> None:
        """Put a change on the stack: the entries as they were, and the ids it made."""
        with self._database.transaction():
            self._database.write(
                "INSERT INTO change(made, before) VALUES(?, ?)", dump(list(made)), dump(list(before))
            )
            self._database.write(
                "DELETE FROM change WHERE id <= (SELECT max(id) FROM change) - ?", CHANGES_KEPT
            )

    def last_change(self) -> tuple[list[TimeEntry], list[EntryId]] | None:
        """Return the newest change on the stack, None when there is none."""
        row = self._database.row("SELECT * FROM change ORDER BY id DESC LIMIT 1")
        if row is None:
            return None
        return list(load(tuple[TimeEntry, ...], row["before"])), list(load(tuple[EntryId, ...], row["made"]))

    def forget_last_change(self) -> None:
        """Take the newest change off the stack."""
        with self._database.transaction():
            self._database.write("DELETE FROM change WHERE id = (SELECT max(id) FROM change)")

    def forget_changes(self) -> None:
        """Empty the stack: what was sent cannot be taken back by an undo."""
        with self._database.transaction():
            self._database.write("DELETE FROM change")
