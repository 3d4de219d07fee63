"""agent/extract/phrases.py and listing.py: things by the names that people give them, and nothing of everyday talk."""

from __future__ import annotations

import pytest

from agent.extract.listing import LONGEST, lines
from agent.extract.phrases import phrases
from agent.extract.reading import Read, read
from agent.extract.topics import Topic
from tests.builders import a_passage, a_source


def _read(*said: str) -> tuple[Read, ...]:
    return read(a_source(*(a_passage(n, text=text) for n, text in enumerate(said, 1)))).passages


def _told(*said: str) -> list[str]:
    return [t.shown for t in phrases(_read(*said))]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("The judge needs the police vetting for her son.", "police vetting"),
        ("An interim hearing would probably be in February.", "interim hearing"),
        ("The plan goes to the family group conference.", "family group conference"),
        ("I'd like the supplier's e-mails about the delay, and your affidavit.", "supplier's e mails"),
        (
            "They have not discovered sentence calculation sheets or the affidavit.",
            "sentence calculation sheets",
        ),
        ("The order needs the landlord's consent.", "landlord's consent"),
    ],
)
def test_a_thing_is_told_with_its_own_words(said: str, told: str) -> None:
    assert told in _told(said)


@pytest.mark.parametrize(
    ("said", "never"),
    [
        ("The notice overstates the debt in the affidavit.", "overstates"),  # a verb with its object
        ("We want to lodge objections to the order.", "lodge"),
        ("The judge was at my daughter's wedding on 3 May.", "wedding"),
        ("We'll come back to it, the cafe purchase and the deed.", "purchase"),  # only put off
        ("Oh and that other thing, the cafe purchase, you owe $500.", "purchase"),
        ("The affidavit is the best way to do the whole thing.", "thing"),
        ("The spoon was in the kitchen drawer.", "drawer"),  # not a word of the law anywhere near
    ],
)
def test_what_is_no_thing_of_the_work_is_not_told(said: str, never: str) -> None:
    assert not [t for t in _told(said) if never in t]


def test_everyday_things_beside_the_law_are_told_and_those_away_from_it_are_not() -> None:
    """The control: the same words count once a word of the law stands in the passage beside them."""
    assert "kitchen drawer" in _told("The spoon was in the kitchen drawer.", "That goes into the affidavit.")


def test_what_is_longer_stands_in_the_place_of_its_end() -> None:
    given = [Topic("hearing", 2.0, ()), Topic("deed", 1.0, ()), Topic("interim hearing", 1.0, ())]
    assert [text for text, _ in lines([], given, "")] == ["Interim hearing, deed"]
    assert [text for text, _ in lines([], given[:2], "")] == ["Hearing, deed"]


def test_lines_stay_short_however_much_was_said() -> None:
    given = [Topic(f"long winded name of thing {chr(97 + n)}", 1.0, ()) for n in range(26)]
    assert all(len(text) <= LONGEST for text, _ in lines([], given, ""))
