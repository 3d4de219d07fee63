"""PyAudio as it answers on a Mac: the same library without the patch, so without a loopback."""

from tests.capture.recorded.pyaudiowpatch import PyAudio, paContinue, paInt16

__all__ = ("PyAudio", "paContinue", "paInt16")
