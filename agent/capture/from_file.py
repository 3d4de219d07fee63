"""A sound file in a sound card's place, for scripts: it is heard once, from its beginning, as fast as it was spoken."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from agent.capture.errors import NoSystemSound
from agent.domain.health import Heard
from agent.domain.timeline import BYTES_PER_MS
from agent.domain.transcript import TrackKind


class FileSound:
    """Tracks that are there already. After their end there is silence, as in a call in which nobody speaks."""

    def __init__(
        self, tracks: Mapping[TrackKind, bytes], *, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._tracks, self._now = tracks, now
        self._began: float | None = None

    def open(self, track: TrackKind) -> FileStream:
        """Begin to hear a track; a file without a microphone's side has only the computer's. Raise NoSystemSound."""
        if not self._tracks:
            raise NoSystemSound("the file holds no sound", hint="Choose another file.")
        self._began = self._now() if self._began is None else self._began
        heard = Heard("file", headset=len(self._tracks) == len(TrackKind))  # two sides are two people
        return FileStream(self._tracks.get(track, b""), heard, self._began, self._now)

    def close(self) -> None:
        """Nothing is held."""


class FileStream:
    """One track being heard."""

    def __init__(self, sound: bytes, heard: Heard, began: float, now: Callable[[], float]) -> None:
        self._sound, self.heard, self._began, self._now = sound, heard, began, now
        self._at = self._due()

    def read(self) -> bytes:
        """Return what was spoken since it was last asked."""
        at, self._at = self._at, self._due()
        return self._sound[at : self._at].ljust(self._at - at, b"\0")

    def finish(self) -> bytes:
        """Return what was spoken until now."""
        return self.read()

    def close(self) -> None:
        """Nothing is held."""

    def _due(self) -> int:
        return int((self._now() - self._began) * 1000) * BYTES_PER_MS
