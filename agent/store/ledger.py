"""The ledger: every push, written before its request, and every file written, with its receipt."""

from __future__ import annotations

from agent.domain.export import Receipt
from agent.domain.ids import EntryId, RemoteId
from agent.domain.push import Outcome, Push
from agent.store.database import Database, Row
from agent.store.values import dump, load


class Ledger:
    """What left this computer. Rows are never deleted, and the newest is the one written last: a clock may be put back."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, push: Push) -> None:
        """Write the row of a push that is about to be sent; the database refuses a second open one for the same entry."""
        with self._database.transaction():
            self._database.write(
                "INSERT INTO push VALUES(?, ?, ?, ?, ?, ?)",
                push.id, push.entry_id, push.outcome, push.remote_id, push.written_at.isoformat(), dump(push),
            )  # fmt: skip

    def settle(self, push: Push) -> None:
        """Write down what became of a push."""
        with self._database.transaction():
            self._database.write(
                "UPDATE push SET outcome = ?, remote_id = ?, body = ? WHERE id = ?",
                push.outcome, push.remote_id, dump(push), push.id,
            )  # fmt: skip

    def unsettled(self) -> list[Push]:
        """Return the pushes of which nobody knows yet whether they arrived, oldest first."""
        rows = self._database.rows(
            "SELECT body FROM push WHERE outcome IS NULL OR outcome = ? ORDER BY rowid",
            Outcome.UNKNOWN,
        )
        return [_push(row) for row in rows]

    def of_entry(self, entry_id: EntryId) -> Push | None:
        """Return an entry's newest push, None when it was never sent."""
        row = self._database.row(
            "SELECT body FROM push WHERE entry_id = ? ORDER BY rowid DESC LIMIT 1", entry_id
        )
        return None if row is None else _push(row)

    def newest(self) -> dict[EntryId, Push]:
        """Return each entry's newest push."""
        rows = self._database.rows("SELECT body FROM push ORDER BY rowid")
        return {push.entry_id: push for push in map(_push, rows)}

    def all(self) -> list[Push]:
        """Return every push there ever was, the newest first."""
        return [_push(row) for row in self._database.rows("SELECT body FROM push ORDER BY rowid DESC")]

    def owned(self) -> frozenset[RemoteId]:
        """Return the ids, in the practice system, of every entry that is ours."""
        rows = self._database.rows("SELECT remote_id FROM push WHERE remote_id IS NOT NULL")
        return frozenset(RemoteId(row["remote_id"]) for row in rows)

    def keep_receipt(self, receipt: Receipt) -> None:
        """Keep the receipt of a file."""
        with self._database.transaction():
            self._database.write(
                "INSERT INTO export VALUES(?, ?, ?)",
                receipt.id,
                receipt.written_at.isoformat(),
                dump(receipt),
            )

    def receipts(self) -> list[Receipt]:
        """Return the receipts of all files, oldest first."""
        return [
            load(Receipt, row["body"])
            for row in self._database.rows("SELECT body FROM export ORDER BY written_at")
        ]


def _push(row: Row) -> Push:
    return load(Push, row["body"])
