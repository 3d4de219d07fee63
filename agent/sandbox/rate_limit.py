"""Clio's request budget: so many per access token in a window of 60 seconds, told in three headers."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass

WINDOW = dt.timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left after a request; `reset` is the window's end in Unix seconds."""

    limit: int
    remaining: int
    reset: int
    retry_after: int | None = None

    def headers(self) -> dict[str, str]:
        """The headers that every answer carries."""
        headers = {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": str(self.reset),
        }
        if self.retry_after is not None:
            headers["Retry-After"] = str(self.retry_after)
        return headers


class RateLimit:
    """Counts requests per token; a refused request is not counted."""

    def __init__(self, *, clock: Callable[[], dt.datetime], per_minute: int) -> None:
        self.per_minute = per_minute
        self._clock = clock
        self._windows: dict[str, tuple[dt.datetime, int]] = {}

    def take(self, token: str) -> Allowance:
        """Count one request, or refuse it (`retry_after` set)."""
        now = self._clock()
        start, used = self._windows.get(token, (now, 0))
        if now >= start + WINDOW:
            start, used = now, 0
        end = start + WINDOW
        reset = math.ceil(end.timestamp())
        if used >= self.per_minute:
            wait = max(1, math.ceil((end - now).total_seconds()))
            return Allowance(self.per_minute, 0, reset, wait)
        self._windows[token] = (start, used + 1)
        return Allowance(self.per_minute, self.per_minute - used - 1, reset)
