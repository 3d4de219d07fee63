"""The two ways to transcribe: in a child process, as the product does, and in this one. Both are held to one contract suite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from agent.domain.transcript import Segment, TrackKind
from agent.transcribe.blocks import Block, blocks_of
from agent.transcribe.child import Child
from agent.transcribe.errors import EngineCrashed
from agent.transcribe.listening import listen
from agent.transcribe.messages import Message
from agent.transcribe.whisper import FasterWhisper

THREADS = 2  # leaves the rest of the computer to the call; the words do not depend on it
PATIENCE_SECONDS = (
    600.0  # without a sign of life; a window of a large model takes a minute on a slow processor
)


class DirectTranscriber:
    """Transcribes in this process: a crash of the engine is ours."""

    def __init__(self, model: Path, *, threads: int = THREADS) -> None:
        self._model = model
        self._threads = threads

    def transcribe(self, tracks: Mapping[TrackKind, bytes]) -> Iterator[Segment]:
        """Yield segments as they come, those of both tracks in about the order they were spoken. Raise TranscribeError."""
        return self.transcribe_blocks(blocks_of(tracks))

    def transcribe_blocks(self, blocks: Iterable[Block]) -> Iterator[Segment]:
        """Do the same for sound that comes block by block, at constant memory."""
        yield from listen(FasterWhisper(self._model, threads=self._threads), blocks)


class ChildTranscriber:
    """Transcribes in a child process of low priority. Closing the iterator ends the child."""

    def __init__(
        self, model: Path, *, threads: int = THREADS, patience_seconds: float = PATIENCE_SECONDS
    ) -> None:
        self._job = {"do": "transcribe", "model": str(model), "threads": threads}
        self._patience = patience_seconds
        self._running: set[Child] = set()

    def transcribe(self, tracks: Mapping[TrackKind, bytes]) -> Iterator[Segment]:
        """Yield segments as they come, those of both tracks in about the order they were spoken. Raise TranscribeError."""
        return self.transcribe_blocks(blocks_of(tracks))

    def transcribe_blocks(self, blocks: Iterable[Block]) -> Iterator[Segment]:
        """Do the same for sound that comes block by block, at constant memory."""
        with Child(self._job, patience_seconds=self._patience) as child:
            self._running.add(child)
            try:
                child.feed(Message({"track": block.track.value}, block.pcm) for block in blocks)
                for answer in child.answers():
                    yield _segment(answer)
            finally:
                self._running.discard(child)

    def stop(self) -> None:
        """End what is running, from another thread; its reader gets Stopped."""
        for child in tuple(self._running):
            child.stop()


def _segment(answer: Message) -> Segment:
    with suppress(KeyError, TypeError, ValueError):
        fields = dict(answer.fields["segment"])
        return Segment(track=TrackKind(fields.pop("track")), **fields)
    raise EngineCrashed
