"""Sealed sound: a recording on disk that only its own key opens, readable again whatever happened while it was written.

    file    = header check record*
    header  = "TENTHSND" version:u8 rate:u32 salt:32 length:u8 names     the tracks' names, joined by commas
    check   = 16 bytes                                                   seals the header itself
    record  = track:u8 number:u32 length:u16 ciphertext                  big endian; the ciphertext is 16 bytes longer

A record holds half a second of one track (16-bit little-endian mono PCM), a whole one in files of version 1; only the last
of a track may be shorter. Records of a track are numbered from 0; tracks may lie in any order beside each other. The last
record of a finished file has track 255 and says how many bytes of sound each track holds.

AES-256-GCM under a key derived (HKDF-SHA256) from the recording's key and the file's own salt, so that one key may serve
several files. The nonce is track and number, each pair used once; the associated data is the whole header and the record's
head. So no record can be changed, swapped, moved to another file or left out unnoticed, and a file without its last record
shows as incomplete. A file is never opened again for writing: a nonce used before a crash must not meet other sound after it.

Each half second is handed to the operating system at once, so a kill loses less than that; `fsync` follows once for each half
second of a live recording (once for each `append` of more), so a power cut loses less than a second. The key lies in the
encrypted database: forgetting it there is deleting the sound. `agent/vault/sealed_reading.py` reads what is written here.
"""

from __future__ import annotations

import io
import os
import struct
import sys
import wave
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from agent.errors import TenthError, UsedWrongly

MAGIC = b"TENTHSND"
VERSION = 2
RATE = 16_000
CLIP_SECONDS = 30  # a passage worth listening to; a longer answer would put whole calls into a page's memory

SECOND = RATE * 2  # bytes
PIECES = {1: SECOND, 2: SECOND // 2}  # bytes of sound in a full record, by version
FIXED = struct.Struct(">8sBI32sB")
HEAD = struct.Struct(">BIH")
TAG = 16
CHECK, END = 254, 255  # track numbers that no track has
_PIECE = PIECES[VERSION]


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
    if len(pcm) > CLIP_SECONDS * SECOND:
        raise UsedWrongly(f"a clip has at most {CLIP_SECONDS} seconds")
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", "not compressed"))
        file.writeframes(pcm)
    return out.getvalue()


class Seal:
    """The cipher of one file: seals and opens its records."""

    def __init__(self, key: bytes, header: bytes, salt: bytes) -> None:
        derived = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"tenth sealed sound").derive(key)
        self._cipher = AESGCM(derived)
        self._header = header

    def close(self, track: int, number: int, plain: bytes) -> bytes:
        """Seal one record."""
        nonce, tied = bound(self._header, HEAD.pack(track, number, len(plain)))
        return self._cipher.encrypt(nonce, plain, tied)

    def open(self, track: int, number: int, sealed: bytes) -> bytes:
        """Open one record. Raise SoundDamaged."""
        nonce, tied = bound(self._header, HEAD.pack(track, number, len(sealed) - TAG))
        try:
            return self._cipher.decrypt(nonce, sealed, tied)
        except InvalidTag as error:
            raise SoundDamaged("the recording was changed, or this is not its key") from error


def bound(header: bytes, head: bytes) -> tuple[bytes, bytes]:
    """Return a record's nonce and what it is bound to: its file, track, number and length."""
    return head[:5].rjust(12, b"\0"), header + head


class SealedWriter:
    """Appends sound to a new sealed file. Closing it marks the recording complete; leaving by an exception does not."""

    def __init__(self, path: Path, key: bytes, tracks: Sequence[str]) -> None:
        salt, names = os.urandom(32), ",".join(tracks).encode()
        header = FIXED.pack(MAGIC, VERSION, RATE, salt, len(names)) + names
        self._seal = Seal(key, header, salt)
        self._index = {name: index for index, name in enumerate(tracks)}
        self._waiting = [bytearray() for _ in tracks]
        self._kept = [0 for _ in tracks]  # bytes of sound on disk
        private = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        self._file: BinaryIO = os.fdopen(os.open(path, private, 0o600), "wb", buffering=0)
        self._append(header + self._seal.close(CHECK, 0, b""), sync=True)
        _sync_folder(path.parent)

    def append(self, track: str, pcm: bytes) -> None:
        """Add sound to a track; any length. Raise SoundNotKept when the disk is full, with everything before it kept."""
        index = self._index[track]
        waiting = self._waiting[index]
        waiting += pcm
        full = len(waiting) // _PIECE
        for n in range(full):
            longest = self._kept[index] == max(self._kept)  # so it is once, however many tracks there are
            piece = bytes(waiting[n * _PIECE : (n + 1) * _PIECE])
            self._record(index, piece, sync=longest and n + 1 == full)
        del waiting[: full * _PIECE]

    def close(self) -> None:
        """Write what is left and mark the recording complete."""
        for index, waiting in enumerate(self._waiting):
            if len(waiting) > 1:
                self._record(index, bytes(waiting[: len(waiting) // 2 * 2]), sync=False)
            waiting.clear()
        totals = struct.pack(f">{len(self._kept)}Q", *self._kept)
        self._append(HEAD.pack(END, 0, len(totals)) + self._seal.close(END, 0, totals), sync=True)
        self._file.close()

    def kept_ms(self, track: str) -> int:
        """Return how much of a track's sound is on the disk, in milliseconds."""
        return self._kept[self._index[track]] * 1000 // SECOND

    def abandon(self) -> None:
        """Leave the file as it is: incomplete, and readable so far."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.close() if kind is None else self.abandon()

    def _record(self, index: int, pcm: bytes, *, sync: bool) -> None:
        number = self._kept[index] // _PIECE
        self._append(HEAD.pack(index, number, len(pcm)) + self._seal.close(index, number, pcm), sync=sync)
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


def _sync_folder(folder: Path) -> None:
    """Make the new file's name last through a power cut. Windows offers no such call."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
