"""Sound files, read in a child process, because they were made by others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

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

    def read(self, content: bytes | Path, *, mixed: bool = False) -> Mapping[TrackKind, bytes]:
        """Return a file's tracks whole (115 MB for an hour of one): both, or SYSTEM alone for one that holds everybody.

        `mixed` makes one track of it in any case. Raise SoundError's kinds.
        """
        tracks: dict[TrackKind, bytearray] = {}
        for block in self.blocks(content, mixed=mixed):
            tracks.setdefault(block.track, bytearray()).extend(block.pcm)
        return {track: bytes(pcm) for track, pcm in tracks.items()}

    def blocks(self, content: bytes | Path, *, mixed: bool = False) -> Iterator[Block]:
        """Yield the same side by side, a few seconds at a time. Raise SoundError's kinds.

        What is dropped on the page comes as bytes, for it never lies on the disk in plain. A file of this computer comes by its
        path: the child reads it where it lies, so that hours of it are in nobody's memory.
        """
        where = {"path": str(content)} if isinstance(content, Path) else {"size": len(content)}
        data = b"" if isinstance(content, Path) else content
        try:
            with Child({"do": "decode", "mixed": mixed, **where}, patience_seconds=self._patience) as child:
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
