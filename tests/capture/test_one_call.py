"""One consent, one call, on a real sound server: a call program that hangs up ends the recording within two seconds."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agent.domain.offering import Kind
from agent.domain.transcript import TrackKind
from tests.capture.hearing import AGREED, Hearing, likeness, noise, samples, write_wav
from tests.capture.servers import INSIDE, SPEAKERS, ZOOM, SoundServer
from tests.house.sources import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.sound]


@pytest.mark.parametrize("server", ["pulseaudio"], indirect=True)
def test_an_open_agent_notices_a_call_and_tells_every_other_program(
    server: SoundServer, tmp_path: Path
) -> None:
    home = ("--home", str(tmp_path / "home"), "--sandbox")

    def offer(*words: str) -> Any:
        command = [sys.executable, "-m", "agent", "capture", *(words or ("status",)), *home, "--json"]
        done = subprocess.run(
            command, env=server.environment, cwd=ROOT, capture_output=True, text=True, check=True
        )
        return json.loads(done.stdout)["offer"]

    server.start(sys.executable, "-m", "agent", "app", "--no-browser", *home, cwd=ROOT)
    until(lambda: (tmp_path / "home" / "run" / "app.lock").exists())
    time.sleep(1)
    assert offer() is None
    _, holds = call(server, tmp_path, noise(30))
    until(lambda: offer() == {"what": "capture", "label": "Zoom", "because": ""})
    assert offer("not-this-call") is None
    holds.kill()
    holds.wait()


def until(came_true: Callable[[], bool]) -> None:
    for _ in range(300):
        if came_true():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come to pass")


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
