"""The firm as the practice system tells it: who has a sign-in there, and how it counts time and money."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from agent.domain.ids import TimekeeperId


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the firm with a sign-in: a fee earner, or somebody who works for one."""

    id: TimekeeperId
    name: str = field(repr=False)
    initials: str = field(default="", repr=False)
    email: str | None = field(default=None, repr=False)
    position: str = ""  # "Senior associate", as the firm calls it
    is_lawyer: bool = True
    is_active: bool = True  # whether the sign-in still works
    rate: Decimal | None = (
        None  # dollars an hour without GST where nothing else applies; None when it is hidden from us
    )
    time_zone: str | None = None
    category_id: int | None = None  # the kind of work that is taken when none is chosen


@dataclass(frozen=True, slots=True)
class BillingSettings:
    """How the firm rounds time, and the tax and currency of its bills."""

    minutes: int = 1  # time is rounded up to a multiple of these
    decimal_rounding: bool = False  # hours are then rounded up to two places
    currency: str = ""
    currency_sign: str = "$"
    tax_rate: Decimal | None = None  # percent
    tax_name: str = ""
    flat_time_not_billable: bool = False  # hourly time on flat and contingency matters
    utbms: bool = False  # whether entries carry the codes of the Uniform Task-Based Management System
