"""Clio's records <-> our nouns, and every `fields` string that is sent. Pure.

Clio's quirks live here: a narrative is a `note`, time is a `quantity` in seconds, a status is capitalised in
answers, a fields string nests one level only and one unknown name in it makes Clio refuse the whole request. A
record that is not as documented raises Unreadable, without quoting it: it holds names.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, TypeVar

from agent.clio.errors import Unreadable
from agent.clio.time_zones import iana
from agent.clio.wire import Json
from agent.domain.ids import MatterId, RemoteId, TimekeeperId
from agent.domain.matter import Category, Contact, Matter, MatterStatus, Timekeeper
from agent.domain.push import Outgoing, Posted

USER_FIELDS = "id,name,email,time_zone"
CATEGORY_FIELDS = "id,name,accessible_to_user"
MATTER_FIELDS = (
    "id,display_number,description,status,billable,billing_method,"
    "client{id,name,primary_email_address,primary_phone_number},practice_area{id,name}"
)
RELATIONSHIP_FIELDS = "id,matter{id},contact{id,name,primary_email_address,primary_phone_number}"
ACTIVITY_FIELDS = (
    "id,etag,type,date,quantity,rounded_quantity_in_hours,price,total,non_billable,note,created_at,"
    "matter{id,display_number},user{id,name},activity_description{id}"
)

_T = TypeVar("_T")


def activity_data(entry: Outgoing) -> Json:
    """Return what is posted for one entry. No price: Clio resolves the rate."""
    data: dict[str, Any] = {
        "type": "TimeEntry",
        "date": entry.date.isoformat(),
        "quantity": entry.seconds,
        "note": entry.narrative,
        "matter": {"id": entry.matter_id},
        "user": {"id": entry.user_id},
        "non_billable": not entry.billable,
    }
    if entry.category_id is not None:
        data["activity_description"] = {"id": entry.category_id}
    return data


def posted(row: Json) -> Posted:
    """Read one time entry.

    A quantity hidden from this sign-in is unreadable: it could not be compared with what was sent.
    """
    return Posted(
        id=RemoteId(_need(row, "id", int)),
        date=_date(row, "date"),
        seconds=round(_number(row, "quantity")),
        narrative=_maybe(row, "note", str) or "",
        matter_id=_id_of(row, "matter", MatterId),
        user_id=_id_of(row, "user", TimekeeperId),
        created_at=_moment(row, "created_at"),
        rounded_hours=_maybe_number(row, "rounded_quantity_in_hours"),
        price=_money(row, "price"),
        total=_money(row, "total"),
        billable=not _maybe(row, "non_billable", bool),
    )


def matter(row: Json, people: Iterable[Contact] = ()) -> Matter:
    """Read one matter, with the people of its relationships; the client comes first and nobody twice.

    A client whose name is hidden from this sign-in leaves the name empty.
    """
    client = _part(row, "client") or {}
    everyone = [contact(client), *people]
    return Matter(
        id=matter_id(row),
        display_number=_need(row, "display_number", str),
        description=_maybe(row, "description", str) or "",
        client_name=_maybe(client, "name", str) or "",
        status=_status(_need(row, "status", str)),
        contacts=tuple(dict.fromkeys(each for each in everyone if each)),
        practice_area=(_maybe(_part(row, "practice_area") or {}, "name", str)) or "",
        billing_method=_maybe(row, "billing_method", str) or "hourly",
        billable=_maybe(row, "billable", bool) is not False,
    )


def matter_id(row: Json) -> MatterId:
    """Read a matter's id."""
    return MatterId(_need(row, "id", int))


def contact(row: Json) -> Contact | None:
    """Read one person or company; None when the name is hidden from this sign-in."""
    name = _maybe(row, "name", str)
    if not name:
        return None
    return Contact(
        name=name,
        email=_maybe(row, "primary_email_address", str) or None,
        phone=_maybe(row, "primary_phone_number", str) or None,
    )


def relationship(row: Json) -> tuple[MatterId, Contact] | None:
    """Read who is related to which matter; None when this sign-in may not see one of the two."""
    its_matter, person = _part(row, "matter"), contact(_part(row, "contact") or {})
    return (matter_id(its_matter), person) if its_matter and person else None


def timekeeper(row: Json) -> Timekeeper:
    """Read a user. A zone that nobody knows leaves the Timekeeper's own default."""
    zone = iana(_maybe(row, "time_zone", str) or "")
    known = {"time_zone": zone} if zone else {}
    return Timekeeper(
        id=TimekeeperId(_need(row, "id", int)),
        name=_need(row, "name", str),
        email=_maybe(row, "email", str),
        **known,
    )


def category(row: Json) -> Category | None:
    """Read one kind of work; None when this sign-in may not use it."""
    if _maybe(row, "accessible_to_user", bool) is False:
        return None
    return Category(id=_need(row, "id", int), name=_need(row, "name", str))


def _status(said: str) -> MatterStatus:
    """`Open`, `Pending` or `Closed`; a status that Clio adds one day takes no work until somebody looks."""
    try:
        return MatterStatus(said.lower())
    except ValueError:
        return MatterStatus.CLOSED


def _need(row: Json, name: str, kind: type[_T]) -> _T:
    found = _maybe(row, name, kind)
    if found is None:
        raise Unreadable(f"a record of Clio's lacks `{name}`")
    return found


def _maybe(row: Json, name: str, kind: type[_T]) -> _T | None:
    found = row.get(name)
    if found is None or isinstance(found, kind):
        return found
    raise Unreadable(f"`{name}` of a record of Clio's is not as documented")


def _part(row: Json, name: str) -> Json | None:
    return _maybe(row, name, dict)


def _id_of(row: Json, name: str, named: Callable[[int], _T]) -> _T | None:
    part = _part(row, name)
    return named(_need(part, "id", int)) if part else None


def _number(row: Json, name: str) -> Decimal:
    found = _maybe_number(row, name)
    if found is None:
        raise Unreadable(f"a record of Clio's lacks `{name}`")
    return found


def _maybe_number(row: Json, name: str) -> Decimal | None:
    found = row.get(name)
    if isinstance(found, bool) or not isinstance(found, int | Decimal | None):
        raise Unreadable(f"`{name}` of a record of Clio's is not as documented")
    return None if found is None else Decimal(found)


def _money(row: Json, name: str) -> Decimal | None:
    """An amount in dollars and cents; Clio writes whole dollars without the cents."""
    found = _maybe_number(row, name)
    return None if found is None else found.quantize(Decimal("0.01"))


def _date(row: Json, name: str) -> dt.date:
    try:
        return dt.date.fromisoformat(_need(row, name, str))
    except ValueError:
        raise Unreadable(f"`{name}` of a record of Clio's is no date") from None


def _moment(row: Json, name: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(_need(row, name, str))
    except ValueError:
        raise Unreadable(f"`{name}` of a record of Clio's is no time") from None
    if moment.tzinfo is None:
        raise Unreadable(f"`{name}` of a record of Clio's has no offset")
    return moment
