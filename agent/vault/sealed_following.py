"""Following a sealed recording while it is written: whole, authenticated records only, each of them once.

The writer hands over a record in one write, but a reader may come in the middle of it: a record that is not there to its last
byte, or is the last of the file and does not open, is waited for. One that does not open with others behind it was changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Self

from agent.vault.sealed_reading import read_header
from agent.vault.sealing import CHECK, END, FIXED, HEAD, PIECES, SECOND, TAG, VERSION, Seal, SoundDamaged


class SealedFollower:
    """Reads a sealed file that may still grow. `starts` are samples per track; records before them are not opened."""

    def __init__(self, path: Path, key: bytes, starts: Mapping[str, int]) -> None:
        self._file = path.open("rb")
        try:
            header, salt, self._tracks, self._piece = read_header(self._file)
            self._seal = Seal(key, header, salt)
            self._seal.open(CHECK, 0, self._file.read(TAG))
        except BaseException:
            self._file.close()
            raise
        self._at = self._file.tell()
        self._skip = [
            starts.get(name, 0) * 2 for name in self._tracks
        ]  # bytes of each track still to be passed over
        self._kept = [0 for _ in self._tracks]
        self.complete = False  # the writer was closed, and everything was read

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def more(self) -> Iterator[tuple[str, bytes]]:
        """Yield the tracks' sound that has come since the last time. Raise SoundDamaged."""
        while not self.complete:
            record = self._next()
            if record is None:
                return
            track, pcm = record
            if track == END:
                self.complete = True
                return
            passed = min(self._skip[track], len(pcm))
            self._skip[track] -= passed
            if passed < len(pcm):
                yield self._tracks[track], pcm[passed:]

    def _next(self) -> tuple[int, bytes] | None:
        """Return the next record, None while it is not there. One to be passed over is not opened: zeros stand for it."""
        size = os.fstat(self._file.fileno()).st_size  # before reading: what lies before it is written
        self._file.seek(self._at)
        head = self._file.read(HEAD.size)
        if len(head) < HEAD.size:
            return None
        track, number, length = HEAD.unpack(head)
        sealed = self._file.read(length + TAG)
        if len(sealed) < length + TAG:
            return None
        following = self._at + HEAD.size + length + TAG
        known = track < len(self._tracks) and number * self._piece == self._kept[track]
        if known and length <= self._skip[track]:
            pcm = bytes(length)
        else:
            try:
                pcm = self._seal.open(track, number, sealed)
            except SoundDamaged:
                if size > following:
                    raise
                return None
            if track != END and not known:
                raise SoundDamaged("a part of the recording is missing")
        if track != END:
            self._kept[track] += length
        self._at = following
        return track, pcm


def about_ms(path: Path) -> int:
    """Return about how long each of two tracks in a growing file is, by its size alone; 0 where there is no file."""
    try:
        size = path.stat().st_size - FIXED.size
    except OSError:
        return 0
    piece = PIECES[VERSION]
    return max(0, size) // (HEAD.size + piece + TAG) * piece * 1000 // SECOND // 2
