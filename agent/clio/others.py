"""What Clio shows of everybody's time on a matter, and the signed-in person's running timer. Pure, with every `fields` string.

A firm may hide hours from other people ("Activity Hours Visibility"): such an entry is marked redacted and has no quantity. A
timer names its activity by the activity's own plain fields only, so the matter takes one more request.
"""

from __future__ import annotations

from agent.clio.fields import date, id_of, maybe, maybe_number, moment, need, part
from agent.clio.wire import Json
from agent.domain.already import There, Timer
from agent.domain.ids import MatterId, RemoteId, TimekeeperId

THERE_FIELDS = "id,date,quantity,quantity_redacted,note,matter{id},user{id,name}"
TIMER_FIELDS = "id,start_time,activity{id}"
TIMED_FIELDS = "id,note,matter{id}"


def there(row: Json) -> There:
    """Read one time entry of anybody's."""
    quantity = maybe_number(row, "quantity")
    hidden = quantity is None or maybe(row, "quantity_redacted", bool) is True
    return There(
        id=RemoteId(need(row, "id", int)),
        date=date(row, "date"),
        matter_id=id_of(row, "matter", MatterId),
        user_id=id_of(row, "user", TimekeeperId),
        who=maybe(part(row, "user") or {}, "name", str) or "",
        seconds=None if quantity is None or hidden else round(quantity),
        narrative=maybe(row, "note", str) or "",
    )


def timed(row: Json) -> int | None:
    """Read which activity a timer runs for."""
    return id_of(row, "activity", int)


def timer(row: Json, activity: Json) -> Timer:
    """Read a timer and the activity that it runs for."""
    return Timer(
        since=moment(row, "start_time"),
        matter_id=id_of(activity, "matter", MatterId),
        narrative=maybe(activity, "note", str) or "",
    )
