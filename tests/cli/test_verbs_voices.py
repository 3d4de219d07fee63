"""agent/cli/verbs_voices.py, and `take-in --memo`: sound files with one side, heard by the practice voice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from agent import voice
from agent.cli.main import main
from agent.domain.transcript import TrackKind
from agent.transcribe.sound import ChildSoundReader
from tests.transcribe.sound_files import RATE, write

pytestmark = pytest.mark.slow

SECONDS = 20


def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    code = main([*arguments, "--home", str(tmp_path / "home"), "--sandbox", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert code == (1 if "code" in told else 0)
    return told


def a_file(folder: Path, name: str, *tracks: TrackKind) -> Path:
    """The beginning of the practice call on one side, as a phone would write it."""
    call = ChildSoundReader().read(voice.call_path("practice_call", ".flac"))
    heard = sum(np.frombuffer(call[track], "<i2")[: SECONDS * 16_000].astype(np.int32) for track in tracks)
    one = np.clip(np.repeat(heard, RATE // 16_000), -32768, 32767).astype(np.int16)
    return write(folder / name, one[None])


def test_in_a_recording_with_one_side_nobody_is_the_lawyer_until_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = a_file(tmp_path, "call.m4a", *TrackKind)
    call = run(tmp_path, capsys, "take-in", str(file), "--timekeeper", "Ruth Calder")["source"]
    told = run(tmp_path, capsys, "voices", call)
    assert told["room"]
    assert {p["who"] for p in told["passages"]} == {"In the room"}
    first, second = (p["passage"] for p in told["passages"][:2])
    run(tmp_path, capsys, "voices", call, "--mine", first)
    told = run(tmp_path, capsys, "voices", call, "--not-mine", second, "--who", "Marcus Hale")
    assert [p["who"] for p in told["passages"][:3]] == ["Ruth Calder", "Marcus Hale", "In the room"]
    assert "memo" in run(tmp_path, capsys, "voices", call, "--headset")["hint"]


def test_a_phone_memo_becomes_a_draft_without_a_time_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = a_file(tmp_path, "memo.m4a", TrackKind.MICROPHONE)
    taken = run(tmp_path, capsys, "take-in", str(file), "--memo", "--timekeeper", "Ruth Calder")
    told = run(tmp_path, capsys, "voices", taken["source"])
    assert not told["room"]
    assert {p["who"] for p in told["passages"]} == {"Ruth Calder"}
    entries = run(tmp_path, capsys, "entries")["entries"]
    assert len(entries) == 1
    assert entries[0]["units"] is None, "a memo is not billed by its own length"
