"""How far the sound of a call has become words, so that listening can stop at any moment and go on at the same place.

    track  |..turn....turn......turn...turn.....|          positions are samples at 16 kHz from the start of the recording
                     at^                    upto^

Turns wait for each other to fill a window, so the words of an early turn may come after those of a later one. `at` is where the
earliest turn without words is found again, `done` are the turns behind it that have theirs, `upto` is how far was listened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from agent.domain.transcript import Segment, TrackKind

SAMPLES_PER_MS = 16
BYTES_PER_SAMPLE = 2
UNSURE = 8_000  # samples by which the end of a turn may differ when it is found again; no piece of a turn is as short
BATTERY_SHARE = 0.5  # of the time, while the call goes on: what is left is done when it is over
LOW_BATTERY_SHARE = 0.2
LOW_BATTERY_PERCENT = 25

Spans = tuple[tuple[int, int], ...]
"""Turns of one track, or pieces of long ones: first and last sample of each."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of one track: 16-bit little-endian mono PCM at 16 kHz. The pieces of a track come in order, without gaps."""

    track: TrackKind
    pcm: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Part:
    """What one window gave, or (without turns) only how far was listened. A turn whose words are lost has an empty segment."""

    track: TrackKind
    at: int
    upto: int
    turns: Spans = ()
    segments: tuple[Segment, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Place:
    """How far one track is."""

    at: int = 0
    upto: int = 0
    done: Spans = ()

    def after(self, part: Part) -> Place:
        """Return the place after another part of the same track."""
        at = max(self.at, part.at)
        done = tuple(span for span in sorted({*self.done, *part.turns}) if span[1] > at)
        return Place(at, max(self.upto, part.upto), done)

    def reaches(self, start: int, end: int) -> int:
        """Return the sample up to which a turn has its words: its end for all, its start for none of them."""
        if end <= self.at:
            return end
        upto = max((last for first, last in self.done if first < end and last > start), default=start)
        return end if start < upto and end - upto < UNSURE else upto


Places = Mapping[TrackKind, Place]


def lost(track: TrackKind, turns: Spans) -> Part:
    """Return the part of a window that the engine did not survive: its turns are known, their words are not."""
    segments = tuple(Segment(track, a // SAMPLES_PER_MS, b // SAMPLES_PER_MS, "") for a, b in turns)
    return Part(track, 0, 0, turns, segments)


def behind_ms(sealed_ms: int, places: Places) -> int:
    """Return by how much listening is behind a recording of `sealed_ms` on each track, on average over its tracks."""
    listened = sum(places.get(track, Place()).upto for track in TrackKind) // SAMPLES_PER_MS
    return max(0, sealed_ms - listened // len(TrackKind))


@dataclass(frozen=True, slots=True)
class Power:
    """Where the computer's power comes from; `percent` is what is left in the battery, None when nobody can say."""

    on_battery: bool = False
    percent: int | None = None


def share_of_processor(power: Power) -> float:
    """Return for which share of the time listening may keep the processor busy while a call goes on."""
    if not power.on_battery:
        return 1.0
    if power.percent is not None and power.percent <= LOW_BATTERY_PERCENT:
        return LOW_BATTERY_SHARE
    return BATTERY_SHARE


def side_by_side(tracks: Mapping[TrackKind, Iterator[bytes]]) -> Iterator[Block]:
    """Yield the pieces of several tracks in turn, so that words come in about the order they were spoken."""
    coming = dict(tracks)
    while coming:
        for track, pieces in tuple(coming.items()):
            piece = next(pieces, None)
            if piece is None:
                del coming[track]
            else:
                yield Block(track, piece)
