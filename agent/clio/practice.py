"""Clio as the practice system: what the verbs ask for, in as few requests as Clio's limit wants.

First sync of a firm: one request for each 200 open and pending matters (their clients come with them) and one
for each 200 relationships, which say who else is on a file. After that, only what changed. Searches never carry
words of a matter.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from agent.clio import diary, log_shapes, shapes, wire
from agent.clio.client import ClioClient
from agent.clio.errors import Unreadable
from agent.clio.limiter import Lane
from agent.domain.call_log import CallLog
from agent.domain.diary import Meeting, Recorded
from agent.domain.ids import MatterId, RemoteId, TimekeeperId
from agent.domain.matter import Category, Contact, Matter, Timekeeper
from agent.domain.push import Outgoing, Posted, is_writable
from agent.errors import OutcomeUnknown, Refused

CLOCK_SLACK = dt.timedelta(minutes=2)
"""Taken off every moment of ours that Clio compares with a moment of its own."""

BY_ID = ("order", "id(asc)")
FEW_MATTERS = 3
"""Up to here it is cheaper to ask for each matter's people than for everybody's."""

IDS_PER_REQUEST = 50
"""Keeps addresses well under the 2,000 characters that any proxy passes."""

People = Mapping[MatterId, Sequence[Contact]]


class ClioPractice:
    """Clio, signed in as one person: the PracticeSystem of `agent.ports`."""

    def __init__(self, client: ClioClient) -> None:
        self._client = client

    def who(self) -> Timekeeper:
        """Return who is signed in."""
        return shapes.timekeeper(self._client.record(wire.get("users/who_am_i", fields=shapes.USER_FIELDS)))

    def matters(self, *, since: dt.datetime | None, progress: Callable[[int], None]) -> Iterator[Matter]:
        """Yield all open and pending matters, or all that changed since a moment, closings included.

        `progress` hears how many were yielded so far, page by page. What changes nothing in the matter itself
        and removes or renames a person is seen only when the matter next changes, or by asking without `since`.
        """
        count = 0
        for rows, people in (
            self._every_matter() if since is None else self._changed_matters(since - CLOCK_SLACK)
        ):
            for row in rows:
                yield shapes.matter(row, people.get(shapes.matter_id(row), ()))
            count += len(rows)
            progress(count)

    def categories(self) -> Sequence[Category]:
        """Return the kinds of work that this person may use."""
        found = map(shapes.category, self._list("activity_descriptions", fields=shapes.CATEGORY_FIELDS))
        return [category for category in found if category]

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

    def look(
        self, *, user: TimekeeperId, matter: MatterId | None, day: dt.date, since: dt.datetime
    ) -> Sequence[Posted]:
        """Return that person's time entries on that matter (None: on none) and day, created since a moment of Clio's clock.

        Two minutes of slack are included, for the servers' own clocks.
        """
        rows = self._list(
            "activities",
            ("type", "TimeEntry"),
            ("user_id", str(user)),
            ("matter_id", "null" if matter is None else str(matter)),
            ("start_date", day.isoformat()),
            ("end_date", day.isoformat()),
            ("created_since", moment_of(since - CLOCK_SLACK)),
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

    def calendar(self, first_day: dt.date, last_day: dt.date) -> Sequence[Meeting]:
        """Return the meetings in the signed-in person's own calendar; what lasts a whole day is none."""
        own = diary.own_calendar(
            self._client.record(wire.get("users/who_am_i", fields=diary.CALENDAR_FIELDS))
        )
        begin, end = own.bounds(first_day, last_day)
        query = [("from", moment_of(begin)), ("to", moment_of(end)), ("expanded", "true")]
        if own.id is not None:
            query.append(("calendar_id", str(own.id)))
        rows = self._list("calendar_entries", *query, fields=diary.MEETING_FIELDS, lane=Lane.WORK)
        found = [each for each in map(diary.meeting, rows) if each]
        return [each for each in found if each.start < end and each.end > begin]

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

    def _every_matter(self) -> Iterator[tuple[Sequence[wire.Json], People]]:
        people = self._people()
        for rows in self._matters(("status", "open,pending"), BY_ID):
            yield rows, people

    def _changed_matters(self, since: dt.datetime) -> Iterator[tuple[Sequence[wire.Json], People]]:
        """Matters that changed, and matters whose people did.

        No filter by status, or closings would not be seen.
        """
        changed = [row for rows in self._matters(("updated_since", moment_of(since)), BY_ID) for row in rows]
        known = {shapes.matter_id(row) for row in changed}
        others = sorted(set(self._people(("updated_since", moment_of(since)))) - known)
        for some in _portions(others):
            changed += [row for rows in self._matters(*_ids(some)) for row in rows]
        if changed:
            yield changed, self._people_of([shapes.matter_id(row) for row in changed])

    def _people_of(self, matters: Sequence[MatterId]) -> People:
        if len(matters) > FEW_MATTERS:
            return self._people()
        return {matter: self._people(("matter_id", str(matter))).get(matter, ()) for matter in matters}

    def _people(self, *query: tuple[str, str]) -> People:
        """Who is related to which matter; the client is not among them."""
        found: defaultdict[MatterId, list[Contact]] = defaultdict(list)
        for row in self._list("relationships", *query, fields=shapes.RELATIONSHIP_FIELDS):
            if related := shapes.relationship(row):
                found[related[0]].append(related[1])
        return found

    def _matters(self, *query: tuple[str, str]) -> Iterator[Sequence[wire.Json]]:
        request = wire.get_list("matters", *query, fields=shapes.MATTER_FIELDS)
        return self._client.pages(request, lane=Lane.MIRROR)

    def _list(
        self, resource: str, *query: tuple[str, str], fields: str, lane: Lane = Lane.MIRROR
    ) -> Iterator[wire.Json]:
        for rows in self._client.pages(wire.get_list(resource, *query, fields=fields), lane=lane):
            yield from rows


def _check(entry: Outgoing) -> None:
    """The last gate before the network: no empty entry, and nothing that cannot be written as UTF-8."""
    if not is_writable(entry.narrative):
        raise Refused("the narrative holds half a character", hint="Type the narrative again.")
    if entry.seconds <= 0 or not entry.narrative.strip():
        raise Refused(
            "an entry without time or words is never sent", hint="Complete the entry, then push again."
        )


def moment_of(moment: dt.datetime) -> str:
    """A moment with its offset: Clio refuses bare dates here."""
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds")


def _ids(matters: Sequence[MatterId]) -> list[tuple[str, str]]:
    return [("ids[]", str(each)) for each in matters]


def _portions(matters: Sequence[MatterId]) -> Iterator[Sequence[MatterId]]:
    for start in range(0, len(matters), IDS_PER_REQUEST):
        yield matters[start : start + IDS_PER_REQUEST]
