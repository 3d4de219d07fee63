"""A whole capture in one process: real store, real sealing, the recording program in a thread; and what to compare sound by."""

from __future__ import annotations

import datetime as dt
import threading
import uuid
import wave
from collections.abc import Callable
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
from agent.store.store import Store
from agent.transcribe.sound import ChildSoundReader
from agent.workflow.capturing import Capturing, Order
from agent.workflow.clock import Clock
from agent.workflow.desk import Desk
from agent.workflow.recording import Recorder
from agent.workflow.sound import SoundShelf

RATE = 16_000
AGREED = Order(said=("M Hale, said yes on the phone",))

Samples = NDArray[np.float64]


@dataclass
class Hearing:
    """Captures calls from a sound card."""

    folder: Path
    card: Callable[[Capture], SoundCard]
    threads: list[threading.Thread] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store = Store(self.folder / "tenth.db", bytes(range(32)))
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
    tracks = ChildSoundReader().read(voice.call_path("practice_call", ".flac").read_bytes())
    return {track: pcm[: seconds * RATE * 2] for track, pcm in tracks.items()}


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
    length = 1 << int(np.ceil(np.log2(len(heard) + len(said))))
    spectrum = np.fft.rfft(heard, length) * np.conj(np.fft.rfft(said, length))
    lags = np.fft.irfft(spectrum, length)
    lag = int(np.argmax(np.abs(lags[: max(1, len(heard) - len(said) // 2)])))
    part = heard[lag : lag + len(said)]
    if len(part) < 2 or not part.std() or not said.std():
        return 0.0
    return abs(float(np.corrcoef(part, said[: len(part)])[0, 1]))
