"""Every door of this home through which something left to another place than Clio: which, since when, and how often."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from agent.store.database import Database


@dataclass(frozen=True, slots=True)
class Door:
    """One host, and what went there."""

    host: str
    what: str
    first_at: dt.datetime
    last_at: dt.datetime
    count: int


class Doors:
    """Written as something begins to leave: what was sent and never answered was sent all the same."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, host: str, what: str, at: dt.datetime) -> None:
        """Count one use."""
        with self._database.transaction(unseen=True):
            self._database.write(
                """INSERT INTO door VALUES(?, ?, ?, ?, 1)
                    ON CONFLICT(host, what) DO UPDATE SET count = count + 1, last_at = excluded.last_at""",
                host, what, at.isoformat(), at.isoformat(),
            )  # fmt: skip

    def all(self) -> list[Door]:
        """Return all doors, the one used last first."""
        rows = self._database.rows("SELECT * FROM door ORDER BY last_at DESC, host, what")
        moment = dt.datetime.fromisoformat
        return [
            Door(r["host"], r["what"], moment(r["first_at"]), moment(r["last_at"]), r["count"]) for r in rows
        ]
