"""agent/extract/stated.py: only time that the writer states as spent on this work counts."""

from __future__ import annotations

import pytest

from agent.extract.reading import read
from agent.extract.stated import stated_seconds
from tests.builders import a_passage, a_source


def _stated(*said: str) -> int | None:
    return stated_seconds(
        read(a_source(*(a_passage(n, None, None, text) for n, text in enumerate(said, 1)))).passages
    )


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("Started 2.10 pm, finished 2.46 pm, 36 min on the call, no breaks.", 2160),
        ("I spent 40 minutes this morning revising the minute of orders.", 2400),
        ("Time: 1.5 hours", 5400),
        ("Conference lasted an hour and 15 minutes with the client.", 4500),
        ("Time 10.00 am to 10.18 am", 1080),
        ("Research note (0.6 hours)", 2160),
        ("It took me half an hour to read.", 1800),
        ("Time spent: 3 units", 1080),
    ],
)
def test_stated_time_is_read(said: str, seconds: int) -> None:
    assert _stated(said) == seconds


@pytest.mark.parametrize(
    "said",
    [
        "Ask Donna why the phone log shows 41 min.",
        "The hearing will take 3 hours.",
        "He spent two hours with the bank.",
        "She works 20 hours a week at the bakery.",
        "You have 30 minutes to decide.",
        "We charge an hour for that.",
    ],
)
def test_other_time_is_not(said: str) -> None:
    assert _stated(said) is None


def test_two_different_times_state_none() -> None:
    assert _stated("I spent 40 minutes drafting.", "Time: 25 minutes") is None
