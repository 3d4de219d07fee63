"""Writes a zip with nothing in it of when, where or by whom: the same files give the same bytes on every machine.

Deflate is zopfli's, which packs some three per cent tighter than zlib and, being locked, packs alike everywhere; zlib's own
output differs between its builds. So this one runs with the project's own Python, as a program:

    python -m tools.zipping FOLDER TARGET

The format is PKWARE's APPNOTE 6.3.10, sections 4.3.7 (local header), 4.3.12 and 4.3.16.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Mapping
from pathlib import Path
from struct import pack

import zopfli.zlib

_TWENTY = 20  # the version of the format that knows deflate
_UNIX = 3 << 8
_READABLE = 0o100644 << 16
_UTF8_NAMES = 1 << 11
_DEFLATED = 8
_FIRST_DATE = 1 << 5 | 1  # 1 January 1980, the first day a zip can name
_ZLIB_HEAD, _ZLIB_TAIL = 2, 4  # what zlib's format puts around a deflate stream
_TRIES = 60  # more than these find nothing smaller


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of the files in their order."""
    body, directory = bytearray(), bytearray()
    for name, data in files.items():
        squeezed = zopfli.zlib.compress(data, numiterations=_TRIES)[_ZLIB_HEAD:-_ZLIB_TAIL]
        called = name.encode()
        about = pack(
            "<HHHHHIIIHH",
            _TWENTY, _UTF8_NAMES, _DEFLATED, 0, _FIRST_DATE,
            zlib.crc32(data), len(squeezed), len(data), len(called), 0,
        )  # fmt: skip
        at = len(body)
        body += b"PK\3\4" + about + called + squeezed
        directory += b"PK\1\2" + pack("<H", _UNIX | _TWENTY) + about
        directory += pack("<HHHII", 0, 0, 0, _READABLE, at) + called
    end = pack("<HHHHIIH", 0, 0, len(files), len(files), len(directory), len(body), 0)
    return bytes(body + directory + b"PK\5\6" + end)


def main(folder: Path, target: Path) -> None:
    """Zip all that lies in a folder, in the order of its names."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    target.write_bytes(zipped({name: (folder / name).read_bytes() for name in names}))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
