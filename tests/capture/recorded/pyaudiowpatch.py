"""PyAudioWPatch as it answers on Windows, recorded from its source and published sessions, for a machine without Windows.

A microphone at 44.1 kHz mono and a loudspeaker at 48 kHz stereo, whose loopback hands over nothing unless a stream is played to
it, as WASAPI does. ANSWERS in the environment: "mute_first" plays nothing in the first second, "unplugged" ends after one.
"""

from __future__ import annotations

import os
import threading
import time
from array import array
from typing import Any

paInt16, paContinue = 8, 0  # noqa: N816 - the library's own names
MICROPHONE = {
    "index": 1,
    "name": "Microphone (USB Audio)",
    "defaultSampleRate": 44100.0,
    "maxInputChannels": 1,
}
SPEAKER = {
    "index": 4,
    "name": "Speakers (Realtek)",
    "defaultSampleRate": 48000.0,
    "maxOutputChannels": 2,
    "maxInputChannels": 0,
}
LOOPBACK = {
    "index": 11, "name": "Speakers (Realtek) [Loopback]", "defaultSampleRate": 48000.0, "maxInputChannels": 2,
    "isLoopbackDevice": True,
}  # fmt: skip
HOW = os.environ.get("ANSWERS", "")


class PyAudio:
    """One PortAudio."""

    def __init__(self) -> None:
        self._plays, self._ends = False, threading.Event()

    def get_default_input_device_info(self) -> dict[str, Any]:
        if HOW == "none":
            raise OSError("No Default Input Device Available")
        return MICROPHONE

    def get_default_wasapi_loopback(self) -> dict[str, Any]:
        return LOOPBACK

    def get_default_wasapi_device(self, *, d_out: bool = False, d_in: bool = False) -> dict[str, Any]:
        return SPEAKER if d_out else MICROPHONE

    def open(
        self, *, format: int, rate: int, channels: int, frames_per_buffer: int, stream_callback: Any, input: bool = False,
        output: bool = False, input_device_index: int | None = None, output_device_index: int | None = None,
    ) -> Stream:  # fmt: skip
        device = {1: MICROPHONE, 4: SPEAKER, 11: LOOPBACK}[input_device_index or output_device_index or 0]
        wanted = device["maxOutputChannels"] if output else device["maxInputChannels"]
        if (format, rate, channels) != (paInt16, device["defaultSampleRate"], wanted):
            raise OSError("[Errno -9997] Invalid sample rate")  # PortAudio issue 875
        if output:
            samples, _ = stream_callback(None, frames_per_buffer, {}, 0)
            self._plays = len(samples) == frames_per_buffer * channels * 2 and not any(samples)
        stream = Stream()
        if input:
            loud = device is MICROPHONE or self._plays
            run = (stream, stream_callback, frames_per_buffer, rate, channels, loud)
            threading.Thread(target=self._run, args=run, daemon=True).start()
        return stream

    def _run(self, stream: Stream, callback: Any, frames: int, rate: int, channels: int, loud: bool) -> None:
        block = array("h", ([8000] * 48 + [-8000] * 48) * (frames // 96))
        samples = block if channels == 1 else array("h", [s for s in block for _ in range(channels)])
        began, count = time.monotonic(), 0
        while not self._ends.wait(max(0.0, began + (count + 1) * frames / rate - time.monotonic())):
            count += 1
            second = count * frames / rate
            if loud and not (HOW == "mute_first" and second < 1):
                callback(samples.tobytes(), frames, {}, 0)
            if HOW == "unplugged" and second > 1:
                stream.active = False
                return

    def terminate(self) -> None:
        self._ends.set()


class Stream:
    """An open stream."""

    active = True

    def is_active(self) -> bool:
        return self.active
