"""What time will cost by the practice system's own rules, before it is sent: an estimate, ex GST, never more than that.

The highest that applies wins: the lawyer's own rate on the entry, a category's flat rate, the matter's rate, the client's, the
category's hourly rate, the fee earner's own. The practice system works that out itself for one fee earner on one matter,
category by category (`Quote`); only time without a category has to be read off those. Where that cannot be told there is no
estimate rather than a wrong one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from enum import StrEnum

HOUR = Decimal(3600)
CENT = Decimal("0.01")


class RateSource(StrEnum):
    """Where a rate comes from, the highest first."""

    OWN = "own"
    FLAT = "flat"
    MATTER = "matter"
    CLIENT = "client"
    CATEGORY = "category"
    USER = "user"


IN_WORDS = {
    RateSource.OWN: "rate you set",
    RateSource.FLAT: "category's flat rate",
    RateSource.MATTER: "matter rate",
    RateSource.CLIENT: "client rate",
    RateSource.CATEGORY: "category rate",
    RateSource.USER: "fee earner's rate",
}


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate by the hour, or for the whole of it where it is flat."""

    amount: Decimal
    source: RateSource

    @property
    def is_flat(self) -> bool:
        """Whether it is the price of the entry whatever its length."""
        return self.source is RateSource.FLAT


@dataclass(frozen=True, slots=True)
class Quote:
    """What the practice system would charge one fee earner's time in one category on one matter."""

    category_id: int
    rate: Rate


@dataclass(frozen=True, slots=True)
class Rounding:
    """How the firm's practice system rounds time: up to so many minutes, and hours up to two places where it says so."""

    minutes: int = 1
    two_places: bool = False

    def hours(self, seconds: int) -> Decimal:
        """Return seconds as the hours that will be charged."""
        step = max(1, self.minutes) * 60
        exact = Decimal(math.ceil(seconds / step) * step) / HOUR
        return exact.quantize(CENT, ROUND_CEILING) if self.two_places else exact


@dataclass(frozen=True, slots=True)
class Estimate:
    """What an entry is expected to come to, frozen in the ledger when it is sent. `total` is nil where nothing is charged."""

    rate: Rate
    hours: Decimal
    total: Decimal
    minutes: int = 1  # the firm's rounding

    @property
    def origin(self) -> str:
        """Say where the rate comes from."""
        return IN_WORDS[self.rate.source]


def without_category(quotes: Sequence[Quote], user_rate: Decimal | None) -> Rate | None:
    """Return the rate of time without a category, read off what each category would cost; None where that says nothing.

    A matter's or client's rate that holds for every category holds without one too. One that holds for some of them only was
    made for those, and leaves the fee earner's own.
    """
    hourly = [q.rate for q in quotes if not q.rate.is_flat]
    for source in (RateSource.MATTER, RateSource.CLIENT):
        special = {r.amount for r in hourly if r.source is source}
        if special and all(r.source is source for r in hourly):
            return Rate(special.pop(), source) if len(special) == 1 else None
    if any(r.source is RateSource.CLIENT for r in hourly):
        return Rate(next(r.amount for r in hourly if r.source is RateSource.CLIENT), RateSource.CLIENT)
    plain = [r for r in hourly if r.source is RateSource.USER]
    if plain:
        return plain[0]
    return None if user_rate is None else Rate(user_rate, RateSource.USER)


def estimate(rate: Rate | None, seconds: int, rounding: Rounding, *, charged: bool = True) -> Estimate | None:
    """Return what so many seconds are expected to come to; None where the rate cannot be told."""
    if rate is None or seconds <= 0:
        return None
    hours = rounding.hours(seconds)
    worth = rate.amount if rate.is_flat else rate.amount * hours
    total = worth.quantize(CENT, ROUND_HALF_UP) if charged else Decimal("0.00")
    return Estimate(replace(rate, amount=rate.amount.quantize(CENT)), hours, total, rounding.minutes)


@dataclass(frozen=True, slots=True)
class Made:
    """What the practice system made of an entry, as far as its money goes; `price` is None where rates are hidden."""

    sent_seconds: int
    hours: Decimal | None
    price: Decimal | None
    is_flat: bool = False


def explained(made: Made, expected: Estimate | None) -> tuple[str, ...]:
    """Say in words what became of the time and the rate on the way into the practice system: rounding, and which rate won."""
    said = []
    if made.hours is not None and round(made.hours * HOUR) != made.sent_seconds:
        by = f" to {expected.minutes} minutes" if expected and expected.minutes > 1 else ""
        sent = Decimal(made.sent_seconds) / HOUR
        said.append(f"firm rounds{by}: {_plain(sent)} h became {_plain(made.hours)} h")
    if made.price is None:
        return tuple(said)
    price = f"${made.price}" if made.is_flat else f"${made.price} an hour"
    if expected is None:
        said.append(f"{price}, set by Clio")
    elif (made.price, made.is_flat) != (expected.rate.amount, expected.rate.is_flat):
        said.append(f"{price} by a rate in Clio that was not known here; expected ${expected.rate.amount}")
    elif expected.rate.source in (RateSource.MATTER, RateSource.CLIENT):
        said.append(f"{expected.origin} override: {price}")
    elif expected.rate.source is not RateSource.USER:
        said.append(f"{expected.origin}: {price}")
    return tuple(said)


def _plain(number: Decimal) -> str:
    """A number without idle noughts: 0.3, not 0.30."""
    return f"{number.quantize(CENT).normalize():f}"
