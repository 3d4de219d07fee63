"""Units: six minutes, or a quarter of an hour. The only place where seconds become units, and units hours or seconds again.

Everything is an integer or a Decimal: `int(0.3 * 3600)` is 1079, and seven of the 240 tenths of a day go wrong that way.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

UNIT_SECONDS = 360
QUARTER_SECONDS = 900
UNIT_LENGTHS = (UNIT_SECONDS, QUARTER_SECONDS)
"""What one unit may be: 0.1 h and 0.25 h have few decimals, so that no file rounds them. Twelve minutes are steps of two."""

HOUR = 3_600


class RoundTo(StrEnum):
    """Which whole step a time that lies between two becomes."""

    UP = "up"
    NEAREST = "nearest"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class UnitRule:
    """A firm's rule for turning seconds worked into units billed: in steps of so many units, never fewer than a minimum.

    `unit` is the length of one unit in seconds, one of UNIT_LENGTHS.
    """

    step: int = 1
    minimum: int = 1
    rounding: RoundTo = RoundTo.UP
    unit: int = UNIT_SECONDS

    @property
    def words(self) -> str:
        """Say it in a line: "units of 15 minutes, at least 1, rounded up"."""
        steps = f", in steps of {self.step}" if self.step > 1 else ""
        ways = {RoundTo.UP: "rounded up", RoundTo.NEAREST: "to the nearest", RoundTo.DOWN: "rounded down"}
        return f"units of {self.unit // 60} minutes{steps}, at least {self.minimum}, {ways[self.rounding]}"

    def units(self, worked_seconds: int) -> int:
        """Return the units of a time. By the ordinary rule 360 s is 1 unit, 361 s is 2; a half rounds up to the nearest."""
        length = self.step * self.unit
        whole, rest = divmod(worked_seconds, length)
        more = {RoundTo.UP: rest > 0, RoundTo.NEAREST: 2 * rest >= length, RoundTo.DOWN: False}[self.rounding]
        return max(self.minimum, (whole + more) * self.step)

    def rounding_seconds(self, worked_seconds: int) -> int:
        """Return the seconds that rounding adds to what was worked; negative where it takes some away."""
        return self.units(worked_seconds) * self.unit - worked_seconds


def hours(seconds: int) -> Decimal:
    """Return seconds as hours with one decimal, or two where one does not say it: 1080 -> 0.3, 900 -> 0.25."""
    tenths = seconds * 10 % HOUR == 0
    return (Decimal(seconds) / HOUR).quantize(Decimal("0.1") if tenths else Decimal("0.01"), ROUND_HALF_UP)


def in_words(units: int, unit: int) -> str:
    """Say units as a table does: "3", and where they are no six minutes "2 × 15 min"."""
    return str(units) if unit == UNIT_SECONDS else f"{units} × {unit // 60} min"


def started(seconds: int, unit: int = UNIT_SECONDS) -> int:
    """Return the units of a length that was begun: 361 -> 2, and by the quarter of an hour 1."""
    return -(-seconds // unit)


def counted(seconds: int, unit: int = UNIT_SECONDS) -> Decimal:
    """Return charged seconds in units of any length: a quarter of an hour is 2.5 units of six minutes.

    What is whole in no length of unit was typed elsewhere to the minute: there every started unit counts.
    """
    whole = any(seconds % length == 0 for length in UNIT_LENGTHS)
    return Decimal(seconds) / unit if whole else Decimal(started(seconds, unit))
