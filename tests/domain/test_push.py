"""agent/domain/push.py: a lost answer is settled by looking."""

from __future__ import annotations

import datetime as dt

import pytest

from agent.domain.ids import MatterId, RemoteId, TimekeeperId
from agent.domain.lost import SURE_AFTER, Lost, left_until_sure
from agent.domain.push import Outcome, Posted
from agent.domain.settling import Verdict, settle
from tests.builders import NOON, TODAY, a_posted, a_push, an_outgoing


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


def test_a_server_that_stores_blanks_and_accents_its_own_way_holds_the_same_words() -> None:
    push = a_push(sent=an_outgoing(narrative="Advising  on Ma\u0304ori land "))
    held = a_posted(1, narrative="Advising on M\u0101ori land")
    assert settle(push, [held], frozenset())[0] is Verdict.ADOPT
    assert push.created(held).code is None


@pytest.mark.parametrize(
    "held",
    [
        a_posted(1, narrative="Advising on the lease. " * 10),
        a_posted(1, narrative="Advising on the lease. " * 20, log_id=None),
    ],
)
def test_what_was_cut_short_or_lost_its_link_is_for_the_lawyer_and_not_sent_again(held: Posted) -> None:
    push = a_push(
        sent=an_outgoing(narrative="Advising on the lease. " * 20, log_id=RemoteId(7)), clean_looks=5
    )
    assert settle(push, [held], frozenset())[0] is Verdict.ASK


def test_as_many_alike_as_there_are_open_rows_are_shared_among_them() -> None:
    found = [a_posted(2), a_posted(1)]
    assert settle(a_push(), found, frozenset(), twins=2) == (Verdict.ADOPT, a_posted(1))
    assert settle(a_push(), [*found, a_posted(3)], frozenset(), twins=2)[0] is Verdict.ASK


def test_what_was_there_before_the_row_is_not_ours() -> None:
    push = a_push(since=NOON)
    old = a_posted(1, created_at=NOON - dt.timedelta(hours=1))
    assert settle(push, [old], frozenset())[0] is Verdict.LOOK_AGAIN


def test_nothing_is_sent_again_while_the_first_may_still_be_under_way() -> None:
    push = a_push(clean_looks=9, since=NOON)
    assert left_until_sure(push.lost, NOON, NOON) == SURE_AFTER, "nobody knows yet that its answer is lost"
    lost = push.known_lost(NOON, NOON).lost
    left = left_until_sure(lost, NOON + dt.timedelta(seconds=70), NOON + dt.timedelta(hours=9))
    assert left == dt.timedelta(seconds=5), "told by the practice system's clock, whatever this one says"
    put_back = left_until_sure(Lost(NOON, None), None, NOON - dt.timedelta(hours=9))
    assert put_back == SURE_AFTER, "a clock that was put back makes nobody wait for hours"
    assert settle(push, [], frozenset(), left=left)[0] is Verdict.LOOK_AGAIN
    assert settle(push, [], frozenset())[0] is Verdict.SEND_AGAIN


CHANGED = [
    {"narrative": "Advising on the draft lease"},
    {"seconds": 720},
    {"matter_id": MatterId(2)},
    {"date": TODAY + dt.timedelta(days=1)},
    {"narrative": "Advising on the draft lease", "seconds": 720},
]


@pytest.mark.parametrize("changed", CHANGED)
def test_what_somebody_changed_there_meanwhile_is_asked_about_and_never_sent_beside_it(
    changed: dict[str, object],
) -> None:
    push = a_push(clean_looks=9, since=NOON)
    held = a_posted(1, created_at=NOON + dt.timedelta(seconds=30), **changed)
    assert settle(push, [held], frozenset())[0] is Verdict.ASK


@pytest.mark.parametrize("changed", CHANGED)
def test_what_was_made_at_another_time_or_by_another_row_is_none_of_ours(changed: dict[str, object]) -> None:
    """The control: without its time of making, each entry of that day would be a question."""
    push = a_push(clean_looks=9, since=NOON)
    later = a_posted(1, created_at=NOON + dt.timedelta(minutes=10), **changed)
    assert settle(push, [later], frozenset())[0] is Verdict.SEND_AGAIN
    anothers = a_posted(1, created_at=NOON, **changed)
    others = [an_outgoing(**changed)]
    assert settle(push, [anothers], frozenset(), others=others)[0] is Verdict.SEND_AGAIN
    assert settle(push, [anothers], {RemoteId(1)})[0] is Verdict.SEND_AGAIN
