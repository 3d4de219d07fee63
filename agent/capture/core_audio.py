"""What a Mac plays, by a Core Audio tap, and which processes use sound, both as catap 0.6 has them (macOS 14.2 and later).

Where the permission for the computer's sound is missing, everything succeeds and every sample is 0: `is_playing` tells whether
that would be wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from agent.capture.converting import Form
from agent.capture.portaudio import Opened
from agent.capture.process_list import AudioProcess


@contextmanager
def tapped(take: Callable[[bytes], None]) -> Iterator[Opened]:
    """Hear what the computer plays; `take` gets its samples on a thread of catap's. Raise OSError when it cannot be had."""
    session = _catap().record_system_audio(mono=True, on_buffer=lambda buffer: take(buffer.data))
    session.start()
    try:
        told = session.stream_format
        code = "f" if told.is_float else {16: "h", 32: "i"}[told.bits_per_sample]
        form = Form(round(told.sample_rate), told.num_channels, code)
        yield Opened(
            "the computer's sound", form, lambda: session.is_recording and not session.capture_failed
        )
    finally:
        session.close()


def audio_processes() -> Sequence[AudioProcess]:
    """Return the processes that use sound."""
    found: Sequence[AudioProcess] = _catap().list_audio_processes()
    return found


def is_playing() -> bool:
    """Whether some process plays sound now."""
    return any(process.is_outputting for process in _catap().list_audio_processes())


def _catap() -> Any:
    import catap

    return catap
