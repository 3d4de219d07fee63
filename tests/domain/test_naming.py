"""agent/domain/naming.py: names are put right by their sound, visibly, and only where little else could have been meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.domain import naming
from agent.domain.hotwords import Nearby
from agent.domain.ids import passage_id
from agent.domain.matter import Contact
from agent.domain.naming import misheard, shown_with
from agent.domain.source import Misheard, Person, Source
from tests.builders import a_matter, a_passage, a_source, a_suggestion

LEASE = a_matter(1, description="Lease of shop, Marlin Square")
DEFECTS = a_matter(
    2,
    client_name="Joan Winterborn",
    description="Defects: Winterborn v Brightwater Homes Pty Ltd",
    contacts=tuple(
        map(Contact, ("Huong Nguyễn", "Mātene Whaanga", "Nikos Papadopoulos", "Thuy Pryce", "Sam Brand"))
    ),
)
FAR = (
    a_matter(3, client_name="Katherine Clarke", contacts=(), description="Will"),
    a_matter(4, client_name="Blue Kestrel Pty Ltd", contacts=(), description="Debt"),
    a_matter(5, client_name="Tom Hall", contacts=(), description="Sale"),
)
NEAR = Nearby((LEASE, DEFECTS), (Person("Priya Raman"),), (), ("Ruth Calder",), FAR)


HYPHEN = Nearby((a_matter(7, client_name="Anna Castlereagh-Jones", contacts=()),))


def test_a_name_with_a_hyphen_is_two() -> None:
    assert put_right("Then Anna Castlereagh-Jones rang.", HYPHEN) == []
    assert put_right("Then Anna Castleray-Jones rang.", HYPHEN) == [("Castleray", "Castlereagh")]


def put_right(text: str, near: Nearby = NEAR, *more: str) -> list[tuple[str, str]]:
    """Return what is put right in one passage of a call that writes names with capitals."""
    others = [a_passage(n, text=each) for n, each in enumerate((*more, "And then Ruth rang."), 2)]
    return [(m.heard, m.meant) for m in misheard(a_source(a_passage(1, text=text), *others), near)]


@pytest.mark.parametrize(
    ("text", "heard", "meant"),
    [
        ("I spoke to Marcus Hail about it.", "Hail", "Hale"),
        ("Mr Hail rang.", "Hail", "Hale"),
        ("I told Mr. Hayle's wife.", "Hayle", "Hale"),
        ("The Winterbourne file.", "Winterbourne", "Winterborn"),
        ("It is for Winter Born again.", "Winter Born", "Winterborn"),
        ("I rang Huong Nguyan.", "Nguyan", "Nguyễn"),
        ("Then Ms Nwin came.", "Nwin", "Nguyễn"),
        ("I wrote to Fanga.", "Fanga", "Whaanga"),
        ("We served Pappadopolous.", "Pappadopolous", "Papadopoulos"),
        ("Papadopolis said yes.", "Papadopolis", "Papadopoulos"),
        ("The Copper Cattle invoice.", "Cattle", "Kettle"),
        ("At Merlin Square.", "Merlin", "Marlin"),
        ("So Ruth Caulder rang.", "Caulder", "Calder"),
        ("Does Markus Hale agree?", "Markus", "Marcus"),
        ("I asked Katherine Clark.", "Clark", "Clarke"),
        ("At Blue Kestral then.", "Kestral", "Kestrel"),
    ],
)  # fmt: skip
def test_a_misheard_name_is_put_right_and_what_was_heard_is_kept(text: str, heard: str, meant: str) -> None:
    assert put_right(text) == [(heard, meant)]


@pytest.mark.parametrize(
    "text",
    [
        "Then hail fell on the roof.",
        "Hail fell on the roof.",
        "The price went up in March and in May.",
        "The copper kettle is hot.",
        "Marcus Hall was there.",
        "I met Tom Hall and Hall's wife.",
        "I asked Clark about it.",
        "Cooper rang from Brightwood.",
        "Marcus said no, and Sam brought it.",
        "We met at the Court on Friday.",
        "Joan Winterborn and Marcus Hale agreed.",
        "Ring Win about it.",
    ],
)
def test_ordinary_words_right_names_and_other_people_stay(text: str) -> None:
    assert put_right(text) == []


def test_of_two_names_that_are_equally_near_neither_is_taken() -> None:
    both = Nearby((LEASE, a_matter(6, client_name="Anna Hayl", contacts=())))
    assert put_right("It was Hail's lease.", Nearby((LEASE,))) == [("Hail", "Hale")]
    assert put_right("It was Hail's lease.", both) == []
    assert put_right("It was Marcus Hail's lease.", both) == [("Hail", "Hale")], "his first name tells"


def test_without_the_lead_one_of_two_equal_names_would_be_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naming, "LEAD", 0.0)
    both = Nearby((LEASE, a_matter(6, client_name="Anna Hayl", contacts=())))
    assert put_right("It was Hail's lease.", both) != []


def test_a_word_that_opens_a_sentence_is_a_name_where_it_is_one_elsewhere() -> None:
    assert put_right("Price rang.") == []
    assert ("Price", "Pryce") in put_right("Price rang.", NEAR, "I told Price so.")


def test_where_names_have_no_capitals_only_a_title_tells() -> None:
    source = a_source(a_passage(1, text="marcus hail said that hail fell, and mr hail rang"))
    assert [(m.at, m.heard, m.meant) for m in misheard(source, NEAR)] == [(40, "hail", "Hale")]


def test_without_the_limit_another_person_would_become_the_client(monkeypatch: pytest.MonkeyPatch) -> None:
    assert put_right("I met Marcus Hull.") == []
    monkeypatch.setattr(naming, "LIMITS", ((99, 1.0),))
    monkeypatch.setattr(naming, "LEAD", 0.0)
    assert put_right("I met Marcus Hull.") == [("Hull", "Hale")]


def test_a_line_that_the_lawyer_typed_stays() -> None:
    source = a_source(a_passage(1, text="ask Marcus Hail"), a_passage(2, text="and Marcus Hail rang"))
    assert [m.passage for m in misheard(source, NEAR, {"ask Marcus Hail"})] == [passage_id(2)]


def corrected() -> Source:
    source = a_source(
        a_passage(1, text="Marcus Hail and Joan Winterbourne, Mr Hail that is"),
        a_passage(2, text="So Ruth rang."),
    )
    return replace(source, misheard=misheard(source, NEAR))


def test_the_words_stay_as_heard_and_are_read_as_meant() -> None:
    source = corrected()
    assert source.passages[0].text == "Marcus Hail and Joan Winterbourne, Mr Hail that is"
    assert source.as_meant().passages[0].text == "Marcus Hale and Joan Winterborn, Mr Hale that is"
    assert source.misheard[0] == Misheard(passage_id(1), 7, "Hail", "Hale")


def test_a_turn_whose_words_are_other_ones_by_now_is_read_as_it_is() -> None:
    """A second hearing may have been taken over: the letters that a correction counts are not there any more."""
    source = corrected()
    other = replace(source.passages[0], text="He and Mr Hale agreed")
    changed = replace(source, passages=(other, *source.passages[1:]))
    assert changed.corrections == ()
    assert changed.as_meant().passages[0].text == "He and Mr Hale agreed"
    assert shown_with(a_suggestion(passages=(passage_id(1),), evidence=()), changed).evidence == ()


def test_each_correction_is_evidence_of_the_entry_that_it_is_in() -> None:
    source = corrected()
    inside = shown_with(a_suggestion(passages=(passage_id(1),), evidence=()), source)
    assert [(e.shown, e.passages) for e in inside.evidence] == [
        ("Hale · heard “Hail”", (passage_id(1),)),
        ("Winterborn · heard “Winterbourne”", (passage_id(1),)),
    ]
    assert shown_with(a_suggestion(passages=(passage_id(2),), evidence=()), source).evidence == ()
    assert "Hail" not in repr(inside)
