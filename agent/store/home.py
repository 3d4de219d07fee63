"""A few facts about the home: who is signed in, where Clio is, when the mirror was last brought up to date."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

from agent.domain.matter import Timekeeper
from agent.domain.offering import Noticed
from agent.domain.preferences import Preferences
from agent.domain.speech_server import SpeechServer
from agent.store.database import Database
from agent.store.values import dump, load


class HomeFacts:
    """Small single values by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> str | None:
        """Return one value, None when it was never set."""
        row = self._database.row("SELECT value FROM home WHERE key = ?", key)
        return None if row is None else str(row["value"])

    def set(self, key: str, value: str | None) -> None:
        """Set one value; None removes it."""
        with self._database.transaction():
            if value is None:
                self._database.write("DELETE FROM home WHERE key = ?", key)
            else:
                self._database.write(
                    "INSERT INTO home VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
                    key,
                    value,
                )

    @property
    def revision(self) -> int:
        """How many times anything in this home has changed."""
        return int(self.get("revision") or 0)

    @property
    def timekeeper(self) -> Timekeeper | None:
        """Who is signed in to the practice system; kept over a sign-out, since a home belongs to one person."""
        kept = self.get("timekeeper")
        return None if kept is None else load(Timekeeper, kept)

    @timekeeper.setter
    def timekeeper(self, who: Timekeeper) -> None:
        self.set("timekeeper", dump(who))

    @property
    def synced_at(self) -> dt.datetime | None:
        """When the mirror of matters was last brought up to date."""
        return self._moment("synced_at")

    @synced_at.setter
    def synced_at(self, moment: dt.datetime | None) -> None:
        self.set("synced_at", None if moment is None else moment.isoformat())

    @property
    def preferences(self) -> Preferences:
        """What the lawyer set for their own days."""
        kept = self.get("preferences")
        return Preferences() if kept is None else load(Preferences, kept)

    @preferences.setter
    def preferences(self, chosen: Preferences) -> None:
        self.set("preferences", dump(chosen))

    @property
    def reminded_on(self) -> dt.date | None:
        """The day the reminder was last seen."""
        kept = self.get("reminded_on")
        return None if kept is None else dt.date.fromisoformat(kept)

    @reminded_on.setter
    def reminded_on(self, day: dt.date) -> None:
        self.set("reminded_on", day.isoformat())

    @property
    def synced_at_there(self) -> dt.datetime | None:
        """The same moment by the practice system's clock, None when it never said its time."""
        return self._moment("synced_at_there")

    @synced_at_there.setter
    def synced_at_there(self, moment: dt.datetime | None) -> None:
        self.set("synced_at_there", None if moment is None else moment.isoformat())

    @property
    def contacts_since(self) -> dt.datetime | None:
        """From when on changes of contacts are to be asked for, by the practice system's clock; None before they were read."""
        return self._moment("contacts_since")

    @contacts_since.setter
    def contacts_since(self, moment: dt.datetime | None) -> None:
        self.set("contacts_since", None if moment is None else moment.isoformat())

    def read_at(self, part: str) -> dt.datetime | None:
        """When a part of the firm was last read, None when it never was."""
        return self._moment(f"read_at.{part}")

    def note_read(self, part: str, at: dt.datetime | None) -> None:
        """Note when a part of the firm was read; None lets it be read anew."""
        self.set(f"read_at.{part}", None if at is None else at.isoformat())

    @property
    def not_shown(self) -> tuple[str, ...]:
        """What this sign-in may not read of the firm: sentences with what to do, none when it may read everything."""
        rows = self._database.rows("SELECT value FROM home WHERE key LIKE 'not_shown.%' ORDER BY key")
        return tuple(dict.fromkeys(sentence for row in rows for sentence in json.loads(row["value"])))

    def note_not_shown(self, part: str, sentences: Sequence[str]) -> None:
        """Keep what may not be read of a part of the firm."""
        self.set(f"not_shown.{part}", json.dumps(list(sentences)) if sentences else None)

    @property
    def noticed(self) -> Noticed | None:
        """Which call was noticed last, None when there was none lately."""
        kept = self.get("noticed")
        return None if kept is None else load(Noticed, kept)

    @noticed.setter
    def noticed(self, seen: Noticed | None) -> None:
        self.set("noticed", None if seen is None else dump(seen))

    @property
    def call_logs(self) -> bool:
        """Whether entries of a call carry a log of it in the client's file. Off until the lawyer switches it on."""
        return self.get("call_logs") == "on"

    @call_logs.setter
    def call_logs(self, on: bool) -> None:
        self.set("call_logs", "on" if on else None)

    @property
    def speech_server(self) -> SpeechServer | None:
        """The firm's own speech server, None until the lawyer names one."""
        kept = self.get("speech_server")
        return None if kept is None else load(SpeechServer, kept)

    @speech_server.setter
    def speech_server(self, server: SpeechServer | None) -> None:
        self.set("speech_server", None if server is None else dump(server))

    def _moment(self, key: str) -> dt.datetime | None:
        kept = self.get(key)
        return None if kept is None else dt.datetime.fromisoformat(kept)
