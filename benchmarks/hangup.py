"""What is left to do when a call is over: the same call heard while it goes on, and transcribed after the fact.

    ./run bench hangup                        calls of 10, 30 and 60 minutes
    python -m benchmarks.hangup 10            one of ten

The recording is written faster than life, by the real writer; the verb that the agent runs follows it with the real engine in
its child process. The model has random weights and is tiny, so that an hour can be replayed in minutes: it takes windows of 30
seconds like the published ones, and what counts is the share of the work that is left, not how long the work takes.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from agent.domain.capture import Capture, Report
from agent.domain.consent import Consent
from agent.domain.hearing import Part, Place
from agent.domain.ids import SourceId
from agent.domain.source import Source, SourceKind, Stage
from agent.domain.transcript import TrackKind
from agent.store.store import Store
from agent.transcribe.engine import ChildTranscriber
from agent.vault.sealing import SealedWriter
from agent.workflow.desk import Desk
from agent.workflow.hearing import Hearing
from agent.workflow.sound import SoundShelf
from benchmarks._calls import believe_everything, call_of, pieces
from tests.builders import NOON
from tests.transcribe.random_model import build

FASTER = 12  # than life
CALL, KEY = SourceId("call"), bytes(range(32))
LARGEST_SHARE = {10: None, 30: None, 60: 0.03}


@dataclass
class Counted:
    """The real engine, with its windows counted."""

    engine: ChildTranscriber
    windows: int = 0
    memory_mb: int = 0  # the most that its child held

    def pids(self) -> list[int]:
        """Its children that run."""
        return [each._process.pid for each in self.engine._running]  # nobody else needs to know

    def hear(self, sound, places, share=lambda: 1.0, *, hotwords=()):  # type: ignore[no-untyped-def]  # as the engine
        for part in self.engine.hear(sound, places, share, hotwords=hotwords):
            self.windows += bool(part.turns)
            self.memory_mb = max([self.memory_mb, *map(_peak_mb, self.pids())])
            yield part


@dataclass(frozen=True)
class Found:
    """What one call took: windows, and seconds of waiting after it was over."""

    minutes: int
    windows: int
    left: int
    live_seconds: float
    behind_seconds: int
    after_windows: int
    after_seconds: float
    memory_mb: int


def measure(minutes: int, model: Path, folder: Path) -> Found:
    """Replay one call, hang up, and hear the same call after the fact."""
    call = call_of(minutes)
    store = Store(folder / f"{minutes}.db", KEY)
    desk = Desk(store, now=lambda: NOON, new_id=lambda: "id", locks=folder)
    counted = Counted(ChildTranscriber(model))
    hearing = Hearing(desk, SoundShelf(folder), counted)  # type: ignore[arg-type]  # as the engine
    store.captures.begin(Capture(CALL, NOON, NOON, Consent(())), KEY)
    store.captures.report(CALL, Report(hearing_since=NOON))
    writer = SealedWriter(folder / f"{CALL}.sealed", KEY, tuple(TrackKind))
    kept = store.captures.current()
    assert kept is not None
    listening = threading.Thread(target=hearing.follow, args=(kept, threading.Event()))
    listening.start()
    began = time.monotonic()
    for n, block in enumerate(pieces(call, {})):
        writer.append(block.track, block.pcm)
        time.sleep(max(0.0, began + n // 2 * 0.5 / FASTER - time.monotonic()))
    behind, before = hearing.behind_seconds() or 0, counted.windows
    hung_up = time.monotonic()
    writer.close()
    with store.transaction():
        store.captures.end()
        source = Source(CALL, SourceKind.CALL, "sound", Stage.RECORDED, "sha", ())
        store.sources.add(source, taken_at=NOON, sound_key=KEY)
    listening.join()
    hearing.words(store.sources.get(CALL), lambda _: None)
    live = time.monotonic() - hung_up
    windows = counted.windows
    (folder / f"{CALL}.sealed").unlink()
    store.close()
    after, windows_after = _afterwards(call, model)
    return Found(minutes, windows, windows - before, live, behind, windows_after, after, counted.memory_mb)


def _peak_mb(pid: int) -> int:
    """Return the most memory a process ever held. What `getrusage` says of children is their parent's, from before exec."""
    try:
        told = Path(f"/proc/{pid}/status").read_text("ascii")
    except OSError:
        return 0
    return int(told.partition("VmHWM:")[2].split()[0]) // 1024


def _afterwards(call: dict[TrackKind, bytes], model: Path) -> tuple[float, int]:
    began = time.monotonic()
    parts: list[Part] = list(
        ChildTranscriber(model).hear(
            lambda starts: pieces(call, starts), {track: Place() for track in TrackKind}
        )
    )
    return time.monotonic() - began, sum(bool(part.turns) for part in parts)


def main() -> int:
    """Measure, print, and say by the exit status whether every goal was met."""
    lengths = [int(word) for word in sys.argv[1:]] or list(LARGEST_SHARE)
    believe_everything()
    missed = False
    with tempfile.TemporaryDirectory(prefix="tenth-bench-") as name:
        model = build(Path(name) / "model")
        for minutes in lengths:
            found = measure(minutes, model, Path(name))
            share = found.left / found.windows
            goal = LARGEST_SHARE.get(minutes)
            missed |= goal is not None and share > goal
            missed |= found.left > len(TrackKind) + found.behind_seconds // 15
            print(
                f"{minutes:3} min: {found.windows} windows, {found.left} left at hang-up ({found.behind_seconds} s behind): "
                f"{share:.3f} of the work, {found.live_seconds:.1f} s; after the fact {found.after_windows} windows, "
                f"{found.after_seconds:.1f} s ({found.live_seconds / found.after_seconds:.3f}); "
                f"largest child {found.memory_mb} MB",
                flush=True,
            )
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
