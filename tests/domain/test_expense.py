"""agent/domain/expense.py: both sums of an amount, what may leave, and the sums that a source names."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.domain.expense import (
    AUSTRALIA,
    NEW_ZEALAND,
    Expense,
    ExpenseStatus,
    Gst,
    chips,
    gst_rate,
    read_amount,
)
from agent.domain.ids import MatterId, RemoteId, TimekeeperId
from agent.domain.outlay import Outlay, PostedOutlay
from agent.errors import NotAllowedNow, NotReady
from tests.builders import NOON, TODAY, a_passage

USER = TimekeeperId(7)


def an_expense(**fields: Any) -> Expense:
    base = Expense(
        "x1", TODAY, "Ruth Calder", "ASIC company search", Decimal("22.50"), Gst.INCLUDED, AUSTRALIA,
        matter_id=MatterId(1), category_id=41,
    )  # fmt: skip
    return replace(base, **fields)


@pytest.mark.parametrize(
    ("amount", "gst", "rate", "without", "whole"),
    [
        ("110.00", Gst.INCLUDED, AUSTRALIA, "100.00", "110.00"),
        ("100.00", Gst.EXCLUDED, AUSTRALIA, "100.00", "110.00"),
        ("22.50", Gst.INCLUDED, AUSTRALIA, "20.45", "22.50"),
        ("115.00", Gst.INCLUDED, NEW_ZEALAND, "100.00", "115.00"),
        ("100.00", Gst.EXCLUDED, NEW_ZEALAND, "100.00", "115.00"),
        ("1250.00", Gst.NONE, AUSTRALIA, "1250.00", "1250.00"),
    ],
)
def test_both_sums(amount: str, gst: Gst, rate: Decimal, without: str, whole: str) -> None:
    made = an_expense(amount=Decimal(amount), gst=gst, rate=rate)
    assert (made.without_gst, made.with_gst) == (Decimal(without), Decimal(whole))


@given(st.decimals("0.01", "99999", places=2), st.sampled_from([AUSTRALIA, NEW_ZEALAND]))
def test_what_includes_gst_is_the_sum_without_it_and_the_tax_to_the_cent(
    amount: Decimal, rate: Decimal
) -> None:
    made = an_expense(amount=amount, rate=rate)
    again = an_expense(amount=made.without_gst, gst=Gst.EXCLUDED, rate=rate)
    assert abs(again.with_gst - amount) <= Decimal("0.01")


@pytest.mark.parametrize(
    ("zone", "rate"),
    [
        ("Australia/Perth", "0.10"),
        ("Pacific/Auckland", "0.15"),
        ("Pacific/Chatham", "0.15"),
        ("Europe/Dublin", "0"),
        ("Pacific/Fiji", "0"),
    ],
)
def test_the_rate_is_that_of_where_the_account_is(zone: str, rate: str) -> None:
    assert gst_rate(zone) == Decimal(rate)


@pytest.mark.parametrize(
    ("typed", "amount"), [("22.5", "22.50"), ("$1,250", "1250.00"), (" 7 ", "7.00"), ("$0.01", "0.01")]
)
def test_amounts_as_they_are_typed(typed: str, amount: str) -> None:
    assert read_amount(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["", "0", "-5", "1.234", "12,50", "about 20", "1e3", "99999999", "٣"])
def test_anything_else_is_no_amount(typed: str) -> None:
    with pytest.raises(NotReady):
        read_amount(typed)


def test_a_sum_is_offered_with_the_words_it_was_said_in() -> None:
    said = [
        a_passage(1, text="The search was $22.50."),
        a_passage(2, text="Filing costs $1,250 even, rent is $22."),
    ]
    found = chips(["ASIC search $22.50", "Filing fee $1,250", "Rent $22", "Interest 8%"], said)
    assert [(c.amount, c.passage) for c in found] == [
        (Decimal("22.50"), "s1"),
        (Decimal("1250.00"), "s2"),
        (Decimal("22.00"), "s2"),
    ]
    assert found[0].quote == "The search was $22.50."


def test_a_sum_that_no_passage_says_is_not_offered() -> None:
    assert chips(["Rent $6,200 a month"], [a_passage(1, text="rent six thousand two hundred")]) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [({"matter_id": None}, "matter"), ({"narrative": " "}, "for"), ({"category_id": None}, "kind")],
)
def test_what_is_missing_is_said(change: dict[str, Any], words: str) -> None:
    assert words in (an_expense(**change).what_is_missing() or "")


def test_what_may_never_leave() -> None:
    assert Outlay.of(an_expense(), USER).unfit(TODAY) is None
    for change, code in (
        ({"matter_id": None}, "no_matter"),
        ({"narrative": ""}, "no_narrative"),
        ({"date": TODAY + dt.timedelta(days=1)}, "in_the_future"),
        ({"amount": Decimal("0.00")}, "no_amount"),
    ):
        unfit = Outlay.of(an_expense(**change), USER).unfit(TODAY)
        assert unfit is not None
        assert unfit[0] == code


def test_an_echo_that_differs_is_told() -> None:
    sent = Outlay.of(an_expense(), USER)
    held = PostedOutlay(
        RemoteId(1), sent.date, sent.price, Decimal(1), sent.narrative, sent.matter_id, sent.user_id, sent.category_id,
        sent.taxed, NOON,
    )  # fmt: skip
    assert held.difference(sent) is None
    for change, code in (
        ({"price": Decimal("1.00")}, "price_differs"),
        ({"quantity": Decimal(2)}, "quantity_differs"),
        ({"taxed": False}, "tax_differs"),
        ({"category_id": 1}, "category_differs"),
    ):
        differs = replace(held, **change).difference(sent)
        assert differs is not None
        assert differs[0] == code


def test_what_was_sent_is_no_longer_edited() -> None:
    pushed = an_expense().pushed()
    assert pushed.status is ExpenseStatus.PUSHED
    with pytest.raises(NotAllowedNow):
        pushed.revised(narrative="x")
    assert "ASIC" not in repr(pushed)
