"""agent/domain/matching*.py: the right matter, several to choose from, or an honest "I do not know"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from agent.domain.matching import Decision, Heard, decide, rank
from agent.domain.matching_index import HeardWord, MatterIndex
from agent.domain.matter import Contact, Matter, MatterStatus
from agent.domain.source import Person
from agent.domain.suggestion import MatterState
from tests.builders import a_matter


def _file(number: str, client: str, about: str, *people: str, **fields: Any) -> Matter:
    contacts = tuple(Contact(p) for p in people)
    place = int(number[:5])
    return a_matter(
        place, display_number=number, client_name=client, description=about, contacts=contacts, **fields
    )


SALTBUSH = ("Saltbush Logistics Pty Ltd", "Petra Halloran")
FIRM = (
    _file("00041-Winterburn", "Alan Winterburn", "Strata dispute", "Alan Winterburn"),
    _file(
        "00042-Winterbourne",
        "Celia Winterbourne",
        "Winterbourne v Coastmark Homes - bathroom",
        "Celia Winterbourne",
    ),
    _file("00061-Saltbush", SALTBUSH[0], "Lease of Ferrier Road", SALTBUSH[1]),
    _file("00088-Saltbush", SALTBUSH[0], "Dismissal of Delmenico", SALTBUSH[1]),
    _file("00019-Saltbush", SALTBUSH[0], "Forklift supply", SALTBUSH[1], status=MatterStatus.CLOSED),
)
INDEX = MatterIndex(FIRM)


def _no_fields(matter: Matter) -> Mapping[str, float]:
    return {}


def _words(said: str, **flags: Any) -> tuple[HeardWord, ...]:
    return tuple(HeardWord(w.casefold(), capital=w[0].isupper(), **flags) for w in said.split())


def _decide(said: str = "", **fields: Any) -> Decision:
    heard = Heard((_words(said),), **fields)
    return decide(rank(INDEX, heard, _no_fields), INDEX, heard)


def test_a_file_number_chooses_its_matter_with_or_without_zeros() -> None:
    for number in ("00042", "42"):
        decision = _decide(numbers=(number,))
        assert (decision.state, decision.matter) == (MatterState.AUTO, FIRM[1])


def test_a_file_number_that_no_matter_has_forbids_choosing() -> None:
    evidence: dict[str, Any] = {"people": (Person("Celia Winterbourne"),)}
    assert _decide("Coastmark bathroom Winterbourne", **evidence).state is MatterState.AUTO
    assert (
        _decide("Coastmark bathroom Winterbourne", numbers=("77777",), **evidence).state
        is not MatterState.AUTO
    )


def test_a_clients_name_alone_never_chooses_between_the_clients_matters() -> None:
    decision = _decide("Saltbush Logistics", people=(Person("Petra Halloran"),))
    assert decision.state is MatterState.SUGGEST
    assert {c.display_number for c in decision.candidates[:2]} == {"00061-Saltbush", "00088-Saltbush"}


def test_a_word_of_the_description_tells_a_clients_matters_apart() -> None:
    assert _decide("Saltbush Delmenico", people=(Person("Petra Halloran"),)).matter == FIRM[3]


def test_a_closed_matter_is_never_a_candidate() -> None:
    decision = _decide("Saltbush forklift supply", people=(Person("Petra Halloran"),))
    assert "00019-Saltbush" not in {c.display_number for c in decision.candidates}


def test_an_exact_name_beats_one_that_sounds_like_it() -> None:
    assert _decide("Winterburn strata").candidates[0].display_number == "00041-Winterburn"


def test_a_name_heard_as_two_words_is_found() -> None:
    assert _decide("coast mark bathroom", people=(Person("Celia Winterbourne"),)).matter == FIRM[1]


def test_what_is_said_not_to_be_meant_speaks_against_a_matter() -> None:
    meant = rank(INDEX, Heard((_words("Winterburn"),)), _no_fields)
    denied = rank(INDEX, Heard((_words("Winterburn", denied=True),)), _no_fields)
    assert meant
    assert not denied


def test_nothing_said_is_nothing_known() -> None:
    assert _decide("lovely weather").state is MatterState.ABSTAIN


def test_people_of_another_matter_forbid_choosing_by_words() -> None:
    decision = _decide("Coastmark bathroom Winterbourne Celia", people=(Person("Petra Halloran"),))
    assert decision.state is not MatterState.AUTO


@pytest.mark.parametrize("name", ["Celia Winterbourne", "Ms Celia Winterbourne", "WINTERBOURNE Celia"])
def test_a_contact_is_known_by_full_name_in_any_form(name: str) -> None:
    assert rank(INDEX, Heard(people=(Person(name),)), _no_fields)[0].matter == FIRM[1]


def test_a_first_name_is_nobody() -> None:
    assert not rank(INDEX, Heard(people=(Person("Celia"),)), _no_fields)


def test_reasons_are_words_for_the_lawyer() -> None:
    decision = _decide("Coastmark", people=(Person("Celia Winterbourne"),), numbers=("00042",))
    assert decision.candidates[0].reasons[:2] == ("file number 00042", "Celia Winterbourne is on this file")


def test_the_scheme_of_numbers_is_learned_from_the_list() -> None:
    years = MatterIndex(
        [a_matter(1, display_number="M25-0107 Dunn"), a_matter(2, display_number="M25-0108 Dunn")]
    )
    assert years.numbered("0107") == {0}
    assert years.numbered("25") == frozenset()
    assert years.numbered("250108") == {1}
