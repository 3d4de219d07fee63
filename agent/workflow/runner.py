"""The runner: a thread that brings sources forward while the agent is open, and says what it is doing.

`then` is done when drafts have come. What goes wrong in a way that cannot even be kept (a full disk) is tried again by itself,
after a longer wait each time.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from agent.errors import TenthError
from agent.workflow.processing import Processing

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 0.5
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds, after something went wrong
SECONDS_TO_END = 10.0
SECONDS_BETWEEN_ENDS = 0.2


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


def pause_after(stumbles: int) -> float:
    """Return how many seconds to wait after so many failures in a row: twice as long each time, up to a minute."""
    return min(FIRST_PAUSE * 2.0 ** (stumbles - 1), LONGEST_PAUSE)


class Repeating:
    """A thread that does something again and again for as long as the agent is open. It outlives what goes wrong once.

    `end` breaks off what may take minutes; `wait` waits for so many seconds, or until it is to stop.
    """

    def __init__(
        self,
        name: str,
        work: Callable[[], None],
        seconds: float,
        *,
        end: Callable[[], None] = lambda: None,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        self._name, self._work, self._seconds, self._end = name, work, seconds, end
        self._stop = threading.Event()
        self._wait = wait or self._stop.wait
        self._stumbles = 0
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin at once."""
        self._thread.start()

    def stop(self) -> None:
        """Stop: the step that is running is broken off where it can be, else it ends first."""
        self._stop.set()
        for _ in range(round(SECONDS_TO_END / SECONDS_BETWEEN_ENDS)):
            self._end()  # again and again: it may just have been about to begin
            self._thread.join(timeout=SECONDS_BETWEEN_ENDS)
            if not self._thread.is_alive():
                return
        log.warning("the %s does not end", self._name)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._work()
                self._stumbles = 0
            except TenthError as error:
                self._stumbles += 1
                log.warning("the %s waits: %s", self._name, error.code)
            except Exception:  # a door: it must outlive any one source
                self._stumbles += 1
                log.exception("the %s stumbled", self._name)
            self._wait(pause_after(self._stumbles) if self._stumbles else self._seconds)


def runner(processing: Processing, board: Board, then: Callable[[], None]) -> Repeating:
    """Return what processes whatever is unfinished: what a crash left at the start, and what comes in later."""

    def work() -> None:
        if processing.unfinished():
            with board.during("suggesting"):
                processing.all(lambda what, done: board.write(what, done))
            then()

    return Repeating("runner", work, SECONDS_BETWEEN_LOOKS, end=processing.hearing.stop)
