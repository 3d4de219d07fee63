"""catap 0.6 as it answers on macOS, from its source: float samples, mono at 48 kHz. ANSWERS "no_permission": all zeros."""

from __future__ import annotations

import os
import threading
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

HOW = os.environ.get("ANSWERS", "")
FRAMES, RATE = 512, 48_000


@dataclass(frozen=True)
class AudioStreamFormat:
    sample_rate: float = 48_000.0
    num_channels: int = 1
    bits_per_sample: int = 32
    is_float: bool = True


@dataclass(frozen=True)
class AudioBuffer:
    data: bytes
    frame_count: int
    format: AudioStreamFormat


@dataclass
class AudioProcess:
    audio_object_id: int
    pid: int
    bundle_id: str | None
    name: str
    is_outputting: bool
    is_running: bool = False
    is_inputting: bool = False


class RecordingSession:
    def __init__(self, on_buffer: Callable[[AudioBuffer], None]) -> None:
        self._on_buffer, self._ends = on_buffer, threading.Event()
        self.is_recording, self.capture_failed = False, False
        self.stream_format: AudioStreamFormat | None = None

    def start(self) -> None:
        self.is_recording, self.stream_format = True, AudioStreamFormat()
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        loud = 0.0 if HOW == "no_permission" else 0.25
        samples = array("f", ([loud] * 64 + [-loud] * 64) * (FRAMES // 128)).tobytes()
        while not self._ends.wait(FRAMES / RATE):
            self._on_buffer(AudioBuffer(samples, FRAMES, AudioStreamFormat()))

    def close(self) -> None:
        self._ends.set()


def record_system_audio(
    output_path: object = None, *, mono: bool = False, on_buffer: Any = None
) -> RecordingSession:
    assert mono
    return RecordingSession(on_buffer)


def list_audio_processes() -> list[AudioProcess]:
    zoom = AudioProcess(
        71, 902, "us.zoom.xos", "zoom.us", is_outputting=True, is_running=True, is_inputting=True
    )
    return [zoom, AudioProcess(72, 903, "com.apple.Music", "Music", is_outputting=False)]
