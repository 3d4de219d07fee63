"""Six-minute units. The only place where seconds become units, and units hours, minutes or seconds again.

Everything is an integer or a Decimal: `int(0.3 * 3600)` is 1079, and seven of the 240 tenths of a day go wrong that way.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

UNIT_SECONDS = 360
UNIT_MINUTES = 6
UNITS_PER_HOUR = 10


class RoundTo(StrEnum):
    """Which whole step a time that lies between two becomes."""

    UP = "up"
    NEAREST = "nearest"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class UnitRule:
    """A firm's rule for turning seconds worked into units billed: in steps of so many units, never fewer than a minimum."""

    step: int = 1
    minimum: int = 1
    rounding: RoundTo = RoundTo.UP

    def units(self, worked_seconds: int) -> int:
        """Return the units of a time. By the ordinary rule 360 s is 1 unit, 361 s is 2; a half rounds up to the nearest."""
        length = self.step * UNIT_SECONDS
        whole, rest = divmod(worked_seconds, length)
        more = {RoundTo.UP: rest > 0, RoundTo.NEAREST: 2 * rest >= length, RoundTo.DOWN: False}[self.rounding]
        return max(self.minimum, (whole + more) * self.step)

    def rounding_seconds(self, worked_seconds: int) -> int:
        """Return the seconds that rounding adds to what was worked; negative where it takes some away."""
        return seconds(self.units(worked_seconds)) - worked_seconds


def hours(units: int) -> Decimal:
    """Return units as hours: 3 -> Decimal('0.3')."""
    return Decimal(units) / UNITS_PER_HOUR


def minutes(units: int) -> int:
    """Return units as minutes: 3 -> 18."""
    return units * UNIT_MINUTES


def seconds(units: int) -> int:
    """Return units as seconds: 3 -> 1080."""
    return units * UNIT_SECONDS


def units_from_hours(text: str | Decimal) -> int:
    """Read a number of hours in tenths ("0.3") as units. Raise ValueError for anything that is not whole tenths."""
    try:
        units = Decimal(text) * UNITS_PER_HOUR
    except InvalidOperation as error:
        raise ValueError("hours are written as a number with one decimal, like 0.3") from error
    if units != units.to_integral_value() or units < 1:
        raise ValueError("hours are whole tenths of at least 0.1")
    return int(units)
