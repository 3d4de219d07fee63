"""Silence where a system hands over nothing while nothing plays: Windows' loopback does that. No clock is read here."""

from __future__ import annotations

from agent.domain.timeline import BYTES_PER_MS

LATE_MS = 100
"""Sound that is on its way comes sooner."""


class ClockFill:
    """Keeps a track to the clock from its first moment on. Times in milliseconds."""

    def __init__(self, now_ms: int) -> None:
        self._began_ms, self._bytes = now_ms, 0

    def before(self, pcm: bytes, now_ms: int) -> bytes:
        """Return what is to be handed over now: `pcm`, with the silence that is missing before it."""
        due = (now_ms - self._began_ms) * BYTES_PER_MS
        missing = due - self._bytes - len(pcm)
        silence = bytes(missing) if missing > LATE_MS * BYTES_PER_MS else b""
        self._bytes += len(silence) + len(pcm)
        return silence + pcm
