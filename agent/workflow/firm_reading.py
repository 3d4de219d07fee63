"""What is read of the firm beside its matters and contacts. A part that this sign-in may not read is left out and said.

Everything is read before anything is written: a database that waits for the network would keep a push waiting too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from agent.domain.diary import Meeting
from agent.domain.firm import BillingSettings, Member
from agent.domain.ids import MatterId
from agent.domain.matter import Category
from agent.domain.source import Stage
from agent.errors import Refused
from agent.ports import PracticeSystem
from agent.store.store import Store

FURTHEST_BACK = dt.timedelta(days=31)
A_DAY = dt.timedelta(days=1)

_T = TypeVar("_T")


class Allowed:
    """Reads what may be read; `not_shown` gathers a sentence with what to do for each part that may not."""

    def __init__(self) -> None:
        self._hints: list[str] = []

    @property
    def not_shown(self) -> tuple[str, ...]:
        """The sentences, each once."""
        return tuple(dict.fromkeys(self._hints))

    def read(self, read: Callable[[], _T], otherwise: _T) -> _T:
        """Return what is read, `otherwise` where the sign-in lacks the permission."""
        try:
            return read()
        except Refused as refused:
            if not refused.hidden:
                raise
            self._hints.append(refused.hint)
            return otherwise


@dataclass(frozen=True, slots=True)
class FirmRead:
    """The firm as it was read."""

    categories: Sequence[Category]
    members: Sequence[Member]
    billing: BillingSettings | None
    opened: Mapping[MatterId, dt.datetime]
    meetings: Sequence[Meeting]

    def keep(self, store: Store) -> None:
        """Replace what was known of the firm."""
        with store.transaction():
            store.matters.keep_categories(self.categories)
            store.firm.keep_members(self.members)
            store.firm.keep_billing(self.billing)
            store.lately.keep_opened(self.opened)
            store.lately.keep_meetings(self.meetings)


def read_firm(practice: PracticeSystem, allowed: Allowed, days: tuple[dt.date, dt.date]) -> FirmRead:
    """Read what may be read of the firm, and the meetings from the first to the last of `days`."""
    no_members: Sequence[Member] = ()
    no_times: Mapping[MatterId, dt.datetime] = {}
    no_meetings: Sequence[Meeting] = ()
    return FirmRead(
        practice.categories(),
        allowed.read(practice.users, no_members),
        allowed.read(practice.billing_settings, None),
        allowed.read(practice.opened, no_times),
        allowed.read(lambda: practice.calendar(*days, unhurried=True), no_meetings),
    )


def days_around_calls(store: Store, today: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and last day whose meetings are wanted: those of every call that is not reviewed, and around today."""
    calls = [k.source for k in store.sources.all() if k.source.stage is not Stage.REVIEWED]
    waiting = [call.date for call in calls if call.date]
    first = max(min([today, *waiting]), today - FURTHEST_BACK)
    return first - A_DAY, today + A_DAY
