"""agent/clio/window.py: the times of requests outlive a restart, and two programs count together."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from agent.clio.limiter import PER_MINUTE, Lane, Limiter
from agent.clio.window import FileWindow
from agent.clio.wire import WINDOW_SECONDS, Allowance
from tests.clio.fakes import FakeClock


def a_limiter(path: Path, clock: FakeClock) -> Limiter:
    """A program that has just started."""
    return Limiter(clock=clock, sleep=clock.sleep, window=FileWindow(path, horizon=WINDOW_SECONDS))


def test_a_restart_does_not_begin_to_count_anew(tmp_path: Path) -> None:
    clock = FakeClock()
    for _ in range(PER_MINUTE[Lane.WORK]):
        a_limiter(tmp_path / "sent.json", clock).take_place(Lane.WORK)
    assert clock.slept == []
    a_limiter(tmp_path / "sent.json", clock).take_place(Lane.WORK)
    assert clock.slept == [60]


def test_two_programs_share_one_minute(tmp_path: Path) -> None:
    clock = FakeClock()
    pair = [a_limiter(tmp_path / "sent.json", clock) for _ in range(2)]
    moments = []
    for turn in range(200):
        pair[turn % 2].take_place(Lane.WORK)
        moments.append(clock.now)
    assert max(sum(start <= each < start + 60 for each in moments) for start in moments) == 45


def test_what_clio_said_to_one_program_holds_for_the_other(tmp_path: Path) -> None:
    clock = FakeClock()
    a_limiter(tmp_path / "sent.json", clock).heard(Allowance(0, 25))
    a_limiter(tmp_path / "sent.json", clock).take_place(Lane.WORK)
    assert clock.slept == [25]


def test_times_from_before_the_computer_was_switched_on_count_as_now_and_end(tmp_path: Path) -> None:
    path, clock = tmp_path / "sent.json", FakeClock()
    path.write_text(json.dumps([{"work": [9e9] * 45}, 9e9]))
    limiter = a_limiter(path, clock)
    limiter.take_place(Lane.WORK)
    assert sum(clock.slept) <= 2 * WINDOW_SECONDS


def test_a_damaged_or_forbidden_file_keeps_nobody_from_working(tmp_path: Path) -> None:
    clock = FakeClock()
    (tmp_path / "sent.json").write_text("[1, 2")
    a_limiter(tmp_path / "sent.json", clock).take_place(Lane.WORK)
    limiter = a_limiter(tmp_path / "no folder" / "sent.json", clock)
    for _ in range(46):
        limiter.take_place(Lane.WORK)
    assert clock.slept == [60]


def test_threads_of_two_programs_lose_no_count(tmp_path: Path) -> None:
    clock = FakeClock()
    pair = [a_limiter(tmp_path / "sent.json", clock) for _ in range(2)]
    threads = [threading.Thread(target=pair[n % 2].take_place, args=(Lane.WORK,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(json.loads((tmp_path / "sent.json").read_text())[0]["work"]) == 20
