"""The day as a verb: put it together, read what Clio holds of it, and close it.

Clio is asked when a day is opened; what it said is kept in the encrypted database, so that the day can be shown offline, with
the time it is from.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from agent.domain.day import LIVE, Day, Known, Row, RowState, day_of
from agent.domain.diary import DiaryPage, Recorded
from agent.domain.entry import TimeEntry
from agent.domain.ids import EntryId
from agent.domain.marks import DAY_KEY, Mark, MarkKind
from agent.domain.preferences import Preferences
from agent.domain.push import Outcome, Push
from agent.domain.watching import Pair, compared
from agent.errors import NotReady, PracticeError, SignedOut
from agent.ports import PracticeSystem
from agent.store.sources import KeptSource
from agent.workflow.day_things import bounds, things_of
from agent.workflow.desk import Desk

WEEK = 7
LISTS_LAG = dt.timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Carried:
    """A row of another day that was parked until this one."""

    day: dt.date
    row: Row


@dataclass(frozen=True, slots=True)
class DayView:
    """A day with everything its page shows. `as_of` is when Clio was last asked about it, `problem` why it could not be now."""

    day: Day
    as_of: dt.datetime | None
    carried: tuple[Carried, ...]
    pairs: tuple[Pair, ...]
    closed_at: dt.datetime | None
    problem: PracticeError | None = None

    @property
    def left(self) -> int:
        """How many things wait, those that were carried here too."""
        return self.day.left + sum(_waiting(carried.row) for carried in self.carried)

    @property
    def is_closed(self) -> bool:
        """Whether the lawyer closed it and nothing has come up since."""
        return self.closed_at is not None and self.left == 0


@dataclass(frozen=True, slots=True)
class Days:
    """The days of one fee earner."""

    desk: Desk
    practice: Callable[[], PracticeSystem]

    def day(self, day: dt.date, *, look: bool = False) -> DayView:
        """Return one day; `look` asks Clio about it first, and offline shows what is known."""
        problem = self._read(day, day) if look else None
        return replace(self._views([day])[0], problem=problem)

    def week(self, day: dt.date, *, look: bool = False) -> list[DayView]:
        """Return the seven days, Monday first, in which a day lies."""
        monday = day - dt.timedelta(days=day.weekday())
        days = [monday + dt.timedelta(days=n) for n in range(WEEK)]
        problem = self._read(days[0], days[-1]) if look else None
        return [replace(view, problem=problem) for view in self._views(days)]

    def close(self, day: dt.date) -> DayView:
        """Say that a day is done. Raise NotReady while anything is left of it."""
        view = self._views([day])[0]
        if view.left:
            raise NotReady(
                f"{view.left} things of this day wait",
                hint="Push each, put it aside with a reason, or park it to another day.",
            )
        self.desk.store.days.mark(Mark(DAY_KEY, day, MarkKind.CLOSED, self.desk.now()))
        return self._views([day])[0]

    def unit(self) -> int:
        """Return the length of the firm's units in seconds: a day of several matters is counted in those."""
        return self.desk.store.money.policy.rule(None).unit

    def preferences(self) -> Preferences:
        """Return what the lawyer set."""
        return self.desk.store.home.preferences

    def set_preferences(
        self, *, target_units: int | None, reminder: str | None, watch_only: bool
    ) -> Preferences:
        """Keep what the lawyer set. Watching begins on the day it is switched on."""
        known = self.preferences()
        since = (known.watch_since or self.desk.today()) if watch_only else None
        chosen = Preferences(target_units, reminder, since)
        self.desk.store.home.preferences = chosen
        return chosen

    def watch_on(self) -> Preferences:
        """Watch for another week, from today."""
        chosen = replace(self.preferences(), watch_since=self.desk.today())
        self.desk.store.home.preferences = chosen
        return chosen

    def reminder(self) -> str | None:
        """Return the one nameless reminder of today, None when it is not time, was seen, or nothing waits.

        Every door asks here: the page for its foot, the desktop for its notification.
        """
        home, today = self.desk.store.home, self.desk.today()
        if home.reminded_on == today or not self.preferences().reminds_at(self._local()):
            return None
        left = self._views([today])[0].left
        if not left:
            return None
        return "1 thing of today waits" if left == 1 else f"{left} things of today wait"

    def reminded(self) -> None:
        """Note that today's reminder was seen."""
        if self.desk.store.home.reminded_on != self.desk.today():
            self.desk.store.home.reminded_on = self.desk.today()

    def _local(self) -> dt.datetime:
        return self.desk.local(self.desk.now())

    def _read(self, first: dt.date, last: dt.date) -> PracticeError | None:
        """Ask Clio about some days and keep what it says; return why it could not be asked."""
        who, days = self.desk.store.home.timekeeper, self.desk.store.days
        try:
            if who is None:
                raise SignedOut("nobody is signed in")
            practice, now = self.practice(), self.desk.now()
            recorded, meetings = practice.activities(who.id, first, last), practice.calendar(first, last)
        except PracticeError as error:
            return error
        for n in range((last - first).days + 1):
            day = first + dt.timedelta(days=n)
            begin, end = bounds(day, self.desk.zone())
            days.keep_page(DiaryPage(
                day, now, tuple(r for r in recorded if r.date == day),
                tuple(m for m in meetings if m.start < end and m.end > begin),
            ))  # fmt: skip
        return None

    def _views(self, days: Sequence[dt.date]) -> list[DayView]:
        store = self.desk.store
        sources, entries = store.sources.all(), store.entries.all()
        pushes = store.ledger.newest()
        return [self._view(day, sources, entries, pushes) for day in days]

    def _view(
        self,
        day: dt.date,
        sources: Sequence[KeptSource],
        entries: Sequence[TimeEntry],
        pushes: dict[EntryId, Push],
    ) -> DayView:
        page = self.desk.store.days.page(day)
        marks = self.desk.store.days.marks(day)
        made = self._day(day, page, marks, sources, entries, pushes)
        typed = _typed_there(made, pushes)
        ours = [e for r in made.rows for e in r.thing.entries if e.status in LIVE]
        watching = self.preferences().watch_only
        return DayView(
            made,
            page.read_at if page else None,
            tuple(self._carried(day, sources, entries, pushes)),
            tuple(compared(ours, typed)) if watching else (),
            next((m.said_at for m in marks if m.kind is MarkKind.CLOSED), None),
        )

    def _day(
        self,
        day: dt.date,
        page: DiaryPage | None,
        marks: Sequence[Mark],
        sources: Sequence[KeptSource],
        entries: Sequence[TimeEntry],
        pushes: dict[EntryId, Push],
    ) -> Day:
        begin, end = bounds(day, self.desk.zone())
        now = self._local()
        recorded = page.recorded if page else ()
        created = {p.remote_id: p for p in pushes.values() if p.outcome is Outcome.CREATED and p.remote_id}
        seen = {record.id for record in recorded}
        gone = {
            push.entry_id
            for remote, push in created.items()
            if page
            and push.sent.date == day
            and remote not in seen
            and push.written_at < page.read_at - LISTS_LAG
        }
        return day_of(Known(
            day, begin, min(end, now),
            things=things_of(day, self.desk, sources, entries),
            meetings=page.meetings if page else self.desk.store.lately.meetings(begin, end),
            recorded=recorded,
            ours={remote: push.entry_id for remote, push in created.items() if remote},
            gone=frozenset(gone),
            marks=marks,
            unit=self.unit(),
        ))  # fmt: skip

    def _carried(
        self,
        day: dt.date,
        sources: Sequence[KeptSource],
        entries: Sequence[TimeEntry],
        pushes: dict[EntryId, Push],
    ) -> list[Carried]:
        """Return what was parked to this day; on today's page also what was parked to a day that has passed."""
        parked = [
            m for m in self.desk.store.days.parked_until(day) if m.until == day or day == self.desk.today()
        ]
        found = []
        for from_day in sorted({m.day for m in parked if m.day != day}):
            keys = {m.key for m in parked if m.day == from_day}
            page, marks = self.desk.store.days.page(from_day), self.desk.store.days.marks(from_day)
            made = self._day(from_day, page, marks, sources, entries, pushes)
            found += [Carried(from_day, r) for r in made.rows if r.key in keys and r.state is RowState.PARKED]
        return found


def _typed_there(day: Day, pushes: dict[EntryId, Push]) -> list[Recorded]:
    ours = {p.remote_id for p in pushes.values()}
    return [record for row in day.rows for record in row.thing.recorded if record.id not in ours]


def _waiting(row: Row) -> int:
    return max(1, sum(e.status in LIVE for e in row.thing.entries))
