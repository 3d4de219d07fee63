"""How a recording is doing while it runs: how loud both sides are, and what the lawyer should know, each in a plain sentence.

Judged once a second from the sound that is being kept anyway. Loudness is the peak of that second in decibels below full scale
(0 is the loudest there is), SILENT for nothing at all. No clock is read here.
"""

from __future__ import annotations

import math
from array import array
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from agent.domain.transcript import TrackKind

SILENT = -96
"""Of a second whose every sample is 0: nobody's room is that quiet."""
SPEECH = -45
"""Quieter ones are rooms and fans; a voice near a microphone peaks 20 dB above."""

OTHER_SIDE_SECONDS = 30
TALKING_SECONDS = 3
"""So many loud seconds of the lawyer's in that time are half a conversation."""
DIGITAL_SECONDS = 5
GONE_SECONDS = 3
TOLD_SECONDS = 20
"""How long something that is over already is told."""
ASLEEP_MS = 10_000
LITTLE_SPACE = 2 * 1024**3  # bytes: some eight hours of a call


class Code(StrEnum):
    """What may be said of a recording."""

    NO_OTHER_SIDE = "no_sound_from_other_side"
    MICROPHONE_SILENT = "microphone_silent"
    SYSTEM_SILENT = "system_silent"
    WRONG_DEVICE = "wrong_device"
    DISK_LOW = "disk_low"
    DEVICE_CHANGED = "device_changed"
    DEVICE_GONE = "device_gone"
    WAS_ASLEEP = "was_asleep"


SENTENCES = {
    Code.NO_OTHER_SIDE: (
        "nothing has been heard from the other side for 30 seconds while you talk",
        "Check that you hear them yourself; if you do, choose the call's loudspeaker in the system's sound settings.",
    ),
    Code.MICROPHONE_SILENT: (
        "the microphone sends nothing at all",
        "Switch it on: at the headset, by its key, or in the system's privacy settings.",
    ),
    Code.SYSTEM_SILENT: (
        "the computer plays sound, and none of it arrives here",
        "Allow Tenth to record the computer's sound in the system's privacy settings, then start Tenth again.",
    ),
    Code.WRONG_DEVICE: (
        "the call uses another device than the one that is recorded",
        "Choose the same microphone and loudspeaker in the call and in the system's sound settings.",
    ),
    Code.DISK_LOW: (
        "there is little room left on the disk",
        "Free some; at half a gigabyte the recording stops, and nothing of it is lost.",
    ),
    Code.DEVICE_CHANGED: (
        "the call moved to another device, and the recording followed",
        "Nothing is to be done.",
    ),
    Code.DEVICE_GONE: (
        "a microphone or headset was unplugged",
        "Plug it in again or choose another one; the other side is still recorded, and so is what comes back.",
    ),
    Code.WAS_ASLEEP: (
        "the computer was asleep, and nothing was recorded meanwhile",
        "That stretch is in the record as time without sound.",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """How loud a track was in the last second, in decibels below full scale; None while it is not heard."""

    track: TrackKind
    peak: int | None


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that the lawyer should know. `message` and `hint` are its sentence and the next step."""

    code: Code

    @property
    def message(self) -> str:
        """What it is."""
        return SENTENCES[self.code][0]

    @property
    def hint(self) -> str:
        """What to do."""
        return SENTENCES[self.code][1]


@dataclass(frozen=True, slots=True)
class Heard:
    """From where a stream is heard, as its sound card knows it."""

    device: str
    call_is_elsewhere: bool = False  # the call uses another device
    must_sound: bool = False  # a program plays there, and silence to the last sample would be wrong
    headset: bool | None = None  # whether it is worn by one person, as far as its system tells


@dataclass
class _Ear:
    """What one track was like lately."""

    seconds: deque[int | None] = field(default_factory=lambda: deque(maxlen=OTHER_SIDE_SECONDS))
    peak: int = 0
    sounds: bool = False
    heard: Heard = field(default_factory=lambda: Heard(""))
    is_missing: bool = False  # its device is gone, not only paused


@dataclass
class Health:
    """Listens along and judges. Times in milliseconds of the call."""

    _ears: dict[TrackKind, _Ear] = field(default_factory=lambda: {track: _Ear() for track in TrackKind})
    _told: dict[Code, int] = field(default_factory=dict)  # what is over already, until when it is told
    _free: int | None = None
    _next_ms: int = 0
    _last_ms: int | None = None
    room: bool = False  # the lawyer said that everybody is in the room: there may be no other side to hear

    def hears(self, track: TrackKind, pcm: bytes) -> None:
        """Take in sound as it is kept."""
        if pcm:
            ear, samples = self._ears[track], array("h", pcm)
            ear.peak, ear.sounds = max(ear.peak, max(samples), -min(samples)), True

    def is_open(self, track: TrackKind, heard: Heard, now_ms: int) -> None:
        """Note from where a track is heard; another device than before is a change that was followed."""
        ear = self._ears[track]
        if ear.heard.device and heard.device != ear.heard.device:
            self._told[Code.DEVICE_CHANGED] = now_ms + TOLD_SECONDS * 1000
        ear.heard, ear.is_missing = heard, False

    def lost(self, track: TrackKind) -> None:
        """A track cannot be heard any more from where it was."""
        self._ears[track].is_missing = True

    def paused(self) -> None:
        """No sound is wanted now."""
        for ear in self._ears.values():
            ear.seconds.clear()
            ear.peak, ear.sounds, ear.is_missing = 0, False, False
            ear.heard = Heard(ear.heard.device)

    def has_space(self, free: int) -> None:
        """Note how much room the disk has, in bytes."""
        self._free = free

    def passes(self, now_ms: int) -> bool:
        """Let time pass; return True when another second is full and there is something to tell."""
        if self._last_ms is not None and now_ms - self._last_ms > ASLEEP_MS:
            self._told[Code.WAS_ASLEEP] = now_ms + TOLD_SECONDS * 1000
        self._last_ms = now_ms
        if now_ms < self._next_ms:
            return False
        self._next_ms = now_ms + 1000
        for ear in self._ears.values():
            ear.seconds.append(_decibels(ear.peak) if ear.sounds else None)
            ear.peak, ear.sounds = 0, False
        self._told = {code: until for code, until in self._told.items() if until > now_ms}
        return True

    def levels(self) -> tuple[Level, ...]:
        """Return how loud both tracks were in the last full second."""
        return tuple(
            Level(track, ear.seconds[-1] if ear.seconds else None) for track, ear in self._ears.items()
        )

    def signs(self) -> tuple[Sign, ...]:
        """Return what the lawyer should know now, the gravest first."""
        return tuple(Sign(code) for code in Code if code in {*self._judged(), *self._told})

    def _judged(self) -> Iterator[Code]:
        me, them = self._ears[TrackKind.MICROPHONE], self._ears[TrackKind.SYSTEM]
        talked = sum(second is not None and second > SPEECH for second in me.seconds)
        full = len(them.seconds) == OTHER_SIDE_SECONDS and not self.room
        if full and talked >= TALKING_SECONDS and not _spoke(them):
            yield Code.NO_OTHER_SIDE
        if _is_digital(me):
            yield Code.MICROPHONE_SILENT
        if _is_digital(them) and them.heard.must_sound:
            yield Code.SYSTEM_SILENT
        if me.heard.call_is_elsewhere or them.heard.call_is_elsewhere:
            yield Code.WRONG_DEVICE
        if self._free is not None and self._free < LITTLE_SPACE:
            yield Code.DISK_LOW
        if any(_is_gone(ear) for ear in (me, them)):
            yield Code.DEVICE_GONE


def _spoke(ear: _Ear) -> bool:
    return any(second is not None and second > SPEECH for second in ear.seconds)


def _last(ear: _Ear, seconds: int) -> list[int | None]:
    return list(ear.seconds)[-seconds:] if len(ear.seconds) >= seconds else []


def _is_digital(ear: _Ear) -> bool:
    lately = _last(ear, DIGITAL_SECONDS)
    return bool(lately) and all(second == SILENT for second in lately)


def _is_gone(ear: _Ear) -> bool:
    lately = _last(ear, GONE_SECONDS)
    return ear.is_missing and bool(lately) and all(second is None for second in lately)


def _decibels(peak: int) -> int:
    return SILENT if peak == 0 else round(20 * math.log10(peak / 32768))
