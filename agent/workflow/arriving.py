"""Arriving: a file that is too large for one request comes from a page in pieces, and lies sealed until it is whole.

A page may close in the middle, so nothing waits for ever: what was silent for ten minutes is dropped, and of what is here when
the agent ends nothing stays.
"""

from __future__ import annotations

import io
import secrets
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from agent.errors import NotAllowedNow, NotFound
from agent.vault.sealed_arrival import SealedArrival
from agent.vault.sealing import SoundNotKept
from agent.workflow.model_shelf import RESERVE
from agent.workflow.taking_in import HEAD, check_size

SILENCE_SECONDS = 600.0
MOST = 4  # at a time; a page sends one after the other


@dataclass(slots=True)
class _Coming:
    """One file on its way: the bytes it will have, and when the last of them came."""

    file: SealedArrival
    size: int
    heard: float


@dataclass(slots=True)
class Arriving:
    """All files on their way in. `monotonic` in seconds; `free_space` in bytes."""

    folder: Path
    monotonic: Callable[[], float]
    free_space: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free
    _coming: dict[str, _Coming] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def begin(self, size: int, piece: bytes) -> str:
        """Take the first piece of a file of `size` bytes and return its name. Raise UsedWrongly or SoundNotKept."""
        check_size(piece[:HEAD], size)
        with self._lock:
            self._make_room()
            if self.free_space(self.folder) < size + RESERVE:
                raise _disk_full()
            name = secrets.token_hex(8)
            with _room():
                self._coming[name] = _Coming(SealedArrival(self.folder), size, self.monotonic())
            self._grow(name, 0, piece)
            return name

    def go_on(self, name: str, at: int, piece: bytes) -> None:
        """Take the piece that begins there; one that was sent twice is taken once. Raise NotFound or NotAllowedNow."""
        with self._lock:
            self._grow(name, at, piece)

    @contextmanager
    def whole(self, name: str) -> Iterator[io.BufferedReader]:
        """Hand over the whole file, once. Raise NotFound, or NotAllowedNow where some of it is missing."""
        with self._lock:
            coming = self._get(name)
            if coming.file.size != coming.size:
                raise _out_of_step()
            del self._coming[name]
        with coming.file:
            with _room():
                coming.file.end()
            yield io.BufferedReader(coming.file)

    def _grow(self, name: str, at: int, piece: bytes) -> None:
        coming = self._get(name)
        coming.heard = self.monotonic()
        if at + len(piece) == coming.file.size and at:  # the answer to it was lost
            return
        if at != coming.file.size or at + len(piece) > coming.size:
            raise _out_of_step()
        try:
            with _room():
                coming.file.grow(piece)
        except SoundNotKept:
            self._drop(name)
            raise

    def _get(self, name: str) -> _Coming:
        try:
            return self._coming[name]
        except KeyError:
            raise NotFound("that file is no longer on its way", hint="Bring it in again.") from None

    def _make_room(self) -> None:
        """Drop what has been silent for long, and where there is still too much, what was silent longest."""
        by_silence = sorted(self._coming, key=lambda name: self._coming[name].heard)
        oldest = self.monotonic() - SILENCE_SECONDS
        for place, name in enumerate(by_silence):
            if self._coming[name].heard < oldest or len(by_silence) - place >= MOST:
                self._drop(name)

    def _drop(self, name: str) -> None:
        self._coming.pop(name).file.close()


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError:
        raise _disk_full() from None


def _disk_full() -> SoundNotKept:
    return SoundNotKept(
        "the disk has too little room for that file", hint="Free some disk space, then bring it in again."
    )


def _out_of_step() -> NotAllowedNow:
    return NotAllowedNow("the file did not come whole", hint="Bring it in again.")
