"""`tenth models` and `tenth differences`: the list as JSON, what is used wrongly, and a model named instead of a folder."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from agent import voice, wiring
from agent.cli.main import main
from agent.paths import open_home
from agent.ports import Transcriber
from agent.transcribe.chosen import ChosenTranscriber
from agent.wiring.speech import model_shelf
from tests.fakes import ScriptedTranscriber


@pytest.fixture
def home(tmp_path: Path) -> list[str]:
    return ["--home", str(tmp_path / "home"), "--sandbox", "--json"]


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_the_list_is_the_same_for_scripts(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*home, "models"]) == 0
    shown = told(capsys)
    assert [m["name"] for m in shown["models"]][:2] == ["tiny.en", "base.en"]
    assert (shown["used"], shown["later"]) == (None, None)
    assert set(shown["models"][0]) == {
        "name",
        "bytes",
        "memory_mb",
        "errors",
        "fit",
        "expect",
        "here",
        "come",
    }
    assert shown["computer"]["cores"] >= 1


@pytest.mark.parametrize(
    ("words", "code", "exit_code"),
    [
        (("models", "use", "small.en"), "not_found", 1),
        (("models", "download", "huge"), "not_found", 1),
        (("models", "download", "tiny.en", "--hub", "https://example.com"), "used_wrongly", 2),
        (("models", "import", "/nowhere"), "used_wrongly", 2),
        (("models", "remove", "tiny.en"), "not_found", 1),
        (("differences", "--take", "m0"), "used_wrongly", 2),
        (("differences", "call", "--leave"), "not_found", 1),
        (("differences", "--now"), "used_wrongly", 2),
    ],
)
def test_what_cannot_be_done_says_why(
    home: list[str], capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: str, exit_code: int
) -> None:
    assert main([*home, *words]) == exit_code
    refused = told(capsys)
    assert refused["code"] == code
    assert refused["hint"]


@pytest.mark.slow
def test_a_models_name_stands_for_its_folder(
    home: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main([*home, "models"]) == 0
    capsys.readouterr()
    shutil.copytree(voice.model_path(), tmp_path / "home/models/mine")
    sound = str(voice.call_path("second_call", ".flac"))
    assert main([*home, "transcribe", sound, "--model", "mine"]) == 0
    assert len(told(capsys)["segments"]) > 3
    assert main([*home, "transcribe", sound, "--model", "other"]) == 1
    assert told(capsys)["code"] == "model_missing"


def test_which_model_hears(tmp_path: Path) -> None:
    """The chosen one, else a folder put there by hand, else (in a practice home) the practice voice; none in a real one."""
    home, real = open_home(tmp_path / "a", practice=True), open_home(tmp_path / "b", practice=False)
    assert wiring.speech_model(home) == voice.model_path()
    assert wiring.speech_model(real) == real.root / "speech-model"
    (home.root / "speech-model").mkdir()
    assert wiring.speech_model(home) == home.root / "speech-model"
    (home.models / "mine").mkdir()
    shelf = model_shelf(home)
    shelf.choose("live", "mine")
    assert wiring.speech_model(home) == home.models / "mine"
    (home.models / "mine").rmdir()
    assert wiring.speech_model(home) == home.root / "speech-model", "one that is gone is not used"
    (home.models / "models.json").write_text("{not json")
    assert wiring.speech_model(home) == home.root / "speech-model", "a damaged choice costs no call"


def test_a_choice_holds_from_the_next_call_on(tmp_path: Path) -> None:
    made: list[str] = []

    def choose() -> Transcriber:
        made.append("again")
        return ScriptedTranscriber([])

    chosen = ChosenTranscriber(choose)
    assert made == []
    for _ in range(2):
        assert list(chosen.hear(lambda _: iter(()), {})) == []
        assert list(chosen.transcribe({})) == []
    assert len(made) == 4
