"""The microphone by PyAudio, on Windows and macOS, and what Windows plays by PyAudioWPatch's loopback.

Loopback hands over nothing while nothing plays: a silent stream is played to the same loudspeaker for as long as it is heard,
which is what Windows' own people advise, and agent/capture/filling.py fills what is missing all the same. A loopback opens at
the loudspeaker's own rate and channels only (PortAudio issue 875). Written to PyAudioWPatch 0.2.12 and PyAudio 0.2.14.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from agent.capture.converting import Form
from agent.domain.transcript import TrackKind

FRAMES = 960  # 20 ms at 48 kHz


@dataclass(frozen=True, slots=True)
class Opened:
    """A device that is being heard: its name, how its samples lie, and whether it still is."""

    device: str
    form: Form
    is_alive: Callable[[], bool]


@contextmanager
def opened(system: str, track: TrackKind, take: Callable[[bytes], None]) -> Iterator[Opened]:
    """Hear a track on "windows", or the microphone on "macos"; `take` gets its samples on a thread of PortAudio's.

    Raise OSError or LookupError when it cannot be had.
    """
    pyaudio = _library(system)
    audio = pyaudio.PyAudio()

    def come(samples: bytes, _count: int, _times: object, _flags: int) -> tuple[None, int]:
        take(samples)
        return None, pyaudio.paContinue

    def silence(_samples: object, count: int, _times: object, _flags: int) -> tuple[bytes, int]:
        return bytes(count * 2 * form.channels), pyaudio.paContinue

    try:
        is_loopback = track is TrackKind.SYSTEM
        device = audio.get_default_wasapi_loopback() if is_loopback else audio.get_default_input_device_info()
        form = Form(round(device["defaultSampleRate"]), int(device["maxInputChannels"]))
        shape: dict[str, Any] = {"format": pyaudio.paInt16, "rate": form.rate, "channels": form.channels}
        if is_loopback:
            speaker = audio.get_default_wasapi_device(d_out=True)
            audio.open(
                **shape,
                output=True,
                output_device_index=speaker["index"],
                frames_per_buffer=FRAMES,
                stream_callback=silence,
            )
        stream = audio.open(
            **shape,
            input=True,
            input_device_index=device["index"],
            frames_per_buffer=FRAMES,
            stream_callback=come,
        )
        yield Opened(str(device["name"]), form, stream.is_active)
    finally:
        audio.terminate()  # closes what is open


def _library(system: str) -> Any:
    if system == "windows":
        import pyaudiowpatch

        return pyaudiowpatch
    import pyaudio

    return pyaudio
