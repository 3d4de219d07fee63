"""agent/workflow/freshness.py: the mirror is asked for anew often enough, and not more often."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from agent.domain.matter import Category, Contact
from agent.errors import Refused, SignedOut, Unreachable
from agent.ports import Progress
from agent.workflow.freshness import BETWEEN_SYNCS, FRESH_ENOUGH, WHILE_AWAY, Freshness
from agent.workflow.mirroring import Mirroring
from agent.workflow.runner import Board, Working
from tests.workflow.conftest import Office


@dataclass
class Seconds:
    """A clock that stands still until it is moved."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def keeping(office: Office) -> tuple[Freshness, Seconds]:
    clock = Seconds()
    return Freshness(office.mirror, Board(), clock=clock), clock


def test_it_begins_at_once_and_asks_every_five_minutes(office: Office) -> None:
    fresh, clock = keeping(office)
    for _ in range(601):
        fresh.turn()
        clock.now += 1
    assert len(office.practice.asked_since) == 3
    assert office.practice.asked_since[0] is None
    assert None not in office.practice.asked_since[1:]


def test_a_page_that_is_opened_is_of_now(office: Office) -> None:
    fresh, clock = keeping(office)
    fresh.turn()
    fresh.page_opened()
    fresh.turn()
    assert len(office.practice.asked_since) == 1
    clock.now += FRESH_ENOUGH
    fresh.turn()
    fresh.turn()
    assert len(office.practice.asked_since) == 2


def test_drafts_that_come_want_the_rates_of_their_matters_soon(office: Office) -> None:
    fresh, clock = keeping(office)
    fresh.turn()
    fresh.rates_wanted()
    clock.now += FRESH_ENOUGH
    fresh.turn()
    assert len(office.practice.asked_since) == 2


@pytest.mark.parametrize(
    ("trouble", "wait"),
    [(Unreachable("no"), WHILE_AWAY), (SignedOut("no"), BETWEEN_SYNCS), (Refused("no"), BETWEEN_SYNCS)],
)
def test_a_line_that_is_down_is_tried_sooner_and_a_missing_sign_in_is_not(
    office: Office, trouble: Exception, wait: float
) -> None:
    fresh, clock = keeping(office)
    office.practice.away = [trouble]
    fresh.turn()
    clock.now += wait - 1
    fresh.turn()
    assert office.practice.asked_since == []
    clock.now += 1
    fresh.turn()
    assert len(office.practice.asked_since) == 1


def test_nobody_is_asked_while_nobody_is_signed_in(office: Office) -> None:
    fresh = Freshness(Mirroring(office.desk, lambda: office.practice, lambda: None), Board(), clock=Seconds())
    fresh.page_opened()
    fresh.turn()
    assert office.practice.asked_since == []


def test_how_far_it_is_stands_on_the_board_until_it_is_there(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    board, seen = Board(), list[Working | None]()

    def contacts(*, since: dt.datetime | None, progress: Progress) -> Iterator[Contact]:
        seen.append(board.working)
        progress(3, 8)
        seen.append(board.working)
        yield from ()

    monkeypatch.setattr(office.practice, "contacts", contacts)
    Freshness(office.mirror, board, clock=Seconds()).sync()
    assert seen == [Working("syncing", 2, 2), Working("syncing_contacts", 3, 8)]
    assert board.working is None


@pytest.mark.slow
def test_a_sync_is_left_at_its_next_page_when_tenth_closes(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, closing = threading.Event(), threading.Event()

    def categories() -> list[Category]:
        reading.set()
        closing.wait(10)
        return []

    monkeypatch.setattr(office.practice, "categories", categories)
    fresh, _ = keeping(office)
    fresh.start()
    assert reading.wait(10)
    threading.Timer(0.2, closing.set).start()
    fresh.stop()
    assert (office.store.matters.count(), office.store.home.contacts_since) == (2, None)
    assert "mirror" not in [thread.name for thread in threading.enumerate()]
