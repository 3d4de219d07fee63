"""The sound card of Linux: a child for each track, and a watcher that lets no sound through that was not seen to be right.

When a device goes, a sound server moves our stream to whatever is left, silently: PulseAudio to the microphone, so that the
lawyer would be recorded as the other side (measured with 16.1; PipeWire 0.3 takes another monitor). So what a child hands over
waits until the server has been asked once more where the child listens; when it listens elsewhere, what waited is dropped.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from agent.capture.errors import CaptureError
from agent.capture.parec import Parec
from agent.capture.programs import applications
from agent.capture.routing import (
    better,
    held_by_the_call,
    is_elsewhere,
    is_over,
    stays,
    target,
)
from agent.capture.scene import Scene
from agent.capture.server import SoundServer
from agent.domain.health import Heard
from agent.domain.timeline import Why
from agent.domain.transcript import TrackKind
from agent.ports import StreamEnded

SECONDS_BETWEEN_LOOKS = 0.2
SETTLING_SECONDS = 3.0
"""A child needs a moment until the server shows it."""


class LinuxSound:
    """Opens tracks on the sound server of this session."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self._server, self._now = SoundServer(), now

    def open(self, track: TrackKind) -> LinuxStream:
        """Begin to hear a track. Raise CaptureError."""
        scene = self._server.scene()
        return LinuxStream(self._server, track, scene, self._now)

    def whereabouts(self) -> list[str]:
        """Return from where each track would be heard now. Raise CaptureError. Nothing is opened."""
        scene = self._server.scene()
        return [target(scene, track, applications()).outlet for track in TrackKind]

    def close(self) -> None:
        """Let the sound server go."""
        self._server.close()


class LinuxStream:
    """One track being heard."""

    def __init__(self, server: SoundServer, track: TrackKind, scene: Scene, now: Callable[[], float]) -> None:
        self._server, self._track, self._now = server, track, now
        self._where = target(scene, track, applications())
        self._child = Parec(self._where)
        self._waiting = bytearray()
        self._seen = False
        self._held: frozenset[int] = frozenset()
        self._opened = self._looked = now()
        self.heard = self._told(scene)

    def read(self) -> bytes:
        """Return the sound that has come and was seen to be right, b"" while there is none. Raise StreamEnded."""
        sound = self._child.drain()
        if sound is None:  # PulseAudio ends us with the program we hear
            raise StreamEnded(Why.CALL_OVER if self._is_over() else Why.LOST)
        self._waiting += sound
        if self._now() - self._looked < SECONDS_BETWEEN_LOOKS:
            return b""
        return self._seen_to_be_right()

    def finish(self) -> bytes:
        """Stop listening and return what has come and is right."""
        try:
            self._waiting += self._child.drain() or b""
            return self._seen_to_be_right()
        except StreamEnded as ended:
            return ended.sound
        finally:
            self.close()

    def close(self) -> None:
        """Stop listening."""
        self._child.close()

    def _seen_to_be_right(self) -> bytes:
        """Ask the server where the child listens, and return what waited. Raise StreamEnded."""
        self._looked = self._now()
        try:
            scene = self._server.scene()
        except CaptureError:
            raise StreamEnded(Why.LOST) from None
        if is_over(scene, self._where, self._held):
            raise StreamEnded(Why.CALL_OVER)
        if not stays(scene, self._track, self._where, self._child.process):
            return self._unseen(scene)
        self._seen = True
        self._held = held_by_the_call(scene, self._where) or self._held
        elsewhere = is_elsewhere(scene, self._track, self._where, applications())
        self.heard = self._told(scene, elsewhere=elsewhere)
        if better(scene, self._track, self._where, applications()):
            raise StreamEnded(Why.MOVED, self._released())
        return self._released()

    def _told(self, scene: Scene, *, elsewhere: bool = False) -> Heard:
        return Heard(self._where.outlet, elsewhere, headset=scene.headset(self._where.outlet))

    def _is_over(self) -> bool:
        try:
            return is_over(self._server.scene(), self._where, self._held)
        except CaptureError:
            return False

    def _unseen(self, scene: Scene) -> bytes:
        """The child listens elsewhere: end it, unless the server only does not show it yet."""
        if not self._seen and scene.listener(self._child.process) is None:
            if self._now() - self._opened > SETTLING_SECONDS:
                raise StreamEnded(Why.LOST)
            return b""
        raise StreamEnded(Why.MOVED)

    def _released(self) -> bytes:
        sound, self._waiting = bytes(self._waiting), bytearray()
        return sound
