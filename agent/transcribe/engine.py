"""The two ways to transcribe: in a child process, as the product does, and in this one. Both are held to one contract suite."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from agent.domain.hearing import Part, Place, Places, Spans, lost
from agent.domain.transcript import Segment, TrackKind
from agent.ports import Sound, all_the_time
from agent.transcribe.blocks import Block, blocks_of
from agent.transcribe.child import Child
from agent.transcribe.errors import EngineCrashed, EngineTooSlow
from agent.transcribe.listening import listen
from agent.transcribe.messages import Message
from agent.transcribe.whisper import FasterWhisper

THREADS = 2  # leaves the rest of the computer to the call; the words do not depend on it
PATIENCE_SECONDS = (
    600.0  # without a sign of life; a window of a large model takes a minute on a slow processor
)


TRIES = 2  # a window that the engine does not survive so often is given up
MOST_LOST = 3  # windows in a row; then it is not the windows


class DirectTranscriber:
    """Transcribes in this process: a crash of the engine is ours."""

    def __init__(self, model: Path, *, threads: int = THREADS) -> None:
        self._model = model
        self._threads = threads

    def transcribe(
        self, tracks: Mapping[TrackKind, bytes], *, hotwords: Sequence[str] = ()
    ) -> Iterator[Segment]:
        """Yield segments as they come, those of both tracks in about the order they were spoken. Raise TranscribeError."""
        return _words(self.hear(lambda _: blocks_of(tracks), _beginning(tracks), hotwords=hotwords))

    def hear(
        self,
        sound: Sound,
        places: Places,
        share: Callable[[], float] = all_the_time,
        *,
        hotwords: Sequence[str] = (),
    ) -> Generator[Part]:
        """Yield the parts of sound that comes block by block, at constant memory."""
        engine = FasterWhisper(self._model, threads=self._threads, hotwords=hotwords)
        yield from listen(engine, sound(_starts(places)), places)

    def stop(self) -> None:
        """Nothing here can end an engine in the middle: whoever reads stops reading."""


class ChildTranscriber:
    """Transcribes in a child process of low priority. Closing an iterator ends its child."""

    def __init__(
        self,
        model: Path,
        *,
        threads: int = THREADS,
        device: str = "cpu",
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self._job = {"do": "transcribe", "model": str(model), "threads": threads, "device": device}
        self._patience = patience_seconds
        self._running: set[Child] = set()

    def transcribe(
        self, tracks: Mapping[TrackKind, bytes], *, hotwords: Sequence[str] = ()
    ) -> Iterator[Segment]:
        """Yield segments as they come, those of both tracks in about the order they were spoken. Raise TranscribeError."""
        return _words(self._once(blocks_of(tracks), _beginning(tracks), all_the_time, hotwords, _Hand()))

    def transcribe_blocks(self, blocks: Iterable[Block]) -> Iterator[Segment]:
        """Do the same for both tracks of sound that comes block by block, at constant memory."""
        return _words(self._once(blocks, _beginning(TrackKind), all_the_time, (), _Hand()))

    def hear(
        self,
        sound: Sound,
        places: Places,
        share: Callable[[], float] = all_the_time,
        *,
        hotwords: Sequence[str] = (),
    ) -> Generator[Part]:
        """Yield the parts of a call from `places` on. A crash costs the window that was in hand, which is tried once more.

        A window that the engine does not survive is given up, and its turns stay without words; that is only said once a later
        window worked, for an engine that survives none of them is no reason to give up a call. Raise TranscribeError then.
        """
        places, tries, given_up = dict(places), 0, list[Part]()
        while True:
            hand = _Hand()
            try:
                for part in self._once(sound(_starts(places)), places, share, hotwords, hand):
                    tries = 0
                    places[part.track] = places.get(part.track, Place()).after(part)
                    if part.turns:
                        yield from given_up
                        given_up = []
                    yield part
                yield from given_up
                return
            except (EngineCrashed, EngineTooSlow):
                tries += 1
                if tries < TRIES:
                    continue
                if hand.window is None or len(given_up) == MOST_LOST:
                    raise
                part, tries = lost(*hand.window), 0
                places[part.track] = places.get(part.track, Place()).after(part)
                given_up.append(part)

    def stop(self) -> None:
        """End what is running, from another thread; its reader gets Stopped."""
        for child in tuple(self._running):
            child.stop()

    def _once(
        self,
        blocks: Iterable[Block],
        places: Places,
        share: Callable[[], float],
        hotwords: Sequence[str],
        hand: _Hand,
    ) -> Generator[Part]:
        """Run one child. `hand` tells which window it had in hand when it ended."""
        known = {track.value: asdict(place) for track, place in places.items()}
        job = {**self._job, "places": known, "hotwords": list(hotwords)}
        with Child(job, patience_seconds=self._patience) as child:
            self._running.add(child)
            try:
                child.feed(
                    Message({"track": block.track.value, "share": share()}, block.pcm) for block in blocks
                )
                for answer in child.answers():
                    try:
                        part = hand.take(answer)
                    except (KeyError, TypeError, ValueError):
                        raise EngineCrashed from None
                    if part is not None:
                        yield part
            finally:
                self._running.discard(child)


class _Hand:
    """Which window a child has in hand, None between two windows."""

    window: tuple[TrackKind, Spans] | None = None

    def take(self, answer: Message) -> Part | None:
        """Return the part that an answer brings, None when it says which window comes next."""
        if "window" in answer.fields:
            fields = answer.fields["window"]
            self.window = TrackKind(fields["track"]), _spans(fields["turns"])
            return None
        self.window = None
        fields = dict(answer.fields["part"])
        track = TrackKind(fields["track"])
        segments = tuple(Segment(**{**each, "track": track}) for each in fields["segments"])
        return Part(track, int(fields["at"]), int(fields["upto"]), _spans(fields["turns"]), segments)


def _spans(plain: Iterable[tuple[int, int]]) -> Spans:
    return tuple((int(first), int(last)) for first, last in plain)


def _beginning(tracks: Iterable[TrackKind]) -> Places:
    return {track: Place() for track in tracks}


def _starts(places: Places) -> Mapping[TrackKind, int]:
    return {track: place.at for track, place in places.items()}


def _words(parts: Generator[Part]) -> Iterator[Segment]:
    with closing(parts):
        for part in parts:
            yield from part.segments
