"""A request whose answer was lost: since when nobody waits for it, and how long it may still be under way."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

SURE_AFTER = dt.timedelta(seconds=75)
"""A request whose answer was lost may still be under way: servers give one up after a minute at most, and lists lag.

It is counted from the moment that the request had certainly left (`Lost`), never from its row: a request may wait for minutes
for its turn, and a process that was killed may have sent it at its last moment.
"""


@dataclass(frozen=True, slots=True)
class Lost:
    """When it was known that an answer was lost, or whoever waited for it gone: here, and by the practice system's clock."""

    here: dt.datetime
    there: dt.datetime | None


def left_until_sure(lost: Lost | None, there: dt.datetime | None, here: dt.datetime) -> dt.timedelta:
    """Return how long a request may still be under way, given the time there and here; all of it while nobody knows it lost."""
    if lost is None:
        return SURE_AFTER
    age = here - lost.here if lost.there is None or there is None else there - lost.there
    return min(max(SURE_AFTER - age, dt.timedelta()), SURE_AFTER)
