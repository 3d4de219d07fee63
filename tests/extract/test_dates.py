"""agent/extract/dates.py and clock.py: days and times as they are said, and nothing guessed."""

from __future__ import annotations

import datetime as dt

import pytest

from agent.extract.dates import find
from agent.extract.text import cleaned, tokens

CALL_DAY = dt.date(2026, 3, 26)


def _shown(text: str) -> list[str]:
    return [w.shown for w in find(tokens(cleaned(text)), CALL_DAY)]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("on the ninth of March", ["9 March"]),
        ("Thursday the second of April at ten fifteen, by phone", ["2 April", "10:15"]),
        ("until four pm on Friday the twenty seventh of February", ["4 pm", "27 February"]),
        ("the twentieth and the twenty first of April", ["20 and 21 April"]),
        ("on 15/3 at 10:30", ["15 March", "10:30"]),
        ("March 15th", ["15 March"]),
        ("dated 8 June 2019", ["8 June 2019"]),
        ("the thirtieth of June twenty twenty seven", ["30 June 2027"]),
        ("at half past three", ["3:30"]),
        ("quarter to nine in the morning", ["8:45"]),
        ("by telephone at four, AEST", ["4 AEST"]),
        ("Started 2.10 pm, finished 2.46 pm", ["2:10 pm", "2:46 pm"]),
        ("Friday the twenty second, twelve noon", ["22nd", "12 noon"]),
    ],
)
def test_a_date_is_written_as_it_was_said(said: str, shown: list[str]) -> None:
    assert _shown(said) == shown


def test_tomorrow_is_the_day_after_the_call_and_unknown_without_one() -> None:
    assert _shown("two pm tomorrow") == ["2 pm", "27 March"]
    assert [w.shown for w in find(tokens("see you tomorrow"), None)] == []


@pytest.mark.parametrize(
    "said",
    [
        "next Friday",
        "visa 820/801",
        "the third thing",
        "at four per cent",
        "we may go",
        "We're at four twenty",
        "since twenty twenty one",
    ],
)
def test_what_may_be_something_else_is_no_date(said: str) -> None:
    assert _shown(said) == []
