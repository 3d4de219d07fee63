"""Sealed sound: a recording on disk that only its own key opens, readable again whatever happened while it was written.

    file    = header check record*
    header  = "TENTHSND" version:u8 rate:u32 salt:32 length:u8 names     the tracks' names, joined by commas
    check   = 16 bytes                                                   seals the header itself
    record  = track:u8 number:u32 length:u16 ciphertext                  big endian; the ciphertext is 16 bytes longer

A record holds one second of one track (16-bit little-endian mono PCM); only the last of a track may be shorter. Records of a
track are numbered from 0; tracks may lie in any order beside each other. The last record of a finished file has track 255 and
says how many bytes of sound each track holds.

AES-256-GCM under a key derived (HKDF-SHA256) from the recording's key and the file's own salt, so that one key may serve
several files. The nonce is track and number, each pair used once; the associated data is the whole header and the record's
head. So no record can be changed, swapped, moved to another file or left out unnoticed, and a file without its last record
shows as incomplete. A file is never opened again for writing: a nonce used before a crash must not meet other sound after it.

Each second is handed to the operating system at once, so a kill loses less than a second; `fsync` follows once for each second
of a live recording (once for each `append` of more), so a power cut loses about a second more. The key lies in the encrypted
database: forgetting it there is deleting the sound.
"""

from __future__ import annotations

import io
import os
import struct
import sys
import wave
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from agent.errors import TenthError, UsedWrongly

MAGIC = b"TENTHSND"
VERSION = 1
RATE = 16_000
CLIP_SECONDS = 30  # a passage worth listening to; a longer answer would put whole calls into a page's memory

_SECOND = RATE * 2  # bytes
_FIXED = struct.Struct(">8sBI32sB")
_HEAD = struct.Struct(">BIH")
_TAG = 16
_CHECK, _END = 254, 255  # track numbers that no track has
_UNSYNCED = 2  # seconds of each track that a power cut may leave torn or filled with zeros


class SoundDamaged(TenthError):
    """The recording is not what was written: changed, incomplete in the middle, or opened with another recording's key."""

    code = "sound_damaged"
    hint = "Restore the recording from a backup; transcript and entries are kept apart from it and are safe."


class SoundNotKept(TenthError):
    """The disk did not take the sound; everything before it is kept."""

    code = "sound_not_kept"
    status = 507
    hint = "Free some disk space, then record again."


def new_recording_key() -> bytes:
    """Return a fresh random key for one recording (32 bytes)."""
    return AESGCM.generate_key(bit_length=256)


def wav_bytes(pcm: bytes) -> bytes:
    """Return PCM (16-bit mono, 16 kHz, at most `CLIP_SECONDS`) as a WAV file for playing."""
    if len(pcm) > CLIP_SECONDS * _SECOND:
        raise UsedWrongly(f"a clip has at most {CLIP_SECONDS} seconds")
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", "not compressed"))
        file.writeframes(pcm)
    return out.getvalue()


class _Seal:
    """The cipher of one file: seals and opens its records."""

    def __init__(self, key: bytes, header: bytes, salt: bytes) -> None:
        derived = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"tenth sealed sound").derive(key)
        self._cipher = AESGCM(derived)
        self._header = header

    def close(self, track: int, number: int, plain: bytes) -> bytes:
        nonce, bound = _bound(self._header, _HEAD.pack(track, number, len(plain)))
        return self._cipher.encrypt(nonce, plain, bound)

    def open(self, track: int, number: int, sealed: bytes) -> bytes:
        nonce, bound = _bound(self._header, _HEAD.pack(track, number, len(sealed) - _TAG))
        try:
            return self._cipher.decrypt(nonce, sealed, bound)
        except InvalidTag as error:
            raise SoundDamaged("the recording was changed, or this is not its key") from error


def _bound(header: bytes, head: bytes) -> tuple[bytes, bytes]:
    """Return a record's nonce and what it is bound to: its file, track, number and length."""
    return head[:5].rjust(12, b"\0"), header + head


class SealedWriter:
    """Appends sound to a new sealed file. Closing it marks the recording complete; leaving by an exception does not."""

    def __init__(self, path: Path, key: bytes, tracks: Sequence[str]) -> None:
        salt, names = os.urandom(32), ",".join(tracks).encode()
        header = _FIXED.pack(MAGIC, VERSION, RATE, salt, len(names)) + names
        self._seal = _Seal(key, header, salt)
        self._index = {name: index for index, name in enumerate(tracks)}
        self._waiting = [bytearray() for _ in tracks]
        self._kept = [0 for _ in tracks]  # bytes of sound on disk
        private = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        self._file: BinaryIO = os.fdopen(os.open(path, private, 0o600), "wb", buffering=0)
        self._append(header + self._seal.close(_CHECK, 0, b""), sync=True)
        _sync_folder(path.parent)

    def append(self, track: str, pcm: bytes) -> None:
        """Add sound to a track; any length. Raise SoundNotKept when the disk is full, with everything before it kept."""
        index = self._index[track]
        waiting = self._waiting[index]
        waiting += pcm
        seconds = len(waiting) // _SECOND
        for n in range(seconds):
            longest = self._kept[index] == max(
                self._kept
            )  # so it is once a second, however many tracks there are
            piece = bytes(waiting[n * _SECOND : (n + 1) * _SECOND])
            self._record(index, piece, sync=longest and n + 1 == seconds)
        del waiting[: seconds * _SECOND]

    def close(self) -> None:
        """Write what is left and mark the recording complete."""
        for index, waiting in enumerate(self._waiting):
            if len(waiting) > 1:
                self._record(index, bytes(waiting[: len(waiting) // 2 * 2]), sync=False)
            waiting.clear()
        totals = struct.pack(f">{len(self._kept)}Q", *self._kept)
        self._append(_HEAD.pack(_END, 0, len(totals)) + self._seal.close(_END, 0, totals), sync=True)
        self._file.close()

    def abandon(self) -> None:
        """Leave the file as it is: incomplete, and readable so far."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.close() if kind is None else self.abandon()

    def _record(self, index: int, pcm: bytes, *, sync: bool) -> None:
        number = self._kept[index] // _SECOND
        self._append(_HEAD.pack(index, number, len(pcm)) + self._seal.close(index, number, pcm), sync=sync)
        self._kept[index] += len(pcm)

    def _append(self, data: bytes, *, sync: bool) -> None:
        at, cause = self._file.tell(), None
        try:
            if self._file.write(data) == len(data):
                if sync:
                    os.fsync(self._file.fileno())
                return
        except OSError as error:
            cause = error
        with suppress(
            OSError
        ):  # a full disk takes a part, perhaps without a word; a torn tail is readable too
            self._file.truncate(at)
        self._file.close()
        raise SoundNotKept("the disk did not take the sound") from cause


@dataclass(frozen=True, slots=True)
class _Place:
    """Where one record lies: `offset` is that of its ciphertext, `length` that of its sound."""

    track: int
    number: int
    offset: int
    length: int


class SealedReader:
    """Reads a sealed file, finished or not; only the records asked for are read and opened.

    `tracks` are the names in the order of the header; `complete` tells whether the writer was closed.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._file: BinaryIO = path.open("rb")
        try:
            header, salt, self.tracks = _read_header(self._file)
            self._seal = _Seal(key, header, salt)
            self._seal.open(_CHECK, 0, self._file.read(_TAG))
            places = self._index()
            self.complete = bool(places) and places[-1].track == _END
            if self.complete:
                self._compare(places.pop(), places)
            else:
                places = self._without_torn_tail(places)
        except BaseException:
            self._file.close()
            raise
        self._places = {name: [p for p in places if p.track == i] for i, name in enumerate(self.tracks)}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def length_ms(self, track: str) -> int:
        """Return how much sound a track holds, in milliseconds."""
        return sum(place.length for place in self._places[track]) * 1000 // _SECOND

    def clip(self, track: str, start_ms: int, end_ms: int) -> bytes:
        """Return a track's PCM between two moments, less where the track ends earlier. Raise SoundDamaged."""
        start, end = (max(0, ms) * RATE // 1000 * 2 for ms in (start_ms, max(start_ms, end_ms)))
        first, last = start // _SECOND, -(-end // _SECOND)
        sound = b"".join(map(self._sound, self._places[track][first:last]))
        return sound[start - first * _SECOND : end - first * _SECOND]

    def chunks(self, track: str) -> Iterator[bytes]:
        """Yield a whole track in pieces of one second. Raise SoundDamaged."""
        return map(self._sound, self._places[track])

    def _sound(self, place: _Place) -> bytes:
        self._file.seek(place.offset)
        return self._seal.open(place.track, place.number, self._file.read(place.length + _TAG))

    def _index(self) -> list[_Place]:
        """List all records by their heads, in the order of the file, up to a torn tail. Raise SoundDamaged."""
        places: list[_Place] = []
        kept = [0] * len(self.tracks)
        at, end = self._file.tell(), self._file.seek(0, os.SEEK_END)
        while at < end:
            self._file.seek(at)
            head = self._file.read(_HEAD.size)
            track, number, length = _HEAD.unpack(head.ljust(_HEAD.size, b"\0"))
            following = at + _HEAD.size + length + _TAG
            follows = length and (track == _END or (track < len(kept) and kept[track] == number * _SECOND))
            if not follows or length > _SECOND or following > end:
                if end - at > _UNSYNCED * len(kept) * (_HEAD.size + _SECOND + _TAG):
                    raise SoundDamaged("the recording was changed in the middle")
                break
            places.append(_Place(track, number, at + _HEAD.size, length))
            if track == _END:
                if following != end:
                    raise SoundDamaged("something was added to the recording")
                break
            kept[track] += length
            at = following
        return places

    def _compare(self, last: _Place, places: list[_Place]) -> None:
        """Compare what was found with what the last record says."""
        found = [sum(p.length for p in places if p.track == i) for i in range(len(self.tracks))]
        if self._sound(last) != struct.pack(f">{len(found)}Q", *found):
            raise SoundDamaged("a part of the recording is missing")

    def _without_torn_tail(self, places: list[_Place]) -> list[_Place]:
        """Drop what a power cut left unreadable at the end of an unfinished file."""
        for n in range(max(0, len(places) - _UNSYNCED * len(self.tracks)), len(places)):
            try:
                self._sound(places[n])
            except SoundDamaged:
                return places[:n]
        return places


def _read_header(file: BinaryIO) -> tuple[bytes, bytes, tuple[str, ...]]:
    """Return header, salt and track names. Raise SoundDamaged."""
    header = file.read(_FIXED.size)
    if len(header) < _FIXED.size or not header.startswith(MAGIC):
        raise SoundDamaged("this is not a sealed recording")
    _, version, rate, salt, length = _FIXED.unpack(header)
    if (version, rate) != (VERSION, RATE):
        raise SoundDamaged("the recording was sealed by another version", hint="Install the newest Tenth.")
    names = file.read(length)
    return header + names, salt, tuple(names.decode("utf-8", "replace").split(","))


def _sync_folder(folder: Path) -> None:
    """Make the new file's name last through a power cut. Windows offers no such call."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
