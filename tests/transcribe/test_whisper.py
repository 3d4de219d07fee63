"""agent/transcribe/whisper.py: the real engine, with the practice voice and with a model of random weights."""

import json
import math
import socket
from pathlib import Path

import numpy as np
import pytest

from agent import voice
from agent.domain.hearing import Place
from agent.domain.transcript import TrackKind
from agent.transcribe.blocks import RATE
from agent.transcribe.errors import ModelBroken, ModelMissing
from agent.transcribe.listening import listen
from agent.transcribe.turns import PAD, PAUSE_MS
from agent.transcribe.whisper import FasterWhisper
from agent.transcribe.windows import Heard
from tests.transcribe.scripted import blocks

pytestmark = pytest.mark.slow
Samples = np.ndarray
NOISE = np.random.default_rng(1).standard_normal(12 * RATE).astype(np.float32)
NO_SPEECH = {
    "digital silence": np.zeros(12 * RATE, np.float32),
    "a quiet room": NOISE * 0.003,
    "a loud fan": NOISE * 0.05,
    "music on hold": sum(
        0.05
        * np.sin(np.arange(12 * RATE) * 2 * np.pi * pitch / RATE)
        * (np.arange(12 * RATE) // (RATE // beat) % 2)
        for pitch, beat in ((262, 2), (330, 4), (392, 3), (523, 5))
    ).astype(np.float32),
    "a tone": (0.1 * np.sin(np.arange(12 * RATE) * 2 * np.pi * 440 / RATE)).astype(np.float32),
}


@pytest.fixture(scope="module")
def practice_voice() -> FasterWhisper:
    return FasterWhisper(voice.model_path(), threads=2)


def said(engine: FasterWhisper, samples: Samples) -> str:
    parts = listen(engine, blocks(samples), {TrackKind.SYSTEM: Place()})
    return " ".join(segment.text for part in parts for segment in part.segments)


def test_a_model_says_how_it_wants_to_be_driven(practice_voice: FasterWhisper, random_model: Path) -> None:
    assert (practice_voice.window_seconds, practice_voice.turns_per_window) == (15, 1)
    assert FasterWhisper(voice.model_path(), threads=2, hotwords=["Marcus Hale"]).hotwords == ()
    other = FasterWhisper(random_model, threads=2)
    assert (other.window_seconds, other.turns_per_window) == (30, None)


@pytest.mark.parametrize("what", NO_SPEECH)
def test_sound_without_speech_gives_no_words(practice_voice: FasterWhisper, what: str) -> None:
    assert said(practice_voice, NO_SPEECH[what]) == ""


def test_without_voice_activity_a_tone_would_be_put_into_words(
    practice_voice: FasterWhisper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(practice_voice, "find_speech", lambda samples, pause_ms: [(0, len(samples))])
    assert said(practice_voice, NO_SPEECH["a tone"]) != ""


def test_without_voice_activity_a_model_writes_over_noise(
    random_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The practice voice was taught to say nothing over noise; this one, like most, was not."""
    engine = FasterWhisper(random_model, threads=2)
    assert said(engine, NO_SPEECH["a quiet room"]) == ""
    assert engine.hear(NO_SPEECH["a quiet room"], word_times=False).text != ""


def test_turns_are_packed_and_their_words_fall_into_them(
    random_model: Path, practice_call: dict[TrackKind, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = FasterWhisper(random_model, threads=2)
    given: list[tuple[Samples, Heard]] = []
    hear = engine.hear

    def remembered(samples: Samples, *, word_times: bool) -> Heard:
        given.append((samples, hear(samples, word_times=word_times)))
        return Heard("")

    monkeypatch.setattr(engine, "hear", remembered)
    track = np.frombuffer(practice_call[TrackKind.MICROPHONE], "<i2").astype(np.float32) / 32768
    parts = listen(engine, blocks(track), {TrackKind.SYSTEM: Place()})
    assert [segment for part in parts for segment in part.segments] == []
    speech = sum(len(samples) for samples, _ in given) / RATE
    assert len(given) <= math.ceil(speech / 30) * 1.15
    for samples, heard in given:
        assert heard.words
        assert all(0 <= word.middle <= math.ceil(len(samples) / RATE) for word in heard.words)
        assert "".join(word.text for word in heard.words).split() == heard.text.split()


def test_no_turn_is_longer_than_a_window(
    practice_voice: FasterWhisper, practice_call: dict[TrackKind, bytes]
) -> None:
    talk = np.frombuffer(practice_call[TrackKind.MICROPHONE], "<i2").astype(np.float32) / 32768
    spans = practice_voice.find_speech(talk, PAUSE_MS)
    endless = np.concatenate([talk[a:b] for a, b in spans])[: 55 * RATE]
    lengths = [b - a for a, b in practice_voice.find_speech(endless, PAUSE_MS)]
    assert len(lengths) > 2
    assert max(lengths) + 2 * PAD <= 15 * RATE


def test_the_network_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("asked the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    FasterWhisper(voice.model_path(), threads=1)


@pytest.mark.parametrize("missing", ["model.bin", "config.json", "tokenizer.json"])
def test_a_folder_without_a_part_is_no_model(model_copy: Path, missing: str) -> None:
    (model_copy / missing).unlink()
    with pytest.raises(ModelMissing):
        FasterWhisper(model_copy, threads=1)


def test_a_name_is_not_looked_up_anywhere() -> None:
    with pytest.raises(ModelMissing):
        FasterWhisper(Path("small.en"), threads=1)


@pytest.mark.parametrize("keep", [0, 10, 1000, 1_000_000, 3_154_000])
def test_a_truncated_model_is_refused(model_copy: Path, keep: int) -> None:
    weights = model_copy / "model.bin"
    weights.write_bytes(weights.read_bytes()[:keep])
    with pytest.raises(ModelBroken):
        FasterWhisper(model_copy, threads=1)


def test_a_model_of_another_kind_is_refused(model_copy: Path) -> None:
    weights = model_copy / "model.bin"
    weights.write_bytes(weights.read_bytes().replace(b"WhisperSpec", b"TransfoSpec", 1))
    with pytest.raises(ModelBroken):
        FasterWhisper(model_copy, threads=1)


@pytest.mark.parametrize("part", ["tokenizer.json", "config.json", "tenth.json"])
def test_a_damaged_part_is_refused(model_copy: Path, part: str) -> None:
    (model_copy / part).write_text(json.dumps({"a": "b"})[:-1])
    with pytest.raises(ModelBroken):
        FasterWhisper(model_copy, threads=1)
