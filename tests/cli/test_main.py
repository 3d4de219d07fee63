"""agent/cli: parse, call one verb, print; a person never sees a traceback."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from agent.cli.main import main, parser
from agent.cli.matters_file import read_matters
from agent.errors import UsedWrongly

VERBS = (
    "app", "demo", "suggest", "transcribe", "take-in", "entries", "confirm", "discard", "export", "connect", "disconnect",
    "sync", "push", "reconcile", "doctor", "desktop", "clock", "note", "add", "pair",
    "browsers", "wait", "settle", "call-logs", "forget-browser", "ledger", "correct", "undo", "expense",
)  # fmt: skip


def practice(tmp_path: Path, *arguments: str) -> int:
    """Run a verb in a practice home."""
    return main([*arguments, "--home", str(tmp_path / "home"), "--sandbox"])


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        parser().parse_args([verb, "--help"])
    assert end.value.code == 0
    assert "--sandbox" in capsys.readouterr().out


def test_alone_it_is_the_app(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, bool]] = []

    def app(arguments: argparse.Namespace) -> int:
        asked.append((arguments.verb, arguments.sandbox))
        return 0

    monkeypatch.setattr("agent.cli.app._app", app)
    assert main([]) == 0
    assert main(["--sandbox"]) == 0
    assert asked == [("app", False), ("app", True)]


def test_global_options_stand_before_or_after_the_verb(tmp_path: Path) -> None:
    before = parser().parse_args(["--home", "x", "--sandbox", "--json", "entries"])
    after = parser().parse_args(["entries", "--home", "x", "--sandbox", "--json"])
    assert (
        (before.home, before.sandbox, before.json)
        == (after.home, after.sandbox, after.json)
        == ("x", True, True)
    )


def test_results_are_json_on_standard_output_and_messages_are_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert practice(tmp_path, "entries", "--json") == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == {"entries": []}
    assert said.err == ""


def test_a_refusal_is_one_sentence_with_a_next_step(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert practice(tmp_path, "confirm", "nothing", "--json") == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["code"] == "not_found"
    assert said.err.startswith("There is no entry nothing. ")


def test_an_unexpected_error_ends_in_a_sentence_and_keeps_its_words_to_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Farrow v Tallow Creek")

    monkeypatch.setattr("agent.cli.verbs_entries.opened", broken)
    assert practice(tmp_path, "entries") == 1
    said = capsys.readouterr()
    assert "RuntimeError" in said.err
    assert "Farrow" not in said.err + said.out


def test_a_real_home_without_a_keyring_says_so_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agent.wiring_capture.installed_backends", list)
    assert main(["entries", "--home", str(tmp_path / "home")]) == 1
    assert "keyring" in capsys.readouterr().err.lower()
    assert not (tmp_path / "home" / "tenth.db").exists()


def test_the_doctor_tells_what_works(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert practice(tmp_path, "doctor", "--json") == 0
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert {f["what"] for f in findings} >= {"Tenth", "Keyring", "Data", "Disk", "Calls"}


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"id": 1}]', "not json"])
def test_a_matters_file_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "matters.json").write_text(text)
    if text == "{}":
        assert read_matters(tmp_path / "matters.json") == []
    else:
        with pytest.raises(UsedWrongly):
            read_matters(tmp_path / "matters.json")
