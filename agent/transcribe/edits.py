"""Whether an MP4 shows its sound from end to end: a memo cut on a phone may keep what was cut away, and list what is left.

FFmpeg follows such a list exactly, and holds the list of a file's packets twice while it does so: 25 MB for two hours. Where
the list only passes over an encoder's own beginning, as in nearly every file, the short way gives the same samples.

    box = size:u32 name:4 content     a size of 1 is followed by the true one (u64), one of 0 reaches to the end
    moov > mvhd, trak > (edts > elst), (mdia > mdhd)                         ISO/IEC 14496-12
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import BinaryIO

PLAIN_SECONDS = (
    0.25  # passed over at either end, it is an encoder's beginning or the filling of the last packet
)
MOST_BOXES = 1_000  # beside each other; a file from a recorder has a dozen
_VERSION = struct.Struct(">B3x")
_TIMES = (struct.Struct(">8xII"), struct.Struct(">16xIQ"))  # units a second, and how many of them, by version
_EDITS = (
    struct.Struct(">IIi4x"),
    struct.Struct(">IQq4x"),
)  # how many edits, and the first: length and where it begins

Span = tuple[int, int]


def is_whole(file: BinaryIO) -> bool:
    """Tell whether a file is an MP4 that shows every track from end to end; False also for what cannot be understood."""
    if file.seek(4) != 4 or file.read(4) != b"ftyp":
        return False
    everything = (0, file.seek(0, io.SEEK_END))
    try:
        (movie,) = _boxes(file, everything, b"moov")
        (head,) = _boxes(file, movie, b"mvhd")
        second, _ = _times(file, head)
        return all(_is_whole(file, track, second) for track in _boxes(file, movie, b"trak"))
    except (ValueError, ArithmeticError, struct.error):
        return False


def _is_whole(file: BinaryIO, track: Span, second: int) -> bool:
    """Tell it of one track; an edit's length is in the movie's `second`, where it begins in the track's own."""
    edits = [edit for box in _boxes(file, track, b"edts") for edit in _boxes(file, box, b"elst")]
    if not edits:
        return True
    (media,) = _boxes(file, track, b"mdia")
    (head,) = _boxes(file, media, b"mdhd")
    own_second, length = _times(file, head)
    (edit,) = edits
    how_many, shown, begin = _read(file, edit, _EDITS)
    late = begin / own_second
    return (
        how_many == 1
        and 0 <= late < PLAIN_SECONDS
        and length / own_second - late - shown / second < PLAIN_SECONDS
    )


def _times(file: BinaryIO, head: Span) -> tuple[int, int]:
    second, length = _read(file, head, _TIMES)
    return second, length


def _boxes(file: BinaryIO, span: Span, wanted: bytes) -> Iterator[Span]:
    """Yield where the content of each box of that name lies. Raise ValueError for boxes that do not fit."""
    at, end = span
    for _ in range(MOST_BOXES):
        if at >= end:
            return
        file.seek(at)
        size, name = struct.unpack(">I4s", file.read(8))
        content = at + 8
        if size == 1:
            (size,), content = struct.unpack(">Q", file.read(8)), at + 16
        after = at + size if size else end
        if not content <= after <= end:
            raise ValueError("a box reaches beyond what holds it")
        if name == wanted:
            yield content, after
        at = after
    raise ValueError("more boxes than any recorder writes")


def _read(file: BinaryIO, span: Span, shapes: tuple[struct.Struct, struct.Struct]) -> tuple[int, ...]:
    """Read a box whose first byte says in which of two shapes the rest is."""
    file.seek(span[0])
    (version,) = _VERSION.unpack(file.read(4))
    if version not in (0, 1):
        raise ValueError("a version that is not known")
    shape = shapes[version]
    return shape.unpack(file.read(shape.size))
