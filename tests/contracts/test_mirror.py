"""A mirror of practice Clio's firm: first sync, changes, renames and what vanished, within half of Clio's limit."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.clio.limiter import Lane, Limiter
from agent.sandbox import PracticeClio
from agent.workflow.desk import Desk
from agent.workflow.mirroring import Mirroring
from tests.clio.fakes import Bench
from tests.first_day import a_store

FIVE_MINUTES = dt.timedelta(minutes=5)


class Clock:
    """The same time at Clio and here; it moves when the test says."""

    def __init__(self) -> None:
        self.now = dt.datetime.now(dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock(firm: PracticeClio, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock for both sides."""
    clock = Clock()
    monkeypatch.setattr(firm.firm, "clock", clock)
    return clock


@pytest.fixture
def mirror(home: Bench, clock: Clock, firm: PracticeClio, tmp_path: Path) -> Iterator[Mirroring]:
    """A mirror that has been read once; what the test does to the firm is taken back."""
    before = {table: dict(rows) for table, rows in firm.firm.tables.items()}
    store = a_store(tmp_path)
    numbers = itertools.count(1)
    desk = Desk(store, now=clock, new_id=lambda: f"m{next(numbers)}", locks=tmp_path)
    mirror = Mirroring(desk, lambda: home.practice, lambda: firm.url)
    mirror.sync()
    firm.wire.journal.clear()
    yield mirror
    store.close()
    firm.firm.tables.update(before)


def later(mirror: Mirroring, clock: Clock, by: dt.timedelta = FIVE_MINUTES) -> int:
    """Let time pass, and sync."""
    clock.now += by
    return mirror.sync().changed


def test_the_whole_firm_is_there_after_the_first_sync(mirror: Mirroring, firm: PracticeClio) -> None:
    store = mirror.desk.store
    assert store.matters.count() == len([m for m in firm.firm.matters if m["status"] != "Closed"])
    assert store.contacts.count() == len(firm.firm.all("contacts"))
    assert {member.name for member in store.users()} >= {"Ruth Calder", "Hana Ngāta"}
    assert store.billing_settings()
    assert mirror.recent()[0].display_number == "20417-Copper Kettle"
    assert mirror.status().not_shown == ()


def test_a_sync_without_changes_takes_few_requests_all_from_the_mirrors_half(
    mirror: Mirroring, clock: Clock, firm: PracticeClio, monkeypatch: pytest.MonkeyPatch
) -> None:
    lanes, take_place = set[Lane](), Limiter.take_place

    def watched(limiter: Limiter, lane: Lane) -> None:
        lanes.add(lane)
        take_place(limiter, lane)

    monkeypatch.setattr(Limiter, "take_place", watched)
    clock.now += dt.timedelta(hours=2)  # long after the firm was made, and time to compare
    mirror.sync()
    firm.wire.journal.clear()
    assert later(mirror, clock) == 0
    assert len(firm.journal) == 7
    firm.wire.journal.clear()
    assert later(mirror, clock, dt.timedelta(seconds=1)) == 0
    assert len(firm.journal) == 4
    assert lanes == {Lane.MIRROR}


def test_a_client_that_is_renamed_is_followed(mirror: Mirroring, clock: Clock, firm: PracticeClio) -> None:
    client = firm.firm.get("contacts", firm.firm.named("matters", "20417-Copper Kettle")["client_id"])
    clock.now += FIVE_MINUTES
    firm.firm.change("contacts", client["id"], name="Silver Kettle Pty Ltd")
    assert later(mirror, clock) >= 1
    assert {m.client_name for m in mirror.search("silver kettle")} == {"Silver Kettle Pty Ltd"}


def test_a_matter_that_was_deleted_is_locked(mirror: Mirroring, clock: Clock, firm: PracticeClio) -> None:
    gone = firm.firm.named("matters", "20256-Doyle")
    firm.firm.remove("matters", gone["id"])
    later(mirror, clock, dt.timedelta(hours=2))
    assert mirror.desk.store.matters.is_locked(gone["id"])
    assert mirror.search("20256") == []


def test_a_matter_that_was_closed_while_it_went_unseen_is_no_locked_one(
    mirror: Mirroring, clock: Clock, firm: PracticeClio
) -> None:
    closed = firm.firm.named("matters", "20256-Doyle")
    record = firm.firm.tables["matters"][closed["id"]]
    firm.firm.tables["matters"][closed["id"]] = {**record, "status": "Closed"}  # and its time of change stays
    later(mirror, clock, dt.timedelta(hours=2))
    (found,) = mirror.search("20256")
    assert found.is_closed


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("log_entries", "Tick General"),
        ("calendar_entries", "Tick Calendars"),
        ("contacts", "Tick Contacts"),
    ],
)
def test_a_permission_that_is_not_ticked_is_told_and_the_rest_is_read(
    mirror: Mirroring, clock: Clock, firm: PracticeClio, path: str, says: str
) -> None:
    firm.misbehave("forbidden", "GET", f"/api/v4/{path}")
    later(mirror, clock, dt.timedelta(hours=2))
    (sentence,) = mirror.status().not_shown
    assert says in sentence
    firm.behave()
    later(mirror, clock)
    assert mirror.status().not_shown == ()
