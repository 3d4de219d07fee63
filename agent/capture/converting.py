"""Sound as a device has it, to 16-bit mono at 16 kHz, piece by piece without a seam: the resampler keeps its state."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

import av

RATE = 16_000


@dataclass(frozen=True, slots=True)
class Form:
    """How interleaved samples lie. `code`: of one sample, as Python's arrays have it: h (16 bits), i (32 bits), f (floats)."""

    rate: int
    channels: int
    code: str = "h"


class Converter:
    """Converts one stream."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._format = {"h": "s16", "i": "s32", "f": "flt"}[form.code]
        self._layout = "mono" if form.channels == 1 else "stereo"
        self._resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)

    def convert(self, samples: bytes) -> bytes:
        """Return a piece as 16-bit mono PCM at 16 kHz; the end of it may come with the next piece."""
        samples = self._two_channels(samples)
        width = array(self._form.code).itemsize * min(2, self._form.channels)
        count = len(samples) // width
        if count == 0:
            return b""
        frame = av.AudioFrame(format=self._format, layout=self._layout, samples=count, align=1)
        frame.sample_rate = self._form.rate
        frame.planes[0].update(samples[: count * width])
        return b"".join(bytes(f.planes[0])[: f.samples * 2] for f in self._resampler.resample(frame))

    def _two_channels(self, samples: bytes) -> bytes:
        """Keep the first two of many: a microphone array's others say the same."""
        many = self._form.channels
        if many <= 2:
            return samples
        all_of_them = array(self._form.code, samples)
        two = array(self._form.code, bytes(len(samples) // many * 2))
        two[0::2], two[1::2] = all_of_them[0::many], all_of_them[1::many]
        return two.tobytes()
