"""Listening: from blocks of sound to parts, as they come. Knows the order of the work, not the engine that does it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from agent.domain.hearing import BYTES_PER_SAMPLE, Part, Place, Places, Spans
from agent.domain.transcript import Segment, TrackKind
from agent.transcribe import guards
from agent.transcribe.blocks import RATE, Block
from agent.transcribe.turns import PAD, PAD_ALONE, Samples, Turn, TurnFinder
from agent.transcribe.windows import Heard, Packer, Window

QUIET = 20 * RATE  # samples without new speech on any track after which no window waits any longer
LONGEST_WAIT = 60 * RATE  # samples that a track waits for another one, in which a long turn may go on
SOUNDLESS = (
    10 * RATE
)  # samples of the others without any of a track: no sound of it comes, as where no loudspeaker plays


class Engine(Protocol):
    """A speech model that is loaded: the real one, and a scripted one in tests."""

    @property
    def window_seconds(self) -> int:
        """How much sound the model takes at once."""

    @property
    def turns_per_window(self) -> int | None:
        """How many turns the model takes at once; None for as many as fit."""

    @property
    def hotwords(self) -> Sequence[str]:
        """The names that stand before every window as a hint; none where the model takes none."""

    def find_speech(self, sound: Samples, pause_ms: int) -> Sequence[tuple[int, int]]:
        """Return the stretches of speech between such pauses as first and last sample, none longer than a window, in order."""

    def hear(self, sound: Samples, *, word_times: bool) -> Heard:
        """Transcribe one window."""


class _Track:
    """One track: its turns, those that wait for their words, and how far it is."""

    def __init__(self, kind: TrackKind, engine: Engine, place: Place) -> None:
        self.kind, self.place = kind, place
        pad = PAD_ALONE if engine.turns_per_window == 1 else PAD
        self.finder = TurnFinder(kind, engine.find_speech, at=place.at, pad=pad)
        self.packer = Packer(
            room=engine.window_seconds * RATE, most=engine.turns_per_window, find_speech=engine.find_speech
        )
        self.found: deque[Turn] = deque()  # not packed yet
        self.missed = 0  # samples of the others since the last of its own
        self._wordless: list[Turn] = []

    def take(self, turns: Iterable[Turn]) -> None:
        """Note the turns that were found; those that have their words are noted for the pauses between turns only."""
        for turn in turns:
            upto = self.place.reaches(turn.start, turn.end)
            wordless = turn.rest(upto) if turn.start < upto < turn.end else turn
            self.found.append(wordless)
            if upto < turn.end:
                self._wordless.append(wordless)

    def pack(self) -> Iterator[Window]:
        """Pack the next turn; yield the windows that are closed by it."""
        turn = self.found.popleft()
        if turn in self._wordless:
            yield from self.packer.add(turn)

    def part(self, window: Window | None = None, segments: Iterable[Segment] = ()) -> Part:
        """Return what is done by a window, or how far was listened without one."""
        turns = window.spans if window else ()
        ends = {end for _, end in turns}  # the last piece of a turn that was cut ends where the turn ends
        self._wordless = [turn for turn in self._wordless if turn.end not in ends]
        at = min((turn.since for turn in self._wordless), default=self.finder.at)
        return Part(self.kind, at, self.finder.at, turns, tuple(segments))


class Listening:
    """One call being listened to, all tracks in the order of time, from `places` on. `about` is told of each window first.

    What becomes a window depends on the sound alone, not on how it comes: turns are packed in the order in which they were
    spoken, as soon as every track of `places` is as far.
    """

    def __init__(
        self, engine: Engine, places: Places, about: Callable[[TrackKind, Spans], None] | None = None
    ) -> None:
        self._engine, self._about = engine, about
        self._tracks = {kind: _Track(kind, engine, place) for kind, place in places.items()}
        self._spoken = 0  # the sample at which the last turn of any track ended

    def take(self, block: Block) -> Iterator[Part]:
        """Hear another block; yield the windows that are finished by it, and how far that is."""
        if block.track not in self._tracks:
            self._tracks[block.track] = _Track(block.track, self._engine, Place())
        track = self._tracks[block.track]
        for each in self._tracks.values():
            each.missed = 0 if each is track else each.missed + len(block.pcm) // BYTES_PER_SAMPLE
        before = track.finder.at
        track.take(track.finder.take(block.pcm))
        yield from self._packed(over=False)
        if track.finder.at != before:
            yield track.part()

    def finish(self) -> Iterator[Part]:
        """The call is over: yield what is left."""
        for track in self._tracks.values():
            track.take(track.finder.finish())
        yield from self._packed(over=True)
        for track in self._tracks.values():
            yield from self._heard(track, track.packer.finish())
            yield track.part()

    def _packed(self, *, over: bool) -> Iterator[Part]:
        """Pack the turns whose time has come; after a pause of the whole call no window waits any longer."""
        while waiting := [track for track in self._tracks.values() if track.found]:
            track = min(waiting, key=lambda t: t.found[0].start)
            turn = track.found[0]
            if not over and self._listened() < turn.start and track.finder.at - turn.start < LONGEST_WAIT:
                break
            yield from self._quiet(turn.start)
            yield from self._heard(track, track.pack())
            self._spoken = max(self._spoken, turn.end)
        else:
            yield from self._quiet(self._listened())

    def _listened(self) -> int:
        """Return up to where every track was listened to of which any sound comes."""
        tracks = self._tracks.values()
        coming = [track for track in tracks if track.missed < SOUNDLESS] or tracks
        return min((track.finder.at for track in coming), default=0)

    def _quiet(self, at: int) -> Iterator[Part]:
        if at - self._spoken >= QUIET:
            for track in self._tracks.values():
                yield from self._heard(track, track.packer.finish())

    def _heard(self, track: _Track, windows: Iterable[Window]) -> Iterator[Part]:
        for window in windows:
            if self._about is not None:
                self._about(track.kind, window.spans)
            segments = tuple(self._words(window))
            yield track.part(window, segments)

    def _words(self, window: Window) -> Iterator[Segment]:
        """Transcribe a window; when its words cannot be believed, try its turns one by one, to lose only the bad one."""
        heard = self._engine.hear(window.sound, word_times=len(window.turns) > 1)
        if guards.is_believable(
            heard.text, avg_logprob=heard.avg_logprob, no_speech_prob=heard.no_speech_prob
        ):
            yield from self._said(window, heard)
        elif len(window.turns) > 1:
            for turn in window.turns:
                yield from self._words(Window((turn,)))

    def _said(self, window: Window, heard: Heard) -> Iterator[Segment]:
        """Yield what was said in a window, without what nobody said.

        The scores are the whole window's: a turn of nothing but hotwords is heard once more by itself before it is dropped.
        """
        turns = {turn.start * 1000 // RATE: turn for turn in window.turns}
        for said in window.segments(heard):
            leaked = guards.is_leak(
                said.text,
                self._engine.hotwords,
                avg_logprob=heard.avg_logprob,
                no_speech_prob=heard.no_speech_prob,
            )
            if leaked and len(turns) > 1:
                yield from self._words(Window((turns[said.start_ms],)))
            elif not leaked and not guards.is_stock_phrase(said.text):
                yield said


def listen(engine: Engine, blocks: Iterable[Block], places: Places) -> Iterator[Part]:
    """Yield the parts of a call whose sound comes block by block."""
    listening = Listening(engine, places)
    for block in blocks:
        yield from listening.take(block)
    yield from listening.finish()
