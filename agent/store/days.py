"""Days: what Clio said of them when it was last asked, and what the lawyer answered about their pieces."""

from __future__ import annotations

import datetime as dt

from agent.domain.diary import DiaryPage
from agent.domain.marks import Mark
from agent.store.database import Database
from agent.store.values import dump, load


class Days:
    """The diary pages and the marks of a home."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, day: dt.date) -> DiaryPage | None:
        """Return what Clio said of a day, None when it was never asked."""
        row = self._database.row("SELECT body FROM day_page WHERE day = ?", day.isoformat())
        return None if row is None else load(DiaryPage, row["body"])

    def keep_page(self, page: DiaryPage) -> None:
        """Keep what Clio said of a day in place of what it said before."""
        with self._database.transaction():
            self._database.write(
                "INSERT INTO day_page VALUES(?, ?) ON CONFLICT(day) DO UPDATE SET body = excluded.body",
                page.day.isoformat(), dump(page),
            )  # fmt: skip

    def marks(self, day: dt.date) -> list[Mark]:
        """Return what was answered about a day."""
        rows = self._database.rows("SELECT body FROM day_mark WHERE day = ? ORDER BY key", day.isoformat())
        return [load(Mark, row["body"]) for row in rows]

    def parked_until(self, day: dt.date) -> list[Mark]:
        """Return what was parked to a day or to one before it."""
        rows = self._database.rows(
            "SELECT body FROM day_mark WHERE until <= ? ORDER BY day, key", day.isoformat()
        )
        return [load(Mark, row["body"]) for row in rows]

    def mark(self, mark: Mark) -> None:
        """Keep an answer in place of an earlier one about the same."""
        with self._database.transaction():
            self.forget(mark.key, mark.day)
            self._database.write(
                "INSERT INTO day_mark VALUES(?, ?, ?, ?)",
                mark.key, mark.day.isoformat(), mark.until.isoformat() if mark.until else None, dump(mark),
            )  # fmt: skip

    def forget(self, key: str, day: dt.date) -> None:
        """Take an answer back."""
        with self._database.transaction():
            self._database.write("DELETE FROM day_mark WHERE key = ? AND day = ?", key, day.isoformat())
