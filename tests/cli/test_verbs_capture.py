"""agent/cli/verbs_capture.py: a call captured at the terminal by a program of its own, and what happens when that is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import wave
from array import array
from pathlib import Path
from typing import Any

import pytest

from agent import voice
from agent.domain.transcript import TrackKind
from tests.capture.hearing import practice_call
from tests.house.sources import ROOT

pytestmark = pytest.mark.slow

CALL = str(voice.call_path("practice_call", ".flac"))
YES = ("--consent", "M Hale, said yes on the phone")

WATCHED = """
import sys
opened = []
SOUND = ("/dev/snd", "/dev/dsp", "pulse", "pipewire", "libasound", "portaudio", "parec", ".sealed")
def watch(event, arguments):
    told = str(arguments).lower()
    if event in ("open", "socket.connect", "ctypes.dlopen", "subprocess.Popen") and ".dist-info" not in told:
        opened.extend(event for each in SOUND if each in told)
sys.addaudithook(watch)
from agent.cli.main import main
code = main(["capture", "start", "--home", sys.argv[1], "--sandbox", *sys.argv[2:]])
{after}
print(code, len(opened))
"""


def tenth(tmp_path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "agent", *words, "--home", str(tmp_path / "home"), "--sandbox", "--json"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)


def told(tmp_path: Path, *words: str) -> Any:
    done = tenth(tmp_path, *words)
    assert done.returncode == 0, done.stderr + done.stdout
    return json.loads(done.stdout)


def about_the_lease(path: Path) -> str:
    """Write a piece of the practice call that speaks of work: left the lawyer, right the client."""
    both = practice_call(60)
    me, them = (memoryview(both[track][38 * 32_000 :]).cast("h") for track in TrackKind)
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, 16_000, 0, "NONE", "not compressed"))
        file.writeframes(
            array("h", [sample for pair in zip(me, them, strict=True) for sample in pair]).tobytes()
        )
    return str(path)


def test_from_consent_to_drafts(tmp_path: Path) -> None:
    call = about_the_lease(tmp_path / "call.wav")
    refused = tenth(tmp_path, "capture", "start", "--from", call)
    assert refused.returncode == 1
    assert json.loads(refused.stdout)["code"] == "consent_missing"
    assert "Read this out first" in refused.stderr
    started = told(tmp_path, "capture", "start", "--from", call, *YES)
    assert (started["stage"], started["agreed_by"]) == ("recording", ["M Hale"])
    time.sleep(22)
    running = told(tmp_path, "capture", "status")
    assert running["seconds"] >= 22
    assert set(running["levels"]) == {"microphone", "system"}
    assert all(-96 <= peak < 0 for peak in running["levels"].values())
    stopped = told(tmp_path, "capture", "stop")
    assert (stopped["call"], stopped["stage"]) == (started["call"], "suggested")
    status = told(tmp_path, "capture", "status")
    assert status == {"call": None, "stage": None, "seconds": None, "offer": None}
    assert [entry["source"] for entry in told(tmp_path, "entries")["entries"]] == [started["call"]] * len(
        stopped["entries"]
    )
    assert stopped["entries"], "the call speaks of work"


def test_a_killed_recording_is_readable_marked_and_missing_less_than_a_second(tmp_path: Path) -> None:
    told(tmp_path, "capture", "start", "--from", CALL, *YES)
    time.sleep(4)
    (recorder,) = recorders(tmp_path)
    killed_at = time.time()
    os.kill(recorder, signal.SIGKILL)
    status = told(tmp_path, "capture", "status")
    assert status["stage"] == "broke_off"
    stopped = told(tmp_path, "capture", "stop")
    lost = stopped["recording"]["silences"][-1]
    assert (stopped["recording"]["truncated"], lost["why"]) == (True, "broken_off")
    began = time.time() - stopped["seconds"]
    assert (
        killed_at - began - lost["start"] / 1000 < 1.0 + 2.0
    )  # the call's own clock is told in whole seconds


def recorders(tmp_path: Path) -> list[int]:
    """Find the recording program of this home."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"agent.recorder" in words and str(tmp_path / "home").encode() in words:
            found.append(int(folder.name))
    return found


def watched(tmp_path: Path, *words: str, after: str = "") -> tuple[int, int]:
    """Try to start in a program that is watched; return its exit code and how many sound devices or files it touched."""
    script = WATCHED.replace("{after}", after)
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "home"), *words],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    code, opened = done.stdout.splitlines()[-1].split()
    return int(code), int(opened)


def test_without_consent_no_device_and_no_program_is_touched_and_no_byte_is_kept(tmp_path: Path) -> None:
    assert watched(tmp_path) == (1, 0)
    assert watched(tmp_path, "--with", "T Nguyen") == (1, 0)
    assert list((tmp_path / "home" / "sound").glob("*")) == []
    assert recorders(tmp_path) == []


def test_a_device_that_is_touched_would_be_seen(tmp_path: Path) -> None:
    spoil = "import contextlib\nwith contextlib.suppress(OSError): open('/dev/snd/controlC0')"
    assert watched(tmp_path, after=spoil) == (1, 1)


def test_standing_consent_is_kept_with_its_date(tmp_path: Path) -> None:
    undated = tenth(tmp_path, "capture", "standing", "--consent", "M Hale, letter of engagement")
    assert undated.returncode == 2
    kept = told(
        tmp_path, "capture", "standing", "--consent", "M Hale, letter of engagement", "--on", "2026-05-03"
    )
    assert kept["standing"] == [{"who": "M Hale", "how": "letter of engagement", "given_on": "2026-05-03"}]
    assert told(tmp_path, "capture", "standing", "--forget", "m hale")["standing"] == []


def test_the_table_of_places_informs(tmp_path: Path) -> None:
    done = tenth(tmp_path, "capture", "places")
    assert len(json.loads(done.stdout)["places"]) == 10
    assert "counsel" in done.stderr
