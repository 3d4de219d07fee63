"""agent/extract/numbers.py: numbers as Australians say and write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.extract.numbers import find, spelled
from agent.extract.text import cleaned, tokens


def _values(text: str) -> list[Decimal]:
    return [n.value for n in find(tokens(cleaned(text)))]


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("eighteen thousand five hundred dollars", "18500"),
        ("a hundred and eighteen thousand", "118000"),
        ("one million two hundred and sixty five thousand", "1265000"),
        ("sixty three two fifty", "63250"),
        ("ninety four six twenty", "94620"),
        ("two eighty five", "285"),
        ("three and a quarter", "3.25"),
        ("three point two five", "3.25"),
        ("half a million", "500000"),
        ("a million and a half", "1500000"),
        ("two million and a half", "2500000"),
        ("two and a half", "2.5"),
        ("fourteen and a half grand", "14500"),
        ("twenty twenty six", "2026"),
        ("two thousand and twenty three", "2023"),
        ("one six six eight", "1668"),
        ("$62,500", "62500"),
        ("$1.2m", "1200000"),
    ],
)
def test_a_number_has_its_value_however_it_is_said(said: str, value: str) -> None:
    assert _values(said) == [Decimal(value)]


@pytest.mark.parametrize(
    "said",
    ["one million nine hundred and forty", "five million and ninety", "eighty six four", "two million one"],
)
def test_a_number_whose_thousands_are_left_out_is_no_number(said: str) -> None:
    assert _values(said) == []


def test_a_number_with_a_possessive_ends_there() -> None:
    assert _values("five's fifty four thousand") == [5, 54000]


def test_digits_read_out_keep_their_zeros() -> None:
    assert spelled(["double", "oh", "four", "two"]) == "0042"
    assert spelled(["two", "zero", "four", "one", "seven"]) == "20417"
    assert spelled(["triple", "three", "one"]) == "3331"
    assert spelled(["twenty", "four", "thirty", "one"]) == "2431"


def test_words_heard_for_digits_count_only_when_digits_are_awaited() -> None:
    assert spelled(["one", "to", "four"]) == ""
    assert spelled(["one", "to", "four"], sounds_like=True) == "124"


@given(st.integers(0, 999_999_999))
def test_a_number_written_with_commas_is_read_back_exactly(value: int) -> None:
    written = f"{value:,}" if not 1900 <= value <= 2100 else str(value)
    assert _values(written) == [value]


@pytest.mark.slow
@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(text: str) -> None:
    _values(text)


def test_a_part_of_a_number_is_not_the_whole() -> None:
    assert [n.value for n in find(tokens("a quarter of a million dollars"))] == []
    assert [int(n.value) for n in find(tokens("two million dollars"))] == [2_000_000]


def test_a_long_number_after_a_capital_is_a_label() -> None:
    (label,) = find(tokens("the owners of Body Corporate 348812 met"))
    (value,) = find(tokens("a sum of 348,812 was paid"))
    assert (label.scaled, value.scaled) == (False, True)
