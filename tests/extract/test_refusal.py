"""agent/extract/refusal.py: a no to the recorder ends the entry, in the words people use; a no to an offer does not."""

from __future__ import annotations

import pytest

from agent.domain.billing import UnitRule
from agent.domain.source import Source
from agent.domain.suggestion import NotBilledWhy as Why
from agent.extract.labels import labelled
from agent.extract.reading import read
from agent.extract.refusal import refusal
from agent.extract.rules import RulesExtractor
from tests.builders import a_matter, a_passage, a_source

KEEPER = "Ruth Calder"
ASKED = (
    f"{KEEPER}: Before we start, this is being transcribed for my notes. Are you both comfortable with that?"
)
WORK = (
    f"{KEEPER}: So the landlord has served a default notice on the lease and wants the guarantee of forty thousand dollars.",
    "Marcus Hale: The make good clause says three months, and they have not given us the rent review.",
    f"{KEEPER}: My advice is to dispute the notice and seek relief against forfeiture in the Supreme Court.",
)


def _call(*said: str) -> Source:
    turns = [turn.partition(": ") for turn in said]
    return a_source(
        *(a_passage(n, n * 10, n * 10 + 9, text, who) for n, (who, _, text) in enumerate(turns, 1))
    )


def _refused(*said: str) -> int | None:
    """Return the number of the refusal among the turns, from 1."""
    _, at = refusal(read(_call(*said)).passages)
    return None if at is None else at + 1


@pytest.mark.parametrize(
    "said",
    [
        "I'd rather not, if that's okay.",
        "I'd rather you didn't.",
        "No. I don't want that, sorry.",
        "Can you turn it off please, I'm not comfortable.",
        "Could you switch that off?",
        "I don't consent to that.",
        "No.",
        "No, sorry.",
        "Hmm, not really.",
        "I'd prefer it if you didn't.",
        "No thanks.",
        "I'd rather not be recorded.",
        "No. Please don't record us.",
        "I'm not happy with that.",
        "No I don't like that, can we not?",
        "I'd rather not, if you don't mind.",
    ],
)
def test_an_answer_that_declines_is_a_refusal(said: str) -> None:
    assert (
        _refused(
            f"{KEEPER}: Hello Marcus.", ASKED, f"Marcus Hale: {said}", f"{KEEPER}: Right you are.", *WORK
        )
        == 3
    )
    assert _suggested(f"{KEEPER}: Hello Marcus.", ASKED, f"Marcus Hale: {said}", *WORK) == 0


def _suggested(*said: str) -> int:
    return len(RulesExtractor().extract(_call(*said), (a_matter(),), UnitRule()).suggestions)


def test_a_refusal_may_come_after_questions_and_from_the_other_guest() -> None:
    said = (
        f"{KEEPER}: Morning, how was the ferry?", "Marcus Hale: Rough.", ASKED,
        "Marcus Hale: Where does it go? Will the bank see it?",
        f"{KEEPER}: It stays on our system, for the lease dispute file only.",
        "Peta Hale: And how long is it stored?", f"{KEEPER}: Seven years, like the rest of the file.",
        "Peta Hale: I don't like that. He shouldn't either.", f"{KEEPER}: No trouble, I'll take notes by hand.",
        *WORK,
    )  # fmt: skip
    assert _refused(*said) == 8
    marks = labelled(read(_call(*said)))
    assert set(marks[7:]) == {Why.AFTER_REFUSAL}
    assert set(marks[2:7]) == {Why.CONSENT_NOTICE}
    assert set(marks[:2]) == {Why.SMALL_TALK}
    assert _suggested(*said) == 0


def test_the_lawyer_who_turns_it_off_was_refused_in_whatever_words() -> None:
    said = (
        ASKED,
        "Marcus Hale: Ooh. My accountant told me never.",
        f"{KEEPER}: Fair enough, I'll turn it off.",
        *WORK,
    )
    assert _suggested(*said) == 0
    assert _suggested(ASKED, said[1], f"{KEEPER}: Fair enough, shall we start?", *WORK) == 1


def test_work_before_a_question_that_is_refused_is_kept() -> None:
    marks = labelled(read(_call(*WORK, ASKED, "Marcus Hale: I'd rather not.", *WORK)))
    assert marks[:3] == [None] * 3
    assert marks[3] is Why.CONSENT_NOTICE
    assert marks[4:] == [Why.AFTER_REFUSAL] * 4


@pytest.mark.parametrize(
    "said",
    [
        "Yes.",
        "No, that's fine.",
        "No worries.",
        "Sure, go ahead.",
        "Fine by me.",
        "Yeah nah, all good.",
        "No, I don't mind.",
    ],
)
def test_an_answer_that_agrees_lets_the_call_be_billed(said: str) -> None:
    assert _refused(ASKED, f"Marcus Hale: {said}", *WORK) is None
    assert _suggested(ASKED, f"Marcus Hale: {said}", *WORK) == 1


@pytest.mark.parametrize("asked", ["Do you mind if I record this?", "Recording for my notes, any objection?"])
def test_no_is_a_kind_answer_to_whether_one_minds(asked: str) -> None:
    assert _refused(f"{KEEPER}: {asked}", "Marcus Hale: No.", *WORK) is None
    assert _refused(f"{KEEPER}: {asked}", "Marcus Hale: I'd rather you didn't.", *WORK) == 2


@pytest.mark.parametrize(
    "said",
    [
        "No. I don't agree to that.", "I'd rather not.", "I don't want that.", "No way, I'm not comfortable with that.",
        "Can we not?", "I don't consent to that.", "I don't want it recorded as a default.",
    ],
)  # fmt: skip
def test_a_no_to_an_offer_is_no_refusal(said: str) -> None:
    asked = f"{KEEPER}: They offer forty thousand dollars to settle the lease. Would you take it?"
    assert _refused(ASKED, "Marcus Hale: Yes.", asked, f"Marcus Hale: {said}", *WORK) is None
    assert _refused(ASKED, asked, f"Marcus Hale: {said}", *WORK) is None


def test_somebody_who_gives_in_has_not_refused() -> None:
    said = (ASKED, "Marcus Hale: I'd rather not.", f"{KEEPER}: It's only for my notes, nobody else sees it.")
    assert _refused(*said, "Marcus Hale: Oh, all right then.", *WORK) is None
    assert _refused(*said, "Marcus Hale: Still.", *WORK) == 2


@pytest.mark.parametrize(
    "said",
    [
        "If you want it off, just say.",
        "I'll stop it if you'd rather not.",
        "It saves me writing things down by hand.",
    ],
)
def test_an_offer_of_the_lawyer_is_no_refusal(said: str) -> None:
    assert _refused(ASKED, f"{KEEPER}: {said}", "Marcus Hale: That's fine.", *WORK) is None
