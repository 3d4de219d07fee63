"""Keeps within Clio's requests per minute: asks for a place before each request and listens to what Clio says
is left.

Clio allows 50 a minute for each sign-in in the firm's office hours. We send 45 at most, and refreshing the
mirror uses no more than half of that, so that a push never waits for it. Two processes share Clio's allowance;
what Clio says is left covers both.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from enum import StrEnum

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

    def __init__(self, *, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._sent: dict[Lane, deque[float]] = {lane: deque() for lane in Lane}
        self._closed_until = 0.0

    def take_place(self, lane: Lane) -> None:
        """Return when a request may be sent, having counted it."""
        while wait := self._try(lane):
            self._sleep(wait)

    def heard(self, allowance: Allowance) -> None:
        """Note what Clio says is left of this window."""
        if allowance.remaining <= KEEP_FREE:
            with self._lock:
                self._closed_until = max(self._closed_until, self._clock() + allowance.seconds)

    def _try(self, lane: Lane) -> float:
        """Take a place, or say for how many seconds there is none. Requests of the mirror count as work too."""
        lanes = {lane, Lane.WORK}
        with self._lock:
            now = self._clock()
            wait = max(self._closed_until - now, *(self._full_for(each, now) for each in lanes), 0.0)
            if wait <= 0:
                for each in lanes:
                    self._sent[each].append(now)
            return wait

    def _full_for(self, lane: Lane, now: float) -> float:
        sent = self._sent[lane]
        while sent and sent[0] <= now - WINDOW_SECONDS:
            sent.popleft()
        return sent[0] + WINDOW_SECONDS - now if len(sent) >= PER_MINUTE[lane] else 0.0
