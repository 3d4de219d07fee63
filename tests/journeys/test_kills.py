"""Killed at twenty moments of the whole job in one home: nothing corrupt, nothing sent twice, the next start carries on."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time

import pytest

from agent import voice, wiring
from agent.domain.entry import EntryStatus
from agent.paths import open_home
from agent.sandbox.server import PracticeClio
from agent.store.database import Database
from agent.vault.database_key import database_key
from tests.journeys.conftest import ROOT, Tenth, environment

pytestmark = pytest.mark.slow

KILLS = 200 if os.environ.get("TENTH_DEEP") else 20
SEED = 20417


def test_every_entry_reaches_clio_once_however_often_the_agent_is_killed(
    tenth: Tenth, clio: PracticeClio
) -> None:
    chance = random.Random(SEED)
    before = {activity["id"] for activity in clio.firm.activities}
    began = time.monotonic()
    assert start(tenth, clio, 0).wait(timeout=120) == 0
    whole_job = time.monotonic() - began
    killed = 0
    for round_number in range(1, KILLS + 1):
        process = start(tenth, clio, round_number)
        try:
            process.wait(timeout=chance.uniform(0.1, 1.0) * whole_job)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            killed += 1
    assert killed >= KILLS // 2, "most rounds were cut short"
    undone = KILLS * whole_job  # so much may be left to the last one, which nobody kills
    assert start(tenth, clio, KILLS + 1).wait(timeout=120 + undone) == 0
    check(tenth, clio, before)


def check(tenth: Tenth, clio: PracticeClio, before: set[int]) -> None:
    """Hold the home and practice Clio against each other."""
    home = open_home(tenth.home, practice=True)
    database = Database(home.database, database_key(wiring.secrets_of(home), home.database))
    assert database.rows("PRAGMA integrity_check")[0][0] == "ok"
    assert database.rows("PRAGMA cipher_integrity_check") == []
    database.close()
    services = wiring.build(home)
    entries = services.review.entries()
    assert {e.status for e in entries} == {EntryStatus.PUSHED}
    ours = sorted(push.remote_id or 0 for push in services.review.pushes().values())
    made = sorted(activity["id"] for activity in clio.firm.activities if activity["id"] not in before)
    assert ours == made, "each entry exactly once"
    assert len(entries) == len(ours) == 2 * (KILLS + 2), "nothing lost: two matters in each call"
    services.close()


def start(tenth: Tenth, clio: PracticeClio, round_number: int) -> subprocess.Popen[bytes]:
    """Start the job with one more transcript waiting."""
    calls = tenth.home.parent / "calls"
    calls.mkdir(exist_ok=True)
    text = voice.call_path("practice_call", ".vtt").read_text("utf-8")
    text = text.replace("WEBVTT", f"WEBVTT\n\nNOTE round {round_number}", 1)
    (calls / f"call{round_number}.vtt").write_text(text, "utf-8")
    command = [
        sys.executable,
        "-m",
        "tests.journeys.job",
        str(tenth.home),
        clio.url,
        clio.client_id,
        clio.client_secret,
    ]
    return subprocess.Popen([*command, str(calls)], cwd=ROOT, env=environment())
