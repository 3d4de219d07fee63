"""The mirror of the firm's matters and kinds of work."""

from __future__ import annotations

from collections.abc import Sequence

from agent.domain.ids import MatterId
from agent.domain.matter import Category, Matter
from agent.errors import NotFound
from agent.store.database import Database
from agent.store.values import dump, load


class Matters:
    """What the practice system said, last time it was asked."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._read: tuple[str, list[Matter]] | None = None

    def keep(self, matters: Sequence[Matter]) -> int:
        """Keep new and changed matters and return how many differ from what was known."""
        changed = 0
        with self._database.transaction():
            for matter in matters:
                changed += self._database.write(
                    """INSERT INTO matter VALUES(?, ?, ?) ON CONFLICT(id) DO UPDATE SET
                       status = excluded.status, body = excluded.body WHERE body <> excluded.body""",
                    matter.id, matter.status, dump(matter),
                )  # fmt: skip
            if changed:
                self._database.write(
                    """INSERT INTO home VALUES('matters_revision', '1')
                       ON CONFLICT(key) DO UPDATE SET value = value + 1"""
                )
        return changed

    def all(self) -> list[Matter]:
        """Return every matter, closed ones too. The list is read once per change of the mirror and then shared."""
        row = self._database.row("SELECT value FROM home WHERE key = 'matters_revision'")
        revision = "" if row is None else str(row["value"])
        if self._read is None or self._read[0] != revision:
            rows = self._database.rows("SELECT body FROM matter ORDER BY id")
            self._read = (revision, [load(Matter, r["body"]) for r in rows])
        return self._read[1]

    def get(self, matter_id: MatterId) -> Matter:
        """Return one matter. Raise NotFound."""
        row = self._database.row("SELECT body FROM matter WHERE id = ?", matter_id)
        if row is None:
            raise NotFound(f"there is no matter {matter_id} in the mirror", hint="Run `tenth sync`.")
        return load(Matter, row["body"])

    def numbered(self, display_number: str) -> Matter:
        """Return the matter with exactly this display number. Raise NotFound."""
        for matter in self.all():
            if matter.display_number == display_number:
                return matter
        raise NotFound(
            "no matter has exactly that number", hint="Run `tenth sync`, or check the number in Clio."
        )

    def count(self) -> int:
        """Return how many matters the mirror holds."""
        row = self._database.row("SELECT count(*) AS n FROM matter")
        return 0 if row is None else int(row["n"])

    def keep_categories(self, categories: Sequence[Category]) -> None:
        """Replace the kinds of work."""
        with self._database.transaction():
            self._database.write("DELETE FROM category")
            for category in categories:
                self._database.write("INSERT INTO category VALUES(?, ?)", category.id, dump(category))

    def categories(self) -> list[Category]:
        """Return the kinds of work by name."""
        rows = self._database.rows("SELECT body FROM category")
        return sorted((load(Category, row["body"]) for row in rows), key=lambda c: c.name.casefold())
