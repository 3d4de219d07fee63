"""agent/workflow/saying.py on a real sound server with the real engine: the lawyer's own words, and nobody else's."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from agent import voice
from agent.capture.holding import LinuxHolding
from agent.capture.linux import LinuxSound
from agent.domain.transcript import TrackKind
from agent.extract.rules import RulesExtractor
from agent.extract.typed import TypedFirst
from agent.transcribe.engine import ChildTranscriber
from agent.workflow.hearing import Hearing as Listening
from agent.workflow.processing import Processing
from agent.workflow.saying import CallStillOn, Saying
from tests.capture.hearing import Hearing, practice_call, write_wav
from tests.capture.servers import INSIDE, SPEAKERS, ZOOM, SoundServer
from tests.workflow.booth import until

pytestmark = [pytest.mark.slow, pytest.mark.sound]

LEASE = slice(30_300 * 32, 38_000 * 32)
"""All right, let us begin with the lease of the shop, that is file number two zero four one seven, for Copper Kettle Bakery."""


@pytest.mark.parametrize("server", ["pulseaudio"], indirect=True)
def test_what_is_said_after_the_call_program_let_go_becomes_passages_of_the_call(
    server: SoundServer, hearing: Hearing, tmp_path: Path
) -> None:
    call = practice_call(60)
    hearing.capture.clock.start(call=True, what="Marcus Hale")
    source = hearing.capture.clock.stop()
    assert source is not None
    holding = LinuxHolding()
    saying = Saying(hearing.desk, hearing.shelf, lambda _: LinuxSound(), holding)
    named = [f"--property={name}={value}" for name, value in ZOOM.items()]
    holds = server.start("parec", "--device=mic", "--raw", *named)
    until(holding.holders)
    with pytest.raises(CallStillOn):
        saying.start()
    holds.kill()
    holds.wait()
    saying.start()
    server.play(write_wav(tmp_path / "them.wav", call[TrackKind.SYSTEM]), SPEAKERS)
    server.play(write_wav(tmp_path / "me.wav", call[TrackKind.MICROPHONE][LEASE]), INSIDE).wait(timeout=120)
    time.sleep(1)  # what was played last is still on its way
    assert saying.stop() == source
    listening = Listening(hearing.desk, hearing.shelf, ChildTranscriber(voice.model_path()))
    Processing(hearing.desk, listening, TypedFirst(RulesExtractor())).all()
    kept = hearing.store.sources.get(source)
    assert kept.failure is None
    said = " ".join(p.text for p in kept.source.passages).lower()
    for words in ("lease of the shop", "copper kettle bakery"):
        assert words in said
    assert "morning" not in said, "the other side's, from the loudspeaker"
    assert list(tmp_path.glob("*.sealed")) == [], "its words are there: the sound is gone"
