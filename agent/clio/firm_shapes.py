"""The firm's people and billing settings as Clio tells them. Pure, with every `fields` string."""

from __future__ import annotations

import datetime as dt

from agent.clio.fields import id_of, maybe, maybe_number, moment, money, need, part
from agent.clio.time_zones import iana
from agent.clio.wire import Json
from agent.domain.firm import BillingSettings, Member
from agent.domain.ids import MatterId, TimekeeperId

MEMBER_FIELDS = (
    "id,name,initials,email,enabled,subscription_type,rate,time_zone,default_activity_description{id},"
    "job_title{name}"
)
OPENED_FIELDS = "id,type,accessed_at,item{id}"
BILLING_FIELDS = (
    "rounding,use_decimal_rounding,currency,currency_sign,tax_rate,tax_name,"
    "time_on_flat_rate_contingency_matters_is_non_billable,use_utbms_codes"
)


def member(row: Json) -> Member:
    """Read one user. A rate that is hidden from this sign-in is null."""
    return Member(
        id=TimekeeperId(need(row, "id", int)),
        name=need(row, "name", str),
        initials=maybe(row, "initials", str) or "",
        email=maybe(row, "email", str) or None,
        position=maybe(part(row, "job_title") or {}, "name", str) or "",
        is_lawyer=maybe(row, "subscription_type", str) != "NonAttorney",
        is_active=maybe(row, "enabled", bool) is not False,
        rate=money(row, "rate"),
        time_zone=iana(maybe(row, "time_zone", str) or ""),
        category_id=id_of(row, "default_activity_description", int),
    )


def billing(row: Json) -> BillingSettings:
    """Read the billing settings."""
    return BillingSettings(
        minutes=max(maybe(row, "rounding", int) or 1, 1),
        decimal_rounding=maybe(row, "use_decimal_rounding", bool) is True,
        currency=maybe(row, "currency", str) or "",
        currency_sign=maybe(row, "currency_sign", str) or "$",
        tax_rate=maybe_number(row, "tax_rate"),
        tax_name=maybe(row, "tax_name", str) or "",
        flat_time_not_billable=maybe(row, "time_on_flat_rate_contingency_matters_is_non_billable", bool)
        is True,
        utbms=maybe(row, "use_utbms_codes", bool) is True,
    )


def opened(row: Json) -> tuple[MatterId, dt.datetime] | None:
    """Read which matter was opened and when; None for anything else that was."""
    found = id_of(row, "item", MatterId)
    return (
        (found, moment(row, "accessed_at")) if maybe(row, "type", str) == "MatterLogEntry" and found else None
    )
