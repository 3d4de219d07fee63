"""agent/cli/verbs_names.py: which names were put right, with what was heard, and one taken back for good."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from agent.cli.main import main

SAID = """WEBVTT

00:00:01.000 --> 00:04:00.000
<v Ruth Calder>I spoke to Marcus Hail about the lease and I will draft the deed of variation.

00:04:01.000 --> 00:08:00.000
<v Ruth Calder>Then I rang Marcus Hail again about the guarantee.
"""


def told(tmp_path: Path, capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Any:
    assert main([*arguments, "--home", str(tmp_path / "home"), "--sandbox", "--json"]) == code
    return json.loads(capsys.readouterr().out)


def test_a_name_is_listed_and_taken_back_by_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "call.vtt").write_text(SAID)
    call = told(tmp_path, capsys, "take-in", str(tmp_path / "call.vtt"), "--participant", "Marcus Hale")[
        "source"
    ]
    shown = told(tmp_path, capsys, "names", call)["corrections"]
    assert [(c["name"], c["meant"], c["heard"]) for c in shown] == [
        ("s1:18", "Hale", "Hail"), ("s2:19", "Hale", "Hail"),
    ]  # fmt: skip
    left = told(tmp_path, capsys, "names", call, "--as-heard", "s1:18")["corrections"]
    assert [c["name"] for c in left] == ["s2:19"]
    assert told(tmp_path, capsys, "names", call, "--as-heard", "s1:18", code=1)["code"] == "not_found"
    assert told(tmp_path, capsys, "names", call, "--as-heard", "Hail", code=2)["code"] == "used_wrongly"
    assert main(["names", call, "--home", str(tmp_path / "home"), "--sandbox"]) == 0
    assert "Hale · heard “Hail”" in capsys.readouterr().out
