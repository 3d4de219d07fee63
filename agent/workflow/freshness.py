"""Keeping the mirror fresh while Tenth is open: every five minutes, when a page is opened, and when the lawyer asks.

Requests of the mirror come out of its own half of Clio's limit, so a push never waits for any of this.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from agent.errors import TenthError
from agent.ports import Progress
from agent.workflow.mirroring import Mirroring, Synced
from agent.workflow.reach import PASSING
from agent.workflow.runner import Board

BETWEEN_SYNCS = 300.0
WHILE_AWAY = 30.0
"""Seconds between syncs while the line to Clio is down: it usually comes back by itself."""
FRESH_ENOUGH = 20.0
"""Seconds after which a page that is opened is worth another look."""
SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_TO_END = 5.0

log = logging.getLogger(__name__)


class Freshness:
    """One for each home. `clock` is monotonic seconds."""

    def __init__(self, mirror: Mirroring, board: Board, *, clock: Callable[[], float]) -> None:
        self._mirror = mirror
        self._board = board
        self._clock = clock
        self._began: float | None = None
        self._wanted = self._rates_wanted = False
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def sync(self) -> Synced:
        """Bring the mirror up to date now, and say how far it is where a window can show it."""
        self._began, self._wanted, self._rates_wanted = self._clock(), False, False
        with self._board.during("syncing"):
            return self._mirror.sync(self._telling("syncing"), self._telling("syncing_contacts"))

    def page_opened(self) -> None:
        """Note that somebody looks: what they see should be of now."""
        self._wanted = True

    def rates_wanted(self) -> None:
        """Note that entries have come to matters whose rates may not be known here yet: the next turn asks for those alone."""
        self._rates_wanted = True

    @property
    def is_due(self) -> bool:
        """Whether it is time to ask Clio what changed."""
        status = self._mirror.status()
        if not status.connected:
            return False
        if self._began is None:
            return True
        passed = self._clock() - self._began
        passing = status.trouble is not None and status.trouble.code in PASSING
        return passed >= (WHILE_AWAY if passing else BETWEEN_SYNCS) or (
            self._wanted and passed >= FRESH_ENOUGH
        )

    def turn(self) -> None:
        """Sync when it is time, else ask for the rates that are wanted. What fails is told by the page: offline, signed out."""
        if self.is_due:
            try:
                self.sync()
            except TenthError as error:
                log.info("the mirror stays as it is: %s", error.code)
        elif self._rates_wanted and self._mirror.status().connected:
            self._rates_wanted = False
            self._mirror.rates().read()

    def start(self) -> None:
        """Begin to keep it fresh; nothing happens when that has begun."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="mirror", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Stop. A sync that is under way is left at its next page: what it read is kept, and it begins anew another time."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(SECONDS_TO_END)

    def _run(self) -> None:
        self._mirror.prepare()
        while not self._stop.wait(SECONDS_BETWEEN_LOOKS):
            try:
                self.turn()
            except _Stopped:
                return
            except Exception:  # a door: keeping fresh must outlive any one sync
                log.exception("keeping the mirror fresh stumbled")

    def _telling(self, what: str) -> Progress:
        def tell(done: int, of: int | None) -> None:
            if self._stop.is_set():
                raise _Stopped
            self._board.write(what, done, of)

        return tell


class _Stopped(Exception):
    """Tenth is closing in the middle of a sync."""
