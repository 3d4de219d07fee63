"""What comes after the push, in storms: corrections and undoings are made once, on what was seen, and known for certain.

The controls take the condition, the row, or the look away: the same storms then find words lost, or said to be elsewhere.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from agent.clio import wire
from agent.clio.wire import Json, Request
from agent.domain import correction
from agent.domain.correction import Correction, Verdict
from agent.store import database
from agent.store.corrections import Corrections
from agent.workflow.correcting import Correcting
from tests.storm.afterwards import Afterwards
from tests.storm.climate import Climate
from tests.storm.disk import dangerous_disk

STORMS = 1000 if os.environ.get("TENTH_DEEP") else 60
MOST_FOR_A_CONTROL = 200


@pytest.fixture
def climate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Climate:
    """A firm and a home for these storms."""
    calm = tuple(p for p in database.PRAGMAS if not p.startswith("synchronous"))
    monkeypatch.setattr(database, "PRAGMAS", (*calm, "synchronous=OFF"))
    return Climate.begin(tmp_path)


def play(climate: Climate, seed: int, folder: Path) -> list[str]:
    storm = Afterwards(climate, seed, folder, logs=seed % 2 == 1, processes=1 + seed // 2 % 2)
    with dangerous_disk(storm):
        return storm.play()


@pytest.mark.slow
def test_what_is_corrected_or_undone_is_so_once_whatever_happens(climate: Climate, tmp_path: Path) -> None:
    wrong = {seed: found for seed in range(STORMS) if (found := play(climate, seed, tmp_path))}
    assert wrong == {}


def goes_wrong(climate: Climate, folder: Path, how: str) -> bool:
    """Play storms until one goes wrong so; the test fails when none does."""
    for seed in range(MOST_FOR_A_CONTROL):
        if any(how in each for each in play(climate, seed, folder)):
            return True
    pytest.fail("nothing went wrong")


@pytest.mark.slow
def test_without_the_condition_somebody_elses_words_are_overwritten(
    climate: Climate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def blind(resource: str, data: Json, *, fields: str, etag: str) -> Request:
        return Request(
            "PATCH", f"/api/v4/{resource}.json", (("fields", fields),), body={"data": data}, writes=True
        )

    monkeypatch.setattr(wire, "patch", blind)
    assert goes_wrong(climate, tmp_path, "not seen")


def test_without_the_row_nobody_knows_what_was_done(
    climate: Climate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_afterwards(self: Corrections, made: Correction) -> None:
        with self._database.transaction():
            self._database.write("DELETE FROM correction WHERE id = ?", made.id)
            written(self, made)

    written = Corrections.open
    monkeypatch.setattr(Corrections, "open", lambda self, made: None)
    monkeypatch.setattr(Corrections, "settle", only_afterwards)
    assert goes_wrong(climate, tmp_path, "said to be there") or goes_wrong(climate, tmp_path, "other words")


def test_believing_a_lost_answer_to_be_a_failure_loses_what_was_done(
    climate: Climate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(correction, "settle", lambda *_, **__: Verdict.NOT_DONE)
    assert goes_wrong(climate, tmp_path, "said to be there")


def test_sending_a_correction_again_blind_makes_it_twice(
    climate: Climate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def again(self: Correcting, row: Correction, *, patient: bool) -> Correction:
        if row.wanted is not None:
            found = self.books().correct(self._read(row.base).posted or row.base, row.wanted, self.desk.now())
            return self._corrected(row, found)
        return settled(self, row, patient=patient)

    settled = Correcting._settled
    monkeypatch.setattr(Correcting, "_settled", again)
    assert goes_wrong(climate, tmp_path, "times")
