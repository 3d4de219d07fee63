"""The child that hears one track on Windows or macOS: the device's name and a line's end, then 16-bit mono PCM at 16 kHz.

python -m agent.capture.listener windows|macos microphone|system          started by agent/capture/piped.py

It ends with its pipe, and when its device goes: PortAudio lists devices once, so a new one is found by a new child only.
"""

from __future__ import annotations

import queue
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress

from agent.capture.converting import Converter
from agent.capture.core_audio import tapped
from agent.capture.filling import ClockFill
from agent.capture.portaudio import Opened, opened
from agent.capture.process_loopback import all_but_own
from agent.domain.transcript import TrackKind

SECONDS_AT_MOST = 0.02


def main(system: str, track: TrackKind) -> int:
    """Hear it to the end; 1 when it cannot be had."""
    coming: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    try:
        with hearing(system, track, coming.put) as device, suppress(BrokenPipeError):
            _hand_over(device, coming)
    except (OSError, LookupError, ImportError):
        return 1
    return 0


@contextmanager
def hearing(system: str, track: TrackKind, take: Callable[[bytes], None]) -> Iterator[Opened]:
    """Hear a track by whatever the system has for it. Raise OSError, LookupError or ImportError when it cannot be had."""
    with ExitStack() as stack:
        if system == "macos" and track is TrackKind.SYSTEM:
            yield stack.enter_context(tapped(take))
            return
        try:
            device = stack.enter_context(opened(system, track, take))
        except (OSError, LookupError, ImportError):
            if track is not TrackKind.SYSTEM:
                raise
            device = stack.enter_context(all_but_own(take))
        yield device


def _hand_over(device: Opened, coming: queue.SimpleQueue[bytes]) -> None:
    out, converter = sys.stdout.buffer, Converter(device.form)
    out.write(device.device.replace("\n", " ").encode() + b"\n")
    fill = ClockFill(_now_ms())
    while device.is_alive():
        pcm = b""
        with suppress(queue.Empty):
            pcm = converter.convert(coming.get(timeout=SECONDS_AT_MOST))
        out.write(fill.before(pcm, _now_ms()))
        out.flush()


def _now_ms() -> int:
    return time.monotonic_ns() // 1_000_000


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], TrackKind(sys.argv[2])))
