"""What was said on each track of a call, in faster-whisper's words for it.

A track is a channel of sound, not a person: with a headset the microphone is the lawyer and the system sound the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from agent.domain.ids import passage_id
from agent.domain.source import Passage


class TrackKind(StrEnum):
    """Where a channel of sound came from."""

    MICROPHONE = "microphone"
    SYSTEM = "system"


SPEAKERS = {TrackKind.MICROPHONE: "Me", TrackKind.SYSTEM: "Them"}


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of speech. Times in milliseconds from the start of the recording; the two scores are the engine's own.

    Without text it is one whose words were lost: the engine did not survive it. `echo`: the other side in the microphone.
    """

    track: TrackKind
    start_ms: int
    end_ms: int
    text: str = field(repr=False)
    avg_logprob: float = 0.0
    no_speech_prob: float = 0.0
    echo: bool = False


@dataclass(frozen=True, slots=True)
class Transcript:
    """The segments of both tracks in the order in which they were spoken."""

    segments: tuple[Segment, ...] = field(repr=False)

    @classmethod
    def merged(cls, segments: Iterable[Segment]) -> Transcript:
        """Bring the segments of all tracks into one order by time."""
        return cls(tuple(sorted(segments, key=lambda s: (s.start_ms, s.end_ms, s.track))))

    def passages(self, names: dict[TrackKind, str]) -> tuple[Passage, ...]:
        """Number the segments as passages; `names` gives each track's speaker, "Me" and "Them" where it is silent.

        Lost words are nobody's: a passage like a stretch without sound, which the lawyer may put into an entry.
        """
        said = {track: names.get(track, SPEAKERS[track]) for track in TrackKind}
        return tuple(
            Passage(passage_id(n), s.text, said[s.track] if s.text else None, s.start_ms, s.end_ms)
            for n, s in enumerate(self.segments, 1)
        )
