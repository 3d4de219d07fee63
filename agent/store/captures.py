"""The call that is being captured, standing consents, and since when a call's sound is done with."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from agent.domain.capture import Capture, Report
from agent.domain.consent import Standing
from agent.domain.ids import SourceId
from agent.store.database import Database
from agent.store.values import dump, load


@dataclass(frozen=True, slots=True)
class KeptCapture:
    """A capture, what its program says of it, and the key of its sound: without the key the sound is gone."""

    capture: Capture
    report: Report
    sound_key: bytes = field(repr=False)


class Captures:
    """At most one capture, which survives a restart and a crash."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def current(self) -> KeptCapture | None:
        """Return the capture that goes on or waits to be handed over, None when there is none."""
        row = self._database.row("SELECT * FROM capture")
        if row is None:
            return None
        return KeptCapture(load(Capture, row["body"]), load(Report, row["report"]), row["sound_key"])

    def begin(self, capture: Capture, sound_key: bytes) -> None:
        """Keep a new capture with its key, before the first sound."""
        with self._database.transaction():
            self._database.write(
                "INSERT INTO capture VALUES(1, ?, ?, ?, ?)",
                capture.id, dump(capture), sound_key, dump(Report()),
            )  # fmt: skip

    def keep(self, capture: Capture) -> None:
        """Keep what the lawyer decided."""
        with self._database.transaction():
            self._database.write("UPDATE capture SET body = ? WHERE id = ?", dump(capture), capture.id)

    def report(self, capture_id: SourceId, report: Report, *, unseen: bool = False) -> None:
        """Keep what the recording program says; `unseen` when only the meters have moved."""
        with self._database.transaction(unseen=unseen):
            self._database.write("UPDATE capture SET report = ? WHERE id = ?", dump(report), capture_id)

    def end(self) -> None:
        """Let the capture go, and its key with it: the caller has put the key with a source, or the sound is deleted."""
        with self._database.transaction():
            self._database.write("DELETE FROM capture")

    def standing(self) -> list[Standing]:
        """Return all standing consents."""
        rows = self._database.rows("SELECT body FROM standing_consent ORDER BY who")
        return [load(Standing, row["body"]) for row in rows]

    def keep_standing(self, standing: Standing) -> None:
        """Keep a standing consent in place of an earlier one of the same person."""
        with self._database.transaction():
            self._database.write(
                "INSERT INTO standing_consent VALUES(?, ?) ON CONFLICT(who) DO UPDATE SET body = excluded.body",
                standing.who.casefold(), dump(standing),
            )  # fmt: skip

    def forget_standing(self, who: str) -> bool:
        """Take a standing consent back; return whether there was one."""
        with self._database.transaction():
            return bool(
                self._database.write(
                    "DELETE FROM standing_consent WHERE who = ?", " ".join(who.split()).casefold()
                )
            )

    def done_since(self) -> dict[SourceId, dt.datetime]:
        """Return since when the sound of which source is done with."""
        rows = self._database.rows("SELECT * FROM sound_done")
        return {SourceId(row["source_id"]): dt.datetime.fromisoformat(row["since"]) for row in rows}

    def note_done(self, source_id: SourceId, since: dt.datetime | None) -> None:
        """Note since when a source's sound is done with; None when it is needed again, or gone."""
        with self._database.transaction(unseen=True):
            self._database.write("DELETE FROM sound_done WHERE source_id = ?", source_id)
            if since is not None:
                self._database.write("INSERT INTO sound_done VALUES(?, ?)", source_id, since.isoformat())
