"""Sound files of every kind, made on the spot: two voices that take turns, and files with something wrong."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np

RATE = 48_000
OTHERS = (
    ("call.ogg", "vorbis"), ("call.ogg", "flac"), ("call.m4a", "alac"), ("call.mp4", "libmp3lame"), ("call.mka", "pcm_s16le"),
    ("call.wav", "pcm_s24le"), ("call.wav", "pcm_f32le"), ("call.wav", "pcm_mulaw"), ("call.wav", "adpcm_ima_wav"),
    ("call.wma", "wmav2"), ("call.caf", "alac"), ("call.aac", "aac"), ("call.webm", "vorbis"), ("call.w64", "pcm_s16le"),
    ("call.mov", "aac"), ("call.mkv", "libopus"),
)  # fmt: skip
"""What else phones, recorders and meeting programs write: name and codec."""

CODECS = {
    ".wav": "pcm_s16le", ".flac": "flac", ".mp3": "libmp3lame", ".ogg": "libopus", ".opus": "libopus", ".m4a": "aac",
    ".mp4": "aac", ".3gp": "aac", ".webm": "libopus", ".aiff": "pcm_s16be",
}  # fmt: skip

Sides = np.ndarray  # int16, one row for each side


def voice(seconds: float, pattern: str, pitch: float) -> np.ndarray:
    """A tone that sounds wherever the pattern says x, silent elsewhere."""
    at = np.arange(int(seconds * RATE)) / RATE
    loud = np.array([c == "x" for c in pattern])[(at / seconds * len(pattern)).astype(int)]
    return (loud * 9000 * np.sin(2 * np.pi * pitch * at)).astype(np.int16)


def two_ends(seconds: float = 4) -> Sides:
    """A call: each side is silent while the other speaks."""
    return np.stack([voice(seconds, "x.x.", 300), voice(seconds, ".x.x", 500)])


def one_room(seconds: float = 4) -> Sides:
    """Two microphones in one room: the same at two levels, a little apart in time."""
    left = voice(seconds, "x.xx.x", 300)
    return np.stack([left, (np.roll(left, 700) * 0.6).astype(np.int16)])


def write(
    path: Path,
    sides: Sides,
    *,
    video: bool = False,
    gap_seconds: float = 0,
    codec: str = "",
    rate: int = RATE,
) -> Path:
    """Write a sound file; its name says how, unless `codec` does. `gap_seconds` leaves a gap in the time stamps half way."""
    layout = "stereo" if len(sides) == 2 else "mono"
    with av.open(path, "w") as container:
        stream = container.add_stream(codec or CODECS[path.suffix], rate=rate, layout=layout)
        if codec == "vorbis":
            stream.codec_context.options = {"strict": "experimental"}
        elif codec == "wmav2":
            stream.bit_rate = 128_000
        if video:
            _pictures(container)
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(sides.T).reshape(1, -1), format="s16", layout=layout
        )
        frame.sample_rate = RATE
        fifo = av.AudioFifo()
        resampler = av.AudioResampler(format=stream.codec_context.format, layout=layout, rate=rate)
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            fifo.write(part)
        written = 0
        while (part := fifo.read(stream.codec_context.frame_size or 1024, partial=True)) is not None:
            part.pts = written + (int(gap_seconds * RATE) if written > sides.shape[1] // 2 else 0)
            written += part.samples
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return path


def pictures_only(path: Path) -> Path:
    """Write a film without sound."""
    with av.open(path, "w") as container:
        _pictures(container)
    return path


def _pictures(container: av.container.OutputContainer) -> None:
    stream = container.add_stream("mpeg4", rate=10)
    stream.width = stream.height = 64
    stream.pix_fmt = "yuv420p"
    for _ in range(10):
        picture = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
        container.mux(stream.encode(picture))
    container.mux(stream.encode(None))
