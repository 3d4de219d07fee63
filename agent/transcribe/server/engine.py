"""The firm's speech server as a transcriber: turns are found and packed in a child here, their words come from there."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, replace

import numpy as np

from agent.domain.hearing import Part, Place, Places
from agent.domain.speech_server import SpeechServer
from agent.domain.transcript import Segment, TrackKind
from agent.ports import Sound, all_the_time
from agent.transcribe.blocks import RATE, Block, blocks_of
from agent.transcribe.child import Child
from agent.transcribe.engine import PATIENCE_SECONDS, TRIES
from agent.transcribe.errors import EngineCrashed
from agent.transcribe.listening import Listening
from agent.transcribe.messages import Message
from agent.transcribe.server import wire
from agent.transcribe.server.errors import ServerNonsense
from agent.transcribe.server.flac import flac
from agent.transcribe.server.line import Line
from agent.transcribe.turns import Samples, Turn, samples_of
from agent.transcribe.whisper import WINDOW_SECONDS
from agent.transcribe.windows import Heard, Window

UNPLACED = Heard("", avg_logprob=-9.0, no_speech_prob=1.0)
"""Words that nobody can say the turn of: not to be believed, so that the turns are heard one by one."""


class ServerTranscriber:
    """Transcribes with one server and no other: when it cannot, the error says so and what was heard before is kept."""

    def __init__(
        self,
        server: SpeechServer,
        token: str,
        *,
        leave: Callable[[], None] = lambda: None,
        sent: Callable[[], None] = lambda: None,
        sleep: Callable[[float], object] | None = None,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        """`leave` is asked before each piece of speech and may forbid it, `sent` is told of each that leaves. Opens no line."""
        self._server = server
        self._open: Callable[[], Line] = lambda: Line(
            server.url, token, ca=server.ca, leave=leave, sent=sent, sleep=sleep
        )
        self._patience = patience_seconds
        self._ends: list[Callable[[], None]] = []  # of what is running: the child here, the line there

    def transcribe(
        self, tracks: Mapping[TrackKind, bytes], *, hotwords: Sequence[str] = ()
    ) -> Iterator[Segment]:
        """Yield segments as they come. Raise TranscribeError."""
        places = {track: Place() for track in tracks}
        with closing(self.hear(lambda _: blocks_of(tracks), places, hotwords=hotwords)) as parts:
            for part in parts:
                yield from part.segments

    def hear(
        self,
        sound: Sound,
        places: Places,
        share: Callable[[], float] = all_the_time,
        *,
        hotwords: Sequence[str] = (),
    ) -> Generator[Part]:
        """Yield the parts of a call from `places` on. Raise TranscribeError; nothing is given up, the call waits."""
        places, tries = dict(places), 0
        line = self._open()
        asking = _Asking(_Server(line, self._server, hotwords), {})
        with closing(line), self._ended_by(line.hang_up):
            while True:
                starts = {track: place.at for track, place in places.items()}
                try:
                    for part in self._once(sound(starts), places, share, asking):
                        tries = 0
                        places[part.track] = places.get(part.track, Place()).after(part)
                        yield part
                    return
                except EngineCrashed:  # the child that finds the speech; the server has its own errors
                    tries += 1
                    if tries == TRIES:
                        raise

    def stop(self) -> None:
        """End what is running, from another thread; its reader gets Stopped."""
        for end in tuple(self._ends):
            end()

    @contextmanager
    def _ended_by(self, end: Callable[[], None]) -> Iterator[None]:
        self._ends.append(end)
        try:
            yield
        finally:
            self._ends.remove(end)

    def _once(
        self, blocks: Iterable[Block], places: Places, share: Callable[[], float], asking: _Asking
    ) -> Generator[Part]:
        """Run one child. It waits while a window is at the server, because nobody reads its answers then."""
        job = {
            "do": "pack",
            "turns": None if self._server.word_times else 1,
            "places": {track.value: asdict(place) for track, place in places.items()},
        }
        with Child(job, patience_seconds=self._patience) as child, self._ended_by(child.stop):
            child.feed(Message({"track": block.track.value, "share": share()}, block.pcm) for block in blocks)
            for answer in child.answers():
                try:
                    part, window = _packed(answer)
                except (KeyError, TypeError, ValueError):
                    raise EngineCrashed from None
                yield replace(part, segments=asking.segments(window)) if window else part


class _Server:
    """The server as the engine of a listening that packs nothing itself."""

    window_seconds = WINDOW_SECONDS
    turns_per_window = None

    def __init__(self, line: Line, server: SpeechServer, hotwords: Sequence[str]) -> None:
        self._line, self._server, self.hotwords = line, server, tuple(hotwords)

    def find_speech(self, sound: Samples, pause_ms: int) -> Sequence[tuple[int, int]]:
        """Find nothing: that is the child's work."""
        return ()

    def hear(self, sound: Samples, *, word_times: bool) -> Heard:
        """Ask for the words of one window. Raise SpeechServerError's kinds."""
        fields = wire.form(self._server.model, word_times=word_times, hotwords=self.hotwords)
        answer = self._line.transcribe(fields, flac(sound))
        try:
            heard = wire.heard_in(answer, seconds=len(sound) / RATE)
        except wire.Unusable:
            raise ServerNonsense(self._line.host) from None
        if word_times and heard.text.strip() and not heard.words:
            return UNPLACED
        return heard


class _Asking(Listening):
    """The guards of a listening over windows that come packed."""

    def segments(self, window: Window) -> tuple[Segment, ...]:
        """Return the believable words of a window, each with its turn."""
        return tuple(self._words(window))


def _packed(answer: Message) -> tuple[Part, Window | None]:
    """Read a part, and the window whose words it waits for."""
    fields = dict(answer.fields["part"])
    track = TrackKind(fields["track"])
    spans = tuple((int(first), int(last)) for first, last in fields["turns"])
    part = Part(track, int(fields["at"]), int(fields["upto"]), spans)
    if not spans:
        return part, None
    sound = samples_of(answer.sound)
    lengths = [int(length) for length in answer.fields["lengths"]]
    pieces: list[Samples] = np.split(sound, np.cumsum(lengths)[:-1])
    turns = [Turn(track, *span, 0, piece) for span, piece in zip(spans, pieces, strict=True)]
    return part, Window(tuple(turns))
