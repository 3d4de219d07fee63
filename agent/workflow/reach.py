"""Whether the practice system could be used when it was last asked: offline, signed out, or nothing in the way.

Learned from real requests, never by asking for its own sake. Kept in memory: a restart asks again soon enough.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from agent.errors import OutcomeUnknown, PracticeError, Refused


@dataclass(frozen=True, slots=True)
class Trouble:
    """What stands in the way, by its stable code, and the lawyer's next step."""

    code: str
    hint: str = field(repr=False)


PASSING = frozenset({"unreachable", "busy", "clio_trouble", "clio_unreadable"})
"""Troubles that end by themselves, so that asking again soon makes sense."""


class Reach:
    """What the last request to the practice system met."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._trouble: Trouble | None = None
        self._count = 0

    @property
    def trouble(self) -> Trouble | None:
        """What is in the way, None when nothing is or nobody has asked yet."""
        return self._trouble

    @property
    def count(self) -> int:
        """A number that changes whenever the trouble does."""
        return self._count

    @contextlib.contextmanager
    def asking(self, *, for_all: bool = False) -> Iterator[None]:
        """Note what the request in the block meets.

        A refusal came from a practice system that is there, so it is in nobody's way, unless the next request would meet the
        same, or what is asked is needed `for_all` else.
        """
        try:
            yield
        except Refused as error:
            self.note(Trouble(error.code, error.hint) if for_all or error.stops else None)
            raise
        except OutcomeUnknown:
            raise  # the line broke in the middle: nobody can say whether it stands again
        except PracticeError as error:
            self.note(Trouble(error.code, error.hint))
            raise
        self.note(None)

    def note(self, trouble: Trouble | None) -> None:
        """Keep what is in the way now."""
        with self._lock:
            if trouble != self._trouble:
                self._trouble, self._count = trouble, self._count + 1
