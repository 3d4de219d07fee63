"""agent/clio/firm_shapes.py: people and billing settings as Clio answers them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from agent.clio import firm_shapes, shapes
from agent.clio.errors import Unreadable
from agent.domain.firm import BillingSettings
from tests.clio.fakes import a_matter_row

USER = {
    "id": 340001, "name": "Hana Ngāta", "initials": "HN", "email": "hana@kestrellane.example", "enabled": True,
    "subscription_type": "Attorney", "rate": 360, "time_zone": "Auckland",
    "default_activity_description": {"id": 771}, "job_title": {"name": "Associate"},
}  # fmt: skip


def test_a_person_of_the_firm() -> None:
    hana = firm_shapes.member(USER)
    assert (hana.name, hana.position, hana.rate, hana.time_zone) == (
        "Hana Ngāta", "Associate", Decimal("360.00"), "Pacific/Auckland",
    )  # fmt: skip
    assert (hana.category_id, hana.is_lawyer, hana.is_active) == (771, True, True)


def test_what_is_hidden_of_a_person_is_left_empty() -> None:
    bare = firm_shapes.member(
        {"id": 1, "name": "Joan Pettifer", "rate": None, "subscription_type": "NonAttorney"}
    )
    assert (bare.rate, bare.email, bare.category_id, bare.is_lawyer) == (None, None, None, False)
    with pytest.raises(Unreadable):
        firm_shapes.member({"id": 1})


def test_billing_settings() -> None:
    read = firm_shapes.billing(
        {
            "rounding": 6, "use_decimal_rounding": True, "currency": "AUD", "currency_sign": "$", "tax_rate": Decimal("10.0"),
            "tax_name": "GST",
            "time_on_flat_rate_contingency_matters_is_non_billable": True, "use_utbms_codes": False,
        }
    )  # fmt: skip
    assert read == BillingSettings(6, True, "AUD", "$", Decimal("10.0"), "GST", True, False)
    assert firm_shapes.billing({"rounding": None}).minutes == 1


def test_a_matter_says_which_kind_of_rate_it_has() -> None:
    plain = shapes.matter(a_matter_row())
    own = shapes.matter(a_matter_row(custom_rate={"type": "FlatRate"}))
    assert (plain.rate_kind, own.rate_kind) == (None, "flat")


@pytest.mark.parametrize(
    ("category_type", "hierarchy", "rate"),
    [
        ("flat fee", "Activity", Decimal("90.00")),
        ("hourly", "Activity", Decimal("90.00")),
        ("hourly", "Default", None),
    ],
)
def test_a_kind_of_work_has_a_rate_of_its_own_or_none(
    category_type: str, hierarchy: str, rate: Decimal | None
) -> None:
    read = shapes.category(
        {
            "id": 1,
            "name": "Search",
            "category_type": category_type,
            "rate": {"amount": 90, "hierarchy": hierarchy},
        }
    )
    assert read
    assert (read.rate, read.is_flat) == (rate, category_type == "flat fee")
