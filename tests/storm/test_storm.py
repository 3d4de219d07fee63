"""A thousand seeded storms: whatever the network, the clocks and the processes do, each entry is in Clio exactly once.

The controls take the ledger row, or the look, away: the same storms then find entries billed twice.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from agent.clio.practice import ClioPractice
from agent.domain import lost
from agent.domain.push import Push
from agent.store import database
from agent.store.ledger import Ledger
from tests.storm.climate import Climate
from tests.storm.disk import dangerous_disk
from tests.storm.storm import Storm

BLOCKS = 10
MOST_FOR_A_CONTROL = 150
PER_BLOCK = 1000 if os.environ.get("TENTH_DEEP") else 100
FEW = 20  # of the first block: these run before each commit


@pytest.fixture
def climate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Climate:
    """A firm and a home for one block of storms. A killed process loses nothing the system has: no disk is waited for."""
    calm = tuple(p for p in database.PRAGMAS if not p.startswith("synchronous"))
    monkeypatch.setattr(database, "PRAGMAS", (*calm, "synchronous=OFF"))
    return Climate.begin(tmp_path)


def play(climate: Climate, seeds: range, folder: Path) -> tuple[dict[int, list[str]], int]:
    """Play storms of all kinds by their seeds: without and with call logs, in one process and in two."""
    wrong: dict[int, list[str]] = {}
    kills = 0
    for seed in seeds:
        storm = Storm(climate, seed, folder, logs=seed % 2 == 1, processes=1 + seed // 2 % 2)
        with dangerous_disk(storm):
            found = storm.play()
        kills += storm.kills
        if found:
            wrong[seed] = found
    return wrong, kills


@pytest.mark.parametrize(
    "seeds",
    [
        range(FEW),
        *(
            pytest.param(range(max(FEW, block * PER_BLOCK), (block + 1) * PER_BLOCK), marks=pytest.mark.slow)
            for block in range(BLOCKS)
        ),
    ],
    ids=lambda seeds: f"{seeds.start}-{seeds.stop - 1}",
)
def test_each_entry_is_in_clio_once_whatever_happens(climate: Climate, seeds: range, tmp_path: Path) -> None:
    wrong, kills = play(climate, seeds, tmp_path)
    assert wrong == {}
    assert kills > len(seeds) / 4, "processes were killed"


def billed_twice(climate: Climate, folder: Path) -> int:
    """Play storms until one bills an entry twice, and return how many that took; the test fails when none does."""
    for seed in range(MOST_FOR_A_CONTROL):
        wrong, _ = play(climate, range(seed, seed + 1), folder)
        if any("times too often" in each for found in wrong.values() for each in found):
            return seed + 1
    pytest.fail("nothing was billed twice")


@pytest.mark.slow
def test_without_the_ledger_row_entries_are_billed_twice(
    climate: Climate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_afterwards(self: Ledger, push: Push) -> None:
        with self._database.transaction():
            self._database.write("DELETE FROM push WHERE id = ?", push.id)
            written(self, push)

    written = Ledger.open
    monkeypatch.setattr(Ledger, "open", lambda self, push: None)
    monkeypatch.setattr(Ledger, "settle", only_afterwards)
    assert billed_twice(climate, tmp_path)


def test_without_the_look_entries_are_billed_twice(
    climate: Climate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ClioPractice, "look", lambda self, **asked: [])
    assert billed_twice(climate, tmp_path)


@pytest.mark.slow
def test_believing_two_quick_looks_bills_twice_what_is_slow_to_arrive(
    climate: Climate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lost, "SURE_AFTER", dt.timedelta())
    assert billed_twice(climate, tmp_path)


def test_looking_by_this_computers_clock_bills_twice_where_it_is_wrong(
    climate: Climate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Push, "look_since", property(lambda self: self.written_at))
    assert billed_twice(climate, tmp_path)


def test_without_the_key_a_call_is_logged_twice(
    climate: Climate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ClioPractice, "logged", lambda self, key: [])
    for seed in range(1, 2 * MOST_FOR_A_CONTROL, 2):
        wrong, _ = play(climate, range(seed, seed + 1), tmp_path)
        if any("several logs" in each for found in wrong.values() for each in found):
            return
    pytest.fail("no call was logged twice")
