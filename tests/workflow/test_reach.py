"""agent/workflow/reach.py: what is in the way is what the last request met, and a refusal is no trouble with the line."""

from __future__ import annotations

import contextlib

import pytest

from agent.errors import Busy, OutcomeUnknown, PracticeError, Refused, SignedOut, Unreachable
from agent.workflow.reach import Reach, Trouble


def meet(reach: Reach, error: PracticeError | None) -> str | None:
    """Let a request meet something, and return what is in the way then."""
    with contextlib.suppress(PracticeError), reach.asking():
        if error is not None:
            raise error
    return reach.trouble.code if reach.trouble else None


@pytest.mark.parametrize("error", [Unreachable("gone"), SignedOut("withdrawn"), Busy("wait")])
def test_the_trouble_is_what_the_last_request_met_until_one_is_answered(error: PracticeError) -> None:
    reach = Reach()
    assert meet(reach, error) == error.code
    assert meet(reach, None) is None
    assert reach.count == 2


def test_a_refusal_comes_from_a_clio_that_is_there() -> None:
    reach = Reach()
    meet(reach, Unreachable("gone"))
    assert meet(reach, Refused("the matter is closed")) is None


def test_a_lost_answer_says_nothing_about_the_line() -> None:
    reach = Reach()
    meet(reach, Unreachable("gone"))
    assert meet(reach, OutcomeUnknown("broke off")) == "unreachable"


def test_the_same_trouble_again_is_no_news() -> None:
    reach = Reach()
    meet(reach, Unreachable("gone"))
    meet(reach, Unreachable("still gone"))
    assert reach.count == 1


def test_a_hint_may_hold_what_clio_said_and_stays_out_of_reprs() -> None:
    assert "Calder" not in repr(Trouble("refused", "Sign in as Ruth Calder."))
