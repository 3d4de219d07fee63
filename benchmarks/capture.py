"""Capturing a call: what it costs beside bare parec, what hours of it lose, and how long a lost loudspeaker is missed.

Hours are replayed against a clock that is moved, through the real recording program, store and sealing. Cost and gap are
measured on real sound servers without a sound card.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from agent.capture.linux import LinuxSound
from agent.domain.capture import Capture
from agent.domain.health import Heard
from agent.domain.timeline import Why
from agent.domain.transcript import TrackKind
from agent.store.store import Store
from agent.vault.sealed_reading import SealedReader
from agent.workflow.capturing import Capturing
from agent.workflow.clock import Clock
from agent.workflow.desk import Desk
from agent.workflow.recording import Recorder
from agent.workflow.sound import SoundShelf
from benchmarks._measured import Measured, report
from tests.capture.hearing import AGREED, Hearing, noise, write_wav
from tests.capture.servers import INSIDE, SPEAKERS, SoundServer, installed

HOURS = 2.0
COST_SECONDS = 30
LOOP = noise(7.001)  # replayed over and over; its length divides nothing, so that a shift would be seen
KEY = bytes(range(32))
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Measure, print the table, and say by the exit status whether every goal was met."""
    lines: list[Measured] = []
    with tempfile.TemporaryDirectory(prefix="tenth-bench-") as folder:
        for kind in filter(installed, ("pulseaudio", "pipewire")):
            with SoundServer(kind, Path(folder)) as server, environment(server):
                server.play(write_wav(Path(folder) / "them.wav", noise(COST_SECONDS * 4)), SPEAKERS)
                server.play(write_wav(Path(folder) / "me.wav", noise(COST_SECONDS * 4)), INSIDE)
                lines += cost(kind, Path(folder) / f"{kind}-home")
                lines.append(
                    Measured(f"{kind}: gap when the loudspeaker goes", gap(server, Path(folder)), "ms")
                )
        lines += replay(Path(folder))
    return report(lines)


@contextmanager
def environment(server: SoundServer) -> Iterator[None]:
    """Let this process and its children speak to a server."""
    before = dict(os.environ)
    os.environ.update(
        {name: server.environment[name] for name in ("XDG_RUNTIME_DIR", "HOME", "PULSE_SERVER")}
    )
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def cost(kind: str, home: Path) -> list[Measured]:
    """Processor time of the whole recording program with its children, beside two bare parec, each as a share of one core."""
    format = ("--rate=16000", "--channels=1", "--format=s16le", "--raw", "--latency-msec=20")
    devices = (f"{SPEAKERS}.monitor", "mic")
    bare = [subprocess.Popen(["parec", f"--device={d}", *format], stdout=subprocess.DEVNULL) for d in devices]
    alone = share([process.pid for process in bare])
    for process in bare:
        process.kill()
        process.wait()
    tenth(home, "start", "--consent", "M Hale, said yes")
    pid = recorder(home)
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    whole, of_children = share([pid, *map(int, children)]), share([int(c) for c in children])
    tenth(home, "discard")
    return [
        Measured(f"{kind}: two bare parec, share of a core", alone * 100, "%"),
        Measured(f"{kind}: two sealed tracks, all of it", whole * 100, "%", 15),
        Measured(f"{kind}: of that, its two parec", of_children * 100, "%"),
    ]


def tenth(home: Path, *words: str) -> None:
    """Run a verb of capture in a practice home."""
    command = [sys.executable, "-m", "agent", "capture", *words, "--home", str(home), "--sandbox", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"capture {words[0]}: {json.loads(done.stdout)}")


def recorder(home: Path) -> int:
    """Return the recording program of a home."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"agent.recorder" in words and str(home).encode() in words:
            return int(folder.name)
    raise SystemExit("the recording program is not there")


def share(processes: list[int]) -> float:
    """Let them run and return their processor time as a share of one core."""
    before, began = sum(map(used, processes)), time.monotonic()
    time.sleep(COST_SECONDS)
    return (sum(map(used, processes)) - before) / (time.monotonic() - began)


def used(process: int) -> float:
    """Return the processor time a process has used, in seconds."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def gap(server: SoundServer, folder: Path) -> float:
    """Return how many milliseconds of the other side are silent when their loudspeaker is removed and another is there."""
    (folder / server.folder.name / "hearing").mkdir()
    hearing = Hearing(folder / server.folder.name / "hearing", lambda _: LinuxSound())
    hearing.capture.start(AGREED)
    time.sleep(3)
    for line in server.pactl("list", "short", "modules").splitlines():
        if f"sink_name={SPEAKERS}" in line:
            server.pactl("unload-module", line.split()[0])
    time.sleep(6)
    _, recording = hearing.recorded(hearing.capture.stop())
    hearing.close()
    gaps = [g for g in recording.gaps if g.track is TrackKind.SYSTEM and g.why is not Why.BEFORE_CONSENT]
    return float(sum(g.end_ms - g.start_ms for g in gaps))


@dataclass
class Replay:
    """A sound card that speaks by a clock that is moved, every sample of it known."""

    now_ms: int = 0

    def open(self, track: TrackKind) -> ReplayStream:
        return ReplayStream(self)

    def close(self) -> None:
        """Nothing is held."""


@dataclass
class ReplayStream:
    """One track of it."""

    card: Replay
    heard: Heard = field(default_factory=lambda: Heard("replay"))
    at: int = 0

    def __post_init__(self) -> None:
        self.at = self.card.now_ms * 32

    def read(self) -> bytes:
        begin, self.at = self.at, self.card.now_ms * 32
        return spoken(begin, self.at)

    def finish(self) -> bytes:
        return self.read()

    def close(self) -> None:
        """Nothing is held."""


def spoken(begin: int, end: int) -> bytes:
    """Return what is said between two places of the call, in bytes."""
    at = begin % len(LOOP)
    return (LOOP[at:] + LOOP * ((end - begin) // len(LOOP) + 1))[: end - begin]


def replay(folder: Path) -> list[Measured]:
    """Hear hours of a call, as fast as this computer can, and hold what was sealed against what was said."""
    store = Store(folder / "tenth.db", KEY)
    card, began, memory = Replay(), dt.datetime(2026, 5, 19, 1, 0, tzinfo=dt.UTC), dict[int, float]()
    desk = Desk(
        store, lambda: began + dt.timedelta(milliseconds=card.now_ms), lambda: uuid.uuid4().hex[:8], folder
    )
    shelf, length_ms = SoundShelf(folder), round(HOURS * 3_600_000)
    started: list[Capture] = []

    def sleep(seconds: float) -> None:
        card.now_ms += round(seconds * 1000)
        if card.now_ms % 60_000 == 0:
            memory[card.now_ms] = resident()
        if card.now_ms >= length_ms:
            store.captures.keep(started[0].ended())

    recorder = Recorder(desk, shelf, lambda _: card, monotonic=lambda: card.now_ms / 1000, sleep=sleep)

    def launch() -> None:
        kept = store.captures.current()
        assert kept is not None
        started.append(kept.capture)
        recorder.run()

    took = time.monotonic()
    Capturing(desk, shelf, Clock(desk), launch, {}).start(AGREED)
    took = time.monotonic() - took
    kept = store.captures.current()
    assert kept is not None
    lost = {
        track: lost_in(folder / f"{kept.capture.id}.sealed", kept.sound_key, track, length_ms)
        for track in TrackKind
    }
    store.close()
    after, last = min(memory), max(memory)
    return [
        Measured(f"samples lost in {HOURS:g} hours, both tracks", sum(lost.values()), "", 0),
        Measured(
            f"memory after {HOURS:g} hours, beyond that after a minute", memory[last] - memory[after], "MB", 8
        ),
        Measured("times as fast as it was spoken", length_ms / 1000 / took, ""),
    ]


def lost_in(path: Path, key: bytes, track: TrackKind, length_ms: int) -> int:
    """Count the samples of a sealed track that are not what was said at their place, and those that are missing."""
    at = wrong = 0
    with SealedReader(path, key) as reader:
        for chunk in reader.chunks(track):
            said = np.frombuffer(spoken(at, at + len(chunk)), "<i2")
            wrong += int(np.count_nonzero(np.frombuffer(chunk, "<i2") != said))
            at += len(chunk)
    return wrong + max(0, length_ms * 16 - at // 2)


def resident() -> float:
    """Return the memory this process holds, in megabytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))


if __name__ == "__main__":
    raise SystemExit(main())
