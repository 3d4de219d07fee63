"""agent/clio/shapes.py: Clio's records and our nouns."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.clio import rate_shapes, shapes
from agent.clio.errors import Unreadable
from agent.domain.matter import Category, Contact, MatterStatus
from tests.clio.fakes import CANARY, a_matter_row, an_activity, an_outgoing


def decimals(row: dict[str, Any]) -> dict[str, Any]:
    """A record as `wire` reads it: numbers with a point are Decimal."""
    return {name: Decimal(str(value)) if isinstance(value, float) else value for name, value in row.items()}


def test_the_fields_that_are_asked_for() -> None:
    assert shapes.ACTIVITY_FIELDS == (
        "id,etag,type,date,quantity,rounded_quantity_in_hours,price,total,flat_rate,non_billable,no_charge,note,"
        "created_at,matter{id,display_number},user{id,name},activity_description{id},communication{id}"
    )
    assert shapes.MATTER_FIELDS == (
        "id,display_number,description,status,billable,billing_method,"
        "client{id,name,primary_email_address,primary_phone_number},practice_area{id,name},"
        "custom_rate{type}"
    )
    assert (
        shapes.RELATIONSHIP_FIELDS
        == "id,matter{id},contact{id,name,primary_email_address,primary_phone_number}"
    )
    assert shapes.CATEGORY_FIELDS == "id,name,accessible_to_user,category_type,rate{amount,type,hierarchy}"
    assert shapes.USER_FIELDS == "id,name,email,time_zone,account{name}"


def test_an_entry_is_sent_in_seconds_and_without_a_price() -> None:
    assert shapes.activity_data(an_outgoing(category_id=778, billable=False)) == {
        "type": "TimeEntry",
        "date": "2026-11-20",
        "quantity": 1080,
        "note": "Telephone attendance on client re guarantee",
        "matter": {"id": 7000},
        "user": {"id": 345678},
        "non_billable": True,
        "no_charge": False,
        "activity_description": {"id": 778},
    }


@pytest.mark.parametrize(
    ("billable", "no_charge", "flags"),
    [(True, False, (False, False)), (False, True, (True, True)), (False, False, (True, False))],
)
def test_both_flags_of_charging_are_always_sent_and_read_back(
    billable: bool, no_charge: bool, flags: tuple[bool, bool]
) -> None:
    sent = shapes.activity_data(an_outgoing(billable=billable, no_charge=no_charge))
    assert (sent["non_billable"], sent["no_charge"]) == flags
    got = shapes.posted(decimals(an_activity(non_billable=flags[0], no_charge=flags[1], flat_rate=True)))
    assert (got.billable, got.no_charge, got.is_flat) == (billable, no_charge, True)


def test_a_price_is_sent_only_where_the_lawyer_overrode_the_rate() -> None:
    assert "price" not in shapes.activity_data(an_outgoing())
    assert shapes.activity_data(an_outgoing(price=Decimal("412.35")))["price"] == 412.35


def test_what_a_category_would_cost_says_where_its_rate_comes_from() -> None:
    def row(amount: float | None, kind: str, hierarchy: str) -> dict[str, Any]:
        return decimals_in({"id": 5, "rate": {"amount": amount, "type": kind, "hierarchy": hierarchy}})

    def decimals_in(category: dict[str, Any]) -> dict[str, Any]:
        return {**category, "rate": decimals(category["rate"])}

    found = [
        rate_shapes.quote(row(500.0, "Custom", "Matter")),
        rate_shapes.quote(row(460.0, "Custom", "Client")),
        rate_shapes.quote(row(480.0, "Custom", "Activity")),
        rate_shapes.quote(row(330.0, "FlatRate", "Activity")),
        rate_shapes.quote(row(420.0, "User", "Default")),
    ]
    assert [q.rate.source for q in found if q] == ["matter", "client", "category", "flat", "user"]
    assert rate_shapes.quote(row(None, "Custom", "Matter")) is None  # hidden from this sign-in


def test_an_entry_without_a_category_sends_none() -> None:
    assert "activity_description" not in shapes.activity_data(an_outgoing())


@given(st.integers(1, 240))
def test_every_tenth_of_an_hour_comes_back_as_it_was_sent(units: int) -> None:
    sent = shapes.activity_data(an_outgoing(seconds=units * 360))
    assert shapes.posted(decimals(an_activity(quantity=float(sent["quantity"])))).seconds == units * 360


def test_what_clio_made_of_an_entry_is_read_back_exactly() -> None:
    got = shapes.posted(decimals(an_activity(total=0.1)))
    assert (got.id, got.seconds, got.rounded_hours, got.price) == (
        98765432,
        1080,
        Decimal("0.3"),
        Decimal("420.0"),
    )
    assert got.total == Decimal("0.1")
    assert got.created_at == dt.datetime(2026, 11, 19, 23, 31, 2, tzinfo=dt.UTC)
    assert got.is_like(an_outgoing())


def test_rates_hidden_from_this_sign_in_are_unknown_and_not_nil() -> None:
    got = shapes.posted(decimals(an_activity(price=None, total=None, rounded_quantity_in_hours=None)))
    assert (got.price, got.total, got.rounded_hours) == (None, None, None)


def test_an_entry_without_matter_or_note_can_be_read() -> None:
    got = shapes.posted(decimals(an_activity(matter=None, note=None)))
    assert (got.matter_id, got.narrative) == (None, "")


@pytest.mark.parametrize(
    "broken",
    [
        {"id": "98765432"},
        {"id": None},
        {"quantity": None},
        {"quantity": "1080"},
        {"quantity": True},
        {"date": "20/11/2026"},
        {"date": None},
        {"created_at": "2026-11-20T10:31:02"},
        {"created_at": CANARY},
        {"note": [CANARY]},
        {"matter": 7000},
        {"user": {"name": CANARY}},
    ],
)
def test_a_record_that_is_not_as_documented_is_unreadable_and_not_quoted(broken: dict[str, Any]) -> None:
    with pytest.raises(Unreadable) as caught:
        shapes.posted(decimals(an_activity(**broken)))
    assert CANARY not in repr(caught.value) + repr(caught.value.__cause__)


@pytest.mark.parametrize(
    ("said", "status"),
    [("Open", MatterStatus.OPEN), ("Pending", MatterStatus.PENDING), ("Closed", MatterStatus.CLOSED)],
)
def test_a_matters_status_is_read(said: str, status: MatterStatus) -> None:
    assert shapes.matter(a_matter_row(status=said)).status is status


def test_a_status_nobody_knows_takes_no_work() -> None:
    assert shapes.matter(a_matter_row(status="Archived")).is_closed


def test_a_matter_knows_its_client_and_its_people_once_each() -> None:
    hale = Contact("Marcus Hale", "marcus@copperkettle.example.com", "0400 000 417")
    got = shapes.matter(a_matter_row(), [hale, hale])
    assert got.client_name == "Copper Kettle Bakery Pty Ltd"
    assert got.practice_area == "Property"
    assert got.contacts == (
        Contact("Copper Kettle Bakery Pty Ltd", "office@copperkettle.example.com", None, 900),
        hale,
    )


def test_a_matter_whose_client_is_hidden_can_be_read() -> None:
    got = shapes.matter(a_matter_row(client=None, practice_area=None, description=None, billing_method=None))
    assert (got.client_name, got.contacts, got.billing_method) == ("", (), "hourly")


def test_a_matter_keeps_how_it_is_billed() -> None:
    got = shapes.matter(a_matter_row(billable=False, billing_method="flat"))
    assert (got.billable, got.billing_method) == (False, "flat")


HALE = {"id": 2, "name": "Marcus Hale"}


@pytest.mark.parametrize(
    ("its_matter", "person"), [(None, HALE), ({"id": 7000}, None), ({"id": 7000}, {"id": 2, "name": None})]
)
def test_a_relationship_to_something_hidden_is_left_out(its_matter: object, person: object) -> None:
    assert shapes.relationship({"id": 1, "matter": its_matter, "contact": person}) is None
    assert shapes.relationship({"id": 1, "matter": {"id": 7000}, "contact": HALE}) == (
        7000,
        Contact("Marcus Hale", id=2),
    )


def test_a_user_with_an_unknown_zone_keeps_the_default() -> None:
    row = {"id": 345678, "name": "Ruth Calder", "email": None, "time_zone": "Kakariki"}
    assert shapes.timekeeper(row).time_zone == "Australia/Sydney"
    assert shapes.timekeeper({**row, "time_zone": "Auckland"}).time_zone == "Pacific/Auckland"


def test_a_category_not_open_to_this_person_is_left_out() -> None:
    row = {"id": 778, "name": "Telephone attendance", "accessible_to_user": True}
    assert shapes.category(row) == Category(778, "Telephone attendance")
    assert shapes.category({**row, "accessible_to_user": False}) is None
