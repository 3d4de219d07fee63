"""Keeps within Clio's requests per minute: asks for a place before each request and listens to what Clio says
is left.

Clio allows 50 a minute for each sign-in in the firm's office hours. We send 45 at most, and refreshing the
mirror uses no more than half of that, so that a push never waits for it. The times are kept in the home (`window.py`), so
restarts and a second program count too; what Clio says is left covers everybody else.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import StrEnum

from agent.clio.window import MemoryWindow, Sent, Window
from agent.clio.wire import WINDOW_SECONDS, Allowance

KEEP_FREE = 3
"""Requests left for another program of the same lawyer's before we wait for the next window."""


class Lane(StrEnum):
    """What a request is for."""

    WORK = "work"
    MIRROR = "mirror"


PER_MINUTE = {Lane.WORK: 45, Lane.MIRROR: 22}


class Limiter:
    """One for each sign-in, shared by all threads. `clock` is monotonic seconds."""

    def __init__(
        self, *, clock: Callable[[], float], sleep: Callable[[float], None], window: Window | None = None
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._window = window or MemoryWindow()

    def take_place(self, lane: Lane) -> None:
        """Return when a request may be sent, having counted it."""
        while wait := self._try(lane):
            self._sleep(wait)

    def heard(self, allowance: Allowance) -> None:
        """Note what Clio says is left of this window."""
        if allowance.remaining <= KEEP_FREE:
            self.closed_for(allowance.seconds)

    def closed_for(self, seconds: float) -> None:
        """Let nobody ask for a while: Clio said so."""
        with self._lock:
            now = self._clock()

            def close(sent: Sent) -> None:
                sent.closed_until = max(sent.closed_until, now + seconds)

            self._window.change(now, close)

    def _try(self, lane: Lane) -> float:
        """Take a place, or say for how many seconds there is none. Requests of the mirror count as work too."""
        lanes = {lane, Lane.WORK}
        with self._lock:
            now = self._clock()

            def take(sent: Sent) -> float:
                wait = max(sent.closed_until - now, *(_full_for(sent, each, now) for each in lanes), 0.0)
                if wait <= 0:
                    for each in lanes:
                        sent.lanes[each].append(now)
                return wait

            return self._window.change(now, take)


def _full_for(sent: Sent, lane: Lane, now: float) -> float:
    times = [each for each in sent.lanes.get(lane, ()) if each > now - WINDOW_SECONDS]
    sent.lanes[lane] = times
    return times[0] + WINDOW_SECONDS - now if len(times) >= PER_MINUTE[lane] else 0.0
