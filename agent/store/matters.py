"""The mirror of the firm's matters and kinds of work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from agent.domain.ids import MatterId
from agent.domain.matter import Category, Matter
from agent.errors import NotFound
from agent.store.database import Database
from agent.store.values import dump, load


class Matters:
    """What the practice system said, last time it was asked. A locked matter is as good as gone until it is shown again."""

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
                changed += self._database.write("DELETE FROM locked_matter WHERE id = ?", matter.id)
            if changed:
                self._count_up()
        return changed

    def lock(self, matter_id: MatterId, at: dt.datetime) -> None:
        """Hide a matter that the sign-in may no longer see, until the practice system shows it again."""
        with self._database.transaction():
            self._database.write(
                "INSERT INTO locked_matter VALUES(?, ?) ON CONFLICT(id) DO NOTHING", matter_id, at.isoformat()
            )
            self._count_up()

    def is_locked(self, matter_id: MatterId) -> bool:
        """Whether a matter is hidden."""
        return self._database.row("SELECT 1 FROM locked_matter WHERE id = ?", matter_id) is not None

    def _count_up(self) -> None:
        self._database.write(
            """INSERT INTO home VALUES('matters_revision', '1')
               ON CONFLICT(key) DO UPDATE SET value = value + 1"""
        )

    def all(self) -> list[Matter]:
        """Return every matter, closed ones too. The list is read once per change of the mirror and then shared."""
        row = self._database.row("SELECT value FROM home WHERE key = 'matters_revision'")
        revision = "" if row is None else str(row["value"])
        if self._read is None or self._read[0] != revision:
            rows = self._database.rows("SELECT body FROM visible_matter ORDER BY id")
            self._read = (revision, [load(Matter, r["body"]) for r in rows])
        return self._read[1]

    def known(self, matter_id: MatterId) -> Matter | None:
        """Return one matter, locked or not; None when it is not in the mirror."""
        row = self._database.row("SELECT body FROM matter WHERE id = ?", matter_id)
        return None if row is None else load(Matter, row["body"])

    def get(self, matter_id: MatterId) -> Matter:
        """Return one matter. Raise NotFound."""
        matter = self.known(matter_id)
        if matter is None:
            raise NotFound(f"there is no matter {matter_id} in the mirror", hint="Run `tenth sync`.")
        if self.is_locked(matter_id):
            raise NotFound(
                "this sign-in may no longer see that matter", hint="Ask whoever manages the matter in Clio."
            )
        return matter

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
        row = self._database.row("SELECT count(*) AS n FROM visible_matter")
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
