"""agent/extract/people.py: labels and people, whatever programs make of names."""

from __future__ import annotations

import pytest

from agent.domain.source import Context, Person
from agent.extract.people import Part, same_person, speakers_of
from tests.builders import a_passage, a_source


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Daniel A", "Daniel Achterberg"), ("callum.reyes", "Callum Reyes"), ("Oanh Võ", "Võ Kim Oanh"),
        ("Mick Dunstan (Guest)", "Mick Dunstan"),
        ("Steve M - Ironbark", "Steve Mulhearn"), ("Kahurangi", "Kahurangi Mātene"), ("Ingrid Sorensen", "Dr Ingrid Sørensen"),
    ],
)  # fmt: skip
def test_a_label_finds_its_person(label: str, name: str) -> None:
    assert same_person(label, name)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Daniel B", "Daniel Achterberg"),
        ("Ruth", "Helen Marchetti"),
        ("D", "Daniel Achterberg"),
        ("Level 4", "Ruth Calder"),
    ],
)
def test_a_label_does_not_find_somebody_else(label: str, name: str) -> None:
    assert not same_person(label, name)


def test_the_one_label_and_the_one_person_left_over_belong_together() -> None:
    context = Context(
        timekeeper="Ruth Calder", participants=(Person("Ruth Calder"), Person("Youssef Al-Masri"))
    )
    found = speakers_of(
        a_source(a_passage(1, who="Ruth Calder"), a_passage(2, who="يوسف المصري"), context=context)
    )
    assert [s.name for s in found if s] == ["Ruth Calder", "Youssef Al-Masri"]


def test_the_two_tracks_of_a_recording_are_the_timekeeper_and_the_other() -> None:
    found = speakers_of(a_source(a_passage(1, who="Me"), a_passage(2, who="Them")))
    assert [(s.name, s.part) for s in found if s] == [
        ("Ruth Calder", Part.TIMEKEEPER),
        ("Marcus Hale", Part.UNKNOWN),
    ]


def test_a_passage_without_a_label_goes_on_with_the_last() -> None:
    found = speakers_of(a_source(a_passage(1, who="Ruth Calder"), a_passage(2, who="")))
    assert found[0] == found[1]
