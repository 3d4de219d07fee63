"""agent/cli/app.py: Clio is asked again soon where the trouble ends by itself, and not pestered where it does not."""

from __future__ import annotations

from agent.cli.app import SECONDS_BETWEEN_SYNCS, SECONDS_WHILE_AWAY, seconds_between_syncs
from agent.errors import SignedOut, Unreachable
from agent.workflow.reach import Trouble


def test_a_line_that_is_down_is_tried_sooner() -> None:
    assert seconds_between_syncs(Trouble(Unreachable.code, "")) == SECONDS_WHILE_AWAY < SECONDS_BETWEEN_SYNCS


def test_a_sign_in_that_is_missing_needs_the_lawyer() -> None:
    assert seconds_between_syncs(Trouble(SignedOut.code, "")) == SECONDS_BETWEEN_SYNCS
    assert seconds_between_syncs(None) == SECONDS_BETWEEN_SYNCS
