"""agent/vault/sealing.py under real kills and a real limit of the disk: less than a second is lost, what is kept is true."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from agent.vault.sealed_reading import SealedReader
from tests.house.sources import ROOT
from tests.vault.live_recorder import said
from tests.vault.recordings import KEY, TRACKS, readable

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be stopped in the middle there"),
]

KILLS = 100 if os.environ.get("TENTH_DEEP") else 20
SEED = 20417


def started(path: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.vault.live_recorder", str(path), *options]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def handed_over(process: subprocess.Popen[str]) -> int:
    """Read all it told to the end: milliseconds of each track."""
    assert process.stdout is not None
    told = [line for line in process.stdout.read().split("\n")[:-1] if line.isdigit()]
    return int(told[-1]) if told else 0


def killed(path: Path, seconds: float, *options: str) -> int:
    """Let it record for some time after its first word, kill it, and return what it had handed over, in milliseconds."""
    process = started(path, *options)
    assert process.stdout is not None
    assert process.stdout.readline()
    timer = threading.Timer(seconds, process.send_signal, [signal.SIGKILL])
    timer.start()
    told = handed_over(process)
    assert process.wait() == -signal.SIGKILL
    return told


def lost_ms(path: Path, told: int) -> int:
    """Return how much of what was handed over cannot be read; what can be must be what was said."""
    found = readable(path)
    for track in TRACKS:
        assert said(track).startswith(found[track])
    return told - min(len(pcm) for pcm in found.values()) // 32


def test_a_kill_at_any_moment_loses_less_than_a_second(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    lengths = []
    for number in range(KILLS):
        path = tmp_path / f"{number}.sealed"
        told = killed(path, chance.uniform(0.0, 0.3))
        assert lost_ms(path, told) < 1000
        with SealedReader(path, KEY) as reader:
            assert not reader.complete
        lengths.append(told)
    assert max(lengths) > 2000, "the kills came in the middle of recordings"


def test_a_recorder_that_keeps_sound_in_memory_would_be_seen(tmp_path: Path) -> None:
    """The negative control."""
    path = tmp_path / "held.sealed"
    told = killed(path, 0.3, "--hold")
    assert lost_ms(path, told) >= 1000


def test_a_full_disk_loses_nothing_that_was_sealed(tmp_path: Path) -> None:
    path = tmp_path / "full.sealed"
    process = started(path, "--limit", "200000")
    told = handed_over(process)
    assert process.wait() == 3
    assert path.stat().st_size < 200_000, "what was written short was taken back"
    assert 0 <= lost_ms(path, told) < 1000
    with SealedReader(path, KEY, salvage=True) as reader:
        assert not reader.damaged
