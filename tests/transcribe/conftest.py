"""The practice call's sound, and models: the practice voice and one of random weights."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from agent import voice
from agent.domain.transcript import TrackKind
from agent.transcribe import decode
from tests.programs import remembered


@pytest.fixture(scope="session")
def practice_call() -> Mapping[TrackKind, bytes]:
    """Both tracks of the practice call."""
    tracks: dict[TrackKind, bytearray] = {}
    with voice.call_path("practice_call", ".flac").open("rb") as file:
        for block in decode.blocks(file, decode.survey(file, mixed=False, alive=lambda: None)):
            tracks.setdefault(block.track, bytearray()).extend(block.pcm)
    return {track: bytes(pcm) for track, pcm in tracks.items()}


@pytest.fixture(scope="session")
def greeting(practice_call: Mapping[TrackKind, bytes]) -> Mapping[TrackKind, bytes]:
    """The first eight seconds of it: one turn on each track."""
    return {track: pcm[: 8 * 32_000] for track, pcm in practice_call.items()}


@pytest.fixture(scope="session")
def random_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that packs turns into windows and writes nonsense."""
    from tests.transcribe.random_model import build

    return build(tmp_path_factory.mktemp("random_model"))


@pytest.fixture
def model_copy(tmp_path: Path) -> Path:
    """A copy of the practice voice that a test may break."""
    return Path(shutil.copytree(voice.model_path(), tmp_path / "model"))


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Every child process that is started."""
    return remembered(monkeypatch)


def script_of(call: str) -> list[dict[str, object]]:
    """Who said what when in one of the practice calls."""
    turns: list[dict[str, object]] = json.loads(voice.call_path(call, ".script.json").read_text())
    return turns
