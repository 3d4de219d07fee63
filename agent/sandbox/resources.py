"""What can be read: each resource of the API with its table, fields, filters, orders and the permission it needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from agent.sandbox import activity_shapes, filters, matter_shapes
from agent.sandbox.fields import Scope, Shape
from agent.sandbox.filters import Filter, Test, before, contains, flag, one_of, reference, since
from agent.sandbox.firm import Record
from agent.sandbox.listing import Listing
from agent.sandbox.problems import bad_argument


@dataclass(frozen=True, slots=True)
class Resource:
    """One collection: `GET /<path>.json` and, when `single`, `GET /<path>/<id>.json`."""

    path: str
    permission: str
    shape: Shape
    keep: Mapping[str, Filter] = field(default_factory=dict)
    orders: tuple[str, ...] = ("id",)
    default_order: str = "id(asc)"
    limit: int = 200
    single: bool = True
    lags: bool = False
    own: bool = False
    """Whether everybody sees their own records only."""

    def listing(self, *, lag_seconds: float) -> Listing:
        """How its list behaves; the lag is for resources that Clio may show late."""
        lag = dt.timedelta(seconds=lag_seconds if self.lags else 0)
        return Listing(self.shape, self.keep, self.orders, self.default_order, self.limit, lag)


def _same(*words: str) -> dict[str, str]:
    return {word: word for word in words}


def _matter_texts(scope: Scope, matter: Record) -> list[str | None]:
    client = scope.firm.get("contacts", matter["client_id"])
    names = [client["name"], client["first_name"], client["last_name"]]
    return [matter["display_number"], str(matter["number"]), matter["description"], *names]


def _contact_texts(scope: Scope, contact: Record) -> list[str | None]:
    """Phone numbers are compared as typed: +61400000417 does not find 0400 000 417."""
    emails = [each["address"] for each in contact["email_addresses"]]
    return [contact["name"], *emails, *(each["number"] for each in contact["phone_numbers"])]


def _activity_status(scope: Scope, text: str) -> Test:
    def state(record: Record) -> set[str]:
        if activity_shapes.BILLED(scope, record):
            return {"billed", "billable"}
        if record["non_billable"]:
            return {"non_billable"}
        if activity_shapes.ON_BILL(scope, record):
            return {"draft", "billable"}
        return {"unbilled", "billable"}

    words = set(text.split(","))
    if not words <= {"billed", "draft", "unbilled", "non_billable", "billable", "written_off"}:
        raise bad_argument("invalid value for status")
    return lambda record: bool(words & state(record))


def _property(scope: Scope, text: str) -> Test:
    """Name and value must be those of the same property."""
    asked = {
        "name": scope.args.get("external_property_name"),
        "value": scope.args.get("external_property_value"),
    }
    wanted = {key: value for key, value in asked.items() if value is not None}
    return lambda record: any(wanted.items() <= each.items() for each in record["external_properties"])


def _participant(scope: Scope, text: str) -> Test:
    wanted = {"id": filters.whole(text), "type": "Contact"}
    return lambda record: wanted in [*record["senders"], *record["receivers"]]


def _has_role(scope: Scope, text: str) -> Test:
    return lambda record: text in [role.lower() for role in record["roles"]]


def _flat_category(scope: Scope, text: str) -> Test:
    return lambda record: (record["category_type"] == "flat fee") is (text == "true")


def _ignored(scope: Scope, text: str) -> Test:
    """A parameter that is read elsewhere, checked here only for being a number."""
    filters.whole(text)
    return lambda record: True


USERS = Resource(
    "users",
    "Users",
    matter_shapes.USER,
    {
        "enabled": flag("enabled"),
        "name": contains(lambda scope, user: [user["name"]]),
        "role": _has_role,
        "subscription_type": one_of(
            "subscription_type", {"attorney": "Attorney", "nonattorney": "NonAttorney"}
        ),
    },
    orders=("id", "name", "first_name", "last_name", "initials", "email", "enabled", "subscription_type"),
    limit=2000,
)
MATTERS = Resource(
    "matters",
    "Matters",
    matter_shapes.MATTER,
    {
        "query": contains(_matter_texts),
        "status": one_of("status", {"open": "Open", "pending": "Pending", "closed": "Closed"}),
        "client_id": reference("client_id"),
        "responsible_attorney_id": reference("responsible_attorney_id"),
        "originating_attorney_id": reference("originating_attorney_id"),
        "practice_area_id": reference("practice_area_id"),
        "billable": flag("billable"),
    },
    orders=(
        "id",
        "display_number",
        "custom_number",
        "client.name",
        "practice_area.name",
        "responsible_attorney.name",
        "originating_attorney.name",
        "open_date",
        "close_date",
        "pending_date",
        "updated_at",
        "created_at",
    ),
)
CONTACTS = Resource(
    "contacts",
    "Contacts",
    matter_shapes.CONTACT,
    {
        "query": contains(_contact_texts),
        "type": one_of("type", _same("Person", "Company")),
        "client_only": lambda scope, text: lambda record: text != "true" or record["is_client"],
    },
    orders=("id", "name"),
)
ACTIVITIES = Resource(
    "activities",
    "Activities",
    activity_shapes.ACTIVITY,
    {
        "type": one_of("type", _same("TimeEntry", "ExpenseEntry", "HardCostEntry", "SoftCostEntry")),
        "user_id": reference("user_id"),
        "matter_id": reference("matter_id"),
        "communication_id": reference("communication_id"),
        "calendar_entry_id": reference("calendar_entry_id"),
        "activity_description_id": reference("activity_description_id"),
        "expense_category_id": reference("expense_category_id"),
        "flat_rate": flag("flat_rate"),
        "start_date": filters.from_day,
        "end_date": filters.to_day,
        "status": _activity_status,
        "query": contains(lambda scope, record: [record["note"]]),
    },
    orders=("id", "date", "note", "price", "total", "type", "updated_at", "user.name", "non_billable"),
    lags=True,
)
COMMUNICATIONS = Resource(
    "communications",
    "Communications",
    activity_shapes.COMMUNICATION,
    {
        "external_property_name": _property,
        "external_property_value": _property,
        "matter_id": reference("matter_id"),
        "user_id": reference("user_id"),
        "contact_id": _participant,
        "type": one_of("type", _same("PhoneCommunication", "EmailCommunication")),
        "date": lambda scope, text: lambda record: record["date"] == filters.day(text).isoformat(),
        "received_since": since("received_at"),
        "received_before": before("received_at"),
        "query": contains(lambda scope, record: [record["subject"], record["body"]]),
    },
    orders=("id", "date", "received_at"),
    lags=True,
)
CATEGORIES = Resource(
    "activity_descriptions",
    "Activities",
    matter_shapes.CATEGORY,
    {
        "flat_rate": _flat_category,
        "type": one_of("type", _same("clio", "utbms")),
        "rate_for[matter_id]": _ignored,
        "rate_for[user_id]": _ignored,
    },
)
EXPENSE_CATEGORIES = Resource(
    "expense_categories",
    "Activities",
    activity_shapes.EXPENSE_CATEGORY,
    {
        "entry_type": one_of("entry_type", _same("hard_cost", "soft_cost", "unassociated")),
        "query": contains(lambda scope, record: [record["name"]]),
    },
    orders=("id", "name", "rate", "entry_type"),
)
CALENDAR_ENTRIES = Resource(
    "calendar_entries",
    "Calendars",
    activity_shapes.CALENDAR_ENTRY,
    {
        "from": since("end_at"),
        "to": before("start_at"),
        "matter_id": reference("matter_id"),
        "calendar_id": reference("calendar_owner_id"),
        "query": contains(lambda scope, record: [record["summary"], record["description"]]),
    },
)
LOG_ENTRIES = Resource(
    "log_entries",
    "General",
    activity_shapes.LOG_ENTRY,
    orders=("id", "accessed_at"),
    default_order="accessed_at(desc)",
    single=False,
    own=True,
)
RELATIONSHIPS = Resource(
    "relationships",
    "Matters",
    matter_shapes.RELATIONSHIP,
    {"contact_id": reference("contact_id"), "matter_id": reference("matter_id")},
)
PRACTICE_AREAS = Resource("practice_areas", "General", matter_shapes.PRACTICE_AREA)
CLIENT_RATES = Resource(
    "activity_rates", "Contacts", matter_shapes.CLIENT_RATE, {"contact_id": reference("contact_id")}
)

ALL = (
    USERS,
    MATTERS,
    CONTACTS,
    ACTIVITIES,
    COMMUNICATIONS,
    CATEGORIES,
    EXPENSE_CATEGORIES,
    CALENDAR_ENTRIES,
    LOG_ENTRIES,
    RELATIONSHIPS,
    PRACTICE_AREAS,
    CLIENT_RATES,
)
