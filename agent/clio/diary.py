"""A fee earner's days as Clio tells them: time entries by their day, meetings by their time. Pure, with every `fields` string.

An entry has no time of day in Clio; a meeting's id is text there, an entry's a number.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from dataclasses import dataclass
from typing import Any

from agent.clio.fields import date, id_of, maybe, maybe_number, moment, need, number, part
from agent.clio.time_zones import iana
from agent.clio.wire import Json
from agent.domain.diary import Meeting, Recorded
from agent.domain.ids import MatterId, RemoteId
from agent.domain.matter import Timekeeper

RECORDED_FIELDS = "id,date,quantity,rounded_quantity_in_hours,note,non_billable,matter{id,display_number},calendar_entry{id}"
MEETING_FIELDS = "id,summary,start_at,end_at,all_day,matter{id,display_number},attendees{name}"
CALENDAR_FIELDS = "id,time_zone,default_calendar_id"


@dataclass(frozen=True, slots=True)
class OwnCalendar:
    """The signed-in person's own calendar; None shows all that this sign-in may see."""

    id: int | None
    zone: dt.tzinfo

    def bounds(self, first_day: dt.date, last_day: dt.date) -> tuple[dt.datetime, dt.datetime]:
        """Return when the first day begins and the last one ends, where this person is."""
        after = last_day + dt.timedelta(days=1)
        return _midnight(first_day, self.zone), _midnight(after, self.zone)


def own_calendar(row: Json) -> OwnCalendar:
    """Read which calendar is this person's, and in which zone their days lie."""
    zone = iana(maybe(row, "time_zone", str) or "") or Timekeeper.__dataclass_fields__["time_zone"].default
    return OwnCalendar(maybe(row, "default_calendar_id", int), zoneinfo.ZoneInfo(str(zone)))


def recorded(row: Json) -> Recorded:
    """Read one time entry."""
    return Recorded(
        id=RemoteId(need(row, "id", int)),
        date=date(row, "date"),
        seconds=round(number(row, "quantity")),
        narrative=maybe(row, "note", str) or "",
        matter_id=id_of(row, "matter", MatterId),
        matter=maybe(part(row, "matter") or {}, "display_number", str),
        rounded_hours=maybe_number(row, "rounded_quantity_in_hours"),
        billable=not maybe(row, "non_billable", bool),
        meeting=_text((part(row, "calendar_entry") or {}).get("id")),
    )


def meeting(row: Json) -> Meeting | None:
    """Read one meeting; None for what lasts the whole day or no time at all."""
    start, end = moment(row, "start_at"), moment(row, "end_at")
    if maybe(row, "all_day", bool) or end <= start:
        return None
    people = maybe(row, "attendees", list) or []
    return Meeting(
        id=_text(row.get("id")) or "",
        title=maybe(row, "summary", str) or "",
        start=start,
        end=end,
        matter_id=id_of(row, "matter", MatterId),
        matter=maybe(part(row, "matter") or {}, "display_number", str),
        people=tuple(name for each in people if (name := maybe(each, "name", str))),
    )


def _midnight(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), zone)


def _text(id: Any) -> str | None:
    return None if id is None else str(id)
