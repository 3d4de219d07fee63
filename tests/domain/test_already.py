"""agent/domain/already.py: what stands there beside what is about to be added."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from agent.domain.already import There, beside
from agent.domain.ids import EntryId, MatterId, RemoteId, TimekeeperId
from tests.builders import TODAY, an_entry


def a_there(**fields: Any) -> There:
    base = {
        "id": RemoteId(5), "date": TODAY, "matter_id": MatterId(1), "user_id": TimekeeperId(8), "who": "Tom Okafor",
        "seconds": 360, "narrative": "Attending call",
    }  # fmt: skip
    return There(**{**base, **fields})


def test_an_entry_of_the_same_matter_and_day_stands_beside_all_of_ours_there() -> None:
    ours = [
        an_entry(),
        an_entry(id=EntryId("second"), units=3),
        an_entry(id=EntryId("other"), matter_id=MatterId(2)),
    ]
    (found,) = beside(ours, [a_there()], owned=())
    assert (found.ours, found.differs) == (("entry", "second"), False)


@pytest.mark.parametrize("seconds", [720, None])
def test_a_length_that_none_of_ours_has_differs(seconds: int | None) -> None:
    (found,) = beside([an_entry()], [a_there(seconds=seconds)], owned=())
    assert found.differs


@pytest.mark.parametrize(
    "elsewhere",
    [{"matter_id": MatterId(2)}, {"date": TODAY - dt.timedelta(days=1)}, {"matter_id": None}],
)
def test_another_matter_or_day_is_not_beside(elsewhere: dict[str, Any]) -> None:
    assert beside([an_entry(), an_entry(matter_id=None)], [a_there(**elsewhere)], owned=()) == []


def test_what_tenth_sent_itself_is_left_out() -> None:
    assert beside([an_entry()], [a_there()], owned={RemoteId(5)}) == []
