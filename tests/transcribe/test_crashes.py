"""agent/transcribe/engine.py: a crash costs no more than the window in hand, and a window that kills the engine is given up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from agent import voice
from agent.domain.hearing import Block, Part, Place, side_by_side
from agent.domain.transcript import Segment, TrackKind
from agent.transcribe import child
from agent.transcribe.engine import ChildTranscriber
from agent.transcribe.errors import EngineCrashed
from tests.transcribe.scripted import pcm, sound

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals"),
]
Call = Mapping[TrackKind, bytes]
NEW = {track: Place() for track in TrackKind}
FRAGILE = """
import os, signal, sys
from agent.transcribe import worker
from tests.transcribe.scripted import ScriptedEngine
class Fragile(ScriptedEngine):
    def __init__(self, folder, **_):
        super().__init__(turns_per_window=1)
    def hear(self, samples, *, word_times):
        if abs(samples - float(os.environ["KILLS"])).min() < 0.001 or os.environ["KILLS"] == "0":
            os.kill(os.getpid(), signal.SIGKILL)
        return super().hear(samples, word_times=word_times)
worker.FasterWhisper = Fragile
sys.exit(worker.main())
"""


def coming(call: Call, starts: Mapping[TrackKind, int]) -> Iterator[Block]:
    """A call from these samples on, by the half second."""

    def pieces(track: TrackKind) -> Iterator[bytes]:
        return (
            call[track][at : at + 16_000] for at in range(starts.get(track, 0) * 2, len(call[track]), 16_000)
        )

    return side_by_side({track: pieces(track) for track in call})


def in_order(parts: list[Part]) -> list[Segment]:
    return sorted((s for part in parts for s in part.segments), key=lambda s: (s.start_ms, s.track))


def test_an_engine_killed_in_the_middle_loses_no_turn_and_doubles_none(
    started: list[subprocess.Popen[bytes]], practice_call: Call
) -> None:
    transcriber = ChildTranscriber(voice.model_path())
    heard: list[Part] = []
    call = {track: said[: 40 * 32_000] for track, said in practice_call.items()}
    for part in transcriber.hear(lambda starts: coming(call, starts), NEW):
        heard.append(part)
        if len(in_order(heard)) in (2, 4) and part.turns:
            os.kill(started[-1].pid, signal.SIGKILL)
    assert len(started) == 3
    once = sorted(transcriber.transcribe(call), key=lambda s: (s.start_ms, s.track))
    assert in_order(heard) == once


@pytest.fixture
def fragile(monkeypatch: pytest.MonkeyPatch) -> ChildTranscriber:
    """An engine of our own making that dies of one kind of sound."""
    monkeypatch.setattr(child, "COMMAND", (sys.executable, "-c", FRAGILE))
    return ChildTranscriber(Path("nowhere"))


CALL = {TrackKind.SYSTEM: pcm(sound(*(part for n in range(4) for part in ((0.1 + n / 10, 2.0), (0.0, 2.0)))))}


def test_a_window_that_kills_the_engine_costs_its_own_words_only(
    fragile: ChildTranscriber, monkeypatch: pytest.MonkeyPatch, started: list[subprocess.Popen[bytes]]
) -> None:
    monkeypatch.setenv("KILLS", "0.2")
    heard = list(fragile.hear(lambda starts: coming(CALL, starts), {TrackKind.SYSTEM: Place()}))
    assert [s.text for s in in_order(heard)] == ["w100", "", "w300", "w400"]
    assert len(started) == 3, "it was tried once more"


def test_an_engine_that_survives_nothing_is_no_reason_to_give_up_the_call(
    fragile: ChildTranscriber, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KILLS", "0")
    heard: list[Part] = []
    with pytest.raises(EngineCrashed):
        heard.extend(fragile.hear(lambda starts: coming(CALL, starts), {TrackKind.SYSTEM: Place()}))
    assert in_order(heard) == [], "nothing is kept as lost"
