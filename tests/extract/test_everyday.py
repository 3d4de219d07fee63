"""agent/extract/everyday.py: talk of everyday life is told by what is spoken of; in a matter of that kind it is work."""

from __future__ import annotations

import pytest

from agent.domain.suggestion import NotBilledWhy as Why
from agent.extract import everyday
from agent.extract.labels import labelled
from agent.extract.reading import read
from tests.builders import a_passage, a_source

BEFORE = (
    "Ruth: The indemnity in the share sale agreement is capped, and the warranties survive for two years."
)
AFTER = "Ruth: Then the escrow, the purchaser's solicitors want the completion accounts audited."

CHATS = {
    "food": (
        "Marcus: Did I tell you about the barbecue?",
        "Ruth: No, what did you cook?",
        "Marcus: A whole lamb, and the dog ate it.",
    ),
    "children": (
        "Marcus: My daughter lost her first tooth.",
        "Ruth: Oh, how gorgeous. Is she at kindy?",
        "Marcus: Next year. She's a cheeky one.",
    ),
    "sport": (
        "Ruth: Were you at the footy?",
        "Marcus: In the snow. We lost by a goal.",
        "Ruth: The referee was blind.",
    ),
    "travel": (
        "Marcus: We fly out to Fiji in the morning.",
        "Ruth: Lucky. Which resort?",
        "Marcus: The one by the beach, with a kayak each.",
    ),
    "house": (
        "Marcus: Sorry, that's the lawnmower.",
        "Ruth: Mine broke.",
        "Marcus: Then get a goat. My neighbour has three chooks and a goat.",
    ),
}

BUSINESS = {
    "parenting": (
        "Ruth: The parenting orders say that the child lives with the mother, and the father has supervised contact.",
        "Marcus: The kids had a birthday at nana's and he wouldn't bring the baby home.",
        "Ruth: Who drove the kids?", "Marcus: My son did, after daycare. The baby slept in the car.",
    ),
    "building": (
        "Ruth: The builder's defects list is in the building contract claim, and the tiler's variation too.",
        "Marcus: The oven and the dishwasher were never fitted, and the carpet is wet.",
        "Ruth: And the plumber?", "Marcus: The plumber left the fridge in the garden and the tiles in the shed.",
    ),
    "injury": (
        "Ruth: The injury claim needs the surgeon's report on your impairment and the treatment.",
        "Marcus: My shoulder is sore, I can't sleep, and the knee gets tired.",
        "Ruth: And the physio?", "Marcus: The physio says the hip is crook from the crutches.",
    ),
}  # fmt: skip


def _marks(*said: str) -> list[Why | None]:
    turns = [turn.partition(": ") for turn in said]
    return labelled(
        read(a_source(*(a_passage(n, n * 10, n * 10 + 9, t, who) for n, (who, _, t) in enumerate(turns, 1))))
    )


@pytest.mark.parametrize("chat", CHATS.values(), ids=CHATS)
def test_a_run_of_everyday_life_between_two_pieces_of_work_is_small_talk(chat: tuple[str, ...]) -> None:
    marks = _marks(BEFORE, BEFORE, BEFORE, *chat, AFTER, AFTER)
    assert marks[3:-2] == [Why.SMALL_TALK] * len(chat)
    assert marks[:3] + marks[-2:] == [None] * 5


@pytest.mark.parametrize("said", BUSINESS.values(), ids=BUSINESS)
def test_the_same_words_in_a_matter_of_that_kind_are_work(said: tuple[str, ...]) -> None:
    assert _marks(said[0], *said, said[0]) == [None] * (len(said) + 2)


def test_it_is_the_matter_that_keeps_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Control: with no topic the business of any field, the builder's oven and tiles would be taken for small talk."""
    bare = tuple((frozenset[str](), stems) for _, stems in everyday._topics())
    monkeypatch.setattr(everyday, "_topics", lambda: bare)
    said = BUSINESS["building"]
    assert Why.SMALL_TALK in _marks(said[0], *said, *[said[0]] * 3)


def test_a_single_word_of_everyday_life_is_none() -> None:
    said = ("Marcus: The dog was in the yard.", "Ruth: Whose dog?", "Marcus: The tenant's, I think.")
    assert _marks(BEFORE, *said, AFTER) == [None] * 5


def test_an_instruction_among_everyday_words_is_work() -> None:
    said = (*CHATS["travel"][:2], "Marcus: Please go ahead and offer them $40,000 for the beach hotel.")
    assert _marks(BEFORE, *said, AFTER)[3] is None


SUIT = (
    "Ruth: The body corporate has a claim in nuisance against the bar.",
    "Marcus: The band starts at ten, drums and karaoke, and then they sing in the street.",
    "Ruth: Every night?",
    "Marcus: Friday to Sunday. I've had no sleep, and the baby screams.",
    "Ruth: The tribunal will want evidence and a noise report.",
)


def test_what_fills_half_a_call_is_what_it_is_about(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _marks(*SUIT) == [None] * 5
    monkeypatch.setattr(everyday, "SHARE", 1.0)  # control
    assert Why.SMALL_TALK in _marks(*SUIT)
