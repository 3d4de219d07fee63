"""Calls that are heard while they go on: a recording that grows as the test says, and a scripted engine that listens to it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from agent.domain.capture import Capture, Report
from agent.domain.consent import Consent
from agent.domain.hearing import Block, Part, Place, Places, side_by_side
from agent.domain.ids import SourceId
from agent.domain.source import Source, SourceKind, Stage
from agent.domain.transcript import Segment, TrackKind
from agent.errors import TenthError
from agent.ports import Sound, all_the_time
from agent.store.captures import KeptCapture
from agent.store.sources import KeptSource
from agent.transcribe.listening import listen
from agent.vault.sealing import SealedWriter
from agent.workflow.hearing import Hearing
from tests.builders import NOON
from tests.transcribe.scripted import ScriptedEngine, pcm, sound
from tests.workflow.conftest import Office

CALL = SourceId("call")
KEY = bytes(range(32))


@dataclass
class Scripted:
    """Hears like the real thing, with a scripted engine, and remembers how much sound it was given."""

    given: int = 0
    runs: int = 0
    shares: list[float] = field(default_factory=list)
    hotwords: list[Sequence[str]] = field(default_factory=list)

    def transcribe(
        self, tracks: Mapping[TrackKind, bytes], *, hotwords: Sequence[str] = ()
    ) -> Iterator[Segment]:
        raise NotImplementedError

    def hear(
        self,
        coming: Sound,
        places: Places,
        share: Callable[[], float] = all_the_time,
        *,
        hotwords: Sequence[str] = (),
    ) -> Generator[Part]:
        self.runs += 1
        self.hotwords.append(hotwords)
        self.shares.append(share())

        def counted() -> Generator[Block]:
            for block in coming({track: place.at for track, place in places.items()}):
                self.given += len(block.pcm)
                yield block

        yield from listen(ScriptedEngine(), counted(), places)

    def stop(self) -> None:
        """Nothing of it takes long."""


@dataclass
class Studio:
    """A call that is being recorded in an office. `speak` makes the recording longer."""

    office: Office
    transcriber: Scripted = field(default_factory=Scripted)
    spoken: dict[TrackKind, bytearray] = field(default_factory=lambda: {t: bytearray() for t in TrackKind})
    turns: int = 0

    def __post_init__(self) -> None:
        self.writer = SealedWriter(self.office.shelf.folder / f"{CALL}.sealed", KEY, tuple(TrackKind))
        store = self.office.store
        store.captures.begin(Capture(CALL, NOON, NOON, Consent(())), KEY)
        store.captures.report(CALL, Report(hearing_since=NOON))
        self.stopping = threading.Event()

    @property
    def hearing(self) -> Hearing:
        return Hearing(self.office.desk, self.office.shelf, self.transcriber)

    @property
    def kept(self) -> KeptCapture:
        kept = self.office.store.captures.current()
        assert kept is not None
        return kept

    def speak(self, turns: int, *, seconds: float = 3.0) -> None:
        """Let the two sides speak in turn."""
        for _ in range(turns):
            for side, track in enumerate(TrackKind):
                value = 0.1 + self.turns / 100 if self.turns % 2 == side else 0.0
                said = pcm(sound((value, seconds), (0.0, 2.0)))
                self.spoken[track] += said
                self.writer.append(track, said)
            self.turns += 1

    def listen(self) -> tuple[threading.Thread, list[TenthError]]:
        """Follow the call in a thread, as the agent does."""
        ended: list[TenthError] = []

        def run() -> None:
            try:
                self.hearing.follow(self.kept, self.stopping)
            except TenthError as error:
                ended.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        return thread, ended

    def heard_seconds(self) -> int:
        """How far it was listened, on the slower track."""
        places = self.office.store.heard.places(CALL)
        return min((p.upto for p in places.values()), default=0) // 16_000

    def hang_up(self) -> KeptSource:
        """End the recording and hand it over."""
        self.writer.close()
        return self.hand_over()

    def hand_over(self) -> KeptSource:
        store = self.office.store
        with store.transaction():
            store.captures.end()
            store.sources.add(
                Source(CALL, SourceKind.CALL, "sound", Stage.RECORDED, "sha", ()),
                taken_at=NOON,
                sound_key=KEY,
            )
        return store.sources.get(CALL)

    def whole(self) -> Iterator[Block]:
        """All that was spoken."""
        return side_by_side({track: iter([bytes(said)]) for track, said in self.spoken.items()})

    def expected(self) -> list[Segment]:
        """What listening once to the whole call hears."""
        parts = listen(ScriptedEngine(), self.whole(), {track: Place() for track in TrackKind})
        return in_order([s for part in parts for s in part.segments])


def in_order(segments: list[Segment]) -> list[Segment]:
    return sorted(segments, key=lambda s: (s.start_ms, s.track))
