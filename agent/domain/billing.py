"""Six-minute units. The only place where seconds become units, and units hours, minutes or seconds again.

Everything is an integer or a Decimal: `int(0.3 * 3600)` is 1079, and seven of the 240 tenths of a day go wrong that way.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

UNIT_SECONDS = 360
UNIT_MINUTES = 6
UNITS_PER_HOUR = 10


@dataclass(frozen=True, slots=True)
class UnitRule:
    """A firm's rule for turning seconds worked into units billed."""

    unit_seconds: int = UNIT_SECONDS
    minimum: int = 1

    def units(self, worked_seconds: int) -> int:
        """Count the started units, never fewer than the firm's minimum. 360 s is 1 unit, 361 s is 2."""
        return max(self.minimum, -(-worked_seconds // self.unit_seconds))

    def rounding_seconds(self, worked_seconds: int) -> int:
        """Return the seconds that rounding up adds to what was worked."""
        return self.units(worked_seconds) * self.unit_seconds - worked_seconds


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
