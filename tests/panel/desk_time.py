"""The clock behind the small agent: what it answers about running and typed time."""

from __future__ import annotations

import datetime as dt

from tests.panel.firm import Json


class TimeDesk:
    """A part of the desk: one clock, and the lines that were typed."""

    clock: Json | None = None
    call: Json | None = None
    typed: tuple[str, ...] = ()
    reminder: str | None = None

    @property
    def time(self) -> Json:
        """What the state says of the clock."""
        return {"clock": self.clock, "call": self.call, "reminder": self.reminder, "watch_only": False}

    def changed(self) -> None:
        """Tell the page; the desk does."""
        raise NotImplementedError

    def clock_start(self, body: Json) -> Json:
        named = {20417: "20417-Copper Kettle"}.get(body["matter_id"] or 0)
        since = dt.datetime.now(dt.UTC).isoformat()
        self.clock = {"since": since, "matter_id": body["matter_id"], "matter": named}
        self.changed()
        return {"clock": self.clock}

    def clock_stop(self, body: Json) -> Json:
        ran, self.clock = self.clock, None
        self.changed()
        return {"source": "clocked" if ran else None}

    def notes_add(self, body: Json) -> Json:
        self.typed = (*self.typed, body["text"])
        self.changed()
        return {"source": None if self.clock else "noted", "clock": self.clock}
