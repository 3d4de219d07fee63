"""agent/cli/verbs_say.py: without a call, or while one still goes on, no microphone is opened and a sentence says why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agent.cli.main import main


def run(tmp_path: Path, *arguments: str) -> int:
    return main([*arguments, "--home", str(tmp_path / "home"), "--sandbox", "--json"])


def code(capsys: pytest.CaptureFixture[str]) -> object:
    return json.loads(capsys.readouterr().out)["code"]


def test_without_a_call_today_a_line_is_typed_instead(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "say", "--seconds", "1", "--from", __file__) == 1
    assert code(capsys) == "not_found"


def test_a_call_that_goes_on_is_ended_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "clock", "start", "--call") == 0
    capsys.readouterr()
    assert run(tmp_path, "say", "--seconds", "1", "--from", __file__) == 1
    assert code(capsys) == "call_still_on"
