"""agent/workflow/mirroring.py: the mirror is fresh, says how fresh, and is one person's."""

from __future__ import annotations

import datetime as dt

import pytest

from agent.domain.ids import TimekeeperId
from agent.domain.matter import Category
from agent.errors import UsedWrongly
from tests.builders import NOON, a_matter, a_timekeeper
from tests.workflow.conftest import Office


def test_the_first_sync_takes_everything_and_the_next_only_what_changed(office: Office) -> None:
    assert office.mirror.sync().matters == 2
    office.practice.known = [a_matter(1, description="renamed"), a_matter(3)]
    synced = office.mirror.sync()
    assert (synced.matters, synced.changed) == (3, 2)
    assert office.practice.asked_since == [None, NOON - dt.timedelta(minutes=2)]


def test_the_status_says_whose_and_how_fresh(office: Office) -> None:
    office.mirror.sync()
    status = office.mirror.status()
    assert (status.connected, status.user, status.as_of, status.matters) == (True, "Ruth Calder", NOON, 2)


def test_another_sign_in_does_not_mix_two_firms(office: Office) -> None:
    office.mirror.sync()
    office.practice.user = a_timekeeper(id=TimekeeperId(8))
    office.practice.known = [a_matter(99)]
    with pytest.raises(UsedWrongly):
        office.mirror.sync()
    assert office.mirror.status().matters == 2


def test_a_sync_that_breaks_off_is_not_taken_for_a_whole_one(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off() -> list[Category]:
        raise UsedWrongly("broke off")

    monkeypatch.setattr(office.practice, "categories", break_off)
    with pytest.raises(UsedWrongly):
        office.mirror.sync()
    assert office.mirror.status().as_of is None


def test_search_answers_from_the_mirror_alone(office: Office) -> None:
    assert [m.id for m in office.mirror.search("lease 2")] == [2]
    assert office.practice.asked_since == []
    found = office.mirror.matter(a_matter(1).id)
    assert found == a_matter(1)
