"""Windows: turns of one track packed together, because the engine takes as long for one word as for a full window.

Whisper pads whatever it is given to its window (30 seconds for published models): forty short turns one by one cost six times
what they cost in seven windows. Afterwards each word goes back to the turn in which it was spoken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from agent.domain.hearing import Spans
from agent.domain.transcript import Segment
from agent.transcribe.blocks import RATE
from agent.transcribe.turns import LEAST, FindSpeech, Samples, Turn


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the engine heard it, with its spaces and punctuation; `middle` in seconds from the start of the window."""

    middle: float
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Heard:
    """What the engine heard in a window, with its own scores; `words` is empty where their times were not asked for."""

    text: str = field(repr=False)
    words: tuple[Word, ...] = field(default=(), repr=False)
    avg_logprob: float = 0.0
    no_speech_prob: float = 0.0


@dataclass(frozen=True, slots=True)
class Window:
    """Turns that are transcribed in one go."""

    turns: tuple[Turn, ...]

    @property
    def sound(self) -> Samples:
        """The turns' sound, end to end."""
        return np.concatenate([turn.sound for turn in self.turns])

    @property
    def spans(self) -> Spans:
        """First and last sample of each turn."""
        return tuple((turn.start, turn.end) for turn in self.turns)

    def segments(self, heard: Heard) -> Iterator[Segment]:
        """Give each turn what was said in it; a turn without a word gives nothing."""
        for turn, text in zip(self.turns, self._shared_out(heard), strict=True):
            if text.strip():
                start_ms, end_ms = turn.start * 1000 // RATE, turn.end * 1000 // RATE
                yield Segment(
                    turn.track, start_ms, end_ms, text.strip(), heard.avg_logprob, heard.no_speech_prob
                )

    def _shared_out(self, heard: Heard) -> list[str]:
        if len(self.turns) == 1:
            return [heard.text]
        ends = np.cumsum([len(turn.sound) for turn in self.turns]) / RATE
        texts = ["" for _ in self.turns]
        for word in heard.words:
            texts[min(int(np.searchsorted(ends, word.middle, side="right")), len(texts) - 1)] += word.text
        return texts


class Packer:
    """Packs the turns of one track into windows of at most `room` samples and `most` turns (None: as many as fit).

    One window of a track waits at a time. A turn for which it has too little room is cut in a pause for breath: without that a
    tenth of each window would stay empty.
    """

    def __init__(self, *, room: int, most: int | None, find_speech: FindSpeech) -> None:
        self._room = room
        self._most = most
        self._find_speech = find_speech
        self._open: list[Turn] = []

    def add(self, turn: Turn) -> Iterator[Window]:
        """Put a turn into the window that waits; yield a window that has no room any more."""
        left = self._left()
        if len(turn.sound) > left:
            pieces = turn.cut(left, self._find_speech)
            if pieces is not None:
                first, turn = pieces
                self._open.append(first)
            yield from self.finish()
        self._open.append(turn)
        if len(self._open) == self._most or self._left() < LEAST:
            yield from self.finish()

    def finish(self) -> Iterator[Window]:
        """Yield the window that waits."""
        if self._open:
            turns, self._open = tuple(self._open), []
            yield Window(turns)

    def _left(self) -> int:
        return self._room - sum(len(turn.sound) for turn in self._open)
