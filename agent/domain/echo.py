"""Echo: the other side out of the loudspeaker and into the microphone, which would make their words the lawyer's.

A turn of the microphone is taken for an echo only when three things agree, because each of them alone is wrong too often:

    overlap     for half of it or more the other side speaks
    words       it has four or more, and four in five of them are the other side's at that time
    envelope    it is loud and quiet with them, at a delay of up to a fifth of a second

It is marked and hidden, never deleted: whoever repeats what the other side says while they say it may be hidden too, and can be
shown again. The limits of overlap and words are LokalBot's (pull request 44); that of the envelope was found in one made-up
room, where echo was alike by 0.84 to 0.96 and talking over the other side by 0.85 at most.
"""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from operator import mul

from agent.domain.transcript import Segment, TrackKind

OVERLAP = 0.5
LEAST_WORDS = 4
SAME_WORDS = 0.8
ALIKE = 0.8
FRAME_MS = 20
LONGEST_DELAY_MS = 200
SAMPLES = 16 * FRAME_MS  # of a frame

Sound = Callable[[TrackKind, int, int], bytes]
"""Returns a track's 16-bit mono PCM at 16 kHz between two moments in milliseconds."""


def marked(segments: Iterable[Segment], sound: Sound) -> list[Segment]:
    """Return the segments with those marked that are echoes. Sound is asked for only where words and times agree."""
    segments = list(segments)
    theirs = [s for s in segments if s.track is TrackKind.SYSTEM]
    return [replace(s, echo=_is_echo(s, theirs, sound)) for s in segments]


def _is_echo(mine: Segment, theirs: Sequence[Segment], sound: Sound) -> bool:
    if mine.track is not TrackKind.MICROPHONE:
        return False
    meanwhile = [s for s in theirs if s.start_ms < mine.end_ms and mine.start_ms < s.end_ms]
    return (
        overlaps(mine, meanwhile)
        and repeats(mine.text, meanwhile)
        and sounds_alike(
            sound(TrackKind.MICROPHONE, mine.start_ms, mine.end_ms),
            sound(TrackKind.SYSTEM, mine.start_ms - LONGEST_DELAY_MS, mine.end_ms),
        )
    )


def overlaps(mine: Segment, meanwhile: Iterable[Segment]) -> bool:
    """Tell whether others speak during at least half of a turn; their turns do not overlap each other."""
    shared = sum(min(s.end_ms, mine.end_ms) - max(s.start_ms, mine.start_ms) for s in meanwhile)
    return shared >= OVERLAP * (mine.end_ms - mine.start_ms)


def repeats(text: str, meanwhile: Iterable[Segment]) -> bool:
    """Tell whether nearly all words of a turn are said by the others meanwhile."""
    words, others = _words(text), {word for s in meanwhile for word in _words(s.text)}
    return len(words) >= LEAST_WORDS and sum(word in others for word in words) >= SAME_WORDS * len(words)


def sounds_alike(mine: bytes, theirs: bytes) -> bool:
    """Tell whether one track is loud and quiet with another that began `LONGEST_DELAY_MS` earlier."""
    near, far = _envelope(mine), _envelope(theirs)
    delays = range(min(LONGEST_DELAY_MS // FRAME_MS, len(far) - len(near)) + 1)
    return any(_correlation(near, far[at : at + len(near)]) >= ALIKE for at in delays)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())


def _envelope(pcm: bytes) -> list[float]:
    """Return how loud each fiftieth of a second is, in logarithms: ears and echoes go by ratios."""
    samples = array("h", pcm[: len(pcm) // 2 * 2])
    frames = (samples[at : at + SAMPLES] for at in range(0, len(samples) - SAMPLES + 1, SAMPLES))
    return [math.log(1 + math.sqrt(sum(map(mul, frame, frame)) / SAMPLES)) for frame in frames]


def _correlation(a: Sequence[float], b: Sequence[float]) -> float:
    """Return Pearson's correlation; 0 where one of them does not change."""
    if not a:
        return 0.0
    mean_a, mean_b = sum(a) / len(a), sum(b) / len(b)
    above_a, above_b = [x - mean_a for x in a], [x - mean_b for x in b]
    spread = math.sqrt(sum(map(mul, above_a, above_a)) * sum(map(mul, above_b, above_b)))
    return sum(map(mul, above_a, above_b)) / spread if spread else 0.0
