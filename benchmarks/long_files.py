"""What hours of sound cost in memory when they are taken in: a file of two hours beside one of ten minutes.

    ./run bench long_files

Each file is taken in by the real verbs in a process of its own, from where it lies and in the pieces that a page sends; the
real child process reads it and it is sealed. What counts is the ratio of the two lengths within one run: the most memory that
either process ever held.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from itertools import count, product
from pathlib import Path

import av
import numpy as np

from agent.domain.source import Context
from agent.store.store import Store
from agent.transcribe.sound import ChildSoundReader
from agent.workflow.arriving import Arriving
from agent.workflow.desk import Desk
from agent.workflow.sound import SoundShelf
from agent.workflow.taking_in import TakingIn
from benchmarks.hangup import _peak_mb
from tests.builders import NOON
from tests.fakes import LineReader
from tests.transcribe.sound_files import two_ends

MINUTES = (10, 120)
KINDS = {"flac": 2, "m4a": 1}  # sides: a recorder's call, a phone's memo
WAYS = ("disk", "page")
PIECE = 4 << 20  # bytes that a page sends at a time
PIECE_SECONDS = 60
RATE = 48_000
LARGEST_RATIO = 1.25
"""An MP4 lists its packets, and FFmpeg holds the list: a tenth of a megabyte for each minute of a memo."""


def main() -> int:
    """Measure, print, and say by the exit status whether every goal was met."""
    if len(sys.argv) > 1:
        return _take_in(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    missed = False
    with tempfile.TemporaryDirectory(prefix="tenth-bench-") as name:
        for way, (kind, sides) in product(WAYS, KINDS.items()):
            peaks = [_measured(Path(name), way, kind, sides, minutes) for minutes in MINUTES]
            ratios = [long / short for short, long in zip(*peaks, strict=True)]
            missed |= max(ratios) > LARGEST_RATIO
            for minutes, (own, reader) in zip(MINUTES, peaks, strict=True):
                print(f"{kind} of {minutes} min from the {way}: {own} MB, reading it {reader} MB")
            print(f"{ratios[0]:.2f} and {ratios[1]:.2f} times as much (goal {LARGEST_RATIO})", flush=True)
    return int(missed)


def _measured(folder: Path, way: str, kind: str, sides: int, minutes: int) -> tuple[int, int]:
    """Return what both processes held at most, in megabytes."""
    path, home = folder / f"call-{minutes}.{kind}", folder / f"home-{way}-{kind}-{minutes}"
    home.mkdir()
    _write(path, sides, minutes)
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.long_files", way, str(path), str(home)],
        capture_output=True,
        text=True,
        check=True,
    )
    path.unlink()
    own, reader = map(int, run.stdout.split())
    return own, reader


def _take_in(way: str, path: Path, home: Path) -> int:
    """Take a file in, and print what this process and its child held at most."""
    peaks, over = [0], threading.Event()

    def watch() -> None:
        while not over.wait(0.05):
            children = Path(f"/proc/self/task/{threading.main_thread().native_id}/children").read_text(
                "ascii"
            )
            peaks.extend(_peak_mb(int(pid)) for pid in children.split())

    watching = threading.Thread(target=watch)
    watching.start()
    numbers = count()
    store = Store(home / "tenth.db", bytes(32))
    desk = Desk(store, now=lambda: NOON, new_id=lambda: f"id{next(numbers)}", locks=home)
    taking_in = TakingIn(desk, LineReader(), ChildSoundReader(), SoundShelf(home))
    if way == "disk":
        taking_in.file(path, Context())
    else:
        arriving = Arriving(home, time.monotonic)
        with arriving.whole(_sent(arriving, path)) as arrived:
            taking_in.opened(arrived, path.name, Context())
    over.set()
    watching.join()
    store.close()
    own = int(Path("/proc/self/status").read_text("ascii").partition("VmHWM:")[2].split()[0]) // 1024
    print(own, max(peaks))
    return 0


def _sent(arriving: Arriving, path: Path) -> str:
    """Send a file as the page does."""
    with path.open("rb") as file:
        upload = arriving.begin(path.stat().st_size, file.read(PIECE))
        while piece := file.read(PIECE):
            arriving.go_on(upload, file.tell() - len(piece), piece)
    return upload


def _write(path: Path, sides: int, minutes: int) -> None:
    """Write a call that long, a minute at a time."""
    layout = "stereo" if sides == 2 else "mono"
    minute = np.ascontiguousarray(two_ends(PIECE_SECONDS)[:sides].T).reshape(1, -1)
    with av.open(path, "w") as container:
        stream = container.add_stream("flac" if path.suffix == ".flac" else "aac", rate=RATE, layout=layout)
        resampler = av.AudioResampler(
            format=stream.codec_context.format, layout=layout, rate=RATE, frame_size=stream.codec_context.frame_size or 4096
        )  # fmt: skip
        for n in range(minutes * 60 // PIECE_SECONDS):
            frame = av.AudioFrame.from_ndarray(minute, format="s16", layout=layout)
            frame.sample_rate, frame.pts = RATE, n * PIECE_SECONDS * RATE
            for part in resampler.resample(frame):
                container.mux(stream.encode(part))
        container.mux(stream.encode(None))


if __name__ == "__main__":
    raise SystemExit(main())
