"""When requests went out, kept in a small file of the home: a restart, or a second program, does not begin to count anew.

Times are the system's monotonic seconds, the same for every program since the computer was switched on. A time in the future
is from before that and counts as now. The file holds numbers only, and without it counting begins anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from filelock import FileLock

_T = TypeVar("_T")


@dataclass(slots=True)
class Sent:
    """When requests of each lane went out, oldest first, and until when Clio is not to be asked."""

    lanes: dict[str, list[float]] = field(default_factory=dict)
    closed_until: float = 0.0


class Window(Protocol):
    """Where the times are kept between two requests."""

    def change(self, now: float, rule: Callable[[Sent], _T]) -> _T:
        """Let `rule` read and change the times while nobody else does."""


class MemoryWindow:
    """Kept for as long as the program runs."""

    def __init__(self) -> None:
        self._sent = Sent()

    def change(self, now: float, rule: Callable[[Sent], _T]) -> _T:
        """Let `rule` read and change the times; the limiter's own lock keeps others out."""
        return rule(self._sent)


class FileWindow:
    """Kept in a file, behind a lock that every program of the home takes."""

    def __init__(self, path: Path, *, horizon: float) -> None:
        self._path = path
        self._horizon = horizon
        self._lock = FileLock(path.with_suffix(".lock"))
        self._memory = MemoryWindow()

    def change(self, now: float, rule: Callable[[Sent], _T]) -> _T:
        """Let `rule` read and change the times. A disk that takes no file keeps nobody from working."""
        try:
            with self._lock:
                sent = self._read(now)
                answer = rule(sent)
                self._path.write_text(json.dumps([sent.lanes, sent.closed_until]))
                return answer
        except OSError:
            return self._memory.change(now, rule)

    def _read(self, now: float) -> Sent:
        try:
            lanes, closed_until = json.loads(self._path.read_text())
            sent = Sent({str(lane): _past(times, now) for lane, times in lanes.items()}, float(closed_until))
        except (OSError, ValueError, TypeError, AttributeError):
            return Sent()
        sent.closed_until = min(sent.closed_until, now + self._horizon)
        return sent


def _past(times: Iterable[float], now: float) -> list[float]:
    return sorted(min(float(each), now) for each in times)
