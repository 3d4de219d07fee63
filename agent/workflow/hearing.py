"""Hearing: sound becomes words while it is spoken, and what is left of it as soon as the call is over.

    sealed recording --follow--> Transcriber --> parts, kept as they come --+--> the rest, after the call --> all segments
           ^                                            |
           +-------- from there, after any stop --------+

A call may be followed, stopped and finished by different programs at different times: all that they need is in the home. When
Tenth closes, `stop` ends the engines, so that no thread uses the home any more.
What was heard of a call that is discarded goes with its sound.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from agent.domain import echo
from agent.domain.capture import Capture, Report
from agent.domain.hearing import Block, Part, Place, Power, behind_ms, share_of_processor, side_by_side
from agent.domain.hotwords import hotwords
from agent.domain.ids import SourceId
from agent.domain.one_call import About
from agent.domain.source import Failure, Source
from agent.domain.transcript import Segment, TrackKind
from agent.errors import TenthError
from agent.ports import Transcriber
from agent.store.captures import KeptCapture
from agent.store.errors import StoreError
from agent.store.sources import KeptSource
from agent.vault.sealed_reading import SealedReader
from agent.workflow.call_facts import nearby, source_of
from agent.workflow.desk import Desk
from agent.workflow.sound import SoundShelf

SECONDS_BETWEEN_READS = 0.5
SIGN_OF_LIFE = 60  # reads without new sound after which the engine is told that the call goes on
LEAST_STEP = 10 * 16_000  # samples: smaller steps without words are not worth a write

Heard = Callable[[int], None]
"""Told how far in the call words have come, in milliseconds."""


class NobodyListens(TenthError):
    """The words of a call are not wanted any more, or not now."""

    code = "nobody_listens"
    status = 409
    hint = "What is recorded becomes words as soon as Tenth runs."


class EngineChanged(TenthError):
    """The words of this call are to be made elsewhere from now on."""

    code = "speech_engine_changed"
    status = 409
    hint = "The rest of this call's words comes from where it was asked for."


@dataclass(frozen=True, slots=True)
class Engine:
    """Who turns a call's sound into words: a server by its name, or ("") this computer."""

    host: str
    transcriber: Transcriber


def nowhere_else(_call: SourceId) -> Engine | None:
    """Say that words are made on this computer."""
    return None


@dataclass(frozen=True, slots=True)
class Hearing:
    """Turns the sound of calls into words, each call by one thread at a time.

    `elsewhere` says which other engine a call belongs to, and raises where that is not to be had: none stands in for another.
    """

    desk: Desk
    shelf: SoundShelf
    transcriber: Transcriber
    power: Callable[[], Power] = Power
    elsewhere: Callable[[SourceId], Engine | None] = nowhere_else
    _held: dict[SourceId, threading.Lock] = field(default_factory=dict)
    _running: list[Transcriber] = field(default_factory=list)
    _stopped: threading.Event = field(default_factory=threading.Event)

    def follow(self, kept: KeptCapture, stopping: threading.Event) -> None:
        """Hear a call that goes on, until it is over. Raise NobodyListens when it is given up, or TranscribeError."""
        call = kept.capture.id

        def sound(starts: Mapping[TrackKind, int]) -> Iterator[Block]:
            return self._growing(kept, starts, stopping)

        with self._alone(call):
            places = {track: Place() for track in TrackKind} | dict(self.desk.store.heard.places(call))
            try:
                engine = self.engine(call)
                with (
                    self.using(engine.transcriber) as transcriber,
                    closing(
                        transcriber.hear(
                            sound,
                            places,
                            lambda: share_of_processor(self.power()),
                            hotwords=self._names_now(kept.capture),
                        )
                    ) as parts,
                ):
                    for part in parts:
                        if stopping.is_set() or self.is_stopped:
                            raise NobodyListens("stopped")
                        self._keep(call, part, engine.host)
            except TenthError as error:
                if not isinstance(error, (NobodyListens, StoreError)):
                    self.desk.store.heard.note_waits(call, Failure(error.code, str(error), error.hint))
                raise

    def words(self, kept: KeptSource, heard: Heard) -> list[Segment]:
        """Return all that was said in a call that is over, hearing what was not heard while it went on; echoes are marked."""
        call = kept.source.id
        damaged = kept.recording is not None and kept.recording.is_damaged
        with self._alone(call), self.shelf.reader(call, kept.sound_key, salvage=damaged) as reader:
            known = self.desk.store.heard.places(call)
            places = {TrackKind(track): known.get(TrackKind(track), Place()) for track in reader.tracks}
            if any(place.at < reader.samples(track) for track, place in places.items()):
                engine, names = self.engine(call), self.names(kept)
                with (
                    self.using(engine.transcriber) as transcriber,
                    closing(
                        transcriber.hear(lambda starts: _whole(reader, starts), places, hotwords=names)
                    ) as parts,
                ):
                    for part in parts:
                        self._keep(call, part, engine.host)
                        if part.segments:
                            heard(part.segments[-1].end_ms)
            return echo.marked(self.desk.store.heard.segments(call), reader.clip)

    @property
    def is_stopped(self) -> bool:
        """Whether Tenth is closing: what fails now was broken off, and goes on at the next start."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """End every engine that is hearing and let no other begin; called from another thread, again while one still runs."""
        self._stopped.set()
        for transcriber in tuple(self._running):
            transcriber.stop()

    @contextmanager
    def using(self, transcriber: Transcriber) -> Iterator[Transcriber]:
        """Hear with a transcriber that `stop` may end. Raise NobodyListens once it was called."""
        if self.is_stopped:
            raise NobodyListens("Tenth is closing")
        self._running.append(transcriber)
        try:
            yield transcriber
        finally:
            self._running.remove(transcriber)

    def engine(self, sound: SourceId) -> Engine:
        """Return who turns a recording into words. Raise TenthError where that is somebody who is not to be had."""
        return self.elsewhere(sound) or Engine("", self.transcriber)

    def names(self, kept: KeptSource) -> tuple[str, ...]:
        """Return the names that may fall in a call that is over, or in what is said of it afterwards."""
        return self._names(kept.source, kept.recording.about if kept.recording else About())

    def _names_now(self, capture: Capture) -> tuple[str, ...]:
        """Return the names that may fall in the call that goes on."""
        running = self.desk.store.clock.running()
        return self._names(source_of(self.desk, capture, Report(), running), capture.about)

    def _names(self, source: Source, about: About) -> tuple[str, ...]:
        return hotwords(nearby(self.desk, source, about))

    def behind_seconds(self) -> int | None:
        """Return by how much the words of the call that goes on are behind it, None when nobody listens to it."""
        kept = self.desk.store.captures.current()
        places = self.desk.store.heard.places(kept.capture.id) if kept else {}
        if kept is None or not places:
            return None
        return behind_ms(self.shelf.about_ms(kept.capture.id), places) // 1000

    def _growing(
        self, kept: KeptCapture, starts: Mapping[TrackKind, int], stopping: threading.Event
    ) -> Iterator[Block]:
        """Yield the sound of a call as it is sealed, until its recording is complete."""
        idle = 0
        with self.shelf.follower(kept.capture.id, kept.sound_key, starts) as follower:
            while True:
                for track, pcm in follower.more():
                    yield Block(TrackKind(track), pcm)
                    idle = 0
                if not self._is_wanted(kept.capture.id, complete=follower.complete) or stopping.is_set():
                    raise NobodyListens("the call is not listened to any more")
                if follower.complete:
                    return
                idle += 1
                if idle % SIGN_OF_LIFE == 0:
                    yield Block(TrackKind.MICROPHONE, b"")
                stopping.wait(SECONDS_BETWEEN_READS)

    def _is_wanted(self, call: SourceId, *, complete: bool) -> bool:
        """Whether a call goes on; one that is over is still wanted when it became a source with its sound."""
        store = self.desk.store
        current = store.captures.current()
        if current is not None and current.capture.id == call:
            return True
        return complete and store.sources.is_waiting(call)

    def _keep(self, call: SourceId, part: Part, host: str) -> None:
        self.desk.store.heard.note_waits(call, None)
        if not part.turns:
            before = self.desk.store.heard.places(call).get(part.track, Place())
            if 0 < part.upto - before.upto < LEAST_STEP and part.at - before.at < LEAST_STEP:
                return
        with self.desk.store.transaction(unseen=True):
            if not self.desk.store.heard.keep(call, part):
                raise NobodyListens("the call is gone")
            if part.segments:
                self.desk.store.heard.note_by(call, host)

    @contextmanager
    def _alone(self, call: SourceId) -> Iterator[None]:
        """Wait until nobody else hears this call, here or in another program: two would keep its words twice."""
        with self._held.setdefault(call, threading.Lock()), self.desk.only_one(f"hearing-{call}"):
            yield


def _whole(reader: SealedReader, starts: Mapping[TrackKind, int]) -> Iterator[Block]:
    tracks = map(TrackKind, reader.tracks)
    return side_by_side({track: reader.chunks(track, starts.get(track, 0)) for track in tracks})
