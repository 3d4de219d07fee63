"""Clio as the practice system: what the verbs ask for, in few requests. `mirror` is what is read in the background.

Searches never carry words of a matter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from agent.clio import diary, log_shapes, others, rate_shapes, shapes, wire
from agent.clio.errors import Unreadable
from agent.clio.limiter import Lane
from agent.clio.mirror import BY_ID, CLOCK_SLACK, ClioMirror, moment
from agent.domain.already import There, Timer
from agent.domain.call_log import CallLog
from agent.domain.diary import Recorded
from agent.domain.ids import MatterId, RemoteId, TimekeeperId
from agent.domain.matter import Timekeeper
from agent.domain.push import Outgoing, Posted
from agent.domain.rates import Quote
from agent.domain.wording import is_writable
from agent.errors import OutcomeUnknown, Refused


class ClioPractice(ClioMirror):
    """Clio, signed in as one person: the PracticeSystem of `agent.ports`."""

    def who(self) -> Timekeeper:
        """Return who is signed in."""
        request = wire.get("users/who_am_i", fields=shapes.USER_FIELDS)
        return shapes.timekeeper(self._client.record(request, lane=Lane.MIRROR))

    def quotes(self, matter: MatterId, user: TimekeeperId) -> Sequence[Quote]:
        """Return what that person's time on that matter would cost in each category. Hidden rates are left out."""
        rows = self._list(
            "activity_descriptions", *rate_shapes.rate_for(matter, user), fields=rate_shapes.QUOTE_FIELDS
        )
        return [quote for quote in map(rate_shapes.quote, rows) if quote]

    def now(self) -> dt.datetime | None:
        """Return Clio's time as last heard; signs in for it when nothing was heard yet. None when Clio does not say."""
        return self._client.now()

    def sees(self, matter: MatterId) -> bool:
        """Return whether this sign-in may see a matter."""
        try:
            self._client.record(wire.get(f"matters/{matter}", fields="id"))
        except Refused as refused:
            if refused.hidden:
                return False
            raise
        return True

    def create(self, entry: Outgoing) -> Posted:
        """Create one time entry by one POST, and return what Clio made of it.

        Raise Refused, Busy, Unreachable or SignedOut when nothing was done, OutcomeUnknown when nobody can say.
        """
        _check(entry)
        request = wire.post("activities", shapes.activity_data(entry), fields=shapes.ACTIVITY_FIELDS)
        record = self._client.record(request)
        try:
            return shapes.posted(record)
        except Unreadable as error:
            raise OutcomeUnknown("Clio created something that cannot be read") from error

    def look(self, *, user: TimekeeperId, since: dt.datetime) -> Sequence[Posted]:
        """Return that person's time entries created since a moment of Clio's clock, wherever they stand by now.

        Two minutes of slack are included, for the servers' own clocks.
        """
        rows = self._list(
            "activities",
            ("type", "TimeEntry"),
            ("user_id", str(user)),
            ("created_since", moment(since - CLOCK_SLACK)),
            BY_ID,
            fields=shapes.ACTIVITY_FIELDS,
            lane=Lane.WORK,
        )
        return [shapes.posted(row) for row in rows]

    def activities(self, user: TimekeeperId, first_day: dt.date, last_day: dt.date) -> Sequence[Recorded]:
        """Return all time recorded for that person on these days, whoever typed it."""
        rows = self._list(
            "activities",
            ("type", "TimeEntry"),
            ("user_id", str(user)),
            ("start_date", first_day.isoformat()),
            ("end_date", last_day.isoformat()),
            BY_ID,
            fields=diary.RECORDED_FIELDS,
            lane=Lane.WORK,
        )
        return [diary.recorded(row) for row in rows]

    def already(self, matter: MatterId | None, first_day: dt.date, last_day: dt.date) -> Sequence[There]:
        """Return all time in sight on these days, of every fee earner: on one matter, or (None) on any."""
        rows = self._list(
            "activities",
            ("type", "TimeEntry"),
            *([] if matter is None else [("matter_id", str(matter))]),
            ("start_date", first_day.isoformat()),
            ("end_date", last_day.isoformat()),
            BY_ID,
            fields=others.THERE_FIELDS,
            lane=Lane.WORK,
        )
        return [others.there(row) for row in rows]

    def timer(self) -> Timer | None:
        """Return the signed-in person's running timer; None when there is none, or none that may be seen."""
        try:
            row = self._client.record(wire.get("timer", fields=others.TIMER_FIELDS))
            activity = others.timed(row)
            if activity is None:
                return None
            timed = self._client.record(wire.get(f"activities/{activity}", fields=others.TIMED_FIELDS))
        except Refused as refused:
            if refused.hidden:
                return None
            raise
        return others.timer(row, timed)

    def log_call(self, log: CallLog) -> RemoteId:
        """Create one call log by one POST. Raises as `create`."""
        request = wire.post(
            "communications", log_shapes.communication_data(log), fields=log_shapes.LOG_FIELDS
        )
        record = self._client.record(request)
        try:
            return shapes.remote_id(record)
        except Unreadable as error:
            raise OutcomeUnknown("Clio created something that cannot be read") from error

    def logged(self, key: str) -> Sequence[RemoteId]:
        """Return the call logs that carry a key of ours."""
        rows = self._list(
            "communications", *log_shapes.by_key(key), fields=log_shapes.KEYED_FIELDS, lane=Lane.WORK
        )
        return [shapes.remote_id(row) for row in rows if log_shapes.carries(row, key)]


def _check(entry: Outgoing) -> None:
    """The last gate before the network: no empty entry, and nothing that cannot be written as UTF-8."""
    if not is_writable(entry.narrative):
        raise Refused("the narrative holds half a character", hint="Type the narrative again.")
    if entry.seconds <= 0 or not entry.narrative.strip():
        raise Refused(
            "an entry without time or words is never sent", hint="Complete the entry, then push again."
        )
