"""agent/cli/verbs_time.py: the clock and typed time at the terminal, and that no sound device is ever opened."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from agent.cli.main import main

WATCHED = """
import sys
opened = []
SOUND = ("/dev/snd", "/dev/dsp", "pulse", "pipewire", "libasound", "portaudio")
def watch(event, arguments):
    told = str(arguments).lower()
    if event in ("open", "socket.connect", "ctypes.dlopen") and any(s in told for s in SOUND) and ".dist-info" not in told:
        opened.append(event)
sys.addaudithook(watch)
from agent.cli.main import main
for line in (["clock", "start", "--call"], ["note", "rent"], ["clock", "status"], ["clock", "stop"], ["add", "0.2 call"]):
    assert main([*line, "--home", sys.argv[1], "--sandbox"]) == 0, line
for name in ("pyaudio", "pulsectl", "sounddevice", "faster_whisper"):
    assert name not in sys.modules, name
{after}
print(len(opened))
"""


def run(tmp_path: Path, *arguments: str) -> int:
    return main([*arguments, "--home", str(tmp_path / "home"), "--sandbox"])


def watched(tmp_path: Path, after: str = "") -> int:
    """Run all verbs of time in a program of their own and count the sound devices it opened."""
    script = WATCHED.replace("{after}", after)
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "home")],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return int(done.stdout.splitlines()[-1])


def test_from_start_to_a_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "clock", "start", "--call", "--with", "Marcus Hale") == 0
    assert run(tmp_path, "note", "lease call re guarantee") == 0
    capsys.readouterr()
    assert run(tmp_path, "clock", "status", "--json") == 0
    status = json.loads(capsys.readouterr().out)
    assert (status["call"], status["notes"]) == (True, 1)
    assert run(tmp_path, "clock", "stop", "--json") == 0
    stopped = json.loads(capsys.readouterr().out)
    assert run(tmp_path, "entries", "--json") == 0
    (entry,) = json.loads(capsys.readouterr().out)["entries"]
    assert stopped == {"source": entry["source"], "entries": [entry["id"]]}
    assert entry["narrative"] == "Lease call re guarantee."


def test_stopping_no_clock_is_done_already(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "clock", "stop", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"source": None, "entries": []}


def test_a_note_without_a_clock_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "note", "rent") == 1
    assert "Start the clock" in capsys.readouterr().err


def test_typed_time_is_a_draft_of_as_many_units(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "add", "0.2 hale lease call re guarantee", "--json") == 0
    capsys.readouterr()
    assert run(tmp_path, "entries", "--json") == 0
    (entry,) = json.loads(capsys.readouterr().out)["entries"]
    assert (entry["units"], entry["seconds"], entry["flags"]) == (2, 720, ["time_stated"])


@pytest.mark.slow
def test_no_sound_device_is_opened(tmp_path: Path) -> None:
    assert watched(tmp_path) == 0


@pytest.mark.slow
def test_a_sound_device_that_is_opened_would_be_seen(tmp_path: Path) -> None:
    spoil = "import contextlib\nwith contextlib.suppress(OSError): open('/dev/snd/controlC0')"
    assert watched(tmp_path, spoil) == 1
