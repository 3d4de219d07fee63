"""agent/capture/piped.py: the contract of a sound card on Windows and macOS, in real children that speak to recorded libraries.

What is heard there on real devices was not tried: the lists for a person with such a computer are in installer/.
"""

from __future__ import annotations

import sys
import time
from array import array
from pathlib import Path

import pytest

from agent.capture.converting import Converter, Form
from agent.capture.filling import LATE_MS, ClockFill
from agent.capture.piped import PipedSound, PipedStream
from agent.domain.timeline import Why
from agent.domain.transcript import TrackKind
from agent.ports import StreamEnded
from tests.house.sources import ROOT

ME, THEM = TrackKind.MICROPHONE, TrackKind.SYSTEM
RECORDED = Path(__file__).parent / "recorded"


@pytest.fixture(autouse=True)
def recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", f"{RECORDED}:{ROOT}")


def heard(stream: PipedStream, seconds: float) -> bytes:
    """Read so much sound, under whatever load."""
    sound, ends = b"", time.monotonic() + 60
    while len(sound) < seconds * 32_000 and time.monotonic() < ends:
        sound += stream.read()
        time.sleep(0.02)
    return sound


def to_the_end(stream: PipedStream) -> tuple[bytes, Why]:
    """Read until it ends, and return why."""
    sound = b""
    for _ in range(3000):
        try:
            sound += stream.read()
        except StreamEnded as ended:
            return sound, ended.why
        time.sleep(0.02)
    raise AssertionError("it does not end")


@pytest.mark.slow
@pytest.mark.parametrize("system", ["windows", "macos"])
@pytest.mark.parametrize("track", TrackKind)
def test_a_track_is_16_bit_mono_at_16_khz_from_a_named_device(system: str, track: TrackKind) -> None:
    stream = PipedSound(system).open(track)  # type: ignore[arg-type]  # one of the two
    sound = array("h", heard(stream, 1.0))
    device = stream.heard.device
    stream.close()
    assert len(sound) >= 16_000
    assert 7_000 < max(sound) < 12_000, "a tone of the loudness that was played"
    assert device == {
        ("windows", ME): "Microphone (USB Audio)", ("windows", THEM): "Speakers (Realtek) [Loopback]",
        ("macos", ME): "Microphone (USB Audio)", ("macos", THEM): "the computer's sound",
    }[system, track]  # fmt: skip


@pytest.mark.slow
def test_a_loopback_that_hands_over_nothing_is_silence_and_keeps_to_the_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ANSWERS", "mute_first")
    stream = PipedSound("windows").open(THEM)
    sound = heard(stream, 1.5)
    stream.close()
    assert not any(sound[:16_000]), "the first second was silent"
    assert any(sound[40_000:])


@pytest.mark.slow
def test_a_device_that_goes_or_is_not_there_ends_the_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    for answers, least in (("unplugged", 1.0), ("none", 0.0)):
        monkeypatch.setenv("ANSWERS", answers)
        stream = PipedSound("windows").open(ME)
        sound, why = to_the_end(stream)
        stream.close()
        assert why is Why.LOST
        assert len(sound) >= least * 31_000


@pytest.mark.slow
def test_granted_but_silent_is_seen_by_what_else_plays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANSWERS", "no_permission")
    monkeypatch.syspath_prepend(str(RECORDED))
    from agent.capture.core_audio import audio_processes, is_playing

    stream = PipedSound("macos", is_playing).open(THEM)
    sound = heard(stream, 0.5)
    must_sound = stream.heard.must_sound
    stream.close()
    sys.modules.pop("catap")
    assert not any(sound)
    assert must_sound
    assert [p.name for p in audio_processes() if p.is_inputting] == ["zoom.us"]
    sys.modules.pop("catap")


def test_what_a_device_has_is_converted_without_a_seam_or_a_loss() -> None:
    for form in (
        Form(48_000, 2),
        Form(44_100, 1),
        Form(48_000, 1, "f"),
        Form(16_000, 1),
        Form(48_000, 4),
        Form(48_000, 2, "i"),
    ):
        loud = {"h": 8192, "i": 8192 << 16, "f": 0.25}[form.code]
        piece = array(
            form.code, [loud] * (form.rate // 100 * form.channels)
        ).tobytes()  # 10 ms of standing still
        converter = Converter(form)
        sound = array("h", b"".join(converter.convert(piece) for _ in range(100)))
        assert 15_900 <= len(sound) <= 16_000, form
        assert {abs(s - 8192) <= 2 for s in sound[100:-100]} == {True}, form


def test_the_fill_gives_what_is_missing_and_leaves_what_is_only_late() -> None:
    fill = ClockFill(0)
    assert fill.before(b"", LATE_MS) == b""
    assert len(fill.before(b"", LATE_MS + 1)) == (LATE_MS + 1) * 32
    assert fill.before(bytes(3200), LATE_MS + 50) == bytes(3200), "it is ahead now and nothing is taken away"
    assert len(fill.before(b"", 1000)) == 1000 * 32 - (LATE_MS + 1) * 32 - 3200
