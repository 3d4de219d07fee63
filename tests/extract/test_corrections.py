"""agent/extract/corrections.py: of several values only the one that was not taken back is a figure."""

from __future__ import annotations

import pytest

from agent.extract.mining import mine, slips
from agent.extract.reading import read
from tests.builders import a_passage, a_source


def _figures(*said: str) -> list[str]:
    """Return the figures of turns written as "A: words"."""
    turns = [line.split(": ", 1) for line in said]
    passages = read(
        a_source(*(a_passage(n, n * 10, n * 10 + 9, text, who) for n, (who, text) in enumerate(turns, 1)))
    ).passages
    return [f.shown for f in mine(passages, slipped=slips(passages))]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Graham thought the repair was $187,000. Priya corrected him: $178,400 all up.", ["$178,400"]),
        ("She said it sold for $900,000. No, the agent said $875,000.", ["$875,000"]),
        ("The plan shows 38 seats, but the application says 83. It is 83.", ["83 seats"]),
        ("He counted from the payslip and thought he had until 7/7. No.", []),
        ("He thought the deadline was 7 July. No, it is 30 June.", ["30 June"]),
        ("He believed the arrears were $12,000 but in fact they are $9,000.", ["$9,000"]),
        ("The statement says $40,000, which is wrong. It should be $45,000.", ["$45,000"]),
    ],
)
def test_a_figure_that_is_corrected_in_writing_is_gone(said: str, shown: list[str]) -> None:
    assert _figures(f"A: {said}") == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("The rent is $500 a week. No notice was given and a bond of $900 is held.", ["$500", "$900"]),
        ("The house is worth $900,000 and the trust holds $300,000.", ["$900,000", "$300,000"]),
        ("He said it was due on 7 July. No response came.", ["7 July"]),
    ],
)
def test_other_figures_are_left_alone(said: str, shown: list[str]) -> None:
    assert _figures(f"A: {said}") == shown


def test_a_claim_of_the_others_is_gone_once_it_is_denied() -> None:
    assert _figures("A: They say it is short by 14 bays.", "A: On their formula it is 9 bays, not 14.") == [
        "9 bays"
    ]


def test_another_voice_corrects_with_a_bare_value() -> None:
    told = "A: and the mortgage is four hundred and ten thousand"
    assert _figures(told, "B: four hundred and six now") == ["$406,000"]
    assert _figures(told, "B: four hundred and six", "A: four hundred and six okay") == ["$406,000"]
    assert _figures(
        "A: the loan is fixed",
        "A: the agent said eight fifty",
        "B: the agent said eight seventy five in the end he rang me back",
        "A: the loan is ninety thousand",
    ) == ["$875,000", "$90,000"]
    assert _figures("A: was it forty thousand dollars", "B: no forty five thousand") == ["$45,000"]


def test_a_counter_offer_corrects_nothing() -> None:
    offered = "A: they offered four hundred and ten thousand"
    assert _figures(
        offered, "B: three hundred and ninety thousand", "A: three hundred and ninety thousand then"
    ) == [
        "$410,000",
        "$390,000",
        "$390,000",
    ]
