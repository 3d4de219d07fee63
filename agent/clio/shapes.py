"""Clio's records <-> our nouns, and every `fields` string that is sent. Pure.

Clio's quirks live here: a narrative is a `note`, time is a `quantity` in seconds, a status is capitalised in
answers, a fields string nests one level only and one unknown name in it makes Clio refuse the whole request. A
record that is not as documented raises Unreadable, without quoting it: it holds names.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from agent.clio.fields import date, id_of, maybe, maybe_number, moment, money, need, number, part
from agent.clio.time_zones import iana
from agent.clio.wire import Json
from agent.domain.ids import MatterId, RemoteId, TimekeeperId
from agent.domain.matter import Category, Contact, Matter, MatterStatus, Timekeeper
from agent.domain.push import Outgoing, Posted

USER_FIELDS = "id,name,email,time_zone,account{name}"
CATEGORY_FIELDS = "id,name,accessible_to_user,category_type,rate{amount,type,hierarchy}"
MATTER_FIELDS = (
    "id,display_number,description,status,billable,billing_method,"
    "client{id,name,primary_email_address,primary_phone_number},practice_area{id,name},"
    "custom_rate{type}"
)
RATE_KINDS = {"HourlyRate": "hourly", "FlatRate": "flat", "ContingencyFee": "contingency"}
CONTACT_FIELDS = "id,name,primary_email_address,primary_phone_number"
RELATIONSHIP_FIELDS = "id,matter{id},contact{id,name,primary_email_address,primary_phone_number}"
ACTIVITY_FIELDS = (
    "id,etag,type,date,quantity,rounded_quantity_in_hours,price,total,flat_rate,non_billable,no_charge,note,"
    "created_at,"
    "matter{id,display_number},user{id,name},activity_description{id},communication{id}"
)


def activity_data(entry: Outgoing) -> Json:
    """Return what is posted for one entry. No price unless the lawyer overrode the rate: Clio resolves it."""
    data: dict[str, Any] = {
        "type": "TimeEntry",
        "date": entry.date.isoformat(),
        "quantity": entry.seconds,
        "note": entry.narrative,
        "user": {"id": entry.user_id},
        "non_billable": not entry.billable,
        "no_charge": entry.no_charge,
    }
    if entry.price is not None:
        data["price"] = float(entry.price)  # cents survive: the shortest text of the number has them
    if entry.matter_id is not None:
        data["matter"] = {"id": entry.matter_id}
    if entry.log_id is not None:
        data["communication"] = {"id": entry.log_id}
    if entry.category_id is not None:
        data["activity_description"] = {"id": entry.category_id}
    return data


def posted(row: Json) -> Posted:
    """Read one time entry.

    A quantity hidden from this sign-in is unreadable: it could not be compared with what was sent.
    """
    return Posted(
        id=remote_id(row),
        date=date(row, "date"),
        seconds=round(number(row, "quantity")),
        narrative=maybe(row, "note", str) or "",
        matter_id=id_of(row, "matter", MatterId),
        user_id=id_of(row, "user", TimekeeperId),
        created_at=moment(row, "created_at"),
        rounded_hours=maybe_number(row, "rounded_quantity_in_hours"),
        price=money(row, "price"),
        total=money(row, "total"),
        billable=not maybe(row, "non_billable", bool),
        log_id=id_of(row, "communication", RemoteId),
        category_id=id_of(row, "activity_description", int),
        etag=maybe(row, "etag", str),
        no_charge=maybe(row, "no_charge", bool) is True,
        is_flat=maybe(row, "flat_rate", bool) is True,
    )


def matter(row: Json, people: Iterable[Contact] = ()) -> Matter:
    """Read one matter, with the people of its relationships; the client comes first and nobody twice.

    A client whose name is hidden from this sign-in leaves the name empty.
    """
    client = part(row, "client") or {}
    everyone = [contact(client), *people]
    return Matter(
        id=matter_id(row),
        display_number=need(row, "display_number", str),
        description=maybe(row, "description", str) or "",
        client_name=maybe(client, "name", str) or "",
        status=_status(need(row, "status", str)),
        contacts=tuple(dict.fromkeys(each for each in everyone if each)),
        practice_area=(maybe(part(row, "practice_area") or {}, "name", str)) or "",
        billing_method=maybe(row, "billing_method", str) or "hourly",
        billable=maybe(row, "billable", bool) is not False,
        client_id=maybe(client, "id", int),
        rate_kind=RATE_KINDS.get(maybe(part(row, "custom_rate") or {}, "type", str) or ""),
    )


def remote_id(row: Json) -> RemoteId:
    """Read the id of anything that was created."""
    return RemoteId(need(row, "id", int))


def matter_id(row: Json) -> MatterId:
    """Read a matter's id."""
    return MatterId(need(row, "id", int))


def contact(row: Json) -> Contact | None:
    """Read one person or company; None when the name is hidden from this sign-in."""
    name = maybe(row, "name", str)
    if not name:
        return None
    return Contact(
        name=name,
        email=maybe(row, "primary_email_address", str) or None,
        phone=maybe(row, "primary_phone_number", str) or None,
        id=maybe(row, "id", int),
    )


def relationship(row: Json) -> tuple[MatterId, Contact] | None:
    """Read who is related to which matter; None when this sign-in may not see one of the two."""
    its_matter, person = part(row, "matter"), contact(part(row, "contact") or {})
    return (matter_id(its_matter), person) if its_matter and person else None


def timekeeper(row: Json) -> Timekeeper:
    """Read a user. A zone that nobody knows leaves the Timekeeper's own default."""
    zone = iana(maybe(row, "time_zone", str) or "")
    known = {"time_zone": zone} if zone else {}
    return Timekeeper(
        id=TimekeeperId(need(row, "id", int)),
        name=need(row, "name", str),
        email=maybe(row, "email", str),
        firm=maybe(part(row, "account") or {}, "name", str) or "",
        **known,
    )


def category(row: Json) -> Category | None:
    """Read one kind of work; None when this sign-in may not use it."""
    if maybe(row, "accessible_to_user", bool) is False:
        return None
    rate = part(row, "rate") or {}
    flat = maybe(row, "category_type", str) == "flat fee"
    return Category(
        id=need(row, "id", int),
        name=need(row, "name", str),
        is_flat=flat,
        rate=money(rate, "amount") if flat or maybe(rate, "hierarchy", str) == "Activity" else None,
    )


def _status(said: str) -> MatterStatus:
    """`Open`, `Pending` or `Closed`; a status that Clio adds one day takes no work until somebody looks."""
    try:
        return MatterStatus(said.lower())
    except ValueError:
        return MatterStatus.CLOSED
