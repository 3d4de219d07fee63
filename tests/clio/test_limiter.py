"""agent/clio/limiter.py: within Clio's requests per minute, without ever being told off."""

from __future__ import annotations

import pytest

from agent.clio import limiter as module
from agent.clio.limiter import Lane, Limiter
from agent.clio.wire import Allowance
from tests.clio.fakes import FakeClock


def run(lane: Lane, count: int) -> list[float]:
    """When each of `count` requests of a lane was let through."""
    clock = FakeClock()
    limiter = Limiter(clock=clock, sleep=clock.sleep)
    moments = []
    for _ in range(count):
        limiter.take_place(lane)
        moments.append(clock.now)
    return moments


def busiest_minute(moments: list[float]) -> int:
    return max(sum(start <= each < start + 60 for each in moments) for start in moments)


def test_no_minute_ever_holds_more_than_forty_five_requests() -> None:
    assert busiest_minute(run(Lane.WORK, 200)) == 45


def test_without_the_limit_a_minute_would_hold_them_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(module.PER_MINUTE, Lane.WORK, 10_000)
    assert busiest_minute(run(Lane.WORK, 200)) == 200


def test_two_hundred_entries_take_four_minutes_and_no_longer() -> None:
    moments = run(Lane.WORK, 200)
    assert moments[-1] - moments[0] == 240


def test_the_mirror_uses_half_of_the_budget_at_most() -> None:
    assert busiest_minute(run(Lane.MIRROR, 100)) == 22


def test_a_push_does_not_wait_for_the_mirror() -> None:
    clock = FakeClock()
    limiter = Limiter(clock=clock, sleep=clock.sleep)
    for _ in range(22):
        limiter.take_place(Lane.MIRROR)
    for _ in range(23):
        limiter.take_place(Lane.WORK)
    assert clock.slept == []
    limiter.take_place(Lane.WORK)
    assert clock.slept == [60]


@pytest.mark.parametrize(("remaining", "slept"), [(4, []), (3, [25]), (0, [25])])
def test_the_last_requests_of_a_window_are_left_to_others(remaining: int, slept: list[float]) -> None:
    clock = FakeClock()
    limiter = Limiter(clock=clock, sleep=clock.sleep)
    limiter.heard(Allowance(remaining, 25))
    limiter.take_place(Lane.WORK)
    assert clock.slept == slept


def test_an_older_answer_does_not_open_a_closed_window() -> None:
    clock = FakeClock()
    limiter = Limiter(clock=clock, sleep=clock.sleep)
    limiter.heard(Allowance(0, 40))
    limiter.heard(Allowance(2, 10))
    limiter.take_place(Lane.WORK)
    assert clock.slept == [40]
