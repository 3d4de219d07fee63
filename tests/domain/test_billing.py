"""agent/domain/billing.py: units are exact, whatever they are shown as."""

from __future__ import annotations

from decimal import Decimal

import pytest

from agent.domain import billing
from agent.domain.billing import UnitRule

ALL_TENTHS = range(1, 241)  # 0.1 to 24.0 hours


def test_three_tenths_of_an_hour_are_1080_seconds() -> None:
    assert billing.seconds(billing.units_from_hours("0.3")) == 1080


@pytest.mark.parametrize(
    ("worked", "units"), [(359, 1), (360, 1), (361, 2), (1, 1), (0, 1), (3600, 10), (3601, 11)]
)
def test_a_started_unit_counts(worked: int, units: int) -> None:
    assert UnitRule().units(worked) == units


def test_every_tenth_of_a_day_survives_hours_minutes_and_seconds() -> None:
    for units in ALL_TENTHS:
        assert billing.units_from_hours(str(billing.hours(units))) == units
        assert billing.minutes(units) * 60 == billing.seconds(units)
        assert UnitRule().units(billing.seconds(units)) == units
        assert billing.hours(units) == Decimal(billing.seconds(units)) / 3600


def test_floating_point_would_get_some_tenths_wrong() -> None:
    """The control: the obvious way to write it fails, so the test above can fail."""
    assert sum(int(units / 10 * 3600) != billing.seconds(units) for units in ALL_TENTHS) > 0


@pytest.mark.parametrize("text", ["0.25", "0", "-0.1", "abc", "NaN", ""])
def test_hours_that_are_not_whole_tenths_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="hours"):
        billing.units_from_hours(text)


def test_rounding_is_shown_as_the_seconds_it_adds() -> None:
    assert UnitRule().rounding_seconds(1084) == 4 * 360 - 1084
    assert UnitRule().rounding_seconds(1080) == 0
