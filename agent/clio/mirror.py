"""What the mirror reads of Clio, in as few requests as it can and from its own half of the limit.

First sync of a firm: one request for each 200 open and pending matters (their clients come with them), one for each 200
relationships, which say who else is on a file, and one for each 200 contacts. After that, only what changed, and one request
that asks how many matters there are: what left without a word shows in the number.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from agent.clio import diary, firm_shapes, shapes, wire
from agent.clio.client import ClioClient
from agent.clio.limiter import Lane
from agent.domain.diary import Meeting
from agent.domain.firm import BillingSettings, Member
from agent.domain.ids import MatterId
from agent.domain.matter import Category, Contact, Matter
from agent.ports import Progress

CLOCK_SLACK = dt.timedelta(minutes=2)
"""Taken off every moment of ours that Clio compares with a moment of its own."""

BY_ID = ("order", "id(asc)")
OPEN = ("status", "open,pending")
FEW_MATTERS = 3
"""Up to here each matter's people are asked for without looking first how many there are in all."""

IDS_PER_REQUEST = 50
"""Keeps addresses well under the 2,000 characters that any proxy passes."""

RECENT = 25

People = Mapping[MatterId, Sequence[Contact]]


class ClioMirror:
    """The part of the practice system that is read in the background."""

    def __init__(self, client: ClioClient) -> None:
        self._client = client
        self._own_calendar: diary.OwnCalendar | None = None

    def matters(self, *, since: dt.datetime | None, progress: Progress) -> Iterator[Matter]:
        """Yield all open and pending matters, or all that changed since a moment, closings included.

        `progress` hears how many records were read so far and how many there are. What changes nothing in the matter itself and
        removes a person is seen only when the matter next changes, or by asking without `since`.
        """
        if since is None:
            yield from self._every_matter(progress)
        else:
            yield from self._changed_matters(since - CLOCK_SLACK)

    def those(self, matters: Collection[MatterId]) -> Iterator[Matter]:
        """Yield these matters whatever their status; those that this sign-in may not see are left out."""
        rows = self._rows_of(sorted(matters))
        people = self._people_of([shapes.matter_id(row) for row in rows]) if rows else {}
        for row in rows:
            yield shapes.matter(row, people.get(shapes.matter_id(row), ()))

    def open_matters(self, *, unless: int) -> frozenset[MatterId] | None:
        """Return which matters are open or pending, None when there are `unless` of them, or Clio does not say how many."""
        counted = wire.get("matters", OPEN, BY_ID, ("limit", "1"), fields="id")
        if next(self._client.pages(counted, lane=Lane.MIRROR)).of in (unless, None):
            return None
        return frozenset(shapes.matter_id(row) for row in self._list("matters", OPEN, BY_ID, fields="id"))

    def contacts(self, *, since: dt.datetime | None, progress: Progress) -> Iterator[Contact]:
        """Yield all clients and contacts that this sign-in may see by name, or all that changed since a moment."""
        query = [BY_ID] if since is None else [("updated_since", moment(since - CLOCK_SLACK)), BY_ID]
        done = 0
        request = wire.get_list("contacts", *query, fields=shapes.CONTACT_FIELDS)
        for page in self._client.pages(request, lane=Lane.MIRROR):
            yield from (found for row in page.rows if (found := shapes.contact(row)))
            done += len(page.rows)
            progress(done, page.of)

    def categories(self) -> Sequence[Category]:
        """Return the kinds of work that this person may use."""
        found = map(shapes.category, self._list("activity_descriptions", fields=shapes.CATEGORY_FIELDS))
        return [category for category in found if category]

    def users(self) -> Sequence[Member]:
        """Return everybody with a sign-in at the firm, those too whose sign-in was ended."""
        return [firm_shapes.member(row) for row in self._list("users", fields=firm_shapes.MEMBER_FIELDS)]

    def billing_settings(self) -> BillingSettings:
        """Return how the firm counts time and money. Raise Refused when this sign-in may not know."""
        request = wire.get("settings/billing", fields=firm_shapes.BILLING_FIELDS)
        return firm_shapes.billing(self._client.record(request, lane=Lane.MIRROR))

    def opened(self) -> Mapping[MatterId, dt.datetime]:
        """Return the matters that this person opened last in Clio, with when."""
        newest = ("order", "accessed_at(desc)")
        request = wire.get("log_entries", newest, ("limit", str(RECENT)), fields=firm_shapes.OPENED_FIELDS)
        rows = next(self._client.pages(request, lane=Lane.MIRROR)).rows
        found = [each for each in map(firm_shapes.opened, rows) if each]
        return dict(reversed(found))  # the latest time of each stays

    def calendar(
        self, first_day: dt.date, last_day: dt.date, *, unhurried: bool = False
    ) -> Sequence[Meeting]:
        """Return the meetings in the signed-in person's own calendar; what lasts a whole day is none.

        `unhurried`: nobody waits for them, so they come out of the mirror's half of the limit.
        """
        lane = Lane.MIRROR if unhurried else Lane.WORK
        own = self._own_calendar
        if own is None:
            asked = wire.get("users/who_am_i", fields=diary.CALENDAR_FIELDS)
            own = self._own_calendar = diary.own_calendar(self._client.record(asked, lane=lane))
        begin, end = own.bounds(first_day, last_day)
        query = [("from", moment(begin)), ("to", moment(end)), ("expanded", "true")]
        if own.id is not None:
            query.append(("calendar_id", str(own.id)))
        rows = self._list("calendar_entries", *query, fields=diary.MEETING_FIELDS, lane=lane)
        found = [each for each in map(diary.meeting, rows) if each]
        return [each for each in found if each.start < end and each.end > begin]

    def _every_matter(self, progress: Progress) -> Iterator[Matter]:
        """People first: a matter is complete when it is yielded. Both lists are begun at once, for their lengths."""
        people_pages = self._pages("relationships", fields=shapes.RELATIONSHIP_FIELDS)
        matter_pages = self._pages("matters", OPEN, BY_ID, fields=shapes.MATTER_FIELDS)
        first_people, first_matters = next(people_pages), next(matter_pages)
        of = (
            None
            if None in (first_people.of, first_matters.of)
            else (first_people.of or 0) + (first_matters.of or 0)
        )
        done = 0
        people: defaultdict[MatterId, list[Contact]] = defaultdict(list)
        for page in _chained(first_people, people_pages):
            _collect(page.rows, people)
            done += len(page.rows)
            progress(done, of)
        for page in _chained(first_matters, matter_pages):
            for row in page.rows:
                yield shapes.matter(row, people.get(shapes.matter_id(row), ()))
            done += len(page.rows)
            progress(done, of)

    def _changed_matters(self, since: dt.datetime) -> Iterator[Matter]:
        """Matters that changed, and matters whose people did.

        No filter by status, or closings would not be seen.
        """
        updated = ("updated_since", moment(since))
        changed = list(self._list("matters", updated, BY_ID, fields=shapes.MATTER_FIELDS))
        known = {shapes.matter_id(row) for row in changed}
        changed += self._rows_of(sorted(set(self._people(updated)) - known))
        people = self._people_of([shapes.matter_id(row) for row in changed]) if changed else {}
        for row in changed:
            yield shapes.matter(row, people.get(shapes.matter_id(row), ()))

    def _rows_of(self, matters: Sequence[MatterId]) -> list[wire.Json]:
        rows: list[wire.Json] = []
        for start in range(0, len(matters), IDS_PER_REQUEST):
            ids = [("ids[]", str(each)) for each in matters[start : start + IDS_PER_REQUEST]]
            rows += self._list("matters", *ids, fields=shapes.MATTER_FIELDS)
        return rows

    def _people_of(self, matters: Sequence[MatterId]) -> People:
        """Matter by matter, or everybody's at once: whichever takes fewer requests."""
        if len(matters) > FEW_MATTERS:
            pages = self._pages("relationships", fields=shapes.RELATIONSHIP_FIELDS)
            first = next(pages)
            if first.of is None or first.of <= wire.PAGE * (len(matters) + 1):
                found: defaultdict[MatterId, list[Contact]] = defaultdict(list)
                for page in _chained(first, pages):
                    _collect(page.rows, found)
                return found
        return {matter: self._people(("matter_id", str(matter))).get(matter, ()) for matter in matters}

    def _people(self, *query: tuple[str, str]) -> People:
        """Who is related to which matter; the client is not among them."""
        found: defaultdict[MatterId, list[Contact]] = defaultdict(list)
        _collect(self._list("relationships", *query, fields=shapes.RELATIONSHIP_FIELDS), found)
        return found

    def _pages(self, resource: str, *query: tuple[str, str], fields: str) -> Iterator[wire.Page]:
        return self._client.pages(wire.get_list(resource, *query, fields=fields), lane=Lane.MIRROR)

    def _list(
        self, resource: str, *query: tuple[str, str], fields: str, lane: Lane = Lane.MIRROR
    ) -> Iterator[wire.Json]:
        for page in self._client.pages(wire.get_list(resource, *query, fields=fields), lane=lane):
            yield from page.rows


def moment(at: dt.datetime) -> str:
    """A moment with its offset: Clio refuses bare dates here."""
    return at.astimezone(dt.UTC).isoformat(timespec="seconds")


def _collect(
    rows: Iterator[wire.Json] | Sequence[wire.Json], people: defaultdict[MatterId, list[Contact]]
) -> None:
    for row in rows:
        if related := shapes.relationship(row):
            people[related[0]].append(related[1])


def _chained(first: wire.Page, rest: Iterator[wire.Page]) -> Iterator[wire.Page]:
    yield first
    yield from rest
