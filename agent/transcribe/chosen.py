"""The transcriber that is chosen: looked up anew for each call, so that a choice holds from the next one on."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager

from agent.domain.hearing import Part, Places
from agent.domain.transcript import Segment, TrackKind
from agent.ports import Sound, Transcriber, all_the_time


class ChosenTranscriber:
    """Hears with whatever `choose` returns when hearing begins."""

    def __init__(self, choose: Callable[[], Transcriber]) -> None:
        self._choose = choose
        self._chosen: list[Transcriber] = []  # that may be hearing still

    def transcribe(
        self, tracks: Mapping[TrackKind, bytes], *, hotwords: Sequence[str] = ()
    ) -> Iterator[Segment]:
        """Yield segments as they come. Raise TranscribeError."""
        with self._using() as chosen:
            yield from chosen.transcribe(tracks, hotwords=hotwords)

    def hear(
        self,
        sound: Sound,
        places: Places,
        share: Callable[[], float] = all_the_time,
        *,
        hotwords: Sequence[str] = (),
    ) -> Generator[Part]:
        """Yield the parts of a call from `places` on. Raise TranscribeError."""
        with self._using() as chosen:
            yield from chosen.hear(sound, places, share, hotwords=hotwords)

    def stop(self) -> None:
        """End what is being heard, by whatever was chosen for it."""
        for each in tuple(self._chosen):
            each.stop()

    @contextmanager
    def _using(self) -> Iterator[Transcriber]:
        chosen = self._choose()
        self._chosen.append(chosen)
        try:
            yield chosen
        finally:
            self._chosen.remove(chosen)
