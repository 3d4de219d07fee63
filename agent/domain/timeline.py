"""One track on the clock of its call: where sound belongs, and the silence where there was none.

    clock      0 .......... consent ..... device lost .. again ......... end
    track      silence      sound         silence        sound           the same length, within one block

A stream's first sound is placed by the moment it arrived; after it the stream's own count is trusted, since what arrives late
is not lost. Only when nothing came for a second, or a sound card's clock has run away from the computer's, the clock decides.
Positions are milliseconds of the call; sound is 16-bit mono PCM at 16 kHz. No clock is read here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from agent.domain.transcript import TrackKind

BYTES_PER_MS = 32
LISTED_MS = 100  # shorter silences are between two blocks
STALLED_MS = 1_000
DRIFT_MS = 120
DRIFT_WINDOW_MS = 10_000


class Why(StrEnum):
    """Why there is no sound in a stretch of a call."""

    BEFORE_CONSENT = "before_consent"
    PAUSED = "paused"
    MOVED = "moved"  # the sound server put our stream somewhere else, or the call went to another device
    LOST = "lost"  # the device or its program was gone, or the computer slept
    CALL_OVER = "call_over"  # the call program hung up; the next call needs a consent of its own
    BROKEN_OFF = "broken_off"  # the recording program was gone


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of one track that is silence because nothing was recorded."""

    track: TrackKind
    start_ms: int
    end_ms: int
    why: Why


class Timeline:
    """Tells for one track what to write so that it keeps to the clock, and lists its gaps."""

    def __init__(self, track: TrackKind) -> None:
        self._track = track
        self._bytes = 0  # placed so far
        self._aligned = False
        self._why = Why.BEFORE_CONSENT  # of the next gap
        self._least: int | None = None  # how far behind the clock the track was at best in this window
        self._usual: int | None = None  # in the first one: how long this stream's sound is on its way
        self._window_ends_ms = 0
        self.gaps: list[Gap] = []

    @property
    def at_ms(self) -> int:
        """How much of the call this track covers."""
        return self._bytes // BYTES_PER_MS

    def interrupted(self, why: Why) -> None:
        """The stream is gone; whatever comes next is placed by the clock, and what is missing until then is listed."""
        if self._aligned:
            self._aligned, self._why = False, why

    def place(self, pcm: bytes, now_ms: int, *, until_ms: int | None = None) -> tuple[int, bytes]:
        """Return how much silence (bytes) and which sound to write for what has just arrived, all that there was to read.

        With `until_ms` the track ends there, whatever came after it.
        """
        if not self._aligned:
            silence, sound = self._meet_clock(now_ms, pcm)
            self._aligned, self._why = True, Why.LOST
            self._least = self._usual = None
            self._window_ends_ms = now_ms + DRIFT_WINDOW_MS
        else:
            silence, sound = self._correction(pcm, now_ms)
        if until_ms is not None:
            sound = sound[: max(0, until_ms * BYTES_PER_MS - self._bytes - silence)]
        self._bytes += silence + len(sound)
        return silence, sound

    def fill(self, now_ms: int) -> int:
        """Return how much silence (bytes) brings the track to the clock, for its end and before a pause."""
        silence, _ = self._meet_clock(now_ms, b"")
        self._bytes += silence
        return silence

    def _meet_clock(self, now_ms: int, pcm: bytes) -> tuple[int, bytes]:
        missing = now_ms * BYTES_PER_MS - len(pcm) - self._bytes
        if missing < 0:
            return 0, pcm[-missing // 2 * 2 :]
        self._list(missing)
        return missing // 2 * 2, pcm

    def _correction(self, pcm: bytes, now_ms: int) -> tuple[int, bytes]:
        """Follow the stream, but for a stall, sound that comes after all, or two clocks that have drifted apart."""
        behind = now_ms - (self._bytes + len(pcm)) // BYTES_PER_MS
        if behind > STALLED_MS or behind < -STALLED_MS:
            return self._meet_clock(now_ms, pcm)
        self._least = behind if self._least is None else min(self._least, behind)
        if now_ms < self._window_ends_ms:
            return 0, pcm
        self._usual = self._least if self._usual is None else self._usual
        drift, self._least = self._least - self._usual, None
        self._window_ends_ms = now_ms + DRIFT_WINDOW_MS
        if drift > DRIFT_MS:
            return drift * BYTES_PER_MS, pcm
        return 0, pcm[-drift * BYTES_PER_MS :] if drift < -DRIFT_MS else pcm

    def _list(self, missing: int) -> None:
        start, end = self.at_ms, (self._bytes + missing) // BYTES_PER_MS
        if end - start >= LISTED_MS:
            self.gaps.append(Gap(self._track, start, end, self._why))


def silent_on_all(gaps: tuple[Gap, ...], tracks: int) -> tuple[tuple[int, int, Why], ...]:
    """Return the stretches in which no track has sound, as start, end and the first reason given."""
    edges = sorted({edge for gap in gaps for edge in (gap.start_ms, gap.end_ms)})
    found: list[tuple[int, int, Why]] = []
    for start, end in pairwise(edges):
        there = {gap.track: gap.why for gap in gaps if gap.start_ms <= start and end <= gap.end_ms}
        if len(there) < tracks:
            continue
        why = next(iter(there.values()))
        if found and found[-1][1] == start and found[-1][2] is why:
            found[-1] = (found[-1][0], end, why)
        else:
            found.append((start, end, why))
    return tuple(found)
