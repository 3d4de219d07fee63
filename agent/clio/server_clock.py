"""Clio's own time, from the `Date` of its answers and this computer's monotonic clock.

What is compared with moments of Clio's is told by Clio's clock, so that a computer that is hours wrong, or whose clock is put
right in the middle, neither misses an entry nor takes another for its own. Only an answer that was understood counts: a
hotel's sign-on page has a Date too. Where the computer slept meanwhile the time told is too early: a look reaches further then.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Mapping

from agent.clio import wire

WORTH_TELLING = dt.timedelta(minutes=5)

log = logging.getLogger(__name__)


def _here() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class ServerClock:
    """One for each line to Clio. `monotonic` is seconds, `here` this computer's idea of the time."""

    def __init__(self, *, monotonic: Callable[[], float], here: Callable[[], dt.datetime] = _here) -> None:
        self._monotonic = monotonic
        self._here = here
        self._heard: tuple[dt.datetime, float] | None = None
        self._told = False

    def heard(self, headers: Mapping[str, str]) -> None:
        """Note when an answer of Clio's own was written. One from a cache on the way says nothing about now."""
        said = wire.written_at(headers)
        if said is None or "age" in headers:
            return
        self._heard = said, self._monotonic()
        off = self._here() - said
        if abs(off) > WORTH_TELLING and not self._told:
            self._told = True
            log.warning("this computer's clock differs from clio's by %d minutes", off.total_seconds() // 60)

    def now(self) -> dt.datetime | None:
        """Return Clio's time, None when it was never heard."""
        if self._heard is None:
            return None
        said, at = self._heard
        return said + dt.timedelta(seconds=max(self._monotonic() - at, 0.0))
