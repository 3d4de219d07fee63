"""The mirror of the firm's clients and contacts."""

from __future__ import annotations

from collections.abc import Iterable

from agent.domain.matter import Contact
from agent.store.database import Database
from agent.store.values import dump, load


class Contacts:
    """Everybody this sign-in may see, by the practice system's number."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, contacts: Iterable[Contact]) -> list[Contact]:
        """Keep new and changed contacts and return those that differ from what was known."""
        changed = []
        with self._database.transaction(unseen=True):
            for contact in contacts:
                if self._database.write(
                    """INSERT INTO contact VALUES(?, ?) ON CONFLICT(id) DO UPDATE SET body = excluded.body
                       WHERE body <> excluded.body""",
                    contact.id, dump(contact),
                ):  # fmt: skip
                    changed.append(contact)
        return changed

    def get(self, contact_id: int) -> Contact | None:
        """Return one contact, None when it is not in the mirror."""
        row = self._database.row("SELECT body FROM contact WHERE id = ?", contact_id)
        return None if row is None else load(Contact, row["body"])

    def count(self) -> int:
        """Return how many contacts the mirror holds."""
        row = self._database.row("SELECT count(*) AS n FROM contact")
        return 0 if row is None else int(row["n"])
