"""The runner: a thread that brings sources forward while the agent is open, and says what it is doing.

`then` is done when drafts have come.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from agent.workflow.processing import Processing

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 0.5


@dataclass(frozen=True, slots=True)
class Working:
    """What is going on right now: transcribing, suggesting, syncing or pushing. `done` and `of` in its own measure."""

    what: str
    done: int | None = None
    of: int | None = None


class Board:
    """Where running work is written up, so that a window can show it. Nothing here outlives the process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._working: Working | None = None
        self._count = 0

    @property
    def working(self) -> Working | None:
        """What is going on, None when nothing is."""
        return self._working

    @property
    def count(self) -> int:
        """A number that changes whenever the board does."""
        return self._count

    def write(self, what: str, done: int | None = None, of: int | None = None) -> None:
        """Say what is going on."""
        with self._lock:
            self._working, self._count = Working(what, done, of), self._count + 1

    @contextlib.contextmanager
    def during(self, what: str) -> Iterator[None]:
        """Say what is going on while the block runs, then wipe the board."""
        self.write(what)
        try:
            yield
        finally:
            with self._lock:
                self._working, self._count = None, self._count + 1


class Repeating:
    """A thread that does something again and again for as long as the agent is open. It outlives what goes wrong once."""

    def __init__(self, name: str, work: Callable[[], None], seconds: float) -> None:
        self._name, self._work, self._seconds = name, work, seconds
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin at once."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the step that is running."""
        self._stop.set()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._work()
            except Exception:  # a door: it must outlive any one source
                log.exception("the %s stumbled", self._name)
            self._stop.wait(self._seconds)


def runner(processing: Processing, board: Board, then: Callable[[], None]) -> Repeating:
    """Return what processes whatever is unfinished: what a crash left at the start, and what comes in later."""

    def work() -> None:
        if processing.unfinished():
            with board.during("suggesting"):
                processing.all(lambda what, done: board.write(what, done))
            then()

    return Repeating("runner", work, SECONDS_BETWEEN_LOOKS)
