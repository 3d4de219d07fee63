"""agent/cli/verbs_matters.py: searching the mirror, and names of the lawyer's own, at the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agent import wiring
from agent.cli.main import main
from agent.paths import open_home
from tests.builders import a_matter


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A practice home that knows two matters."""
    root = tmp_path / "home"
    assert main(["matters", "--home", str(root), "--sandbox"]) == 0
    services = wiring.build(open_home(root, practice=True))
    services.mirror.desk.store.matters.keep(
        [a_matter(1), a_matter(2, client_name="Nguyễn Thị Hạnh", contacts=())]
    )
    services.close()
    return root


def run(home: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    """Run one verb and return the matters it shows."""
    capsys.readouterr()
    assert main([*arguments, "--home", str(home), "--sandbox", "--json"]) == 0
    shown: list[dict[str, object]] = json.loads(capsys.readouterr().out).get("matters", [])
    return shown


def test_matters_are_found_as_they_are_typed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = run(home, capsys, "matters", "nguyen")
    assert found["client"] == "Nguyễn Thị Hạnh"


def test_a_name_is_given_used_listed_and_taken_away(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(home, capsys, "alias", "00001-Hale", "the", "tearoom")
    assert [m["matter"] for m in run(home, capsys, "matters", "tearoom")] == ["00001-Hale"]
    assert [m["aliases"] for m in run(home, capsys, "alias")] == [["the tearoom"]]
    run(home, capsys, "alias", "--forget", "the tearoom")
    assert run(home, capsys, "alias") == []


def test_a_name_for_no_matter_or_no_name_is_a_sentence(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["alias", "00009-Nobody", "x", "--home", str(home), "--sandbox"]) == 1
    assert "no matter has exactly that number" in capsys.readouterr().err.lower()
    assert main(["alias", "00001-Hale", "--home", str(home), "--sandbox"]) == 2
    assert main(["matters", "--home", str(home), "--sandbox"]) == 0
    assert "00001-Hale" in capsys.readouterr().out
