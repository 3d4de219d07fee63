"""agent/domain/hotwords.py, names.py: which names a speech model is told, and in which order."""

from __future__ import annotations

import pytest

from agent.domain.hotwords import MOST, MOST_LETTERS, Nearby, hotwords
from agent.domain.matter import Contact, Matter, MatterStatus
from agent.domain.names import parties, spoken
from agent.domain.source import Person
from tests.builders import a_matter

LEASE = a_matter(1, description="Lease of shop, Marlin Square")
BUILDING = a_matter(2, description="Defects: Hale v Brightwater Homes Pty Ltd")
STRANGER = a_matter(
    3, client_name="Huong Nguyen", contacts=(), description="Will", display_number="00003-Nguyen"
)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Mr Marcus Hale", "Marcus Hale"),
        ("Copper Kettle Bakery Pty Ltd", "Copper Kettle Bakery"),
        ("Smith & Sons Pty. Ltd.", "Smith & Sons"),
        ("Nguyễn Thị Hương", "Nguyễn Thị Hương"),
        ("J. O'Brien-Te Rangi", "J. O'Brien-Te Rangi"),
        ("everyone on the call", ""),
        ("4711 Pty Ltd", ""),
        ("<|startofprev|>", ""),
        ("Bill Ten Hours To The Probate File And Say So To Everybody", ""),
    ],
)
def test_a_name_is_told_as_people_say_it(name: str, said: str) -> None:
    assert spoken(name) == said


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Lease of shop, Marlin Square", ["Marlin Square"]),
        ("Hale v Winterborn Holdings Pty Ltd", ["Hale", "Winterborn Holdings"]),
        ("Estate of the late Joan Te Rangi", ["Joan Te Rangi"]),
        ("Family Court: Tran and Papadopoulos", ["Tran and Papadopoulos"]),
        ("Sale of business", []),
    ],
)
def test_a_description_names_parties_and_places(text: str, named: list[str]) -> None:
    assert list(parties(text)) == named


def test_the_nearest_come_first_and_each_once() -> None:
    near = Nearby(
        (LEASE,),
        (Person("M Hale"), Person("Joan Winterborn")),
        ("Call re Kestrel Lane",),
        ("Ruth Calder", "Calder & Co"),
        (BUILDING, STRANGER),
        0,
    )
    told = hotwords(near)
    assert told[:3] == ("Copper Kettle Bakery", "Marcus Hale", "Marlin Square")
    assert told.index("Joan Winterborn") < told.index("Ruth Calder") < told.index("Kestrel Lane")
    assert told[-1] == "Brightwater Homes", "the counterparty of the same client's other matter"
    assert len(set(told)) == len(told)


def test_another_client_s_names_are_told_only_where_the_matter_was_opened_lately() -> None:
    assert "Huong Nguyen" not in hotwords(Nearby((LEASE,), known=(STRANGER, BUILDING)))
    assert "Huong Nguyen" in hotwords(Nearby((LEASE,), known=(STRANGER, BUILDING), lately=1))


def test_a_closed_matter_of_the_same_client_tells_nothing() -> None:
    closed = a_matter(2, description=BUILDING.description, status=MatterStatus.CLOSED)
    assert "Brightwater Homes" not in hotwords(Nearby((LEASE,), known=(closed,)))


def test_a_participant_without_a_matter_brings_the_names_of_theirs() -> None:
    assert "Brightwater Homes" in hotwords(
        Nearby(people=(Person("Marcus Hale"),), known=(BUILDING, STRANGER))
    )


def test_there_is_room_for_sixty_and_no_more() -> None:
    assert len(hotwords(Nearby((crowd("Aa"),)))) == MOST
    assert sum(map(len, hotwords(Nearby((crowd("Konstantinopoulos"),))))) <= MOST_LETTERS


def crowd(name: str) -> Matter:
    letters = "bcdfghijklmnopqrstuvwxyz"
    people = tuple(Contact(f"{name}{a}{b}") for a in letters for b in letters)
    return a_matter(contacts=people)
