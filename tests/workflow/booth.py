"""A booth in which calls are captured from a watched sound card, by a recording program in a thread."""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from agent.capture.from_file import FileSound
from agent.capture.lists import never_offered
from agent.domain.capture import Capture, Recording
from agent.domain.health import Heard
from agent.domain.offering import Holder
from agent.domain.timeline import Why
from agent.domain.transcript import TrackKind
from agent.errors import TenthError
from agent.ports import SoundCard, StreamEnded, TrackStream
from agent.workflow.capturing import Capturing, Order
from agent.workflow.clock import Clock
from agent.workflow.noticing import Noticing
from agent.workflow.one_call import OneCall
from agent.workflow.recording import Recorder
from tests.workflow.conftest import Office

YES = Order(said=("M Hale, said yes on the phone",))
TONE = dict.fromkeys(TrackKind, b"\x01\x02\x03\x04" * 8000 * 60)


@dataclass
class Watched:
    """A sound card that counts what is opened and read. `broken`: it cannot be."""

    opened: list[TrackKind] = field(default_factory=list)
    closed: int = 0
    read: int = 0  # bytes
    speed: int = 1
    broken: TenthError | None = None
    no_loudspeaker: TenthError | None = None
    hung_up: bool = False
    microphone: Heard | None = None  # as its system tells of it; a file's two sides are two people

    def open(self, track: TrackKind) -> TrackStream:
        if self.broken:
            raise self.broken
        if self.no_loudspeaker and track is TrackKind.SYSTEM:
            raise self.no_loudspeaker
        self.opened.append(track)
        sound = FileSound(TONE, now=lambda: time.monotonic() * self.speed)
        return _Hanging(self, sound.open(track), track)

    def close(self) -> None:
        self.closed += 1


@dataclass
class _Hanging:
    """A stream that ends when the call program hangs up."""

    card: Watched
    stream: TrackStream
    track: TrackKind

    @property
    def heard(self) -> Heard:
        mine = self.track is TrackKind.MICROPHONE and self.card.microphone
        return mine or self.stream.heard

    def read(self) -> bytes:
        if self.card.hung_up:
            raise StreamEnded(Why.CALL_OVER)
        sound = self.stream.read()
        self.card.read += len(sound)
        return sound

    def finish(self) -> bytes:
        return self.stream.finish()

    def close(self) -> None:
        self.stream.close()


@dataclass
class Held:
    """A book of who holds the microphone, as the test writes it."""

    now: list[Holder] = field(default_factory=list)
    worn: bool | None = None

    def headset(self) -> bool | None:
        return self.worn

    def holders(self) -> Sequence[Holder]:
        return list(self.now)

    def close(self) -> None:
        """Nothing is held."""


@dataclass
class Booth:
    """An office whose calls are captured from a watched card, by a recording program in a thread."""

    office: Office
    card: Watched = field(default_factory=Watched)
    threads: list[threading.Thread] = field(default_factory=list)
    free: int = 10 * 1024**3
    held: Held = field(default_factory=lambda: Held())

    def __post_init__(self) -> None:
        self.desk = replace(self.office.desk, now=lambda: dt.datetime.now(dt.UTC))

    @property
    def capture(self) -> Capturing:
        return Capturing(self.desk, self.office.shelf, self.clock, self.launch, never_offered(), self.held)

    @property
    def noticing(self) -> Noticing:
        return Noticing(self.desk, self.held, self.capture, self.clock)

    @property
    def clock(self) -> Clock:
        return Clock(self.desk)

    def launch(self) -> None:
        def heard(_: Capture) -> SoundCard:
            return self.card

        watch = OneCall(self.desk, self.held).is_another
        recorder = Recorder(self.desk, self.office.shelf, heard, watch, free_space=lambda _: self.free)
        self.threads.append(threading.Thread(target=recorder.run))
        self.threads[-1].start()

    def sealed(self) -> list[Path]:
        return list(self.office.folder.glob("*.sealed"))

    def stopped(self) -> tuple[dict[TrackKind, bytes], Recording]:
        """Stop, and return the tracks and what is told of them."""
        source_id = self.capture.stop()
        assert source_id is not None
        kept = self.office.store.sources.get(source_id)
        assert kept.recording is not None
        return self.office.shelf.tracks(source_id, kept.sound_key), kept.recording


@contextlib.contextmanager
def open_booth(office: Office) -> Iterator[Booth]:
    """Open a booth and leave nothing running."""
    booth = Booth(office)
    yield booth
    if office.store.captures.current() is not None:
        booth.capture.discard()
    for thread in booth.threads:
        thread.join()


def until(came_true: Callable[[], object], *, seconds: int = 30) -> None:
    """Wait for something to become true, under whatever load."""
    for _ in range(seconds * 20):
        if came_true():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come to pass")
