"""Answers about the pieces of a day: what a gap was, that nothing in it is billable, that something is put aside or parked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from agent.domain.day import LIVE, OPEN, Row, RowState
from agent.domain.ids import EntryId, MatterId, SourceId
from agent.domain.marks import Mark, MarkKind, gap_of
from agent.errors import NotAllowedNow, NotFound, UsedWrongly
from agent.workflow.clock import Clock
from agent.workflow.days import Days
from agent.workflow.desk import Desk
from agent.workflow.reviewing import Reviewing


@dataclass(frozen=True, slots=True)
class DayAnswers:
    """What the lawyer says about a row. `key` is the row's name."""

    desk: Desk
    days: Days
    review: Reviewing
    clock: Clock

    def note(self, day: dt.date, key: str, text: str, *, matter_id: MatterId | None = None) -> SourceId:
        """Say in words what a gap or a meeting was: it becomes a source of its own, with the time of its stretch."""
        row = self._row(day, key)
        if (
            row.state not in (RowState.QUESTION, RowState.PARKED)
            or row.thing.start is None
            or row.thing.end is None
        ):
            raise NotAllowedNow("this part of the day is no question any more", hint="Look at the day again.")
        matter = row.thing.meeting.matter_id if row.thing.meeting and matter_id is None else matter_id
        with self.desk.store.transaction():
            self.desk.store.days.forget(key, day)
            return self.clock.fill(row.thing.start, row.thing.end, text, matter_id=self._known(matter))

    def nothing(self, day: dt.date, key: str) -> None:
        """Say that nothing in a gap or a meeting is billable."""
        row = self._row(day, key)
        if row.state not in (RowState.QUESTION, RowState.PARKED):
            raise NotAllowedNow("this part of the day is no question any more", hint="Look at the day again.")
        self._mark(key, day, MarkKind.NOTHING)

    def dismiss(self, day: dt.date, key: str, reason: str) -> None:
        """Put aside what is open of a row, with a reason."""
        row, why = self._open(day, key), " ".join(reason.split())
        if not why:
            raise UsedWrongly("a reason is missing", hint="Say in a few words why.")
        if row.state is RowState.QUESTION or not row.thing.entries:
            return self._mark(key, day, MarkKind.NOTHING, why)
        with self.desk.store.transaction():
            live = tuple(e.id for e in row.thing.entries if e.status in LIVE)
            for entry_id in live:
                self.review.discard(entry_id, None)
            self._mark(key, day, MarkKind.DISMISSED, why, entries=live)
        return None

    def park(self, day: dt.date, key: str, until: dt.date) -> None:
        """Put a row off to a day that is still to come."""
        self._open(day, key)
        if until <= max(day, self.desk.today()):
            raise UsedWrongly("that day is not to come", hint="Choose a later day.")
        self._mark(key, day, MarkKind.PARKED, until=until)

    def back(self, day: dt.date, key: str) -> None:
        """Take an answer back: the question is asked again, what was put aside is a draft again."""
        mark = next((m for m in self.desk.store.days.marks(day) if m.key == key), None)
        if mark is None:
            raise NotFound("nothing was answered there", hint="Look at the day again.")
        with self.desk.store.transaction():
            for entry_id in mark.entries:
                self.review.restore(entry_id, None)
            self.desk.store.days.forget(key, day)

    def _row(self, day: dt.date, key: str) -> Row:
        for row in self.days.day(day).day.rows:
            if row.key == key:
                return row
        raise NotFound("that part of the day has changed", hint="Look at the day again.")

    def _open(self, day: dt.date, key: str) -> Row:
        row = self._row(day, key)
        if row.state not in OPEN | {RowState.PARKED}:
            raise NotAllowedNow("nothing of it is open any more", hint="Look at the day again.")
        return row

    def _known(self, matter: MatterId | None) -> MatterId | None:
        """Leave out a matter that the mirror does not hold: the calendar may know matters that this sign-in may not see."""
        if matter is None:
            return None
        return matter if matter in self.desk.store.matters.by_id() else None

    def _mark(
        self,
        key: str,
        day: dt.date,
        kind: MarkKind,
        reason: str = "",
        *,
        until: dt.date | None = None,
        entries: tuple[EntryId, ...] = (),
    ) -> None:
        gap = gap_of(key) if kind is MarkKind.NOTHING else None
        start, end = (self.desk.local(m) for m in gap) if gap else (None, None)
        self.desk.store.days.mark(Mark(key, day, kind, self.desk.now(), reason, until, start, end, entries))
