"""Speech as FLAC for the way: half the size of plain samples and not a bit of them lost."""

from __future__ import annotations

import io

import numpy as np

from agent.transcribe.blocks import RATE
from agent.transcribe.turns import Samples, pcm_of

LARGEST = 4_000_000  # bytes; a window of half a minute has less than one million, servers take 25


def flac(sound: Samples) -> bytes:
    """Return mono sound as a FLAC file, 16 bits at 16 kHz."""
    import av

    pcm = np.frombuffer(pcm_of(sound), "<i2")
    file = io.BytesIO()
    with av.open(file, "w", format="flac") as container:
        stream = container.add_stream("flac", rate=RATE)
        stream.layout, stream.format = "mono", "s16"
        frame = av.AudioFrame.from_ndarray(pcm.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = RATE
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
    made = file.getvalue()
    if len(made) > LARGEST:
        raise ValueError("more than a window of sound")
    return made
