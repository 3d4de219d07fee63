"""What Tenth expects an entry to cost, held against what practice Clio makes of it, on every step of the hierarchy of rates."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from agent.domain.matter import Matter
from agent.domain.push import Outgoing, Posted
from agent.domain.rates import Estimate, Made, Rounding, estimate, explained, without_category
from agent.sandbox import PracticeClio
from tests.clio.fakes import Bench

HOURLY = {"type": "HourlyRate", "on_invoice": False}


def a_rate(amount: float, *, user: int | None = None, category: int | None = None) -> dict[str, Any]:
    """Return one of a matter's own rates."""
    return {"id": 1, "rate": amount, "user_id": user, "activity_description_id": category}


def an_hourly_matter(home: Bench) -> Matter:
    """Return the first hourly matter without a rate of its own."""
    found = home.practice.matters(since=None, progress=lambda done, of: None)
    return next(m for m in found if m.billing_method == "hourly" and m.rate_kind is None)


def sent(home: Bench, matter: Matter, **changes: Any) -> Outgoing:
    """Return three units by whoever is signed in."""
    base = Outgoing(dt.date(2026, 11, 20), 1080, "Advising on rent", matter.id, home.practice.who().id, True)
    return replace(base, **changes)


class Foreseen:
    """The estimate as the mirror can make it, everything read once."""

    def __init__(self, home: Bench, matter: Matter) -> None:
        self.home, self.who = home, home.practice.who().id
        self.quotes = home.practice.quotes(matter.id, self.who)
        self.own = next(m.rate for m in home.practice.users() if m.id == self.who)
        billing = home.practice.billing_settings()
        self.rounding = Rounding(billing.minutes, billing.decimal_rounding)

    def of(self, entry: Outgoing) -> Estimate | None:
        """Return what an entry should come to."""
        by_category = next((q.rate for q in self.quotes if q.category_id == entry.category_id), None)
        rate = by_category or without_category(self.quotes, self.own)
        return estimate(rate, entry.seconds, self.rounding, charged=entry.billable)

    def compare(self, entry: Outgoing) -> tuple[Estimate, Posted]:
        """Send an entry and return what was expected of it and what came."""
        before, after = self.of(entry), self.home.practice.create(entry)
        assert before is not None
        assert (before.rate.amount, before.rate.is_flat) == (after.price, after.is_flat)
        assert (before.total, before.hours) == (after.total, after.rounded_hours)
        return before, after


@pytest.mark.parametrize("rates", ["user", "matter", "matter for one", "matter for a category", "client"])
def test_on_every_step_the_estimate_is_what_clio_makes_with_and_without_a_category(
    home: Bench, firm: PracticeClio, rates: str
) -> None:
    matter, who = an_hourly_matter(home), home.practice.who().id
    categories = [None, *(each.id for each in home.practice.categories())]
    custom = {
        "matter": [a_rate(500)],
        "matter for one": [a_rate(500), a_rate(510, user=who)],
        "matter for a category": [a_rate(505, category=categories[1])],
    }
    if rates in custom:
        firm.firm.change("matters", matter.id, custom_rate={**HOURLY, "rates": custom[rates]})
    if rates == "client":
        client = firm.firm.get("matters", matter.id)["client_id"]
        firm.firm.add("activity_rates", contact_id=client, rate=455.0, user_id=None, flat_rate=False)
    foreseen, entry = Foreseen(home, matter), sent(home, matter)
    seen = {foreseen.compare(replace(entry, category_id=each))[0].rate.source for each in categories}
    assert "flat" in seen
    assert (rates.split()[0] if rates != "user" else "user") in seen


@pytest.mark.parametrize("minutes", [1, 6, 10, 15])
def test_the_firms_rounding_is_foreseen(
    home: Bench, firm: PracticeClio, minutes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(firm.firm.billing, "rounding", minutes)
    matter = an_hourly_matter(home)
    before, _ = Foreseen(home, matter).compare(sent(home, matter))
    assert before.minutes == minutes


def test_no_charge_stands_on_the_bill_at_nil_and_both_flags_come_back(home: Bench) -> None:
    matter = an_hourly_matter(home)
    entry = sent(home, matter, billable=False, no_charge=True)
    _, after = Foreseen(home, matter).compare(entry)
    assert (after.billable, after.no_charge, after.total) == (False, True, Decimal(0))
    assert after.difference(entry) is None
    assert (after.difference(replace(entry, no_charge=False)) or [""])[0] == "charge_differs"


def test_the_lawyers_own_rate_is_kept_by_clio_and_compared(home: Bench) -> None:
    entry = sent(home, an_hourly_matter(home), price=Decimal("412.35"))
    after = home.practice.create(entry)
    assert (after.price, after.total) == (Decimal("412.35"), Decimal("123.71"))
    assert after.difference(entry) is None
    assert (replace(after, price=Decimal("420.00")).difference(entry) or [""])[0] == "price_differs"


def test_no_price_is_sent_so_a_rate_changed_a_moment_ago_is_the_one_that_counts(
    home: Bench, firm: PracticeClio
) -> None:
    matter = an_hourly_matter(home)
    foreseen, entry = Foreseen(home, matter).of(sent(home, matter)), sent(home, matter)
    firm.firm.change("matters", matter.id, custom_rate={**HOURLY, "rates": [a_rate(777)]})
    after = home.practice.create(entry)
    assert after.price == Decimal("777.00")
    assert foreseen is not None
    made = Made(entry.seconds, after.rounded_hours, after.price, after.is_flat)
    assert explained(made, foreseen) == (
        f"$777.00 an hour by a rate in Clio that was not known here; expected ${foreseen.rate.amount}",
    )
