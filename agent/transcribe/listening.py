"""Listening: from blocks of sound to segments, as they come. Knows the order of the work, not the engine that does it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from agent.domain.transcript import Segment, TrackKind
from agent.transcribe import guards
from agent.transcribe.blocks import RATE, Block
from agent.transcribe.turns import Samples, TurnFinder
from agent.transcribe.windows import Heard, Packer, Window


class Engine(Protocol):
    """A speech model that is loaded: the real one, and a scripted one in tests."""

    @property
    def window_seconds(self) -> int:
        """How much sound the model takes at once."""

    @property
    def turns_per_window(self) -> int | None:
        """How many turns the model takes at once; None for as many as fit."""

    def find_speech(self, sound: Samples) -> Sequence[tuple[int, int]]:
        """Return the stretches of speech as first and last sample, none longer than a window, in order."""

    def hear(self, sound: Samples, *, word_times: bool) -> Heard:
        """Transcribe one window."""


class Listening:
    """One call being listened to, track beside track."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._tracks: dict[TrackKind, tuple[TurnFinder, Packer]] = {}

    def take(self, block: Block) -> Iterator[Segment]:
        """Hear another block; yield the segments that are finished by it."""
        finder, packer = self._track(block.track)
        for turn in finder.take(block.pcm):
            for window in packer.add(turn):
                yield from self._words(window)

    def finish(self) -> Iterator[Segment]:
        """The call is over: yield what is left."""
        for finder, packer in self._tracks.values():
            for turn in finder.finish():
                for window in packer.add(turn):
                    yield from self._words(window)
            for window in packer.finish():
                yield from self._words(window)

    def _track(self, track: TrackKind) -> tuple[TurnFinder, Packer]:
        if track not in self._tracks:
            room, most = self._engine.window_seconds * RATE, self._engine.turns_per_window
            self._tracks[track] = TurnFinder(track, self._engine.find_speech), Packer(room=room, most=most)
        return self._tracks[track]

    def _words(self, window: Window) -> Iterator[Segment]:
        """Transcribe a window; when its words cannot be believed, try its turns one by one, to lose only the bad one."""
        heard = self._engine.hear(window.sound, word_times=len(window.turns) > 1)
        if guards.is_believable(
            heard.text, avg_logprob=heard.avg_logprob, no_speech_prob=heard.no_speech_prob
        ):
            yield from (s for s in window.segments(heard) if not guards.is_stock_phrase(s.text))
        elif len(window.turns) > 1:
            for turn in window.turns:
                yield from self._words(Window((turn,)))


def listen(engine: Engine, blocks: Iterable[Block]) -> Iterator[Segment]:
    """Yield the segments of a call whose sound comes block by block."""
    listening = Listening(engine)
    for block in blocks:
        yield from listening.take(block)
    yield from listening.finish()
