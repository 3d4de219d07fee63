"""agent/extract/straying.py: what strays from a call's subject is no work, and what belongs to it stays."""

from __future__ import annotations

from agent.domain.suggestion import NotBilledWhy as Why
from agent.extract.labels import labelled
from agent.extract.reading import read
from tests.builders import a_passage, a_source

WORK = "Ruth: The lease has a bank guarantee and a make good clause, and the landlord wants a rent review."


def _marks(*said: str) -> list[Why | None]:
    turns = [turn.partition(": ") for turn in said]
    return labelled(
        read(a_source(*(a_passage(n, n * 10, n * 10 + 9, t, who) for n, (who, _, t) in enumerate(turns, 1))))
    )


def test_an_anecdote_that_ends_with_anyway_is_small_talk() -> None:
    tale = (
        "Marcus: The possum is back. Honestly.",
        "Ruth: In the garden again.",
        "Marcus: It ate a hat.",
        "Ruth: Poor hat. Anyway.",
    )
    marks = _marks(WORK, WORK, *tale, WORK, WORK)
    assert marks[2:6] == [Why.SMALL_TALK] * 4
    assert marks[:2] + marks[6:] == [None] * 4


def test_the_answer_to_the_lawyers_question_is_no_digression() -> None:
    said = (
        "Ruth: Who painted it?",
        "Marcus: My cousin.",
        "Marcus: He has the photographs.",
        "Ruth: Good, anyway.",
    )
    assert _marks(WORK, WORK, *said, WORK, WORK)[2:4] == [None] * 2


def test_a_word_on_another_file_is_not_billed_with_its_question() -> None:
    marks = _marks(
        WORK, WORK, "Marcus: And the house?", "Ruth: That's the other file, nothing today.", WORK, WORK
    )
    assert marks == [None, None, Why.UNCLEAR, Why.UNCLEAR, None, None]


def test_the_day_somebody_has_had_does_not_open_the_work() -> None:
    marks = _marks(
        "Marcus: I've just come out of an arbitration about a pool.", "Ruth: Sounds fun.", WORK, WORK
    )
    assert marks == [Why.SMALL_TALK, Why.SMALL_TALK, None, None]
