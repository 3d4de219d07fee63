"""agent/domain/matching.py: an address on one open file alone, with work that fits it, chooses; anything less does not."""

from __future__ import annotations

from agent.domain.ids import MatterId
from agent.domain.matching import Decision, Heard, decide, rank
from agent.domain.matching_index import MatterIndex
from agent.domain.matter import Contact, Matter, MatterStatus
from agent.domain.source import Person
from agent.domain.suggestion import MatterState

MAIL = "lotte@brandl.example"


def _file(number: int, about: str, status: MatterStatus = MatterStatus.OPEN) -> Matter:
    return Matter(
        MatterId(number),
        f"{number}-Brandl",
        about,
        "Lotte Brandl",
        status,
        (Contact("Lotte Brandl", MAIL),),
        "",
    )


INJURY, WAGES = _file(700, "Brandl - injured shoulder"), _file(701, "Brandl - unpaid wages")
CLOSED = _file(701, "Brandl - unpaid wages", MatterStatus.CLOSED)


def _decide(*matters: Matter, mail: str | None = MAIL, injury: float = 2.0) -> Decision:
    index = MatterIndex(matters)
    heard = Heard(people=(Person("Lotte Brandl", mail),), fields={"injury": injury, "wills": 4.0 - injury})
    fields = {700: {"injury": 1.0}, 701: {"employment": 1.0}}
    return decide(rank(index, heard, lambda m: fields[m.id]), index, heard)


def test_the_only_open_file_of_an_address_is_chosen_where_the_work_fits() -> None:
    assert _decide(INJURY, CLOSED, injury=3.5).state is MatterState.AUTO


def test_an_address_on_two_open_files_chooses_neither_by_itself() -> None:
    assert _decide(INJURY, WAGES, injury=2.0).state is not MatterState.AUTO


def _by_name(*matters: Matter) -> Decision:
    index = MatterIndex(matters)
    heard = Heard(people=(Person("Lotte Brandl"),), fields={"injury": 6.0})
    fields = {700: {"injury": 1.0}, 701: {"injury": 0.5}}
    return decide(rank(index, heard, lambda m: fields[m.id]), index, heard)


def test_a_full_name_on_one_open_file_chooses_where_the_work_is_plainly_that_files() -> None:
    assert _by_name(INJURY, CLOSED).state is MatterState.AUTO
    assert _by_name(INJURY, WAGES).state is not MatterState.AUTO


def test_a_name_without_the_address_or_other_work_only_proposes() -> None:
    assert _decide(INJURY, CLOSED, mail=None, injury=2.5).state is MatterState.SUGGEST
    assert _decide(INJURY, CLOSED, injury=0.0).state is not MatterState.AUTO
