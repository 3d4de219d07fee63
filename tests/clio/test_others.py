"""agent/clio/others.py: everybody's time and the running timer as Clio answers them."""

from __future__ import annotations

import datetime as dt

import pytest

from agent.clio import others
from agent.clio.errors import Unreadable

ROW = {
    "id": 5, "date": "2026-11-20", "quantity": 1440, "quantity_redacted": False, "note": "Attending call",
    "matter": {"id": 7}, "user": {"id": 8, "name": "Tom Okafor"},
}  # fmt: skip


def test_somebodys_time_on_a_matter() -> None:
    there = others.there(ROW)
    assert (there.id, there.who, there.user_id, there.matter_id) == (5, "Tom Okafor", 8, 7)
    assert (there.seconds, there.date) == (1440, dt.date(2026, 11, 20))
    assert "Attending" not in repr(there)
    assert "Tom" not in repr(there)


@pytest.mark.parametrize(
    "hidden", [{"quantity": None}, {"quantity_redacted": True}, {"quantity": 0, "quantity_redacted": True}]
)
def test_hours_that_the_firm_hides_are_not_guessed(hidden: dict[str, object]) -> None:
    assert others.there({**ROW, **hidden}).seconds is None


def test_a_timer_names_its_activity_and_the_activity_its_matter() -> None:
    row = {"id": 1, "start_time": "2026-11-20T11:40:00+11:00", "activity": {"id": 5}}
    assert others.timed(row) == 5
    running = others.timer(row, {"id": 5, "note": "Draft", "matter": {"id": 7}})
    assert (running.matter_id, running.since.hour) == (7, 11)
    with pytest.raises(Unreadable):
        others.timer({"id": 1, "start_time": "now"}, {})
