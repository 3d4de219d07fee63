"""agent/extract/checks.py: what the passages do not bear out is seen."""

from __future__ import annotations

import pytest

from agent.extract.checks import Fault, Ground, faults
from agent.extract.reading import read
from tests.builders import a_passage, a_source

SAID = (
    a_passage(
        1,
        0,
        9,
        "The rent is six thousand two hundred dollars a month and Marlin Square wants a bank guarantee.",
        "Ruth Calder",
    ),
    a_passage(
        2, 10, 19, "I read the draft lease this morning and I will send the letter by Friday.", "Ruth Calder"
    ),
)
GROUND = Ground(read(a_source(*SAID)).passages, ("Marcus Hale",))


def test_a_narrative_of_the_passages_own_words_stands() -> None:
    assert not faults(
        "Telephone conference with Marcus Hale regarding draft lease: rent $6,200 a month, bank guarantee, Marlin Square.",
        GROUND,
    )


@pytest.mark.parametrize(
    ("narrative", "fault"),
    [
        ("Telephone conference with Marcus Hale regarding draft lease: rent $6,300 a month.", Fault.FIGURE),
        ("Telephone conference with Gloria Hale regarding draft lease: rent.", Fault.NAME),
        (
            "Telephone conference with Marcus Hale regarding probate, beneficiaries and a disputed codicil.",
            Fault.SUPPORT,
        ),
        ("Sent letter regarding draft lease and bank guarantee.", Fault.NOT_DONE),
    ],
)
def test_a_claim_without_ground_is_seen(narrative: str, fault: Fault) -> None:
    assert fault in faults(narrative, GROUND)


def test_what_the_timekeeper_says_was_done_may_be_told_as_done() -> None:
    passages = read(
        a_source(a_passage(1, 0, 9, "I have drafted the lease amendments.", "Ruth Calder"))
    ).passages
    assert Fault.NOT_DONE not in faults("Drafted lease amendments.", Ground(passages))
