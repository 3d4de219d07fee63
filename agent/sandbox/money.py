"""Clio's arithmetic: rounding of time, which rate applies, what an activity comes to.

Rounding is always up to the firm's increment. The rate is the first of: a price typed on the entry; a flat category;
the matter's custom rate (the user's own before the firm's); the client's rate; the category's hourly rate; the user's
default rate. Prices are without GST.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Any

from agent.sandbox.firm import Firm, Record

HOUR = Decimal(3600)
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Rate:
    """A resolved rate. `kind` and `hierarchy` are Clio's words; a flat rate is the whole price."""

    amount: Decimal
    kind: str
    hierarchy: str

    @property
    def flat(self) -> bool:
        return self.kind == "FlatRate"


@dataclass(frozen=True, slots=True)
class Sums:
    """What Clio shows for an activity; seconds for time entries, plain units for expenses."""

    rounded_quantity: Decimal
    rounded_hours: Decimal
    total: Decimal
    non_billable_total: Decimal


def rounded_seconds(seconds: Decimal, minutes: int) -> int:
    """Round up to the firm's increment of so many minutes (6 minutes: 1 to 360 s -> 360)."""
    step = max(1, minutes) * 60
    return math.ceil(seconds / step) * step


def hours(seconds: Decimal, *, decimal_rounding: bool) -> Decimal:
    """Seconds as hours; with decimal rounding, up to two places."""
    exact = seconds / HOUR
    return exact.quantize(CENT, ROUND_CEILING) if decimal_rounding else exact


def sums(activity: Record, billing: Record) -> Sums:
    """Rounded time and totals of an activity: nil when it is not billable or not charged."""
    quantity, price = Decimal(str(activity["quantity"])), Decimal(str(activity["price"]))
    if activity["type"] == "TimeEntry":
        rounded = Decimal(rounded_seconds(quantity, billing["rounding"]))
        in_hours = hours(rounded, decimal_rounding=billing["use_decimal_rounding"])
        worth = price if activity["flat_rate"] else in_hours * price
    else:
        rounded, in_hours, worth = quantity, Decimal(0), quantity * price
    worth = worth.quantize(CENT, ROUND_HALF_UP)
    nil = activity["non_billable"] or activity["no_charge"]
    return Sums(rounded, in_hours, Decimal(0) if nil else worth, worth if nil else Decimal(0))


def resolve(firm: Firm, *, user: Record, matter: Record | None, category: Record | None) -> Rate:
    """The rate of a time entry for which no price was typed."""
    if category and category["rate"] is not None and category["category_type"] == "flat fee":
        return Rate(_decimal(category["rate"]), "FlatRate", "Activity")
    if matter and (special := _of_matter(matter, user, category)) is not None:
        return Rate(special, "Custom", "Matter")
    if matter and (special := _of_client(firm, matter["client_id"], user)) is not None:
        return Rate(special, "Custom", "Client")
    if category and category["rate"] is not None:
        return Rate(_decimal(category["rate"]), "Custom", "Activity")
    return Rate(_decimal(user["rate"]), "User", "Default")


def duration_seconds(text: str) -> int | None:
    """Seconds of a duration as people type it (`7m`, `3h`, `1h 30m`, `2:15`, plain minutes), or None."""
    if clock := re.fullmatch(r"(\d+):([0-5]\d)", text.strip()):
        return int(clock[1]) * 3600 + int(clock[2]) * 60
    if plain := re.fullmatch(r"(\d+)", text.strip()):
        return int(plain[1]) * 60
    parts = re.fullmatch(r"(?:(\d+(?:\.\d+)?)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?", text.strip())
    if not parts or not any(parts.groups()):
        return None
    return int(Decimal(parts[1] or 0) * HOUR) + int(parts[2] or 0) * 60


def _of_matter(matter: Record, user: Record, category: Record | None) -> Decimal | None:
    """A matter's custom hourly rate: the user's own first, then the one for everybody."""
    custom = matter["custom_rate"]
    if not custom or custom["type"] != "HourlyRate":
        return None
    fitting = [
        rate
        for rate in custom["rates"]
        if rate["activity_description_id"] in (None, category and category["id"])
    ]
    return _own_before_general(fitting, user)


def _of_client(firm: Firm, client_id: int, user: Record) -> Decimal | None:
    return _own_before_general(
        [rate for rate in firm.all("activity_rates") if rate["contact_id"] == client_id], user
    )


def _own_before_general(rates: list[Record], user: Record) -> Decimal | None:
    for wanted in (user["id"], None):
        for rate in rates:
            if rate["user_id"] == wanted:
                return _decimal(rate["rate"])
    return None


def _decimal(value: Any) -> Decimal:
    return Decimal(str(value))
