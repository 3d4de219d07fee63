"""Creating, changing and deleting activities, with the price worked out as Clio does.

A price that is sent is kept. One that is not sent is resolved now; a change of matter, user or category resolves it
again, and a typed price is lost by that.
"""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from agent.sandbox import bodies, money
from agent.sandbox.activity_shapes import ACTIVITY, BILLED, ON_BILL
from agent.sandbox.behaviour import Behaviour
from agent.sandbox.fields import Scope, parse
from agent.sandbox.firm import Firm, Record
from agent.sandbox.gate import need, scope
from agent.sandbox.office import Office
from agent.sandbox.problems import forbidden, not_found, unprocessable
from agent.sandbox.reads import answer

EXPENSES = ("ExpenseEntry", "HardCostEntry", "SoftCostEntry")
REFERENCES = {
    "matter": "matters",
    "user": "users",
    "activity_description": "activity_descriptions",
    "expense_category": "expense_categories",
    "communication": "communications",
    "calendar_entry": "calendar_entries",
}
"""Body keys that point to another record, and its table."""

PRICING = ("matter_id", "user_id", "activity_description_id", "expense_category_id")
FLAGS = ("non_billable", "no_charge")


def routes(blueprint: Blueprint, office: Office) -> None:
    """Add POST, PATCH and DELETE of activities."""
    firm = office.firm

    @blueprint.post("/activities")
    def create() -> ResponseReturnValue:
        """Create one activity; the fields asked for are checked first."""
        need("Activities")
        parse(request.args.get("fields"), ACTIVITY)
        asking, sent = scope(office), bodies.data()
        return answer(
            office, ACTIVITY, firm.add("activities", **_created(asking, office.behaviour, sent)), 201
        )

    @blueprint.patch("/activities/<int:activity_id>")
    def change(activity_id: int) -> ResponseReturnValue:
        """Change what was sent of an activity; 412 when `If-Match` is behind, 422 once it is billed."""
        need("Activities")
        parse(request.args.get("fields"), ACTIVITY)
        asking, held = scope(office), _held(firm, activity_id)
        bodies.check_unchanged(held)
        if BILLED(asking, held):
            raise unprocessable("Activity has been billed and cannot be changed")
        changes = _changed(firm, office.behaviour, held, bodies.data())
        return answer(office, ACTIVITY, firm.change("activities", activity_id, **changes))

    @blueprint.delete("/activities/<int:activity_id>")
    def delete(activity_id: int) -> ResponseReturnValue:
        """Delete for good, unless it is on a bill."""
        need("Activities")
        if ON_BILL(scope(office), _held(firm, activity_id)):
            raise forbidden()
        firm.remove("activities", activity_id)
        return Response(status=204)


def _held(firm: Firm, activity_id: int) -> Record:
    activity = firm.find("activities", activity_id)
    if activity is None:
        raise not_found()
    return activity


def _created(asking: Scope, behaviour: Behaviour, sent: Record) -> Record:
    if sent.get("type") not in ("TimeEntry", *EXPENSES):
        raise unprocessable("Type is invalid")
    if "date" not in sent:
        raise unprocessable("Date can't be blank")
    is_time = sent["type"] == "TimeEntry"
    blank = {f"{key}_id": None for key in REFERENCES} | dict.fromkeys(FLAGS, False)
    values: Record = {
        **blank,
        "type": sent["type"],
        "user_id": asking.user["id"],
        "quantity": 0.0 if is_time else 1.0,
        "note": "",
        "bill_id": None,
        "reference": None,
        "tax_setting": None if is_time else "no_tax",
        **_read(asking.firm, sent),
    }
    if values["user_id"] != asking.user["id"]:
        if behaviour.time_for_others == "refused":
            raise forbidden()
        if behaviour.time_for_others == "made_own":
            values["user_id"] = asking.user["id"]
    _check_matter(asking.firm, behaviour, values["matter_id"])
    values |= _default_flags(asking.firm, behaviour, sent, values)
    return values | _priced(asking.firm, values, sent)


def _changed(firm: Firm, behaviour: Behaviour, held: Record, sent: Record) -> Record:
    changes = _read(firm, sent)
    after = held | changes
    if after["matter_id"] != held["matter_id"]:
        _check_matter(firm, behaviour, after["matter_id"])
    if "price" in sent or any(after[key] != held[key] for key in PRICING):
        changes |= _priced(firm, after, sent)
    return changes


def _read(firm: Firm, sent: Record) -> Record:
    """The parts of a body that Clio knows, checked."""
    values: Record = {}
    for key, table in REFERENCES.items():
        if (record := bodies.reference(firm, table, sent, key)) is not None:
            values[f"{key}_id"] = record["id"]
    if "date" in sent:
        values["date"] = bodies.date(sent["date"])
    if sent.get("quantity") is not None:
        values["quantity"] = bodies.number(sent["quantity"], "Quantity")
    if sent.get("note") is not None:
        values["note"] = bodies.text(sent["note"], "Note")
    values |= {flag: sent[flag] is True for flag in FLAGS if sent.get(flag) is not None}
    if sent.get("tax_setting") is not None:
        values["tax_setting"] = bodies.text(sent["tax_setting"], "Tax setting")
    return values


def _check_matter(firm: Firm, behaviour: Behaviour, matter_id: int | None) -> None:
    matter = firm.find("matters", matter_id)
    if matter and matter["status"] == "Closed" and behaviour.closed_matters_refuse:
        raise unprocessable("Matter is closed")


def _default_flags(firm: Firm, behaviour: Behaviour, sent: Record, values: Record) -> Record:
    """Time on a flat or contingency matter, when the firm and this server let the API decide."""
    matter = firm.find("matters", values["matter_id"])
    applies = (
        behaviour.flat_matters_default_to_non_billable
        and firm.billing["time_on_flat_rate_contingency_matters_is_non_billable"]
        and sent.get("non_billable") is None
        and sent["type"] == "TimeEntry"
        and matter is not None
        and matter["billing_method"] != "hourly"
    )
    return {"non_billable": True} if applies else {}


def _priced(firm: Firm, values: Record, sent: Record) -> Record:
    category = firm.find("activity_descriptions", values["activity_description_id"])
    if values["type"] in EXPENSES:
        expense = firm.find("expense_categories", values["expense_category_id"])
        default = float(expense["rate"] or 0) if expense else 0.0
        price, flat = default, False
    else:
        user, matter = firm.get("users", values["user_id"]), firm.find("matters", values["matter_id"])
        rate = money.resolve(firm, user=user, matter=matter, category=category)
        price, flat = float(rate.amount), rate.flat
    if sent.get("price") is not None:
        price = bodies.number(sent["price"], "Price")
    return {"price": price, "flat_rate": flat}
