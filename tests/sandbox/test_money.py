"""agent/sandbox/money.py: rounding, which rate wins, and what Clio shows for each kind of entry."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import httpx
import pytest

from agent.sandbox import PracticeClio, money
from agent.sandbox.firm import Record
from tests.sandbox.conftest import post

MONEY = "price,total,non_billable_total,flat_rate,quantity,rounded_quantity,rounded_quantity_in_hours"


@pytest.mark.parametrize(
    ("seconds", "minutes", "rounded"),
    [
        (0, 6, 0), (1, 6, 360), (359, 6, 360), (360, 6, 360), (361, 6, 720), (420, 6, 720), (2700, 6, 2880),
        (1080, 1, 1080), (61, 1, 120), (901, 15, 1800), (10, 0, 60),
    ],
)  # fmt: skip
def test_time_is_rounded_up_to_the_increment(seconds: int, minutes: int, rounded: int) -> None:
    assert money.rounded_seconds(Decimal(seconds), minutes) == rounded


def test_every_tenth_of_an_hour_stays_itself() -> None:
    for units in range(1, 241):
        assert money.rounded_seconds(Decimal(units * 360), 6) == units * 360
        assert money.hours(Decimal(units * 360), decimal_rounding=True) == Decimal(units) / 10


def test_decimal_rounding_goes_up_to_two_places() -> None:
    assert money.hours(Decimal(1200), decimal_rounding=True) == Decimal("0.34")
    assert money.hours(Decimal(1200), decimal_rounding=False) == Decimal(1200) / 3600


@pytest.mark.parametrize(
    ("text", "seconds"), [("7m", 420), ("7", 420), ("3h", 10_800), ("2:15", 8_100), ("", None), ("x", None)]
)
def test_durations_are_read_as_people_type_them(text: str, seconds: int | None) -> None:
    assert money.duration_seconds(text) == seconds


def categories(clio: PracticeClio) -> dict[str, Record]:
    firm = clio.firm
    return {each["name"]: each for each in firm.all("activity_descriptions")}


def prepare(clio: PracticeClio, rates: set[str]) -> None:
    """Give matter 7001 (client 901, Ruth's default rate 420) these rates."""
    firm, ruth = clio.firm, clio.firm.named("users", "Ruth Calder")["id"]
    rows = [{"id": 1, "rate": 500.0, "user_id": None, "activity_description_id": None}]
    if "matter user" in rates:
        rows.append({"id": 2, "rate": 510.0, "user_id": ruth, "activity_description_id": None})
    if rates & {"matter", "matter user"}:
        custom = {"type": "HourlyRate", "on_invoice": False, "rates": rows}
        firm.change("matters", 7001, custom_rate=custom)
    if "client" in rates:
        firm.add("activity_rates", contact_id=901, user_id=None, rate=310.0, flat_rate=False)
    if "client user" in rates:
        firm.add("activity_rates", contact_id=901, user_id=ruth, rate=315.0, flat_rate=False)


@pytest.mark.parametrize(
    ("rates", "category", "typed", "price", "flat"),
    [
        (set(), None, None, 420.0, False),
        (set(), "Drafting", None, 420.0, False),
        (set(), "Travel", None, 210.0, False),
        ({"client"}, "Travel", None, 310.0, False),
        ({"client", "client user"}, None, None, 315.0, False),
        ({"client", "matter"}, "Travel", None, 500.0, False),
        ({"client", "matter", "matter user"}, "Travel", None, 510.0, False),
        ({"client", "matter"}, "First consultation", None, 330.0, True),
        ({"client", "matter"}, "First consultation", 99.5, 99.5, True),
        ({"client", "matter"}, None, 99.5, 99.5, False),
    ],
)
def test_the_highest_rate_of_the_hierarchy_wins(
    clio: PracticeClio,
    api: httpx.Client,
    rates: set[str],
    category: str | None,
    typed: float | None,
    price: float,
    flat: bool,
) -> None:
    prepare(clio, rates)
    sent: dict[str, Any] = {"matter": {"id": 7001}, "quantity": 1080}
    if category:
        sent["activity_description"] = {"id": categories(clio)[category]["id"]}
    if typed:
        sent["price"] = typed
    made = post(api, MONEY, **sent)
    assert (made["price"], made["flat_rate"]) == (price, flat)
    assert made["total"] == pytest.approx(price if flat else 0.3 * price)


def test_the_bakerys_lease_has_its_own_rate_for_everybody(clio: PracticeClio, api: httpx.Client) -> None:
    osman = clio.firm.named("users", "Daniel Osman")["id"]
    assert post(api, MONEY, user={"id": osman}, quantity=360)["total"] == 42.0
    assert post(api, MONEY, user={"id": osman}, quantity=360, matter={"id": 7001})["total"] == 39.0


def test_a_category_previews_its_rate(clio: PracticeClio, api: httpx.Client) -> None:
    ruth = clio.firm.named("users", "Ruth Calder")["id"]
    fields = {"fields": "name,rate{amount,type,hierarchy}"}

    def preview(matter: int) -> dict[str, tuple[float, str, str]]:
        asked = {"rate_for[matter_id]": matter, "rate_for[user_id]": ruth}
        rows = api.get("activity_descriptions.json", params={**fields, **asked}).json()["data"]
        return {each["name"]: tuple(each["rate"].values()) for each in rows}

    plain, special = preview(7001), preview(7000)
    assert plain["Drafting"] == (420.0, "User", "Default")
    assert plain["Travel"] == (210.0, "Custom", "Activity")
    assert plain["First consultation"] == (330.0, "FlatRate", "Activity")
    assert special["Drafting"] == (420.0, "Custom", "Matter")


def test_totals_use_the_rounded_time(api: httpx.Client) -> None:
    assert post(api, MONEY, quantity=420) == {
        "price": 420.0,
        "total": 84.0,
        "non_billable_total": 0.0,
        "flat_rate": False,
        "quantity": 420.0,
        "rounded_quantity": 720.0,
        "rounded_quantity_in_hours": 0.2,
    }


@pytest.mark.parametrize("flag", ["non_billable", "no_charge"])
def test_what_is_not_charged_comes_to_nil(api: httpx.Client, flag: str) -> None:
    made = post(api, f"{MONEY},{flag}", quantity=1080, **{flag: True})
    assert (made["total"], made["non_billable_total"], made[flag]) == (0.0, 126.0, True)


def test_an_expense_is_units_times_amount(clio: PracticeClio, api: httpx.Client) -> None:
    search = clio.firm.named("expense_categories", "Company search")["id"]
    sent = {
        "type": "ExpenseEntry",
        "quantity": 2,
        "expense_category": {"id": search},
        "tax_setting": "tax_1_only",
    }
    made = post(api, "price,total,tax_setting,quantity_in_hours,expense_category{name}", **sent)
    assert made == {
        "price": 22.0,
        "total": 44.0,
        "tax_setting": "tax_1_only",
        "quantity_in_hours": None,
        "expense_category": {"name": "Company search"},
    }
    assert post(api, "total", type="ExpenseEntry", quantity=1, price=22.5)["total"] == 22.5
