"""What every verb needs: the store, the time, new ids, and one lock per kind of work that two processes must not do at once."""

from __future__ import annotations

import contextlib
import datetime as dt
import zoneinfo
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from agent.errors import NotAllowedNow
from agent.store.store import Store
from agent.workflow.reach import Reach


@dataclass(frozen=True, slots=True)
class Desk:
    """The lawyer's desk: everything at hand, nothing that does work by itself."""

    store: Store
    now: Callable[[], dt.datetime]  # aware, in UTC: moments are kept as text and must sort
    new_id: Callable[[], str]
    locks: Path  # folder
    reach: Reach = field(default_factory=Reach)

    def today(self) -> dt.date:
        """Return the lawyer's calendar day."""
        return self.day_of(self.now())

    def day_of(self, moment: dt.datetime) -> dt.date:
        """Return the calendar day of a moment by the time zone of the lawyer's account, else by this computer's."""
        return moment.astimezone(self.zone()).date()

    def local(self, moment: dt.datetime) -> dt.datetime:
        """Return a moment at the lawyer's time of day, in the offset that holds then and with no zone behind it: between two
        moments of one zone Python subtracts the hands of the clock, and on the night of a clock change is an hour wrong.
        """
        there = moment.astimezone(self.zone())
        return there.replace(tzinfo=dt.timezone(there.utcoffset() or dt.timedelta()))

    def zone(self) -> dt.tzinfo | None:
        """Return the time zone of the lawyer's account; None is this computer's."""
        who = self.store.home.timekeeper
        return zoneinfo.ZoneInfo(who.time_zone) if who else None

    def only_one(self, work: str) -> FileLock:
        """Return the lock that lets one process at a time do a kind of work."""
        return FileLock(self.locks / f"{work}.lock")

    @contextlib.contextmanager
    def alone(self, work: str, taken: str) -> Iterator[None]:
        """Do a kind of work that no other process does meanwhile. Raise NotAllowedNow with what is `taken` when one does."""
        lock = self.only_one(work)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise NotAllowedNow(taken, hint="Wait until that is done.") from None
        try:
            yield
        finally:
            lock.release()

    def is_free(self, work: str, *, within_seconds: float = 0) -> bool:
        """Return whether nobody does a kind of work, or will have ended it within some time."""
        try:
            with self.only_one(work).acquire(timeout=within_seconds):
                return True
        except Timeout:
            return False
