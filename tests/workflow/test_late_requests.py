"""agent/workflow/sending.py, expensing.py: a request that left long after its row is not sent again while it is under way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from agent.domain import lost as rules
from agent.domain.push import Outcome, Outgoing, Posted, Push
from agent.workflow import sending
from tests.builders import NOON
from tests.workflow.conftest import Office
from tests.workflow.test_sending import confirmed_entry

TURN, JOURNEY = dt.timedelta(minutes=2), dt.timedelta(seconds=20)


class Killed(BaseException):
    """The process dies."""


@pytest.fixture
def killed(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An entry that waits two minutes for its turn among Clio's requests, leaves, and whose process is killed then."""
    practice, create, look = office.practice, office.practice.create, office.practice.look
    under_way: list[tuple[dt.datetime, Outgoing]] = []

    def leaves(sent: Outgoing) -> Posted:
        assert practice.clock is not None
        practice.clock += TURN
        under_way.append((practice.clock + JOURNEY, sent))
        monkeypatch.setattr(practice, "create", create)
        raise Killed

    def arrived(**about: Any) -> Any:
        assert practice.clock is not None
        for moment, sent in [each for each in under_way if each[0] <= practice.clock]:
            create(sent)
            under_way.remove((moment, sent))
        return look(**about)

    monkeypatch.setattr(practice, "create", leaves)
    monkeypatch.setattr(practice, "look", arrived)
    confirmed_entry(office)
    with pytest.raises(Killed):
        office.push.push()
    return office


def test_it_is_waited_for_and_made_once(killed: Office) -> None:
    (push,) = killed.push.reconcile()
    assert push.outcome is Outcome.CREATED
    assert len(killed.practice.held) == 1


def test_counted_from_its_row_it_would_be_made_twice(killed: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""

    def from_its_row(push: Push) -> Callable[..., dt.timedelta]:
        return lambda lost, there, here: max(rules.SURE_AFTER - (there - push.since), dt.timedelta())

    (row,) = killed.store.ledger.unsettled()
    assert row.since == NOON
    monkeypatch.setattr(sending, "left_until_sure", from_its_row(row))
    killed.push.reconcile()
    killed.wait(60)
    killed.practice.look(user=row.sent.user_id, since=NOON)
    assert len(killed.practice.held) == 2
