"""What was done to entries in the practice system, each row written before its request, and where they stand as last read.

Entries and expenses are kept alike, each in tables of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic

from agent.domain.correction import Correction, Ending, W
from agent.domain.ids import EntryId, RemoteId
from agent.domain.standing import H, Standing
from agent.store.database import Database
from agent.store.values import dump, load


class Corrections(Generic[H, W]):
    """Corrections and undoings of one kind of thing. Rows are never deleted."""

    def __init__(self, database: Database, of: str, held: type[H], wanted: type[W]) -> None:
        self._database = database
        self._of = of
        self._deed: Any = Correction[held, wanted]  # type: ignore[valid-type]  # made while running, for `load`
        self._standing: Any = Standing[held]  # type: ignore[valid-type]  # made while running too

    def open(self, correction: Correction[H, W]) -> None:
        """Write the row of a deed that is about to be done; the database refuses a second open one for the same entry."""
        with self._database.transaction():
            self._database.write(
                self._sql("INSERT INTO correction VALUES(?, ?, ?, ?)"),
                correction.id, correction.entry_id, correction.ending, dump(correction),
            )  # fmt: skip

    def settle(self, correction: Correction[H, W]) -> None:
        """Write down what became of it."""
        with self._database.transaction():
            self._database.write(
                self._sql("UPDATE correction SET ending = ?, body = ? WHERE id = ?"),
                correction.ending, dump(correction), correction.id,
            )  # fmt: skip

    def unsettled(self) -> list[Correction[H, W]]:
        """Return the deeds of which nobody knows yet what became of them, oldest first."""
        rows = self._database.rows(
            self._sql("SELECT body FROM correction WHERE ending IS NULL OR ending = ? ORDER BY rowid"),
            Ending.UNKNOWN,
        )
        return [load(self._deed, row["body"]) for row in rows]

    def newest(self) -> dict[EntryId, Correction[H, W]]:
        """Return each entry's newest deed."""
        rows = self._database.rows(self._sql("SELECT body FROM correction ORDER BY rowid"))
        return {deed.entry_id: deed for deed in (load(self._deed, row["body"]) for row in rows)}

    def saw(self, found: Iterable[Standing[H]]) -> None:
        """Keep where entries stand."""
        with self._database.transaction():
            for each in found:
                self._database.write(
                    self._sql("INSERT OR REPLACE INTO standing VALUES(?, ?, ?)"),
                    each.remote_id, each.seen_at.isoformat(), dump(each),
                )  # fmt: skip

    def standing(self) -> dict[RemoteId, Standing[H]]:
        """Return where entries stood when they were last read."""
        rows = self._database.rows(self._sql("SELECT body FROM standing"))
        return {each.remote_id: each for each in (load(self._standing, row["body"]) for row in rows)}

    def _sql(self, text: str) -> str:
        """Return a statement about the tables of this kind; their names are ours."""
        return text.replace(" correction", f" {self._of}correction").replace(
            " standing", f" {self._of}standing"
        )
