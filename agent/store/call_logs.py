"""The call logs: each written here before its request, one for each matter of a call. Rows are never deleted."""

from __future__ import annotations

from agent.domain.call_log import CallLog
from agent.domain.ids import MatterId, RemoteId, SourceId
from agent.store.database import Database
from agent.store.values import dump, load


class CallLogs:
    """What stands, or may stand, in clients' files besides entries."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, source_id: SourceId, matter_id: MatterId) -> CallLog | None:
        """Return the log of a call on a matter, None when none was ever begun."""
        row = self._database.row(
            "SELECT body FROM call_log WHERE source_id = ? AND matter_id = ?", source_id, matter_id
        )
        return None if row is None else load(CallLog, row["body"])

    def begun(self) -> dict[SourceId, tuple[MatterId, ...]]:
        """Return the matters of which each call has a log, or may have one."""
        found: dict[SourceId, tuple[MatterId, ...]] = {}
        for row in self._database.rows("SELECT source_id, matter_id FROM call_log ORDER BY matter_id"):
            source_id = SourceId(row["source_id"])
            found[source_id] = (*found.get(source_id, ()), MatterId(row["matter_id"]))
        return found

    def numbered(self, remote_id: RemoteId) -> CallLog | None:
        """Return the log that the practice system knows by a number."""
        row = self._database.row("SELECT body FROM call_log WHERE remote_id = ?", remote_id)
        return None if row is None else load(CallLog, row["body"])

    def keep(self, log: CallLog) -> None:
        """Write a log down: before its request, and again with what became of it."""
        with self._database.transaction():
            self._database.write(
                """INSERT INTO call_log VALUES(?, ?, ?, ?, ?) ON CONFLICT(source_id, matter_id) DO UPDATE SET
                   key = excluded.key, remote_id = excluded.remote_id, body = excluded.body""",
                log.key, log.source_id, log.matter_id, log.remote_id, dump(log),
            )  # fmt: skip
