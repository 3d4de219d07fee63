"""The second hearings of calls, apart from their words, until the lawyer has chosen or the sound goes.

`parts` are those that go on: what is done of them stays when they break off.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from agent.domain.ids import SourceId
from agent.domain.source import Failure
from agent.domain.transcript import Segment
from agent.store.database import Database, Row
from agent.store.heard import SECOND, Heard
from agent.store.values import dump, load


@dataclass(frozen=True, slots=True)
class SecondHearing:
    """What a larger model heard of a call, or why it did not."""

    source_id: SourceId
    model: str
    heard_at: dt.datetime
    segments: tuple[Segment, ...] = field(default=(), repr=False)
    failure: Failure | None = None


class SecondHearings:
    """At most one for each call."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.parts = Heard(database, "second_", SECOND)

    def keep(
        self, source_id: SourceId, model: str, heard_at: dt.datetime, heard: Sequence[Segment] | Failure
    ) -> None:
        """Keep one in the place of an earlier one. What was heard of one that failed stays: another try goes on from there."""
        failure = dump(heard) if isinstance(heard, Failure) else None
        body = None if isinstance(heard, Failure) else dump(tuple(heard))
        with self._database.transaction():
            self._database.write(
                "INSERT OR REPLACE INTO second_hearing(source_id, model, heard_at, body, failure) VALUES(?, ?, ?, ?, ?)",
                source_id, model, heard_at.isoformat(), body, failure,
            )  # fmt: skip
            if failure is None:
                self.parts.forget(source_id)

    def of(self, source_id: SourceId) -> SecondHearing | None:
        """Return that of a call, None when there is none."""
        row = self._database.row("SELECT * FROM second_hearing WHERE source_id = ?", source_id)
        return None if row is None else _heard(row)

    def all(self) -> list[SecondHearing]:
        """Return them all, the latest first."""
        rows = self._database.rows("SELECT * FROM second_hearing ORDER BY heard_at DESC, source_id")
        return [_heard(row) for row in rows]

    def forget(self, source_id: SourceId) -> None:
        """Let one go, and what was heard of one that is not done."""
        with self._database.transaction():
            self.parts.forget(source_id)
            self._database.write("DELETE FROM second_hearing WHERE source_id = ?", source_id)


def _heard(row: Row) -> SecondHearing:
    return SecondHearing(
        row["source_id"],
        row["model"],
        dt.datetime.fromisoformat(row["heard_at"]),
        () if row["body"] is None else load(tuple[Segment, ...], row["body"]),
        None if row["failure"] is None else load(Failure, row["failure"]),
    )
