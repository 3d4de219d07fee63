"""agent/extract/narrative.py, objects.py: the line a bill will carry is short, and says of the work what a verb bears out."""

from __future__ import annotations

import pytest

from agent.extract.narrative import own_subject
from agent.extract.objects import object_of
from agent.extract.reading import Read, read
from agent.extract.topics import topics
from tests.builders import a_passage, a_source


def _read(*said: str) -> tuple[Read, ...]:
    return read(a_source(*(a_passage(n, text=text) for n, text in enumerate(said, 1)))).passages


@pytest.mark.parametrize(
    ("verb", "said", "named"),
    [
        ("reading", "I have read the lease and the deed of assignment.", "lease and deed of assignment"),
        (
            "reading",
            "I recommend a notice of dispute. I have reviewed the subcontract agreement.",
            "agreement",
        ),
        ("drafting", "I spent an hour redrafting your affidavit for the hearing.", "affidavit"),
        ("reading", "I have not read the contract.", ""),
        ("drafting", "I will have the deed drafted and the lease prepared.", ""),
        ("drafting", "A notice of dispute should be served.", ""),
    ],
)
def test_the_object_comes_from_a_verb_that_says_it_was_done(verb: str, said: str, named: str) -> None:
    assert named in object_of(_read(said), verb)
    assert bool(named) == bool(object_of(_read(said), verb))


def test_a_matter_names_its_own_subject_only_when_it_was_spoken_of() -> None:
    said = _read("The partner visa needs a police certificate.")
    assert own_subject("Ruiz - partner visa (820)", said) == "partner visa"
    assert own_subject("Ruiz - unfair dismissal", said) == ""
    assert own_subject("Ruiz and Ruiz", said) == ""


def test_a_number_or_name_nobody_said_is_no_part_of_the_subject() -> None:
    said = _read("The lease has an option.")
    assert own_subject("Ruiz - lease of Unit 9", said) == ""
    assert own_subject("Ruiz - lease for Tamarind", said) == ""


def test_what_is_only_to_be_done_is_known_as_promised() -> None:
    found = {
        t.shown: t.promised
        for t in topics(_read("The lease is at risk.", "I will draft the affidavit."), frozenset())
    }
    assert found["affidavit"]
    assert not found["lease"]
    again = topics(_read("The affidavit is late.", "I will draft the affidavit."), frozenset())
    assert not next(t for t in again if t.shown == "affidavit").promised
