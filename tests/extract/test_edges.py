"""agent/extract/edges.py, breaking_in.py: where a call's work begins and ends, and who only puts their head in."""

from __future__ import annotations

import pytest

from agent.domain.source import Context, Person, Source, SourceKind
from agent.domain.suggestion import NotBilledWhy as Why
from agent.extract.labels import labelled
from agent.extract.reading import read
from tests.builders import a_passage, a_source

OPENING = (
    "L: Hi Tama, I record these for my notes, is that okay?",
    "C: Yes, fine.",
    "C: I found the receipt from the garage, it was in the glovebox with the keys all along.",
    "L: Which one is that?",
    "L: The engineer's report says that the brakes had failed, and the insurer has accepted liability.",
    "C: So they pay the claim.",
)


def _call(*lines: str) -> Source:
    passages = []
    for n, line in enumerate(lines):
        voice, _, text = line.partition(": ")
        name = {"L": "Ines Loft", "C": "Tama Reid", "X": "Noor"}[voice]
        passages.append(a_passage(n + 1, 6 * n, 6 * n + 5, text, name))
    context = Context(timekeeper="Ines Loft", participants=(Person("Ines Loft"), Person("Tama Reid")))
    return a_source(*passages, kind=SourceKind.TRANSCRIPT, context=context)


def _marks(*lines: str) -> list[Why | None]:
    return labelled(read(_call(*lines)))


def test_work_begins_after_the_talk_of_recording() -> None:
    assert _marks(*OPENING)[:5] == [Why.CONSENT_NOTICE, Why.CONSENT_NOTICE, None, None, None]


def test_small_talk_after_the_talk_of_recording_is_no_work() -> None:
    chat = (
        *OPENING[:2],
        "C: The weather was awful here, so the cricket was rained off and the boys stayed home.",
        *OPENING[4:],
    )
    assert _marks(*chat)[2] is Why.SMALL_TALK


@pytest.mark.parametrize(
    "end",
    [
        (
            "C: Great. Did you get away at the weekend?",
            "L: We did, to the lake.",
            "C: Lucky you.",
            "L: Bye Tama.",
        ),
        ("C: Thanks Ines.", "L: Hei konā."),
        ("L: Will you have a rest now?", "C: I might.", "C: Better go."),
    ],
)
def test_a_call_ends_with_its_first_pleasantry(end: tuple[str, ...]) -> None:
    assert _marks(*OPENING, *end)[len(OPENING) :] == [Why.SMALL_TALK] * len(end)


@pytest.mark.parametrize(
    "last",
    ["L: I'll send the letter to the insurer.", "C: Please do that, go ahead.", "C: Then ask for $4,500."],
)
def test_a_promise_an_instruction_or_a_sum_is_no_pleasantry(last: str) -> None:
    assert _marks(*OPENING, last, "L: Bye Tama.")[-2:] == [None, Why.SMALL_TALK]


VISIT = ("X: Sorry to interrupt, the courier needs a signature.", "L: Tell him two minutes.", "X: Thanks.")


def test_who_puts_their_head_in_is_an_interruption() -> None:
    marks = _marks(*OPENING, *VISIT, "L: Where were we, the insurer's letter about liability.")
    assert marks[len(OPENING) : len(OPENING) + 3] == [Why.INTERRUPTION] * 3


def test_who_stays_has_joined_the_call() -> None:
    stays = (
        *VISIT,
        "C: Noor, you saw the brakes.",
        "X: The brakes failed, I wrote the report for the insurer.",
    )
    assert _marks(*OPENING, *stays)[len(OPENING)] is None


UNEXCUSED = ("X: Ines love, where's the key to the strong room?", "L: Top drawer.", "X: You're a gem.")


def test_a_short_visit_that_brings_nothing_needs_no_excuse() -> None:
    on = "L: So the insurer's letter admits liability for the brakes."
    assert _marks(*OPENING, *UNEXCUSED, on)[len(OPENING) : -1] == [Why.INTERRUPTION] * 3


def test_control_a_visit_with_news_of_the_matter_is_none() -> None:
    news = ("X: The insurer's solicitor has accepted the offer of $40,000.", *UNEXCUSED[1:])
    on = "L: So the insurer's letter admits liability for the brakes."
    assert _marks(*OPENING, *news, on)[len(OPENING)] is None


def test_everyday_life_ends_a_call_and_an_instruction_does_not() -> None:
    tail = ("C: I must go and bake a cake.", "L: Bye Tama.")
    assert _marks(*OPENING, *tail)[len(OPENING) :] == [Why.SMALL_TALK] * 2
    order = ("C: Please go ahead and claim the cake shop's window too.", "L: Bye Tama.")
    assert _marks(*OPENING, *order)[len(OPENING)] is None


def test_the_business_of_the_call_opens_it_in_everyday_words() -> None:
    said = (
        "C: I can't sleep, the knee is sore and the physio says the hip is crook.",
        "L: The injury claim needs the surgeon's report on your treatment and impairment.",
        "C: The surgeon says the injury is permanent.",
    )
    assert _marks(*OPENING[:2], *said)[2:] == [None] * 3


def test_a_plain_word_of_law_from_the_lawyer_opens_the_work_before_everyday_things_are_told() -> None:
    said = (
        "L: I want to go through the gifts in your will.",
        "C: The piano goes to my niece in Leeds.",
        "L: Which niece?",
        "C: The one with the choir.",
        "L: And if she dies first?",
        "C: Then to her boy.",
        "L: I'd put a gift over for each legacy, and the residue to the trust.",
    )
    assert _marks(*said) == [None] * 7
    idle = ("L: You look well, did you get away?", *said[1:])
    assert _marks(*idle)[0] is Why.SMALL_TALK  # control: a greeting opens nothing
