"""The transcriber that is chosen: looked up anew for each call, so that a choice holds from the next one on."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence

from agent.domain.hearing import Part, Places
from agent.domain.transcript import Segment, TrackKind
from agent.ports import Sound, Transcriber, all_the_time


class ChosenTranscriber:
    """Hears with whatever `choose` returns when hearing begins."""

    def __init__(self, choose: Callable[[], Transcriber]) -> None:
        self._choose = choose

    def transcribe(
        self, tracks: Mapping[TrackKind, bytes], *, hotwords: Sequence[str] = ()
    ) -> Iterator[Segment]:
        """Yield segments as they come. Raise TranscribeError."""
        return self._choose().transcribe(tracks, hotwords=hotwords)

    def hear(
        self,
        sound: Sound,
        places: Places,
        share: Callable[[], float] = all_the_time,
        *,
        hotwords: Sequence[str] = (),
    ) -> Generator[Part]:
        """Yield the parts of a call from `places` on. Raise TranscribeError."""
        return self._choose().hear(sound, places, share, hotwords=hotwords)
