"""agent/capture with agent/workflow/recording.py on real sound servers: two tracks, each what was played on it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from agent.capture import linux
from agent.capture.routing import Applications
from agent.domain.health import Code
from agent.domain.timeline import Why
from agent.domain.transcript import TrackKind
from tests.capture.hearing import (
    AGREED,
    Hearing,
    Samples,
    followed,
    likeness,
    noise,
    practice_call,
    samples,
    write_wav,
)
from tests.capture.servers import INSIDE, SPEAKERS, ZOOM, SoundServer

pytestmark = [pytest.mark.slow, pytest.mark.sound]

ME, THEM = TrackKind.MICROPHONE, TrackKind.SYSTEM
PIECE_SECONDS = 20
LEAD_SECONDS = 3.0
BLOCK = 1_600  # samples: what is read at once, twice over


def play_the_call(server: SoundServer, folder: Path, program: dict[str, str]) -> dict[TrackKind, Samples]:
    """Play both sides of the practice call, theirs by some program, and return what is said."""
    call = practice_call(PIECE_SECONDS)
    server.play(write_wav(folder / "them.wav", call[THEM]), SPEAKERS, program)
    server.play(write_wav(folder / "me.wav", call[ME]), INSIDE)
    return {track: samples(pcm) for track, pcm in call.items()}


@pytest.mark.parametrize("server", ["pipewire"], indirect=True)
def test_each_track_is_what_was_said_on_it_and_nothing_of_the_other(
    server: SoundServer, hearing: Hearing, tmp_path: Path
) -> None:
    """A piece of the call; the whole of it, by a click on the tray and on both servers: tests/desktop/test_a_click.py."""
    hearing.capture.start(AGREED)
    time.sleep(LEAD_SECONDS)
    said = play_the_call(server, tmp_path, {"application.name": "Softphone"})
    time.sleep(PIECE_SECONDS + 2 * LEAD_SECONDS)
    tracks, recording = hearing.recorded(hearing.capture.stop())
    assert followed(tracks[ME], said[ME]) >= 0.95
    assert followed(tracks[THEM], said[THEM]) >= 0.95
    assert likeness(tracks[ME], said[THEM]) < 0.2
    assert likeness(tracks[THEM], said[ME]) < 0.2
    assert [gap.why for gap in recording.gaps if gap.why is not Why.BEFORE_CONSENT] == []
    assert recording.silences in ((), recording.silences[:1]), "nothing but the moment before the first yes"


def test_another_programs_noise_is_not_in_the_calls_track(
    server: SoundServer, hearing: Hearing, tmp_path: Path
) -> None:
    said, heard = call_beside_noise(server, hearing, tmp_path)
    assert followed(heard, said[THEM]) >= 0.95


@pytest.mark.parametrize("server", ["pulseaudio"], indirect=True)
def test_without_the_list_of_call_programs_the_noise_is_there(
    server: SoundServer, hearing: Hearing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: the monitor of the loudspeaker hears everybody."""
    monkeypatch.setattr(linux, "applications", lambda: Applications(frozenset(), frozenset()))
    said, heard = call_beside_noise(server, hearing, tmp_path)
    assert followed(heard, said[THEM]) < 0.9


def call_beside_noise(
    server: SoundServer, hearing: Hearing, folder: Path
) -> tuple[dict[TrackKind, Samples], Samples]:
    lead = practice_call(PIECE_SECONDS)
    server.play(
        write_wav(folder / "noise.wav", noise(PIECE_SECONDS + 15)), SPEAKERS, {"application.name": "Player"}
    )
    quiet = write_wav(folder / "quiet.wav", bytes(int(LEAD_SECONDS * 3) * 32_000) + lead[THEM])
    server.play(quiet, SPEAKERS, ZOOM)
    time.sleep(1.0)
    hearing.capture.start(AGREED)
    time.sleep(PIECE_SECONDS + 4 * LEAD_SECONDS)
    tracks, _ = hearing.recorded(hearing.capture.stop())
    return {track: samples(pcm) for track, pcm in lead.items()}, tracks[THEM]


def test_a_loudspeaker_that_goes_away_never_turns_the_lawyer_into_the_other_side(
    server: SoundServer, hearing: Hearing, tmp_path: Path
) -> None:
    tracks, gaps, seconds, stopping, signs = lose_the_loudspeaker(server, hearing, tmp_path)
    me = samples(noise(60))
    assert all(likeness(me, part) < 0.2 for part in windows(tracks[THEM]))
    assert likeness(me, tracks[ME][-5 * 16_000 :]) > 0.5, "the microphone went on meanwhile"
    assert any(gap.track is THEM and gap.why is Why.MOVED for gap in gaps)
    assert Code.DEVICE_CHANGED in signs, "and the lawyer was told"
    assert abs(len(tracks[ME]) - len(tracks[THEM])) <= BLOCK
    assert -BLOCK <= len(tracks[ME]) - seconds * 16_000 <= stopping * 16_000 + BLOCK, "as long as the clock"


@pytest.mark.parametrize("server", ["pulseaudio"], indirect=True)
def test_without_the_watcher_it_does(
    server: SoundServer, hearing: Hearing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: PulseAudio moves the stream to the microphone and says nothing."""
    monkeypatch.setattr(linux, "stays", lambda *_: True)
    monkeypatch.setattr(linux, "better", lambda *_: False)
    tracks, *_ = lose_the_loudspeaker(server, hearing, tmp_path)
    me = samples(noise(60))
    assert any(likeness(me, part) > 0.5 for part in windows(tracks[THEM]))


def lose_the_loudspeaker(server: SoundServer, hearing: Hearing, folder: Path) -> tuple[Any, ...]:
    """The lawyer makes noise all the time; the loudspeaker is removed, another becomes the default. Returns the tracks, their
    gaps, in seconds how long the call was and how long stopping took, and what was told of its health."""
    server.play(write_wav(folder / "me.wav", noise(60)), INSIDE)
    capture = hearing.capture.start(AGREED)
    time.sleep(LEAD_SECONDS)
    for line in server.pactl("list", "short", "modules").splitlines():
        if f"sink_name={SPEAKERS}" in line:
            server.pactl("unload-module", line.split()[0])
    time.sleep(LEAD_SECONDS)
    server.pactl("load-module", "module-null-sink", "sink_name=headset", "rate=48000", "channels=2")
    server.pactl("set-default-sink", "headset")
    time.sleep(2 * LEAD_SECONDS)
    status, asked = hearing.capture.status(), hearing.desk.now()
    assert status is not None
    signs = {sign.code for sign in status.report.signs}
    tracks, recording = hearing.recorded(hearing.capture.stop())
    took = (hearing.desk.now() - asked).total_seconds()
    return tracks, recording.gaps, (asked - capture.since).total_seconds(), took, signs


def windows(track: Samples) -> list[Samples]:
    """Cut a track into seconds."""
    return [track[at : at + 16_000] for at in range(0, len(track) - 16_000, 8_000)]
