"""Reading sealed sound, finished or not: whole, in clips, or as far as it is sound when something in it was changed."""

from __future__ import annotations

import io
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple, Self

from agent.vault.sealing import (
    CHECK,
    END,
    FIXED,
    HEAD,
    MAGIC,
    PIECES,
    RATE,
    SECOND,
    TAG,
    Seal,
    SoundDamaged,
)

_UNSYNCED_SECONDS = 2  # of each track, that a power cut may leave torn or filled with zeros


class _Place(NamedTuple):
    """Where one record lies: `offset` is that of its ciphertext, `length` that of its sound."""

    track: int
    number: int
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Index:
    """Where everything lies in a file of this size and age; nothing of it is secret, and each record still proves itself."""

    stamp: tuple[int, int]
    places: dict[str, list[_Place]]
    complete: bool


class SealedReader:
    """Reads a sealed file, finished or not; only the records asked for are read and opened.

    `tracks` are the names in the order of the header; `complete` tells whether the writer was closed. With `salvage` every
    record is tried first: what lies before the first one that was changed can be read, and `damaged` says that there is one.
    Two hours have thirty thousand records: whoever reads again gives the `index` of the last time as `known`.
    """

    def __init__(self, path: Path, key: bytes, *, salvage: bool = False, known: Index | None = None) -> None:
        # Without a buffer: a buffer would read eight thousand bytes for each head of seven.
        self._file: io.FileIO = path.open("rb", buffering=0)
        self._salvage, self.damaged = salvage, False
        try:
            header, salt, self.tracks, self._piece = read_header(self._file)
            self._seal = Seal(key, header, salt)
            self._seal.open(CHECK, 0, self._file.read(TAG))
            told = os.fstat(self._file.fileno())
            stamp = (told.st_size, told.st_mtime_ns)
            if known is not None and known.stamp == stamp and not salvage:
                self.index, self.complete, self._places = known, known.complete, known.places
                return
            places = self._index()
            self.complete = bool(places) and places[-1].track == END
            if self.complete:
                self._compare(places.pop(), places)
            else:
                places = self._without_torn_tail(places)
            if salvage:
                places = self._as_far_as_sound(places)
        except BaseException:
            self._file.close()
            raise
        self._places = {name: [p for p in places if p.track == i] for i, name in enumerate(self.tracks)}
        self.index = Index(stamp, self._places, self.complete)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def length_ms(self, track: str) -> int:
        """Return how much sound a track holds, in milliseconds."""
        return sum(place.length for place in self._places[track]) * 1000 // SECOND

    def clip(self, track: str, start_ms: int, end_ms: int) -> bytes:
        """Return a track's PCM between two moments, less where the track ends earlier. Raise SoundDamaged."""
        start, end = (max(0, ms) * RATE // 1000 * 2 for ms in (start_ms, max(start_ms, end_ms)))
        first, last = start // self._piece, -(-end // self._piece)
        sound = b"".join(map(self._sound, self._places[track][first:last]))
        return sound[start - first * self._piece : end - first * self._piece]

    def samples(self, track: str) -> int:
        """Return how many samples a track holds."""
        return sum(place.length for place in self._places[track]) // 2

    def chunks(self, track: str, since: int = 0) -> Iterator[bytes]:
        """Yield a track from a sample on, in pieces of a second or less. Raise SoundDamaged."""
        first, rest = divmod(since * 2, self._piece)
        for place in self._places[track][first:]:
            yield self._sound(place)[rest:]
            rest = 0

    def _sound(self, place: _Place) -> bytes:
        self._file.seek(place.offset)
        return self._seal.open(place.track, place.number, self._file.read(place.length + TAG))

    def _index(self) -> list[_Place]:
        """List all records by their heads, in the order of the file, up to a torn tail. Raise SoundDamaged."""
        places: list[_Place] = []
        kept = [0] * len(self.tracks)
        at, end = self._file.tell(), self._file.seek(0, os.SEEK_END)
        seek, read, unpack, size = (
            self._file.seek,
            self._file.read,
            HEAD.unpack,
            HEAD.size,
        )  # looked up once, not 30,000 times
        while at < end:
            seek(at)
            track, number, length = unpack(read(size).ljust(size, b"\0"))
            following = at + size + length + TAG
            follows = length and (track == END or (track < len(kept) and kept[track] == number * self._piece))
            if not follows or length > self._piece or following > end:
                if end - at > self._unsynced() * (HEAD.size + self._piece + TAG):
                    self._damage("the recording was changed in the middle")
                break
            places.append(_Place(track, number, at + size, length))
            if track == END:
                if following != end:
                    self._damage("something was added to the recording")
                break
            kept[track] += length
            at = following
        return places

    def _compare(self, last: _Place, places: list[_Place]) -> None:
        """Compare what was found with what the last record says."""
        found = [sum(p.length for p in places if p.track == i) for i in range(len(self.tracks))]
        try:
            said = self._sound(last)
        except SoundDamaged:
            said = b""
        if said != struct.pack(f">{len(found)}Q", *found):
            self._damage("a part of the recording is missing")

    def _without_torn_tail(self, places: list[_Place]) -> list[_Place]:
        """Drop what a power cut left unreadable at the end of an unfinished file."""
        for n in range(max(0, len(places) - self._unsynced()), len(places)):
            try:
                self._sound(places[n])
            except SoundDamaged:
                return places[:n]
        return places

    def _as_far_as_sound(self, places: list[_Place]) -> list[_Place]:
        """Drop everything from the first record on that was changed."""
        for n, place in enumerate(places):
            try:
                self._sound(place)
            except SoundDamaged:
                self.damaged = True
                return places[:n]
        return places

    def _damage(self, what: str) -> None:
        if not self._salvage:
            raise SoundDamaged(what)
        self.damaged = True

    def _unsynced(self) -> int:
        """Return how many records a power cut may leave torn."""
        return _UNSYNCED_SECONDS * SECOND // self._piece * len(self.tracks)


def read_header(file: BinaryIO) -> tuple[bytes, bytes, tuple[str, ...], int]:
    """Return header, salt, track names, and the bytes of sound in a full record. Raise SoundDamaged."""
    header = file.read(FIXED.size)
    if len(header) < FIXED.size or not header.startswith(MAGIC):
        raise SoundDamaged("this is not a sealed recording")
    _, version, rate, salt, length = FIXED.unpack(header)
    if version not in PIECES or rate != RATE:
        raise SoundDamaged("the recording was sealed by another version", hint="Install the newest Tenth.")
    names = file.read(length)
    return header + names, salt, tuple(names.decode("utf-8", "replace").split(",")), PIECES[version]
