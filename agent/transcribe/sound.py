"""Sound files, read in a child process, because they were made by others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agent.domain.transcript import TrackKind
from agent.transcribe.blocks import Block
from agent.transcribe.child import Child
from agent.transcribe.errors import EngineCrashed, EngineTooSlow, SoundBroken
from agent.transcribe.messages import Message

PATIENCE_SECONDS = 60.0  # without a sign of life
_PIECE = 1 << 20


class ChildSoundReader:
    """Reads sound files as tracks; see agent/transcribe/decode.py for which side becomes which track."""

    def __init__(self, *, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._patience = patience_seconds

    def read(self, data: bytes, *, mixed: bool = False) -> Mapping[TrackKind, bytes]:
        """Return a file's tracks whole (115 MB for an hour of one): both, or SYSTEM alone for one that holds everybody.

        `mixed` makes one track of it in any case. Raise SoundError's kinds.
        """
        tracks: dict[TrackKind, bytearray] = {}
        for block in self.blocks(data, mixed=mixed):
            tracks.setdefault(block.track, bytearray()).extend(block.pcm)
        return {track: bytes(pcm) for track, pcm in tracks.items()}

    def blocks(self, data: bytes, *, mixed: bool = False) -> Iterator[Block]:
        """Yield the same side by side, block by block: for hours of sound in a small file. Raise SoundError's kinds."""
        job = {"do": "decode", "size": len(data), "mixed": mixed}
        try:
            with Child(job, patience_seconds=self._patience) as child:
                child.feed(Message({}, data[at : at + _PIECE]) for at in range(0, len(data), _PIECE))
                for answer in child.answers():
                    yield Block(TrackKind(answer.fields["track"]), answer.sound)
        except (
            EngineCrashed,
            EngineTooSlow,
            KeyError,
            ValueError,
        ) as error:  # the file got the better of its reader
            raise SoundBroken from error
