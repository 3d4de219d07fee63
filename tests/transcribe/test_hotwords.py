"""Hotwords on their way: from the verb through the child's pipe into the prompt of faster-whisper, and nowhere else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from agent import voice
from agent.domain.transcript import TrackKind
from agent.transcribe import whisper
from agent.transcribe.engine import ChildTranscriber, DirectTranscriber
from agent.transcribe.whisper import MOST_TOKENS, FasterWhisper

pytestmark = pytest.mark.slow
Call = Mapping[TrackKind, bytes]
TOLD = ["Marcus Hale", "Kestrel Lane"]  # names out of the practice voice's vocabulary
STRANGERS = ["Nguyễn Thị Hương", "Winterborn Holdings", "Mātene Whaanga"]


class Watched:
    """The real ctranslate2 model of an engine, with the prompts it is given remembered."""

    def __init__(self, engine: FasterWhisper) -> None:
        self._model = engine._model.model
        self.prompts: list[list[int]] = []
        engine._model.model = self

    def generate(self, encoded: Any, prompts: list[list[int]], **options: Any) -> Any:
        self.prompts += prompts
        return self._model.generate(encoded, prompts, **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)


def prompts(model: Path, hotwords: list[str]) -> tuple[FasterWhisper, list[str]]:
    """Hear two windows and return what stood before each, in the model's own tokens."""
    engine = FasterWhisper(model, threads=2, hotwords=hotwords)
    watched = Watched(engine)
    for _ in range(2):
        engine.hear(np.full(16_000, 0.1, np.float32), word_times=False)
    tokens = engine._model.hf_tokenizer
    return engine, [" ".join(str(tokens.id_to_token(token)) for token in each) for each in watched.prompts]


@pytest.fixture
def willing(model_copy: Path) -> Path:
    """The practice voice without its declaration that it takes no hotwords: they take its words away, which is easy to see."""
    (model_copy / "tenth.json").write_text('{"turns_per_window": 1}')
    return model_copy


def test_hotwords_stand_in_the_prompt_of_every_window(willing: Path) -> None:
    _, given = prompts(willing, TOLD)
    assert len(given) == 2
    for each in given:
        assert each.startswith("<|startofprev|> ĠMarcus ĠHale")
        assert "ĠKestrel ĠLane <|startoftranscript|>" in each
    _, without = prompts(willing, [])
    assert all(each.startswith("<|startoftranscript|>") for each in without)


def test_as_many_whole_names_as_there_is_room_for(
    random_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [f"word{n} word{n + 1}" for n in range(100)]
    engine, (given, _) = prompts(random_model, many)
    assert engine.hotwords == tuple(many[: len(engine.hotwords)])
    assert MOST_TOKENS - 5 <= len(given.split("<|startoftranscript|>")[0].split()) - 1 <= MOST_TOKENS
    monkeypatch.setattr(whisper, "MOST_TOKENS", 10_000)
    _, (cut, _) = prompts(random_model, many)
    assert len(cut.split("<|startoftranscript|>")[0].split()) - 1 == MOST_TOKENS, "faster-whisper cuts there"


def test_they_reach_the_engine_in_the_child(willing: Path, greeting: Call) -> None:
    child, direct = ChildTranscriber(willing), DirectTranscriber(willing)
    told = list(child.transcribe(greeting, hotwords=STRANGERS))
    assert told == list(direct.transcribe(greeting, hotwords=STRANGERS))
    assert told != list(child.transcribe(greeting))


def test_a_model_that_takes_none_hears_as_without(greeting: Call) -> None:
    as_it_is = ChildTranscriber(voice.model_path())
    assert list(as_it_is.transcribe(greeting, hotwords=STRANGERS)) == list(as_it_is.transcribe(greeting))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_nobody_else_on_the_computer_can_read_them(
    practice_call: Call, started: list[subprocess.Popen[bytes]]
) -> None:
    coming = ChildTranscriber(voice.model_path()).transcribe(practice_call, hotwords=["Winterborn"])
    next(coming)
    process = Path(f"/proc/{started[0].pid}")
    for what in ("cmdline", "environ"):
        assert b"Winterborn" not in (process / what).read_bytes()
    coming.close()
