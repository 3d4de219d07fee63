"""Packing alone: listening whose windows are handed on with their sound, for an engine that is not in this process."""

from __future__ import annotations

from collections.abc import Iterator

from agent.domain.hearing import Places
from agent.domain.transcript import Segment
from agent.transcribe.listening import Engine, Listening
from agent.transcribe.windows import Window


class Packing(Listening):
    """A call being packed. Whoever reads a part with turns takes its window next."""

    def __init__(self, finder: Engine, places: Places) -> None:
        super().__init__(finder, places)
        self._window: Window | None = None

    def take_window(self) -> Window | None:
        """Return the window of the part that came last, None where that had no turns."""
        window, self._window = self._window, None
        return window

    def _words(self, window: Window) -> Iterator[Segment]:
        self._window = window
        return iter(())
