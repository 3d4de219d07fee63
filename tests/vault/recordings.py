"""Recordings for tests: sound in which no two seconds are alike, sealed, and taken apart again."""

import struct
from pathlib import Path

from agent.vault.sealed_reading import SealedReader
from agent.vault.sealing import SealedWriter

KEY = bytes(range(32))
SECOND = 32_000
PIECE = SECOND // 2
RECORD = 7 + PIECE + 16
RECORDS = 20  # of two tracks of five seconds
TRACKS = ("microphone", "system")


def speech(seconds: float, seed: int = 1) -> bytes:
    """Sound in which no two seconds are alike."""
    return b"".join(
        struct.pack("<hh", (n * 7919 + seed) % 30011, n % 32767) for n in range(int(seconds * 8000))
    )


def record(path: Path, *, seconds: float = 5, finished: bool = True, key: bytes = KEY) -> dict[str, bytes]:
    """Record both tracks side by side and return what was said."""
    said = {track: speech(seconds, seed) for seed, track in enumerate(TRACKS)}
    writer = SealedWriter(path, key, TRACKS)
    for at in range(0, len(said["system"]), 10_000):
        for track in TRACKS:
            writer.append(track, said[track][at : at + 10_000])
    writer.close() if finished else writer.abandon()
    return said


def readable(path: Path) -> dict[str, bytes]:
    """Read a recording whole."""
    with SealedReader(path, KEY) as reader:
        return {track: b"".join(reader.chunks(track)) for track in reader.tracks}


def first_record(path: Path) -> int:
    """Where the first record begins."""
    return path.read_bytes().index(b"microphone,system") + len(b"microphone,system") + 16


def records_of(path: Path) -> tuple[bytes, list[bytes], bytes]:
    """Take a five-second recording apart: what precedes the records, the records, and the last one."""
    start, sealed = first_record(path), path.read_bytes()
    records = [sealed[at : at + RECORD] for at in range(start, start + RECORDS * RECORD, RECORD)]
    return sealed[:start], records, sealed[start + RECORDS * RECORD :]


def swapped(records: list[bytes]) -> list[bytes]:
    """Exchange the sound of two half seconds, heads left in place."""
    first, third = records[0], records[4]
    return [first[:7] + third[7:], *records[1:4], third[:7] + first[7:], *records[5:]]
