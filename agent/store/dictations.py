"""What was said after a call and waits for its words; without its key the sound is gone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from agent.domain.dictation import Dictation
from agent.domain.ids import SourceId
from agent.domain.source import Stage
from agent.store.database import Database, Row


@dataclass(frozen=True, slots=True)
class KeptDictation:
    """A dictation with the key of its sound."""

    dictation: Dictation
    sound_key: bytes = field(repr=False)


class Dictations:
    """Every dictation that is not words yet."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, dictation: Dictation, sound_key: bytes) -> None:
        """Keep a new one."""
        with self._database.transaction():
            self._database.write(
                "INSERT INTO dictation VALUES(?, ?, ?, ?)",
                dictation.id, dictation.source_id, dictation.said_at.isoformat(), sound_key,
            )  # fmt: skip

    def forget(self, dictation_id: SourceId) -> None:
        """Let one go, and its key with it."""
        with self._database.transaction():
            self._database.write("DELETE FROM dictation WHERE id = ?", dictation_id)

    def of_sources(self) -> dict[SourceId, list[SourceId]]:
        """Return by call whose sound these are."""
        found: dict[SourceId, list[SourceId]] = {}
        for row in self._database.rows("SELECT id, source_id FROM dictation ORDER BY said_at, id"):
            found.setdefault(row["source_id"], []).append(row["id"])
        return found

    def waiting(self) -> list[KeptDictation]:
        """Return those that can be heard now: their call has its own words, and its last step did not fail."""
        rows = self._database.rows(
            """SELECT dictation.* FROM dictation JOIN source ON source.id = dictation.source_id
               WHERE source.stage != ? AND source.failure IS NULL ORDER BY said_at, dictation.id""",
            Stage.RECORDED,
        )
        return [_kept(row) for row in rows]


def _kept(row: Row) -> KeptDictation:
    said_at = dt.datetime.fromisoformat(row["said_at"])
    return KeptDictation(Dictation(row["id"], row["source_id"], said_at), row["sound_key"])
