"""What a fee earner set for their own days: a target, a reminder, a week of only watching. Private, and off until asked for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

WATCHED_FOR = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Preferences:
    """A target of units a day, the time of one reminder ("17:30"), and since when Tenth only watches."""

    target_units: int | None = None
    reminder: str | None = None
    watch_since: dt.date | None = None

    @property
    def watch_only(self) -> bool:
        """Whether nothing may be pushed; only the lawyer ends it."""
        return self.watch_since is not None

    def watch_until(self) -> dt.date | None:
        """Return the last day of the week of watching."""
        return None if self.watch_since is None else self.watch_since + WATCHED_FOR - dt.timedelta(days=1)

    def asks(self, today: dt.date) -> bool:
        """Whether the week is over and the lawyer is asked how to go on."""
        until = self.watch_until()
        return until is not None and today > until

    def reminds_at(self, local: dt.datetime) -> bool:
        """Whether the time of the reminder has come."""
        return self.reminder is not None and local.time() >= dt.time.fromisoformat(self.reminder)
