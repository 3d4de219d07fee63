"""The clock behind the small agent: what it answers about running and typed time."""

from __future__ import annotations

import datetime as dt

from agent.domain.consent import notice
from tests.panel.firm import Json

NOTICE = notice(24)


class TimeDesk:
    """A part of the desk: one clock, and the lines that were typed."""

    clock: Json | None = None
    call: Json | None = None
    typed: tuple[str, ...] = ()
    reminder: str | None = None
    never: str | None = None
    offer: Json | None = None

    @property
    def time(self) -> Json:
        """What the state says of the clock."""
        told = {"clock": self.clock, "call": self.call, "offer": self.offer, "reminder": self.reminder}
        return told | {"watch_only": False}

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

    def capture_get(self, body: Json) -> Json:
        return {"capture": None, "notice": NOTICE, "never": self.never}

    def capture_start(self, body: Json) -> Json:
        since = dt.datetime.now(dt.UTC).isoformat()
        self.call = {
            "since": since, "matter_id": None, "recording": True, "stage": "recording", "asks": False, "trouble": None,
        }  # fmt: skip
        self.changed()
        return {}

    def capture_tell(self, body: Json) -> Json:
        assert self.call
        stages = {"pause": "paused", "joined": "paused", "resume": "recording", "agreed": "recording"}
        stage = stages.get(body["what"])
        self.call |= {"stage": stage, "recording": stage == "recording", "asks": body["what"] == "joined"}
        self.changed()
        return {}

    def notes_add(self, body: Json) -> Json:
        self.typed = (*self.typed, body["text"])
        self.changed()
        return {"source": None if self.clock else "noted", "clock": self.clock}
