"""A whole capture in one process: real store, real sealing, the recording program in a thread; and what to compare sound by."""

from __future__ import annotations

import datetime as dt
import threading
import uuid
import wave
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from agent import voice
from agent.capture.holding import LinuxHolding
from agent.capture.lists import never_offered
from agent.domain.capture import Capture, Recording
from agent.domain.ids import SourceId
from agent.domain.transcript import TrackKind
from agent.ports import SoundCard
from agent.transcribe.sound import ChildSoundReader
from agent.workflow.capturing import Capturing, Order
from agent.workflow.clock import Clock
from agent.workflow.desk import Desk
from agent.workflow.recording import Recorder
from agent.workflow.sound import SoundShelf
from tests.first_day import a_store

RATE = 16_000
AGREED = Order(said=("M Hale, said yes on the phone",))

STRAYS = RATE // 4
"""So many samples may a second lie beside its place in the whole."""

Samples = NDArray[np.float64]


@dataclass
class Hearing:
    """Captures calls from a sound card."""

    folder: Path
    card: Callable[[Capture], SoundCard]
    threads: list[threading.Thread] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store = a_store(self.folder)
        self.desk = Desk(
            self.store,
            now=lambda: dt.datetime.now(dt.UTC),
            new_id=lambda: uuid.uuid4().hex[:8],
            locks=self.folder,
        )
        self.shelf = SoundShelf(self.folder)
        self.holding = LinuxHolding(titles=lambda _: None)
        self.capture = Capturing(
            self.desk, self.shelf, Clock(self.desk), self.launch, never_offered(), self.holding
        )

    def launch(self) -> None:
        """Start the recording program."""
        self.threads.append(threading.Thread(target=Recorder(self.desk, self.shelf, self.card).run))
        self.threads[-1].start()

    def close(self) -> None:
        """End whatever still runs."""
        if self.store.captures.current() is not None:
            self.capture.discard()
        for thread in self.threads:
            thread.join()
        self.holding.close()
        self.store.close()

    def recorded(self, source_id: SourceId | None) -> tuple[dict[TrackKind, Samples], Recording]:
        """Return what was recorded of a call, and what is told of it."""
        assert source_id is not None
        kept = self.store.sources.get(source_id)
        assert kept.recording is not None
        tracks = self.shelf.tracks(source_id, kept.sound_key)
        return {track: samples(pcm) for track, pcm in tracks.items()}, kept.recording


@cache
def practice_call(seconds: int) -> dict[TrackKind, bytes]:
    """Return the beginning of the practice call, both sides."""
    return {track: pcm[: seconds * RATE * 2] for track, pcm in whole_call("practice_call").items()}


@cache
def whole_call(name: str) -> Mapping[TrackKind, bytes]:
    """Return both sides of a call that comes with the practice voice."""
    return ChildSoundReader().read(voice.call_path(name, ".flac").read_bytes())


def samples(pcm: bytes) -> Samples:
    """Return sound as numbers."""
    return np.frombuffer(pcm, "<i2").astype(float)


def noise(seconds: float, loudness: float = 3000.0) -> bytes:
    """Return white noise."""
    chance = np.random.default_rng(20417)
    return (chance.standard_normal(int(seconds * RATE)) * loudness).astype("<i2").tobytes()


def write_wav(path: Path, pcm: bytes) -> Path:
    """Write sound for a player."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", "not compressed"))
        file.writeframes(pcm)
    return path


def likeness(heard: Samples, said: Samples) -> float:
    """Return how well what was said is found in what was heard, after alignment: 1 is the same, 0 nothing of it."""
    lag = whole_lag(heard, said)
    return abs(correlation(heard[lag : lag + len(said)], said))


def followed(heard: Samples, said: Samples) -> float:
    """Return the likeness after an alignment of each second for itself, within a quarter of a second of the whole's.

    A server that stalls for some milliseconds while it plays moves all that comes after: that is what was to be heard then, and
    true recording keeps it. And 16 000 samples a second meet 48 000 in thirds of a sample: aligned to whole ones, the same
    sound is alike by 0.985 only (measured with PipeWire), so parts of one are tried too.
    """
    lag, stray, aligned, wanted = whole_lag(heard, said), 0, list[Samples](), list[Samples]()
    for at in range(0, len(said) - RATE + 1, RATE):
        second, place = said[at : at + RATE], lag + at
        first = max(0, place - STRAYS)
        found = first - place + whole_lag(heard[first : place + RATE + STRAYS], second)
        # The loudest place is not always the right one: where it was before is tried too.
        stray = max((0, stray, found), key=lambda s: correlation(heard[place + s : place + s + RATE], second))
        part = heard[place + stray : place + stray + RATE]
        moved = max((shifted(second, each / 6) for each in range(-3, 4)), key=lambda s: correlation(part, s))
        aligned.append(part)
        wanted.append(moved[: len(part)])
    return correlation(np.concatenate(aligned), np.concatenate(wanted))


def whole_lag(heard: Samples, said: Samples) -> int:
    """Return at which sample of what was heard begins what was said, as far as there is any likeness."""
    length = 1 << int(np.ceil(np.log2(len(heard) + len(said))))
    spectrum = np.fft.rfft(heard, length) * np.conj(np.fft.rfft(said, length))
    lags = np.fft.irfft(spectrum, length)
    return int(np.argmax(np.abs(lags[: max(1, len(heard) - len(said) // 2)])))


def shifted(sound: Samples, samples: float) -> Samples:
    """Return sound later by a part of a sample."""
    turn = np.exp(-2j * np.pi * np.fft.rfftfreq(len(sound)) * samples)
    return np.fft.irfft(np.fft.rfft(sound) * turn, len(sound))


def correlation(one: Samples, other: Samples) -> float:
    """Return how alike two pieces are, from the beginning of the shorter; 0 where one is silent."""
    length = min(len(one), len(other))
    one, other = one[:length], other[:length]
    if length < 2 or not one.std() or not other.std():
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])
