"""What hearing costs on this computer: a minute of the practice call, heard by the real engine in a child of its own.

A graphics card is used when the trial on it ends well; when it raises or takes the child with it, the processor is tried.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from agent import voice
from agent.domain.hearing import Block, Place
from agent.domain.speech import Measured
from agent.domain.transcript import TrackKind
from agent.transcribe.blocks import RATE, blocks_of
from agent.transcribe.child import Child
from agent.transcribe.errors import EngineCrashed, EngineTooSlow, ModelBroken
from agent.transcribe.listening import Engine, listen
from agent.transcribe.messages import Message
from agent.transcribe.sound import ChildSoundReader

SECONDS = 60
PATIENCE_SECONDS = 600.0
CPU, CUDA = "cpu", "cuda"


def cuda_cards() -> int:
    """Return how many graphics cards the engine can use; none where it cannot even be asked."""
    try:
        with Child({"do": "devices"}, patience_seconds=60.0) as child:
            return max(int(answer.fields["cuda"]) for answer in child.answers())
    except (EngineCrashed, EngineTooSlow, KeyError, TypeError, ValueError):
        return 0


def measure(model: Path, *, threads: int, cards: int) -> Measured:
    """Hear a minute with a model. Raise ModelMissing, ModelBroken or how the child ended."""
    if cards:
        try:
            return _measured(model, threads, CUDA)
        except (EngineCrashed, EngineTooSlow, ModelBroken):
            pass  # a driver or library that does not fit: the processor always does
    return _measured(model, threads, CPU)


def minute() -> Mapping[TrackKind, bytes]:
    """Return the first minute of the practice call."""
    whole = ChildSoundReader().read(voice.call_path("practice_call", ".flac").read_bytes())
    return {track: said[: SECONDS * RATE * 2] for track, said in whole.items()}


def _measured(model: Path, threads: int, device: str) -> Measured:
    job = {"do": "measure", "model": str(model), "threads": threads, "device": device}
    found: Mapping[str, Any] = {}
    with Child(job, patience_seconds=PATIENCE_SECONDS) as child:
        child.feed(Message({"track": block.track.value}, block.pcm) for block in blocks_of(minute()))
        for answer in child.answers():
            found = answer.fields["measured"]
    return Measured(float(found["seconds"]), float(found["busy"]), int(found["memory_mb"]), device)


def heard(engine: Engine, sound: Iterator[Block]) -> Mapping[str, Any]:
    """Hear, in the child, and return what it came to."""
    blocks = list(sound)
    began, busy = time.monotonic(), time.process_time()
    for _ in listen(engine, blocks, {track: Place() for track in TrackKind}):
        pass
    took, worked = time.monotonic() - began, time.process_time() - busy
    return {"seconds": round(took, 2), "busy": round(worked, 2), "memory_mb": most_memory() // 1_000_000}


def most_memory() -> int:
    """Return the most memory that this process has held, in bytes; 0 where the system does not say."""
    try:  # not getrusage, which on Linux counts what the parent held when it started us
        with Path("/proc/self/status").open() as status:
            return next((int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM")), 0)
    except OSError:
        return _of_a_mac()


def _of_a_mac() -> int:
    if sys.platform == "darwin":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return 0
