"""One consent, one call, on a real sound server: a call program that hangs up ends the recording within two seconds."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from agent.domain.offering import Kind
from agent.domain.transcript import TrackKind
from tests.capture.hearing import AGREED, Hearing, likeness, noise, samples, write_wav
from tests.capture.servers import INSIDE, SPEAKERS, ZOOM, SoundServer

pytestmark = [pytest.mark.slow, pytest.mark.sound]


def call(server: SoundServer, folder: Path, pcm: bytes) -> tuple[subprocess.Popen[bytes], ...]:
    """Let a call program play the other side and hold the microphone."""
    named = [f"--property={name}={value}" for name, value in ZOOM.items()]
    holds = server.start("parec", "--device=mic", "--raw", *named)
    return server.play(write_wav(folder / f"{len(pcm)}.wav", pcm), SPEAKERS, ZOOM), holds


def test_a_second_call_without_a_gap_is_not_recorded(
    server: SoundServer,
    hearing: Hearing,
    tmp_path: Path,
) -> None:
    server.play(write_wav(tmp_path / "me.wav", noise(40, 500)), INSIDE)
    first = call(server, tmp_path, noise(30))
    time.sleep(2)
    (before,) = hearing.holding.holders()
    assert (before.label, before.kind) == ("Zoom", Kind.CALL)
    hearing.capture.start(AGREED)
    time.sleep(4)
    assert hearing.holding.holders() == [before], "we hear the microphone too, and are nobody's call"
    for program in first:
        program.kill()
        program.wait()
    second = samples(noise(31))[::-1]
    call(server, tmp_path, second.astype("<i2").tobytes())
    hung_up = hearing.desk.now()
    hearing.threads[-1].join(timeout=30)
    kept = hearing.store.captures.current()
    assert kept is not None
    assert kept.report.ended_at is not None
    assert (kept.report.ended_at - hung_up).total_seconds() < 2
    hearing.capture.settle()
    (after,) = hearing.holding.holders()
    assert after.session != before.session
    running = hearing.store.clock.running()
    assert running is not None, "the second call starts with the clock"
    assert running.call
    (source,) = hearing.store.sources.all()
    assert running.id != source.source.id
    tracks, _ = hearing.recorded(source.source.id)
    last = tracks[TrackKind.SYSTEM][-16_000:]
    assert likeness(second, last) < 0.2
    assert likeness(samples(noise(30)), tracks[TrackKind.SYSTEM][-4 * 16_000 :][:32_000]) > 0.5
