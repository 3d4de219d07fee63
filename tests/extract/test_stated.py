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
        ("Time spent: 1 hr 10 mins", 4200),
        ("Dur 26m", 1560),
        ("0.4 hrs", 1440),
        ("4.5 units", 1620),
        ("Perusing deed (0.5)", 1800),
        ("Tel att on client re offer, 0.4 hrs.", 1440),
        ("An hour and a quarter on the phone", 4500),
        ("Time: three quarters of an hour", 2700),
        ("Commenced 4.15 pm, concluded 4.41 pm", 1560),
        ("Commenced 10.05 am. Concluded 11.20 am.", 4500),
        ("T/O to Sunil 4.15pm, off at 4.41pm.", 1560),
        ("Call 4.15pm to 4.41pm", 1560),
        ("Call 11.50 to 12.10 pm", 1200),
        ("4.15-4.41pm", 1560),
        ("1615 to 1641", 1560),
        ("16:15 to 16:41 hrs", 1560),
        ("Attended 10.05 am to 11.20 am", 4500),
        ("Attended 10.00 am to 10.30 am and 2.00 pm to 2.20 pm", 3000),
        ("Met the directors from 2.10 pm to 3.40 pm.", 5400),
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
        "Odette's chronology (3 hours) is hers, not mine.",
        "Odette (paralegal) spent 1.5 hours on the plans, recorded by her.",
        "Rang the registry, on hold 12 mins then cut off, N/C.",
        "He starts at 7.00 am and finishes at 3.30 pm.",
        "The shift ran from 6.00 pm to 2.00 am.",
        "The truck left between 4.10 am and 4.30 am.",
        "I read that the crash was between 4.10 pm and 4.20 pm.",
        "He called at 3.10 pm and hung up at 3.12 pm.",
        "The conference is listed from 10 am to 1 pm.",
        "Inspection booked 2.00 pm to 2.30 pm tomorrow.",
        "Pages 1615 to 1641 of the bundle.",
        "Reviewed clause 4.15 to 4.41.",
        "Reviewed the roster, 38 hours.",
    ],
)
def test_other_time_is_not(said: str) -> None:
    assert _stated(said) is None


def test_two_different_times_state_none() -> None:
    assert _stated("I spent 40 minutes drafting.", "Time: 25 minutes") is None


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        (
            [
                "Commenced 10.05 am, concluded 11.20 am. We broke off from 10.40 to 10.50 while he took a call."
            ],
            3900,
        ),
        (["Conference 9.30 am to 12.30 pm, lunch from 11.00 to 11.30."], 9000),
        (["Meeting 2.00 pm to 3.15 pm with a 15 minute break."], 3600),
        (["Meeting took 75 minutes including a 10 minute break."], 3900),
        (["Call 4.15pm to 4.41pm.", "Rang the registry, on hold 12 mins then cut off, N/C."], 1560),
    ],
)
def test_a_break_is_no_work_and_other_waiting_is_no_break(said: list[str], seconds: int) -> None:
    assert _stated(*said) == seconds


def test_a_break_of_unknown_length_leaves_no_stated_time() -> None:
    assert _stated("Commenced 10.05 am, concluded 11.20 am. We had a short break.") is None
    assert _stated("Commenced 10.05 am, concluded 11.20 am.") == 4500


def test_clock_times_and_a_length_that_disagree_state_none() -> None:
    assert _stated("Call 4.15pm to 4.41pm", "Time: 46 mins") is None
    assert _stated("Call 4.15pm to 4.41pm", "Time: 26 mins") == 1560
