"""What the lawyer did lately in the practice system: matters opened there, and meetings around the calls of these days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from agent.domain.diary import Meeting
from agent.domain.ids import MatterId
from agent.store.database import Database
from agent.store.values import dump, load


class Lately:
    """Replaced as a whole at each sync. A locked matter is not among those opened."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep_opened(self, opened: Mapping[MatterId, dt.datetime]) -> None:
        """Replace the matters opened lately."""
        with self._database.transaction():
            self._database.write("DELETE FROM opened_matter")
            for matter_id, at in opened.items():
                self._database.write(
                    "INSERT INTO opened_matter VALUES(?, ?)", matter_id, at.astimezone(dt.UTC).isoformat()
                )

    def opened(self) -> list[MatterId]:
        """Return the matters opened lately, the latest first."""
        rows = self._database.rows(
            """SELECT id FROM opened_matter WHERE id IN (SELECT id FROM visible_matter)
               ORDER BY opened_at DESC, id"""
        )
        return [MatterId(row["id"]) for row in rows]

    def keep_meetings(self, meetings: Sequence[Meeting]) -> None:
        """Replace the meetings."""
        with self._database.transaction():
            self._database.write("DELETE FROM meeting")
            for each in meetings:
                ends_at = each.end.astimezone(dt.UTC).isoformat()
                self._database.write(
                    "INSERT OR REPLACE INTO meeting VALUES(?, ?, ?)", each.id, ends_at, dump(each)
                )

    def meetings(self, begin: dt.datetime, end: dt.datetime) -> list[Meeting]:
        """Return the meetings that touch a stretch of time, in their order."""
        rows = self._database.rows(
            "SELECT body FROM meeting WHERE ends_at > ?", begin.astimezone(dt.UTC).isoformat()
        )
        found = [each for each in (load(Meeting, row["body"]) for row in rows) if each.start < end]
        return sorted(found, key=lambda each: (each.start, each.id))
