"""The clock as a verb: start, stop, note, and time that is typed. Each yields a source, and its draft by the normal way.

No microphone and no speaker is opened here: a clock knows the time and nothing else.
"""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass

from agent.domain.clock import RunningClock, stretch_source, typed_source
from agent.domain.ids import MatterId, SourceId
from agent.domain.source import Source
from agent.errors import NotAllowedNow, UsedWrongly
from agent.workflow.desk import Desk

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Clock:
    """The one clock of a home, and the lines typed with or without it."""

    desk: Desk

    def running(self) -> RunningClock | None:
        """Return the clock that runs, None when none does."""
        return self.desk.store.clock.running()

    def start(self, *, matter_id: MatterId | None = None, what: str = "", call: bool = False) -> RunningClock:
        """Start the clock. One that already runs for the same goes on; one for something else stops at this moment."""
        store = self.desk.store
        matter = None if matter_id is None else store.matters.get(matter_id)
        with store.transaction():
            now, running = self.desk.now(), store.clock.running()
            if running is not None and running.is_for(matter_id, call=call):
                return running
            if running is not None:
                self._end(running, now)
            clock = RunningClock(
                SourceId(self.desk.new_id()), now, matter_id, matter.display_number if matter else None,
                " ".join(what.split()), call,
            )  # fmt: skip
            store.clock.keep(clock)
        log.info("clock %s started", clock.id)
        return clock

    def stop(self, at: dt.datetime | None = None) -> SourceId | None:
        """Stop the clock, now or at a moment that has passed, and return the source it became; None when none ran: another
        window was first."""
        with self.desk.store.transaction():
            running = self.desk.store.clock.running()
            if running is None:
                return None
            source = self._end(running, at or self.desk.now())
        log.info("clock %s stopped", source.id)
        return source.id

    def forget(self) -> None:
        """Let the clock go and keep nothing of its time: it ran for no work. A recording of it must be gone before."""
        with self.desk.store.transaction():
            self._not_recorded()
            self.desk.store.clock.keep(None)
        log.info("the clock was forgotten")

    def note(self, text: str) -> RunningClock:
        """Type a line while the clock runs. Raise NotAllowedNow when none does."""
        with self.desk.store.transaction():
            running = self.desk.store.clock.running()
            if running is None:
                raise NotAllowedNow(
                    "no clock runs", hint="Start the clock, or write the time before the words."
                )
            noted = running.noted(_words(text), self.desk.now())
            self.desk.store.clock.keep(noted)
        return noted

    def add(self, line: str, *, matter_id: MatterId | None = None) -> SourceId:
        """Take in a typed line: "0.2 lease call re guarantee", "last 12 min lease call"."""
        source = typed_source(
            SourceId(self.desk.new_id()), _words(line), now=self._local(self.desk.now()), timekeeper=self._name(),
            matter=self._number(matter_id),
        )  # fmt: skip
        return self._keep(source)

    def fill(
        self, start: dt.datetime, end: dt.datetime, line: str, *, matter_id: MatterId | None = None
    ) -> SourceId:
        """Take in a line that says what a stretch of the day was."""
        source = stretch_source(
            SourceId(self.desk.new_id()), _words(line), start=self._local(start), end=self._local(end),
            timekeeper=self._name(), matter=self._number(matter_id),
        )  # fmt: skip
        return self._keep(source)

    def _end(self, running: RunningClock, now: dt.datetime) -> Source:
        """Write the source and let the clock go, in the caller's transaction: stopping twice makes one source."""
        self._not_recorded()
        source = running.stopped(now, self._name(), self.desk.zone())
        self.desk.store.clock.keep(None)
        self._keep(source)
        return source

    def _not_recorded(self) -> None:
        if self.desk.store.captures.current() is not None:
            raise NotAllowedNow(
                "this call is being recorded",
                hint="Stop the recording: tenth capture stop. The clock ends with it.",
            )

    def _keep(self, source: Source) -> SourceId:
        self.desk.store.sources.add(source, taken_at=self.desk.now())
        return source.id

    def _name(self) -> str:
        who = self.desk.store.home.timekeeper
        return who.name if who else ""

    def _number(self, matter_id: MatterId | None) -> str | None:
        return None if matter_id is None else self.desk.store.matters.get(matter_id).display_number

    def _local(self, moment: dt.datetime) -> dt.datetime:
        return self.desk.local(moment)


def _words(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise UsedWrongly("there are no words", hint="Say in a few words what it was.")
    return words
