"""agent/extract/resolved.py: instructions, advice and requests in the source's words, and never somebody else's."""

from __future__ import annotations

import pytest

from agent.domain.billing import UnitRule
from agent.extract.listing import LONGEST
from agent.extract.reading import read
from agent.extract.resolved import MOST, resolved
from agent.extract.rules import RulesExtractor
from tests.builders import a_matter, a_passage, a_source

KEEPER, OTHER, THIRD = "Ruth Calder", "Marcus Hale", "Kahu Rewiti"


def _told(*said: tuple[str, str], activity: str = "A106") -> list[str]:
    made = (a_passage(n, n * 10, n * 10 + 9, text, who) for n, (who, text) in enumerate(said, 1))
    return [text for text, _ in resolved(read(a_source(*made)).passages, activity)]


@pytest.mark.parametrize(
    ("who", "said", "line"),
    [
        (KEEPER, "My advice is that you accept supervised contact, because he is sure.", "Advice: accept supervised contact"),
        (KEEPER, "I'd go back at five fifty for two years.", "Advice: go back at five fifty for two years"),
        (KEEPER, "My advice is not to sign the deed.", "Advice: not to sign the deed"),
        (KEEPER, "I wouldn't take the first offer.", "Advice: wouldn't take the first offer"),
        (KEEPER, "So I'm instructed to agree the plan on that basis.", "Instructions: agree the plan on that basis"),
        (KEEPER, "I need you to go through your phone bills.", "Requested: go through your phone bills"),
        (OTHER, "Please offer them eight thousand.", "Instructions: offer them eight thousand"),
        (OTHER, "I'd accept forty if they pay now.", "Instructions: accept forty if they pay now"),
    ],
)  # fmt: skip
def test_what_was_resolved_is_told_in_the_words_of_the_source(who: str, said: str, line: str) -> None:
    assert _told((OTHER, "Hello."), (who, said)) == [line]


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (OTHER, "My advice is that you accept supervised contact."),  # a client gives none
        (OTHER, "Her lawyer said I should accept the lower offer."),
        (KEEPER, "He told me my advice is that you accept the offer."),
        (KEEPER, "If you lose, I'd appeal to the High Court."),
        (KEEPER, "I don't say you should sign the whole of it."),
        (KEEPER, "Would you say I'd offer them eight thousand?"),
        (KEEPER, "I'd offer forty, sorry, fifty thousand."),  # a figure that was taken back
        (KEEPER, "She wants to take the children to Perth."),
        (OTHER, "Please go ahead."),
    ],
)
def test_what_is_reported_supposed_denied_asked_or_empty_is_not_told(who: str, said: str) -> None:
    assert _told((OTHER, "Hello."), (who, said)) == []


def test_what_the_other_side_wants_is_no_instruction_and_what_is_put_to_it_no_advice() -> None:
    said = ((OTHER, "Please offer them eight thousand."), (KEEPER, "I'd offer ten thousand to your client."))
    assert len(_told(*said)) == 2
    assert _told(*said, activity="A108") == []


def test_counsel_advises_in_conference_and_a_client_does_not() -> None:
    said = ((OTHER, "I'd plead a hundred and ten a day."),)
    assert _told(*said, activity="A107") == ["Advice: plead a hundred and ten a day"]
    assert _told(*said) == []


def test_a_condition_that_stands_in_the_next_passage_of_the_speaker_is_told_too() -> None:
    begun, rest = (KEEPER, "My advice is don't go to the trial"), "until your doctor clears you."
    assert _told(begun, (KEEPER, rest)) == ["Advice: don't go to the trial until your doctor clears you"]
    assert _told(begun, (OTHER, rest)) == ["Advice: don't go to the trial"]


def test_of_several_others_nobody_can_say_who_instructs() -> None:
    wish = (OTHER, "Please offer them eight thousand.")
    assert _told(wish) == ["Instructions: offer them eight thousand"]
    assert _told(wish, (THIRD, "I visited on Friday.")) == []


def test_lines_are_few_and_short_with_instructions_first() -> None:
    advice = [
        (KEEPER, f"I'd offer {n} dollars for the strip by the creek " + "and the paddock " * 6)
        for n in range(20, 29)
    ]
    told = _told(*advice, (KEEPER, "I'm instructed to write to the owner."))  # fmt: skip
    assert len(told) == MOST
    assert told[-1] == "Instructions: write to the owner"
    assert all(len(text) <= LONGEST for text in told)


def test_a_name_of_another_clients_matter_keeps_a_line_out() -> None:
    said = "My advice is that you offer Winterbourne ten thousand."
    other = a_matter(2, display_number="00002-Winterbourne", client_name="Celia Winterbourne", contacts=())
    source = a_source(
        a_passage(1, 0, 9, "The Copper Kettle lease needs the landlord's consent.", KEEPER),
        a_passage(2, 10, 19, said, KEEPER),
        a_passage(3, 20, 29, "Agreed, the lease is worth the offer of $10,000.", OTHER),
    )
    lists = [
        RulesExtractor().extract(source, matters, UnitRule()).suggestions[0].facts
        for matters in ([a_matter(1), other], [a_matter(1)])
    ]
    assert ["Winterbourne" in " ".join(facts) for facts in lists] == [False, True]
