"""agent/domain/rates.py: what time is expected to cost, and why Clio made something else of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from agent.domain.rates import (
    Made,
    Quote,
    Rate,
    RateSource,
    Rounding,
    estimate,
    explained,
    without_category,
)

SIX = Rounding(6)
OWN = Decimal("420.00")


def a_quote(category: int, amount: int, source: RateSource) -> Quote:
    """Return what a category would cost."""
    return Quote(category, Rate(Decimal(amount), source))


def test_three_units_at_420_dollars_are_126_dollars_ex_gst() -> None:
    found = estimate(Rate(Decimal(420), RateSource.MATTER), 1080, SIX)
    assert found is not None
    assert (found.total, found.hours, found.origin) == (
        Decimal("126.00"),
        Decimal("0.3"),
        "matter rate",
    )


def test_a_flat_rate_is_the_price_however_long_it_took() -> None:
    rate = Rate(Decimal(330), RateSource.FLAT)
    assert {e.total for s in (360, 7200) if (e := estimate(rate, s, SIX))} == {Decimal("330.00")}


@pytest.mark.parametrize(
    ("seconds", "minutes", "hours"), [(1080, 6, "0.3"), (1080, 15, "0.5"), (61, 1, "2"), (420, 6, "0.2")]
)
def test_the_firms_rounding_goes_up(seconds: int, minutes: int, hours: str) -> None:
    expected = Decimal(hours) / 60 if minutes == 1 else Decimal(hours)
    assert Rounding(minutes).hours(seconds) == expected


def test_what_is_not_charged_comes_to_nil() -> None:
    found = estimate(Rate(OWN, RateSource.USER), 1080, SIX, charged=False)
    assert found is not None
    assert found.total == 0


def test_without_a_rate_or_without_time_there_is_no_estimate() -> None:
    assert estimate(None, 1080, SIX) is None
    assert estimate(Rate(OWN, RateSource.USER), 0, SIX) is None


@pytest.mark.parametrize(
    ("quotes", "source", "amount"),
    [
        ([(1, 500, "matter"), (2, 500, "matter"), (3, 330, "flat")], "matter", 500),  # for all of them: for time at large
        ([(1, 500, "matter"), (2, 420, "user")], "user", 420),  # made for one category
        ([(1, 460, "client"), (2, 460, "client")], "client", 460),
        ([(1, 500, "matter"), (2, 460, "client")], "client", 460),
        ([(1, 480, "category"), (2, 430, "user")], "user", 430),
        ([(1, 480, "category")], "user", 420),  # only the fee earner's own is left
        ([], "user", 420),
    ],
)  # fmt: skip
def test_time_without_a_category_is_read_off_the_categories(
    quotes: list[tuple[int, int, str]], source: str, amount: int
) -> None:
    found = without_category([a_quote(c, a, RateSource(s)) for c, a, s in quotes], OWN)
    assert found == Rate(Decimal(amount), RateSource(source))


def test_several_matter_rates_say_nothing_of_time_without_a_category() -> None:
    quotes = [a_quote(1, 500, RateSource.MATTER), a_quote(2, 510, RateSource.MATTER)]
    assert without_category(quotes, OWN) is None
    assert without_category([], None) is None


def made(hours: str | None = "0.3", price: int | None = 420, *, flat: bool = False) -> Made:
    """Return what Clio made of three units."""
    return Made(
        1080,
        None if hours is None else Decimal(hours),
        None if price is None else Decimal(f"{price}.00"),
        flat,
    )


def test_what_came_as_expected_at_ones_own_rate_needs_no_words() -> None:
    assert explained(made(), estimate(Rate(OWN, RateSource.USER), 1080, SIX)) == ()


def test_a_matter_rate_is_named() -> None:
    expected = estimate(Rate(Decimal(500), RateSource.MATTER), 1080, SIX)
    assert explained(made(price=500), expected) == ("matter rate override: $500.00 an hour",)


def test_the_firms_rounding_is_named() -> None:
    expected = estimate(Rate(OWN, RateSource.USER), 1080, Rounding(15))
    assert explained(made("0.5"), expected) == ("firm rounds to 15 minutes: 0.3 h became 0.5 h",)


def test_another_rate_than_expected_is_never_kept_from_the_lawyer() -> None:
    expected = estimate(Rate(OWN, RateSource.USER), 1080, SIX)
    (said,) = explained(made(price=390), expected)
    assert said == "$390.00 an hour by a rate in Clio that was not known here; expected $420.00"


def test_without_an_estimate_the_rate_is_told_as_clios() -> None:
    assert explained(made(), None) == ("$420.00 an hour, set by Clio",)


def test_a_rate_that_is_hidden_is_not_talked_about() -> None:
    assert explained(made(price=None), None) == ()


def test_a_third_of_an_hour_without_decimals_is_no_rounding() -> None:
    """A control of the comparison: hours come back as text with few places."""
    whole = Made(1200, Decimal("0.3333333333"), None)
    assert explained(whole, None) == ()
