"""agent/domain/billing.py: units are exact, whatever they are shown as."""

from __future__ import annotations

from decimal import Decimal

import pytest

from agent.domain import billing
from agent.domain.billing import RoundTo, UnitRule

ALL_TENTHS = range(1, 241)  # 0.1 to 24.0 hours


@pytest.mark.parametrize(
    ("worked", "units"), [(359, 1), (360, 1), (361, 2), (1, 1), (0, 1), (3600, 10), (3601, 11)]
)
def test_a_started_unit_counts(worked: int, units: int) -> None:
    assert UnitRule().units(worked) == units


def test_every_tenth_of_a_day_survives_hours_minutes_and_seconds() -> None:
    for units in ALL_TENTHS:
        seconds = units * billing.UNIT_SECONDS
        assert str(billing.hours(seconds)) == f"{units // 10}.{units % 10}"
        assert UnitRule().units(seconds) == units


def test_floating_point_would_get_some_tenths_wrong() -> None:
    """The control: the obvious way to write it fails, so the test above can fail."""
    assert sum(int(units / 10 * 3600) != units * 360 for units in ALL_TENTHS) > 0


def test_every_quarter_of_a_day_is_exact_in_hours_seconds_and_units() -> None:
    rule = UnitRule(unit=billing.QUARTER_SECONDS)
    for units in range(1, 97):
        assert rule.units(units * 900) == units == billing.started(units * 900 - 899, 900)
        assert billing.hours(units * 900) * 3600 == units * 900
        assert billing.counted(units * 900) * 360 == units * 900, "a day in six-minute units loses none of it"
    assert (str(billing.hours(900)), rule.units(901), rule.rounding_seconds(840)) == ("0.25", 2, 60)
    assert UnitRule(step=2, minimum=1, rounding=RoundTo.NEAREST, unit=900).units(2700) == 4, "half-hour steps"


def test_what_was_typed_elsewhere_to_the_minute_counts_by_started_units() -> None:
    assert (billing.counted(400), billing.counted(400, 900)) == (2, 1)
    assert (billing.counted(360, 900), billing.counted(900, 360)) == (Decimal("0.4"), Decimal("2.5"))


def test_rounding_is_shown_as_the_seconds_it_adds() -> None:
    assert UnitRule().rounding_seconds(1084) == 4 * 360 - 1084
    assert UnitRule().rounding_seconds(1080) == 0
