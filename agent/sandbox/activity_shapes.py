"""What activities, communications, calendar entries, recent matters, the timer and the billing settings answer when asked."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from agent.sandbox import money
from agent.sandbox.fields import Nested, Scope, Shape
from agent.sandbox.firm import Record
from agent.sandbox.matter_shapes import CATEGORY_BASE, MATTER_BASE, USER_BASE
from agent.sandbox.readable import AUD, STAMPS, Read, flat, inside, one, plain, when


def _sum(name: str) -> Read:
    return lambda scope, record: float(getattr(money.sums(record, scope.firm.billing), name))


def _bill_state(*states: str) -> Read:
    def read(scope: Scope, record: Record) -> bool:
        bill = scope.firm.find("bills", record["bill_id"])
        return bill is not None and bill["state"] in states

    return read


BILLED = _bill_state("awaiting_payment", "paid")
ON_BILL = _bill_state("draft", "awaiting_approval", "awaiting_payment", "paid")


def _only_time(read: Read) -> Read:
    return lambda scope, record: read(scope, record) if record["type"] == "TimeEntry" else None


ACTIVITY_BASE = Shape(
    plain(
        STAMPS + "type date quantity price note flat_rate non_billable no_charge reference tax_setting",
        quantity_in_hours=_only_time(lambda scope, record: record["quantity"] / 3600),
        rounded_quantity=_sum("rounded_quantity"),
        rounded_quantity_in_hours=_only_time(_sum("rounded_hours")),
        quantity_redacted=lambda scope, record: False,
        total=_sum("total"),
        non_billable_total=_sum("non_billable_total"),
        billed=BILLED,
        on_bill=ON_BILL,
        contingency_fee=lambda scope, record: False,
        currency=lambda scope, record: AUD,
    ),
    {},
)
EXPENSE_CATEGORY = flat(STAMPS + "name rate entry_type accessible_to_user tax_setting")
COMMUNICATION_BASE = flat(STAMPS + "subject body type date received_at")
CALENDAR_ENTRY_BASE = Shape(
    {
        **plain(STAMPS + "summary description location start_at end_at all_day calendar_owner_id"),
        "id": lambda scope, record: str(record["id"]),
    },
    {},
)
ACTIVITY = Shape(
    ACTIVITY_BASE.plain,
    {
        "matter": one("matters", MATTER_BASE, "matter_id"),
        "user": one("users", USER_BASE, "user_id"),
        "activity_description": one("activity_descriptions", CATEGORY_BASE, "activity_description_id"),
        "expense_category": one("expense_categories", EXPENSE_CATEGORY, "expense_category_id"),
        "communication": one("communications", COMMUNICATION_BASE, "communication_id"),
        "calendar_entry": one("calendar_entries", CALENDAR_ENTRY_BASE, "calendar_entry_id"),
        "bill": one("bills", flat(STAMPS + "number state type kind"), "bill_id"),
    },
)


def _time_entries(scope: Scope, communication: Record) -> list[Record]:
    return [each for each in scope.firm.activities if each["communication_id"] == communication["id"]]


def _participants(name: str) -> Nested:
    def find(scope: Scope, record: Record) -> list[Record]:
        return [_participant(scope, each) for each in record[name]]

    return Nested(flat(STAMPS + "type identifier secondary_identifier enabled name initials"), find)


def _participant(scope: Scope, reference: Record) -> Record:
    """A participant is asked for as `User` or `Contact` and answered as `User`, `Person` or `Company`."""
    if reference["type"] == "User":
        user = scope.firm.get("users", reference["id"])
        return {**user, "type": "User", "identifier": user["name"]}
    contact = scope.firm.get("contacts", reference["id"])
    return {**contact, "identifier": contact["name"], "enabled": True}


COMMUNICATION = Shape(
    {
        **COMMUNICATION_BASE.plain,
        "time_entries_count": lambda scope, record: len(_time_entries(scope, record)),
    },
    {
        "user": one("users", USER_BASE, "user_id"),
        "matter": one("matters", MATTER_BASE, "matter_id"),
        "senders": _participants("senders"),
        "receivers": _participants("receivers"),
        "external_properties": inside("external_properties", flat(STAMPS + "name value")),
        "time_entries": Nested(ACTIVITY_BASE, _time_entries),
    },
)
CALENDAR_ENTRY = Shape(
    CALENDAR_ENTRY_BASE.plain,
    {
        "matter": one("matters", MATTER_BASE, "matter_id"),
        "attendees": inside("attendees", flat(STAMPS + "type name enabled email")),
    },
)
LOG_ITEM = flat("id type identifier secondary_identifier")


def _log_item(scope: Scope, entry: Record) -> Record | None:
    """The matter that was opened, None when it was deleted since."""
    matter = scope.firm.find("matters", entry["matter_id"])
    return matter and {"id": matter["id"], "type": "Matter", "identifier": matter["display_number"]}


LOG_ENTRY = Shape(
    plain(STAMPS + "type accessed_at"),
    {"item": Nested(LOG_ITEM, _log_item), "user": one("users", USER_BASE, "user_id")},
)


def _elapsed_hours(scope: Scope, timer: Record) -> float:
    return (scope.firm.clock() - dt.datetime.fromisoformat(timer["start_time"])).total_seconds() / 3600


TIMER = Shape(
    {**plain(STAMPS), "start_time": when("start_time"), "elapsed_time": _elapsed_hours},
    {"activity": one("activities", ACTIVITY_BASE, "activity_id")},
)


def _rounded_duration(scope: Scope, billing: Record) -> float | None:
    """Seconds, rounded up as Clio would: a preview that creates nothing."""
    seconds = money.duration_seconds(scope.args.get("duration", ""))
    return None if seconds is None else float(money.rounded_seconds(Decimal(seconds), billing["rounding"]))


BILLING = Shape(
    plain(
        STAMPS
        + "rounding use_decimal_rounding currency currency_sign tax_rate tax_name apply_tax_by_default "
        "time_on_flat_rate_contingency_matters_is_non_billable use_secondary_tax secondary_tax_rate "
        "secondary_tax_rule secondary_tax_name notify_after_bill_created use_utbms_codes",
        rounded_duration=_rounded_duration,
    ),
    {},
)
