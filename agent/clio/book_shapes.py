"""What stands in Clio's books after a push <-> the ledger's nouns. Pure, with every `fields` string.

Clio answers `billed` for a bill that awaits payment or is paid, and `on_bill` for a draft too. A change sends only what
changes: whatever else stands in Clio stays as it is there. A removed record answers 404, or is left out of a list.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from agent.clio import shapes
from agent.clio.fields import date, id_of, maybe, moment, money, need, number, part
from agent.clio.wire import Json
from agent.domain.expense import ExpenseCategory
from agent.domain.ids import MatterId, TimekeeperId
from agent.domain.outlay import Outlay, PostedOutlay
from agent.domain.push import Outgoing, Posted
from agent.domain.standing import H, Standing, differences

EXPENSE_FIELDS = (
    "id,etag,type,date,quantity,price,total,note,created_at,tax_setting,"
    "matter{id,display_number},user{id,name},expense_category{id,name}"
)
EXPENSE_CATEGORY_FIELDS = "id,name,accessible_to_user"
NO_TAX, GST = "no_tax", "tax_1_only"
"""Clio's first tax is a firm's GST."""

ON_BILL_FIELDS = "billed,on_bill,bill{id,number,state}"
STANDING_FIELDS = f"{shapes.ACTIVITY_FIELDS},{ON_BILL_FIELDS}"
EXPENSE_STANDING_FIELDS = f"{EXPENSE_FIELDS},{ON_BILL_FIELDS}"


def standing(row: Json, seen_at: dt.datetime, read: Callable[[Json], H]) -> Standing[H]:
    """Read where one activity stands; `read` reads the activity itself."""
    return Standing(
        remote_id=shapes.remote_id(row),
        seen_at=seen_at,
        posted=read(row),
        on_bill=maybe(row, "on_bill", bool) is True,
        billed=maybe(row, "billed", bool) is True,
        bill=maybe(part(row, "bill") or {}, "number", str),
    )


def change_data(base: Posted, wanted: Outgoing) -> Json:
    """Return what is sent to make `wanted` of `base`. No price: Clio resolves the rate anew where it does."""
    parts: dict[str, dict[str, Any]] = {
        "date": {"date": wanted.date.isoformat()},
        "seconds": {"quantity": wanted.seconds},
        "narrative": {"note": wanted.narrative},
        "matter": {"matter": {"id": wanted.matter_id}},
        "user": {"user": {"id": wanted.user_id}},
        "charge": {"non_billable": not wanted.billable, "no_charge": wanted.no_charge},
        "category": {"activity_description": {"id": wanted.category_id}},
    }
    changed: dict[str, Any] = {}
    for each in differences(base, wanted):
        changed |= parts[each.what]
    return changed


def outlay_change_data(base: PostedOutlay, wanted: Outlay) -> Json:
    """Return what is sent to make `wanted` of `base`. The price always goes along: another kind of expense brings its own."""
    parts: dict[str, dict[str, Any]] = {
        "date": {"date": wanted.date.isoformat()},
        "quantity": {"quantity": 1},
        "narrative": {"note": wanted.narrative},
        "matter": {"matter": {"id": wanted.matter_id}},
        "user": {"user": {"id": wanted.user_id}},
        "kind": {"expense_category": {"id": wanted.category_id}},
        "tax": {"tax_setting": GST if wanted.taxed else NO_TAX},
        "price": {},
    }
    changed: dict[str, Any] = {"price": float(wanted.price)}
    for each in differences(base, wanted):
        changed |= parts[each.what]
    return changed


def outlay_data(sent: Outlay) -> Json:
    """Return what is posted for one expense: one of it at its sum without GST, which the bill adds."""
    return {
        "type": "ExpenseEntry",
        "date": sent.date.isoformat(),
        "quantity": 1,
        "price": float(sent.price),
        "note": sent.narrative,
        "user": {"id": sent.user_id},
        "matter": {"id": sent.matter_id},
        "expense_category": {"id": sent.category_id},
        "tax_setting": GST if sent.taxed else NO_TAX,
    }


def outlay(row: Json) -> PostedOutlay:
    """Read one expense."""
    return PostedOutlay(
        id=shapes.remote_id(row),
        date=date(row, "date"),
        price=money(row, "price"),
        quantity=number(row, "quantity"),
        narrative=maybe(row, "note", str) or "",
        matter_id=id_of(row, "matter", MatterId),
        user_id=id_of(row, "user", TimekeeperId),
        category_id=id_of(row, "expense_category", int),
        taxed=maybe(row, "tax_setting", str) not in (None, NO_TAX),
        created_at=moment(row, "created_at"),
        total=money(row, "total"),
        etag=maybe(row, "etag", str),
    )


def expense_category(row: Json) -> ExpenseCategory | None:
    """Read one kind of expense; None when this sign-in may not use it."""
    if maybe(row, "accessible_to_user", bool) is False:
        return None
    return ExpenseCategory(need(row, "id", int), need(row, "name", str))
