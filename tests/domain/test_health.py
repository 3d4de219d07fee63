"""agent/domain/health.py: each thing that may go wrong while recording is said, and only then."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from agent.domain.health import LITTLE_SPACE, SENTENCES, SILENT, Code, Health, Heard
from agent.domain.transcript import TrackKind

ME, THEM = TrackKind.MICROPHONE, TrackKind.SYSTEM
SPEECH, ROOM, NOTHING = (b"\x00\x20" * 16, b"\x10\x00" * 16, bytes(32))


def listening(
    seconds: int, me: bytes = ROOM, them: bytes = ROOM, *, health: Health | None = None, begin: int = 0
) -> Health:
    """Let some seconds pass in which both sides sound so; b"" for a side that is not heard."""
    health = health or Health()
    for second in range(begin, begin + seconds):
        health.hears(ME, me)
        health.hears(THEM, them)
        health.passes(second * 1000)
    return health


def codes(health: Health) -> set[Code]:
    return {sign.code for sign in health.signs()}


def other_side() -> Health:
    return listening(26, ROOM, ROOM, health=listening(4, SPEECH, ROOM), begin=4)


def plugged_elsewhere() -> Health:
    health = listening(2)
    health.is_open(ME, Heard("headset", call_is_elsewhere=True), 2000)
    return health


def computer_plays() -> Health:
    health = Health()
    health.is_open(THEM, Heard("speakers", must_sound=True), 0)
    return listening(6, ROOM, NOTHING, health=health)


def little_space() -> Health:
    health = listening(1)
    health.has_space(LITTLE_SPACE - 1)
    return health


def another_device() -> Health:
    health = listening(1)
    health.is_open(THEM, Heard("speakers"), 1000)
    health.lost(THEM)
    health.is_open(THEM, Heard("headset"), 2000)
    return health


def unplugged() -> Health:
    health = listening(2, SPEECH, SPEECH)
    health.lost(ME)
    return listening(4, b"", SPEECH, health=health, begin=2)


def slept() -> Health:
    health = listening(2)
    health.passes(600_000)
    return health


@pytest.mark.parametrize(
    ("code", "happens"),
    [
        (Code.NO_OTHER_SIDE, other_side),
        (Code.MICROPHONE_SILENT, lambda: listening(6, NOTHING, SPEECH)),
        (Code.SYSTEM_SILENT, computer_plays),
        (Code.WRONG_DEVICE, plugged_elsewhere),
        (Code.DISK_LOW, little_space),
        (Code.DEVICE_CHANGED, another_device),
        (Code.DEVICE_GONE, unplugged),
        (Code.WAS_ASLEEP, slept),
    ],
)
def test_it_is_said_alone_in_a_plain_sentence(code: Code, happens: Callable[[], Health]) -> None:
    (sign,) = happens().signs()
    assert sign.code is code
    assert sign.message[0].islower()
    assert sign.hint.endswith(".")


def test_every_code_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Code)


@pytest.mark.parametrize(
    "usual",
    [
        lambda: listening(40, SPEECH, SPEECH),
        lambda: listening(29, SPEECH, NOTHING),  # not half a minute yet
        lambda: listening(60, ROOM, NOTHING),  # nobody talks
        lambda: listening(4, NOTHING, SPEECH),  # muted for a moment
        lambda: listening(1, SPEECH, SPEECH, health=other_side(), begin=30),  # they answered
        lambda: listening(25, health=slept(), begin=601),  # long over
    ],
)
def test_what_is_usual_is_not_said(usual: Callable[[], Health]) -> None:
    assert codes(usual()) == set()


def test_a_pause_is_no_lost_device() -> None:
    health = unplugged()
    health.paused()
    assert codes(listening(10, b"", b"", health=health, begin=6)) == set()


def test_levels_are_decibels_below_full_scale() -> None:
    peaks = {level.track: level.peak for level in listening(1, b"\xff\x7f", b"\x00\x00").levels()}
    assert peaks == {ME: 0, THEM: SILENT}
    assert {level.peak for level in listening(1, b"", b"").levels()} == {None}
