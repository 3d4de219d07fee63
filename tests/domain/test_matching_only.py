"""agent/domain/matching.py: somebody with one open file who speaks of its kind of work is sure to call about it."""

from __future__ import annotations

import pytest

from agent.domain.ids import MatterId
from agent.domain.matching import Decision, Heard, decide, rank
from agent.domain.matching_index import MatterIndex
from agent.domain.matter import Contact, Matter, MatterStatus
from agent.domain.source import Person
from agent.domain.suggestion import MatterState


def _file(number: int, about: str, status: MatterStatus = MatterStatus.OPEN) -> Matter:
    client = "Lotte Brandl"
    return Matter(MatterId(number), f"00{number}-Brandl", about, client, status, (Contact(client),), "")


INJURY, WAGES = _file(700, "Brandl - injured shoulder"), _file(701, "Brandl - unpaid wages")
CLOSED = _file(701, "Brandl - unpaid wages", MatterStatus.CLOSED)
SHORT = {"injury": 1.0, "wills": 0.5}


def _decide(
    *matters: Matter, said: dict[str, float], same: bool = True, numbers: tuple[str, ...] = ()
) -> Decision:
    index = MatterIndex(matters)
    heard = Heard(people=(Person("Lotte Brandl"),), fields=said, numbers=numbers)
    fields = {700: {"injury": 1.0}, 701: {"employment": 1.0}}
    return decide(rank(index, heard, lambda m: fields[m.id]), index, heard, same_business=same)


def test_a_short_talk_about_the_only_open_file_is_sure() -> None:
    assert _decide(INJURY, CLOSED, said=SHORT).state is MatterState.AUTO


@pytest.mark.parametrize(
    ("matters", "said", "same", "numbers"),
    [
        ((INJURY, WAGES), SHORT, True, ()),  # two open files
        ((INJURY, CLOSED), {"wills": 1.0, "injury": 0.5}, True, ()),  # another kind of work
        ((INJURY, CLOSED), {}, True, ()),  # nothing of any kind
        ((INJURY, CLOSED), SHORT, False, ()),  # something hints at new business
        ((INJURY, CLOSED), SHORT, True, ("00912",)),  # another file's number was said
    ],
)
def test_control_anything_that_speaks_against_it_leaves_it_to_the_lawyer(
    matters: tuple[Matter, ...], said: dict[str, float], same: bool, numbers: tuple[str, ...]
) -> None:
    assert _decide(*matters, said=said, same=same, numbers=numbers).state is not MatterState.AUTO


def test_talk_of_quite_another_kind_names_no_file_and_shows_it_all_the_same() -> None:
    decision = _decide(INJURY, CLOSED, said={"wills": 1.5})
    assert (decision.state, decision.matter) == (MatterState.SUGGEST, None)
    assert decision.candidates[0].display_number == INJURY.display_number
    assert (
        _decide(INJURY, CLOSED, said={}).matter == INJURY
    )  # control: where nothing of any kind is spoken of
