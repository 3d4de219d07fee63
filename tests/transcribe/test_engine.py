"""agent/transcribe/engine.py: the child process may die, hang or be stopped; nothing is lost and nothing is left behind."""

import contextlib
import io
import os
import signal
import subprocess
import sys
import threading
import wave
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest

from agent import voice
from agent.domain.transcript import TrackKind
from agent.transcribe.blocks import Block, blocks_of
from agent.transcribe.engine import ChildTranscriber, DirectTranscriber
from agent.transcribe.errors import EngineCrashed, ModelBroken, SoundBroken, Stopped
from agent.transcribe.sound import ChildSoundReader

pytestmark = pytest.mark.slow
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
Call = Mapping[TrackKind, bytes]


@pytest.fixture
def transcriber() -> ChildTranscriber:
    return ChildTranscriber(voice.model_path())


@POSIX
@pytest.mark.parametrize("how", [signal.SIGSEGV, signal.SIGKILL])
def test_a_child_that_is_killed_is_an_error_and_a_rerun_succeeds(
    transcriber: ChildTranscriber,
    started: list[subprocess.Popen[bytes]],
    practice_call: Call,
    greeting: Call,
    how: signal.Signals,
) -> None:
    coming = transcriber.transcribe(practice_call)
    first = next(coming)
    os.kill(started[0].pid, how)
    with pytest.raises(EngineCrashed, match=f"signal {how.value}"):
        list(coming)
    assert first in list(transcriber.transcribe(greeting))


def test_it_can_be_stopped_at_any_moment(transcriber: ChildTranscriber, practice_call: Call) -> None:
    coming = transcriber.transcribe(practice_call)
    next(coming)
    threading.Thread(target=transcriber.stop).start()
    with pytest.raises(Stopped):
        list(coming)
    transcriber.stop()  # nothing is running; nothing happens


def test_an_iterator_left_half_way_leaves_no_process(
    transcriber: ChildTranscriber, started: list[subprocess.Popen[bytes]], practice_call: Call
) -> None:
    coming = transcriber.transcribe(practice_call)
    next(coming)
    coming.close()
    assert started[0].poll() is not None


def test_a_broken_model_is_reported_by_its_kind(model_copy: Path, greeting: Call) -> None:
    (model_copy / "model.bin").write_bytes(b"nonsense")
    with pytest.raises(ModelBroken):
        list(ChildTranscriber(model_copy).transcribe(greeting))


def test_sound_that_breaks_off_gives_its_own_error(transcriber: ChildTranscriber, greeting: Call) -> None:
    def broken() -> Iterator[Block]:
        yield from blocks_of(greeting)
        raise SoundBroken

    with pytest.raises(SoundBroken):
        list(transcriber.transcribe_blocks(broken()))


def test_a_file_streams_from_child_to_child(
    tmp_path: Path, transcriber: ChildTranscriber, greeting: Call
) -> None:
    sides = np.stack([np.frombuffer(pcm, "<i2") for pcm in greeting.values()], axis=1)
    with wave.open(str(tmp_path / "call.wav"), "wb") as file:
        file.setparams((2, 2, 16_000, 0, "NONE", ""))
        file.writeframes(sides.tobytes())
    streamed = list(
        transcriber.transcribe_blocks(
            ChildSoundReader().blocks(io.BytesIO((tmp_path / "call.wav").read_bytes()))
        )
    )
    assert streamed == list(DirectTranscriber(voice.model_path()).transcribe(greeting))


@POSIX
def test_neither_sound_nor_words_nor_hotwords_touch_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, greeting: Call
) -> None:
    """Nothing lies there at any segment or at the end; that nothing can be written is shown in test_confine.py."""
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "HF_HOME"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.chdir(tmp_path)
    for _ in ChildTranscriber(voice.model_path()).transcribe(greeting, hotwords=["Marcus Hale"]):
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@POSIX
def test_the_child_gives_way_to_other_programs(
    transcriber: ChildTranscriber, started: list[subprocess.Popen[bytes]], practice_call: Call
) -> None:
    coming = transcriber.transcribe(practice_call)
    next(coming)
    assert os.getpriority(os.PRIO_PROCESS, started[0].pid) >= 10
    with contextlib.closing(coming):
        pass
