"""The sound card of Windows and macOS: a child for each track (agent/capture/listener.py), read through its pipe.

A child that ends is a device that went; the recording program opens the track anew, which starts a new child.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Literal

from agent.capture.headset import by_name
from agent.domain.health import Heard
from agent.domain.timeline import Why
from agent.domain.transcript import TrackKind
from agent.ports import StreamEnded

CHUNK = 1 << 16


class PipedSound:
    """Opens tracks on a system. `must_sound` says whether something plays, so that utter silence would be wrong."""

    def __init__(
        self, system: Literal["windows", "macos"], must_sound: Callable[[], bool] = lambda: False
    ) -> None:
        self._system, self._must_sound = system, must_sound

    def open(self, track: TrackKind) -> PipedStream:
        """Begin to hear a track; a device that cannot be had ends it at once."""
        return PipedStream(
            self._system, track, self._must_sound if track is TrackKind.SYSTEM else lambda: False
        )

    def close(self) -> None:
        """Nothing is held for all together."""


class PipedStream:
    """One track being heard. A thread empties the pipe, since Windows' pipes cannot be asked whether they hold something."""

    def __init__(self, system: str, track: TrackKind, must_sound: Callable[[], bool]) -> None:
        self._must_sound, self._device, self._pieces = must_sound, "", deque[bytes]()
        self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
            [sys.executable, "-P", "-m", "agent.capture.listener", system, track.value],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), *_path()])},
        )
        self._thread = threading.Thread(target=self._empty, daemon=True)
        self._thread.start()

    @property
    def heard(self) -> Heard:
        """From which device, as its system calls it."""
        return Heard(self._device, must_sound=self._must_sound(), headset=by_name(self._device))

    def read(self) -> bytes:
        """Return the sound that has come. Raise StreamEnded when the child has ended and everything was read."""
        over = not self._thread.is_alive()
        sound = self._whole()
        if over and not sound:
            raise StreamEnded(Why.LOST)
        return sound

    def finish(self) -> bytes:
        """Stop listening and return what has come."""
        self.close()
        return self._whole()

    def close(self) -> None:
        """End the child."""
        with suppress(OSError):
            self._process.kill()
        self._process.wait()
        self._thread.join()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _empty(self) -> None:
        assert self._process.stdout is not None
        self._device = self._process.stdout.readline().decode("utf-8", "replace").strip()
        while piece := self._process.stdout.read1(CHUNK):  # type: ignore[attr-defined]  # a buffered reader, which has it
            self._pieces.append(piece)

    def _whole(self) -> bytes:
        """Return what has come in whole samples; half of one waits for its other half."""
        sound = b"".join(self._pieces.popleft() for _ in range(len(self._pieces)))
        whole = len(sound) // 2 * 2
        if sound[whole:]:
            self._pieces.appendleft(sound[whole:])
        return sound[:whole]


def _path() -> list[str]:
    return [os.environ["PYTHONPATH"]] if os.environ.get("PYTHONPATH") else []
