"""agent/domain/push.py: a lost answer is settled by looking."""

from __future__ import annotations

import datetime as dt

import pytest

from agent.domain.ids import MatterId, RemoteId, TimekeeperId
from agent.domain.push import Outcome, Verdict, settle
from tests.builders import TODAY, a_posted, a_push


def test_exactly_one_like_ours_is_adopted() -> None:
    assert settle(a_push(), [a_posted(1), a_posted(2, seconds=720)], frozenset()) == (
        Verdict.ADOPT,
        a_posted(1),
    )


def test_an_entry_that_another_row_owns_is_not_ours() -> None:
    assert settle(a_push(), [a_posted(1)], {RemoteId(1)})[0] is Verdict.LOOK_AGAIN


def test_none_is_believed_only_at_the_second_clean_look() -> None:
    assert settle(a_push(), [], frozenset())[0] is Verdict.LOOK_AGAIN
    assert settle(a_push(clean_looks=1), [], frozenset())[0] is Verdict.SEND_AGAIN


def test_several_alike_are_for_the_lawyer() -> None:
    assert settle(a_push(clean_looks=5), [a_posted(1), a_posted(2)], frozenset())[0] is Verdict.ASK


@pytest.mark.parametrize(
    "other",
    [
        {"narrative": "something else"},
        {"seconds": 361},
        {"matter_id": MatterId(2)},
        {"user_id": TimekeeperId(8)},
        {"date": TODAY + dt.timedelta(days=1)},
    ],
)
def test_anything_that_differs_is_somebody_elses(other: dict[str, object]) -> None:
    assert settle(a_push(), [a_posted(1, **other)], frozenset())[0] is Verdict.LOOK_AGAIN


def test_a_row_without_an_outcome_is_open() -> None:
    assert a_push().is_open
    assert a_push().unknown("x", "y").is_open
    assert not a_push().refused("x", "y").is_open
    assert not a_push().created(a_posted()).is_open


def test_an_echo_of_another_length_is_kept_and_named() -> None:
    pushed = a_push().created(a_posted(seconds=0))
    assert pushed.outcome is Outcome.CREATED
    assert pushed.code == "quantity_differs"
