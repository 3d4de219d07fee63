"""From a track to turns: stretches of speech between pauses, found block by block, at constant memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from agent.domain.transcript import TrackKind
from agent.transcribe import guards
from agent.transcribe.blocks import RATE

Samples = NDArray[np.float32]
FindSpeech = Callable[[Samples, int], Sequence[tuple[int, int]]]
"""Returns the stretches of speech between silences of so many milliseconds, as first and last sample."""

PAUSE_MS = 500  # silence that ends a turn
PAD = RATE // 8  # sound kept before and after a turn, so that no first or last consonant is lost
PAD_ALONE = (
    RATE // 5
)  # the same where a window holds one turn: there is room, and the practice voice was taught with it
STEP = 5 * RATE  # samples after which is looked again
LOOK = 60 * RATE  # samples looked at in one go at most; far longer than a turn may be
BREATH_MS = 100  # silence in which a turn may be cut in two: shorter ones are within words
LEAST = RATE  # samples on either side of a cut
SETTLE = RATE  # a turn that ends this close to the end of what was heard may go on


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """A stretch of speech. `start` and `end` are samples of its track; `sound` begins `lead` samples before `start`.

    Listening again from the sample `since` finds the same turn again.
    """

    track: TrackKind
    start: int
    end: int
    lead: int
    sound: Samples = field(repr=False)
    since: int = 0

    def rest(self, at: int) -> Turn:
        """Return what is left of the turn from this sample of its track on."""
        return replace(self, start=at, lead=0, sound=self.sound[at - self.start + self.lead :])

    def cut(self, room: int, find_speech: FindSpeech) -> tuple[Turn, Turn] | None:
        """Cut the turn in its last pause for breath, so that the first piece has at most `room` samples of sound.

        None when there is no such pause. The pieces meet in the middle of it, and together they are the turn.
        """
        spans = find_speech(self.sound[: room + LEAST], BREATH_MS)
        middles = [(before + after) // 2 for (_, before), (after, _) in pairwise(spans)]
        longest = min(room, len(self.sound) - LEAST)
        at = max((middle for middle in middles if LEAST <= middle <= longest), default=None)
        if at is None:
            return None
        between = self.start - self.lead + at
        return replace(self, end=between, sound=self.sound[:at]), self.rest(between)


class TurnFinder:
    """Finds the turns of one track.

    Where it looks depends on nothing but the sound and where it began, so that the turns are the same however the sound comes,
    and the same again when somebody goes on from `at`.
    """

    def __init__(self, track: TrackKind, find_speech: FindSpeech, *, at: int = 0, pad: int = PAD) -> None:
        self._track = track
        self._pad = pad
        self._find_speech = find_speech
        self._kept: Samples = np.zeros(0, np.float32)
        self._wanted = STEP + SETTLE  # samples to have before looking
        self.at = at  # the sample of the track at which `_kept` begins: every turn before it was found

    def take(self, pcm: bytes) -> Iterator[Turn]:
        """Hear more of the track; yield the turns that are over."""
        self._kept = np.concatenate([self._kept, samples_of(pcm)])
        while len(self._kept) >= self._wanted:
            yield from self._over(self._kept[: self._wanted], self._wanted - SETTLE)

    def finish(self) -> Iterator[Turn]:
        """Yield the remaining turns; the track is over."""
        if len(self._kept):
            yield from self._over(self._kept, len(self._kept))

    def _over(self, sound: Samples, edge: int) -> Iterator[Turn]:
        """Yield the turns of `sound` that end before `edge`, and forget the sound up to there."""
        cut = edge
        spans = [] if guards.is_digital_silence(sound) else list(self._find_speech(sound, PAUSE_MS))
        for n, (start, end) in enumerate(spans):
            before = spans[n - 1][1] if n else 0
            after = spans[n + 1][0] if n + 1 < len(spans) else len(sound)
            lead = min(self._pad, (start - before) // 2 if n else start)
            tail = min(self._pad, (after - end) // 2 if n + 1 < len(spans) else after - end)
            if end > edge and (start > lead or len(sound) < LOOK + SETTLE):
                cut = start - lead  # may go on: hear it again from its start, together with what follows
                break
            turn = sound[start - lead : end + tail]
            yield Turn(self._track, self.at + start, self.at + end, lead, turn, since=self.at)
            cut = max(cut, end)
        self._wanted = STEP + SETTLE if cut else self._wanted + STEP
        self.at += cut
        self._kept = self._kept[cut:]


def samples_of(pcm: bytes) -> Samples:
    """Return 16-bit PCM as samples between -1 and 1; half a sample at the end is left out."""
    heard: Samples = np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2").astype(np.float32) / np.float32(32768)
    return heard


def pcm_of(sound: Samples) -> bytes:
    """Return samples as 16-bit PCM, exactly as they were before `samples_of`."""
    return np.round(sound * 32768).clip(-32768, 32767).astype("<i2").tobytes()
