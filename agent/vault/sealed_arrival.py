"""A file on its way in: hours of sound that come from a page in pieces, sealed on the disk until they are whole and read.

    record = ciphertext        of 256 kB each, the last one shorter; AES-256-GCM, the nonce is the record's number

Neither the memory nor the disk holds it in plain. The key is in this process's memory alone and the system removes the file
with the process, so that after a crash nothing is left that anybody could open.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

RECORD = 1 << 18  # bytes
TAG = 16


class SealedArrival(io.RawIOBase):
    """What has come so far: grows at its end by `grow`, and once `end` is said reads like any file.

    OSError where the disk does not take it.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115  # closed with this object
        self._cipher = AESGCM(AESGCM.generate_key(bit_length=256))
        self._rest = bytearray()  # of the record that is not full yet
        self._records = 0
        self._at = 0
        self._opened: tuple[int, bytes] = (-1, b"")  # the record read last
        self.size = 0

    def grow(self, piece: bytes) -> None:
        """Add what has come."""
        self._rest += piece
        self.size += len(piece)
        while len(self._rest) >= RECORD:
            self._seal(bytes(self._rest[:RECORD]))
            del self._rest[:RECORD]

    def end(self) -> None:
        """Say that it is whole."""
        if self._rest:
            self._seal(bytes(self._rest))
            self._rest.clear()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read up to the end of a record."""
        into = memoryview(buffer).cast("B")
        number, skip = divmod(self._at, RECORD)
        piece = self._record(number)[skip : skip + len(into)] if self._at < self.size else b""
        into[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def close(self) -> None:
        self._file.close()
        self._opened = (-1, b"")
        super().close()

    def _seal(self, record: bytes) -> None:
        self._file.seek(self._records * (RECORD + TAG))
        sealed = memoryview(self._cipher.encrypt(_nonce(self._records), record, None))
        while sealed:
            sealed = sealed[self._file.write(sealed) :]
        self._records += 1

    def _record(self, number: int) -> bytes:
        if self._opened[0] != number:
            self._file.seek(number * (RECORD + TAG))
            sealed = self._file.read(RECORD + TAG)
            try:
                self._opened = number, self._cipher.decrypt(_nonce(number), sealed, None)
            except InvalidTag:
                raise OSError("this is not what was written") from None
        return self._opened[1]


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")
