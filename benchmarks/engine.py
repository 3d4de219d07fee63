"""What our own part costs on top of faster-whisper: windows made, and processor time around them.

    ./run bench engine

Windows are counted over the practice calls with the real voice activity detection and windows of 30 seconds, against as many as
their speech would fill. Time is processor time of this process, so that a busy computer does not count as ours: listening to
some minutes (finding turns, packing, guards) over faster-whisper alone on the very same windows, with random weights of the
size of Whisper "small".
"""

from __future__ import annotations

import math
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from agent.domain.hearing import Place
from agent.domain.transcript import TrackKind
from agent.transcribe import guards
from agent.transcribe.blocks import RATE
from agent.transcribe.listening import listen
from agent.transcribe.turns import Samples
from agent.transcribe.whisper import FasterWhisper
from agent.transcribe.windows import Heard
from benchmarks._calls import call_of, pieces
from tests.transcribe.random_model import SMALL, build

PLACES = {track: Place() for track in TrackKind}
MOST_WINDOWS, MOST_TIME = 1.15, 1.03


@dataclass
class Watched:
    """An engine that remembers its windows; `model` None hears nothing in them."""

    ears: FasterWhisper
    model: FasterWhisper | None = None
    turns_per_window: int | None = None
    hotwords: Sequence[str] = ()
    window_seconds: int = 30
    windows: list[tuple[Samples, bool]] = field(default_factory=list)

    def find_speech(self, sound: Samples, pause_ms: int) -> Sequence[tuple[int, int]]:
        return self.ears.find_speech(sound, pause_ms)

    def hear(self, sound: Samples, *, word_times: bool) -> Heard:
        self.windows.append((sound, word_times))
        return Heard("") if self.model is None else self.model.hear(sound, word_times=word_times)


def windows_over_speech(ears: FasterWhisper, minutes: int) -> float:
    """Return windows made over windows that the speech of both tracks would fill."""
    engine, call = Watched(ears), call_of(minutes)
    parts = list(listen(engine, pieces(call, {}), PLACES))
    speech = dict.fromkeys(TrackKind, 0)
    for part in parts:
        speech[part.track] += sum(end - start for start, end in part.turns)
    return len(engine.windows) / sum(math.ceil(samples / RATE / 30) for samples in speech.values())


def time_over_bare(folder: Path, minutes: int) -> tuple[float, int]:
    """Return our processor time over that of faster-whisper on the same windows, and how many they were."""
    guards.is_believable = lambda *_, **__: True  # type: ignore[assignment]  # random weights write loops
    model = FasterWhisper(build(folder, SMALL), threads=1)
    model.hear(np.zeros(RATE, np.float32), word_times=True)  # whatever is done only once
    call = call_of(minutes)
    engine = Watched(model, model)
    began = time.process_time()
    list(listen(engine, pieces(call, {}), PLACES))
    ours = time.process_time() - began
    began = time.process_time()
    for sound, word_times in engine.windows:
        model.hear(sound, word_times=word_times)
    return ours / (time.process_time() - began), len(engine.windows)


def main() -> int:
    """Measure, print, and say by the exit status whether both goals were met."""
    minutes = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    with tempfile.TemporaryDirectory(prefix="tenth-bench-") as name:
        windows = windows_over_speech(FasterWhisper(build(Path(name) / "tiny"), threads=1), 30)
        print(
            f"windows over what speech would fill, 30 minutes: {windows:.2f} (goal {MOST_WINDOWS})",
            flush=True,
        )
        ratio, count = time_over_bare(Path(name) / "small", minutes)
    print(
        f"our processor time over faster-whisper's on the same {count} windows: {ratio:.3f} (goal {MOST_TIME})"
    )
    return int(windows > MOST_WINDOWS or ratio > MOST_TIME)


if __name__ == "__main__":
    raise SystemExit(main())
