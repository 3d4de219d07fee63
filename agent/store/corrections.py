"""What was done to entries in the practice system, each row written before its request, and where they stand as last read."""

from __future__ import annotations

from collections.abc import Iterable

from agent.domain.correction import Correction, Ending
from agent.domain.ids import EntryId, RemoteId
from agent.domain.standing import Standing
from agent.store.database import Database, Row
from agent.store.values import dump, load


class Corrections:
    """Corrections and undoings. Rows are never deleted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, correction: Correction) -> None:
        """Write the row of a deed that is about to be done; the database refuses a second open one for the same entry."""
        with self._database.transaction():
            self._database.write(
                "INSERT INTO correction VALUES(?, ?, ?, ?)",
                correction.id, correction.entry_id, correction.ending, dump(correction),
            )  # fmt: skip

    def settle(self, correction: Correction) -> None:
        """Write down what became of it."""
        with self._database.transaction():
            self._database.write(
                "UPDATE correction SET ending = ?, body = ? WHERE id = ?",
                correction.ending, dump(correction), correction.id,
            )  # fmt: skip

    def unsettled(self) -> list[Correction]:
        """Return the deeds of which nobody knows yet what became of them, oldest first."""
        rows = self._database.rows(
            "SELECT body FROM correction WHERE ending IS NULL OR ending = ? ORDER BY rowid", Ending.UNKNOWN
        )
        return [_correction(row) for row in rows]

    def newest(self) -> dict[EntryId, Correction]:
        """Return each entry's newest deed."""
        rows = self._database.rows("SELECT body FROM correction ORDER BY rowid")
        return {correction.entry_id: correction for correction in map(_correction, rows)}

    def saw(self, found: Iterable[Standing]) -> None:
        """Keep where entries stand."""
        with self._database.transaction():
            for each in found:
                self._database.write(
                    "INSERT OR REPLACE INTO standing VALUES(?, ?, ?)",
                    each.remote_id, each.seen_at.isoformat(), dump(each),
                )  # fmt: skip

    def standing(self) -> dict[RemoteId, Standing]:
        """Return where entries stood when they were last read."""
        rows = self._database.rows("SELECT body FROM standing")
        return {each.remote_id: each for each in (load(Standing, row["body"]) for row in rows)}


def _correction(row: Row) -> Correction:
    return load(Correction, row["body"])
