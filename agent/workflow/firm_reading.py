"""What is read of the firm beside its matters and contacts. A part that this sign-in may not read is left out and said.

Everything is read before anything is written: a database that waits for the network would keep a push waiting too. What seldom
changes is seldom asked for, so that two syncs within a minute stay well within the mirror's half of the limit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from agent.domain.diary import Meeting
from agent.domain.firm import Member
from agent.domain.ids import MatterId
from agent.domain.source import Stage
from agent.errors import Refused
from agent.ports import PracticeSystem
from agent.workflow.desk import Desk

FIRM, LATELY, CONTACTS = "firm", "lately", "contacts"
BETWEEN = {FIRM: dt.timedelta(hours=1), LATELY: dt.timedelta(minutes=4)}
FURTHEST_BACK = dt.timedelta(days=31)
A_DAY = dt.timedelta(days=1)

_T = TypeVar("_T")


def is_due(last: dt.datetime | None, now: dt.datetime, every: dt.timedelta) -> bool:
    """Whether something is to be read again; where this computer's clock was set back, it is."""
    return last is None or not dt.timedelta(0) <= now - last < every


class Allowed:
    """Reads what may be read; `not_shown` gathers a sentence with what to do for each part that may not."""

    def __init__(self) -> None:
        self.not_shown: list[str] = []

    def read(self, read: Callable[[], _T], otherwise: _T) -> _T:
        """Return what is read, `otherwise` where the sign-in lacks the permission."""
        try:
            return read()
        except Refused as refused:
            if not refused.hidden:
                raise
            self.not_shown.append(refused.hint)
            return otherwise


@dataclass(frozen=True, slots=True)
class FirmReading:
    """One sync's reading of the firm."""

    desk: Desk
    practice: PracticeSystem

    def bring_up_to_date(self) -> None:
        """Read and keep each part whose time has come."""
        for part, read in ((FIRM, self._firm), (LATELY, self._lately)):
            if not is_due(self.desk.store.home.read_at(part), self.desk.now(), BETWEEN[part]):
                continue
            allowed = Allowed()
            keep = read(allowed)
            with self.desk.store.transaction():
                keep()
                self.desk.store.home.note_not_shown(part, allowed.not_shown)
                self.desk.store.home.note_read(part, self.desk.now())

    def _firm(self, allowed: Allowed) -> Callable[[], None]:
        """Kinds of work, people, billing settings."""
        store, practice = self.desk.store, self.practice
        nobody: Sequence[Member] = ()
        categories = practice.categories()
        members = allowed.read(practice.users, nobody)
        billing = allowed.read(practice.billing_settings, None)

        def keep() -> None:
            store.matters.keep_categories(categories)
            store.firm.keep_members(members)
            store.firm.keep_billing(billing)

        return keep

    def _lately(self, allowed: Allowed) -> Callable[[], None]:
        """Matters opened last, and the meetings around calls that are not reviewed, and around today."""
        store, practice = self.desk.store, self.practice
        nothing: Mapping[MatterId, dt.datetime] = {}
        none: Sequence[Meeting] = ()
        first, last = self._days()
        opened = allowed.read(practice.opened, nothing)
        meetings = allowed.read(lambda: practice.calendar(first, last, unhurried=True), none)

        def keep() -> None:
            store.lately.keep_opened(opened)
            store.lately.keep_meetings(meetings)

        return keep

    def _days(self) -> tuple[dt.date, dt.date]:
        today = self.desk.today()
        calls = [k.source for k in self.desk.store.sources.all() if k.source.stage is not Stage.REVIEWED]
        waiting = [call.date for call in calls if call.date]
        return max(min([today, *waiting]), today - FURTHEST_BACK) - A_DAY, today + A_DAY
