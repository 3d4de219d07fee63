"""The words of a call while they come, and how far each of its tracks is. They go where the call's sound goes."""

from __future__ import annotations

from agent.domain.hearing import Part, Place, Places
from agent.domain.ids import SourceId
from agent.domain.source import Stage
from agent.domain.transcript import Segment, TrackKind
from agent.store.database import Database
from agent.store.values import dump, load

_OWNED = "SELECT id FROM capture WHERE id = ? UNION ALL SELECT id FROM source WHERE id = ? AND stage = ?"


class Heard:
    """What was heard of calls that are not transcribed to their end yet."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, source_id: SourceId, part: Part) -> bool:
        """Keep a part with the place after it. False, and nothing is kept, when the call is discarded or done meanwhile."""
        with self._database.transaction(unseen=True):
            if self._database.row(_OWNED, source_id, source_id, Stage.RECORDED) is None:
                return False
            place = self.places(source_id).get(part.track, Place())
            place = place.after(part)
            self._database.write(
                """INSERT INTO heard_place VALUES(?, ?, ?)
                    ON CONFLICT(source_id, track) DO UPDATE SET body = excluded.body""",
                source_id, part.track, dump(place),
            )  # fmt: skip
            if part.segments:
                self._database.write(
                    "INSERT INTO heard(source_id, body) VALUES(?, ?)", source_id, dump(part.segments)
                )
        return True

    def places(self, source_id: SourceId) -> Places:
        """Return how far each track of a call is; a track that nobody listened to yet is not there."""
        rows = self._database.rows("SELECT * FROM heard_place WHERE source_id = ?", source_id)
        return {TrackKind(row["track"]): load(Place, row["body"]) for row in rows}

    def segments(self, source_id: SourceId) -> list[Segment]:
        """Return what was said so far, in the order in which it was heard."""
        rows = self._database.rows("SELECT body FROM heard WHERE source_id = ? ORDER BY id", source_id)
        return [segment for row in rows for segment in load(tuple[Segment, ...], row["body"])]

    def forget(self, source_id: SourceId) -> None:
        """Forget all words of a call and how far it is: its sound is deleted, or the source has them."""
        with self._database.transaction(unseen=True):
            for table in ("heard", "heard_place"):
                self._database.write(f"DELETE FROM {table} WHERE source_id = ?", source_id)  # noqa: S608  # our own names
