"""Sound files, read in a child process, because they were made by others."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from agent.domain.transcript import TrackKind
from agent.transcribe.blocks import Block
from agent.transcribe.child import Child
from agent.transcribe.errors import EngineCrashed, EngineTooSlow, SoundBroken
from agent.transcribe.file_of_parent import piece_of

PATIENCE_SECONDS = 60.0  # without a sign of life


class ChildSoundReader:
    """Reads sound files as tracks; see agent/transcribe/decode.py for which side becomes which track."""

    def __init__(self, *, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._patience = patience_seconds

    def read(self, content: bytes | Path, *, mixed: bool = False) -> Mapping[TrackKind, bytes]:
        """Return a file's tracks whole (115 MB for an hour of one): both, or SYSTEM alone for one that holds everybody.

        `mixed` makes one track of it in any case. Raise SoundError's kinds.
        """
        tracks: dict[TrackKind, bytearray] = {}
        try:
            file = content.open("rb") if isinstance(content, Path) else io.BytesIO(content)
        except OSError as error:
            raise SoundBroken from error
        with file:
            for block in self.blocks(file, mixed=mixed):
                tracks.setdefault(block.track, bytearray()).extend(block.pcm)
        return {track: bytes(pcm) for track, pcm in tracks.items()}

    def blocks(self, file: BinaryIO, *, mixed: bool = False) -> Iterator[Block]:
        """Yield the same side by side, a few seconds at a time. Raise SoundError's kinds.

        The child asks for the file piece by piece, so that hours of it are in nobody's memory, and opens none itself.
        """
        job = {"do": "decode", "mixed": mixed, "size": file.seek(0, io.SEEK_END)}
        try:
            with Child(job, patience_seconds=self._patience) as child:
                for answer in child.answers():
                    if "read" in answer.fields:
                        child.send(piece_of(file, answer))
                    else:
                        yield Block(TrackKind(answer.fields["track"]), answer.sound)
        except (
            EngineCrashed,
            EngineTooSlow,
            KeyError,
            ValueError,
            TypeError,
            OSError,
        ) as error:  # the file got the better of its reader, or went away
            raise SoundBroken from error
