"""Signing in from the page: the trip to the browser is begun there, and its end is waited for here.

start --> the page opens Clio's own page --> the browser comes back to this computer --> the matters are read anew
                                         +-> declined, or nobody came back: said as the trouble with Clio
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
from collections.abc import Callable
from typing import Any, Protocol

from agent.errors import PracticeError, TenthError
from agent.workflow.reach import Reach, Trouble

log = logging.getLogger(__name__)

SECONDS_TO_SIGN_IN = 300.0


class OpenTrip(Protocol):
    """A trip to the browser that is under way."""

    @property
    def authorise_url(self) -> str:
        """Where the browser goes."""

    def finished(self, seconds: float) -> Any:
        """Wait for the browser and keep the sign-in. Raise SignedOut's kinds."""


class SigningIn:
    """At most one trip at a time; asking again while it lasts leads to the same place."""

    def __init__(
        self,
        trip: Callable[[], contextlib.AbstractContextManager[OpenTrip]],
        reach: Reach,
        then: Callable[[], object],
    ) -> None:
        self._trip = trip  # raises UsedWrongly when the firm's app is not known here
        self._reach = reach
        self._then = then  # reads the matters
        self._lock = threading.Lock()
        self._address: str | None = None
        self._count = 0

    @property
    def under_way(self) -> bool:
        """Whether a browser is waited for."""
        return self._address is not None

    @property
    def count(self) -> int:
        """A number that changes whenever a trip begins or ends."""
        return self._count

    def start(self) -> str:
        """Begin a trip and return where the browser goes. Raise UsedWrongly, or CallbackPortTaken."""
        with self._lock:
            if self._address is None:
                begun: queue.SimpleQueue[str | TenthError] = queue.SimpleQueue()
                threading.Thread(target=self._travel, args=(begun,), name="signing in", daemon=True).start()
                answer = begun.get()
                if isinstance(answer, TenthError):
                    raise answer
                self._address, self._count = answer, self._count + 1
            return self._address

    def _travel(self, begun: queue.SimpleQueue[str | TenthError]) -> None:
        on_the_way = False
        try:
            with self._trip() as trip:
                begun.put(trip.authorise_url)
                on_the_way = True
                trip.finished(SECONDS_TO_SIGN_IN)
            self._then()
        except TenthError as error:
            log.warning("signing in ended: %s", error.code)
            begun.put(error)  # heard when it could not even begin
            if on_the_way and isinstance(error, PracticeError):
                self._reach.note(Trouble(error.code, error.hint))
        finally:
            begun.put(TenthError("signing in could not begin"))
            if on_the_way:
                self._arrived()

    def _arrived(self) -> None:
        with self._lock:
            self._address, self._count = None, self._count + 1
