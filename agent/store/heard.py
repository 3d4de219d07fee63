"""The words of a call while they come, and how far each of its tracks is. They go where the call's sound goes.

A second hearing is kept alike, in tables of its own.
"""

from __future__ import annotations

from agent.domain.hearing import Part, Place, Places
from agent.domain.ids import SourceId
from agent.domain.source import Failure
from agent.domain.transcript import Segment, TrackKind
from agent.store.database import Database
from agent.store.values import dump, load

FIRST = "SELECT id FROM capture WHERE id = ?1 UNION ALL SELECT id FROM source WHERE id = ?1 AND stage = 'recorded'"
SECOND = "SELECT id FROM source WHERE id = ?1 AND sound_key IS NOT NULL"
"""What a call must be for its words to be kept."""


class Heard:
    """What was heard of calls that are not transcribed to their end yet."""

    def __init__(self, database: Database, of: str = "", owned: str = FIRST) -> None:
        self._database = database
        self._of, self._owned = of, owned

    def keep(self, source_id: SourceId, part: Part) -> bool:
        """Keep a part with the place after it. False, and nothing is kept, when the call is discarded or done meanwhile."""
        with self._database.transaction(unseen=True):
            if self._database.row(self._owned, source_id) is None:
                return False
            place = self.places(source_id).get(part.track, Place())
            place = place.after(part)
            self._database.write(
                self._sql(
                    """INSERT INTO heard_place VALUES(?, ?, ?)
                        ON CONFLICT(source_id, track) DO UPDATE SET body = excluded.body"""
                ),
                source_id, part.track, dump(place),
            )  # fmt: skip
            if part.segments:
                self._database.write(
                    self._sql("INSERT INTO heard(source_id, body) VALUES(?, ?)"),
                    source_id,
                    dump(part.segments),
                )
        return True

    def places(self, source_id: SourceId) -> Places:
        """Return how far each track of a call is; a track that nobody listened to yet is not there."""
        rows = self._database.rows(self._sql("SELECT * FROM heard_place WHERE source_id = ?"), source_id)
        return {TrackKind(row["track"]): load(Place, row["body"]) for row in rows}

    def segments(self, source_id: SourceId) -> list[Segment]:
        """Return what was said so far, in the order in which it was heard."""
        rows = self._database.rows(
            self._sql("SELECT body FROM heard WHERE source_id = ? ORDER BY id"), source_id
        )
        return [segment for row in rows for segment in load(tuple[Segment, ...], row["body"])]

    def forget(self, source_id: SourceId) -> None:
        """Forget all words of a call and how far it is: its sound is deleted, or the source has them."""
        with self._database.transaction(unseen=True):
            for table in ("heard", "heard_place", "heard_from"):
                self._database.write(self._sql(f"DELETE FROM {table} WHERE source_id = ?"), source_id)  # noqa: S608  # our own names

    def engine(self, source_id: SourceId, wanted: str) -> str:
        """Return where the words of a call are made: a server's name, or "" for this computer.

        `wanted` holds for a call that nobody listened to yet, and for good.
        """
        with self._database.transaction(unseen=True):
            began_here = self._database.row(
                self._sql("SELECT 1 FROM heard_place WHERE source_id = ?"), source_id
            )
            self._database.write(
                self._sql("INSERT INTO heard_from(source_id, now) VALUES(?, ?) ON CONFLICT DO NOTHING"),
                source_id, "" if began_here else wanted,
            )  # fmt: skip
        return self.now(source_id) or ""

    def now(self, source_id: SourceId) -> str | None:
        """Return where the words of a call are made now, None when it is gone or nobody has begun."""
        row = self._database.row(self._sql("SELECT now FROM heard_from WHERE source_id = ?"), source_id)
        return None if row is None else str(row["now"])

    def turn(self, source_id: SourceId, host: str) -> None:
        """Let what is not heard yet of a call be heard elsewhere from now on."""
        with self._database.transaction():
            self._database.write(
                self._sql(
                    "INSERT INTO heard_from(source_id, now) VALUES(?, ?) ON CONFLICT DO UPDATE SET now = excluded.now"
                ),
                source_id, host,
            )  # fmt: skip

    def note_by(self, source_id: SourceId, host: str) -> None:
        """Note that words of a call came from there."""
        by = self.by(source_id)
        if host not in by:
            with self._database.transaction(unseen=True):
                self._database.write(
                    self._sql("UPDATE heard_from SET gave = ? WHERE source_id = ?"),
                    dump((*by, host)),
                    source_id,
                )

    def by(self, source_id: SourceId) -> tuple[str, ...]:
        """Return who gave words of a call so far: servers' names, "" for this computer."""
        row = self._database.row(self._sql("SELECT gave FROM heard_from WHERE source_id = ?"), source_id)
        return () if row is None else load(tuple[str, ...], row["gave"])

    def note_waits(self, source_id: SourceId, why: Failure | None) -> None:
        """Note why the words of a call wait; None when they come."""
        if why != self.waits(source_id):
            with self._database.transaction():
                self._database.write(
                    self._sql("UPDATE heard_from SET waits = ? WHERE source_id = ?"),
                    None if why is None else dump(why), source_id,
                )  # fmt: skip

    def waits(self, source_id: SourceId) -> Failure | None:
        """Return why the words of a call wait, None when they come."""
        row = self._database.row(self._sql("SELECT waits FROM heard_from WHERE source_id = ?"), source_id)
        return None if row is None or row["waits"] is None else load(Failure, row["waits"])

    def _sql(self, statement: str) -> str:
        """Return a statement about our own tables."""
        return statement.replace("heard", f"{self._of}heard")
