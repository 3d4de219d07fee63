"""Sound on its way: pieces of 16-bit little-endian mono PCM at 16 kHz, each for one track."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from agent.domain.transcript import TrackKind

RATE = 16_000
WIDTH = 2  # bytes of a sample
BLOCK_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of one track. The pieces of a track come in order, without gaps."""

    track: TrackKind
    pcm: bytes = field(repr=False)


def blocks_of(tracks: Mapping[TrackKind, bytes]) -> Iterator[Block]:
    """Cut whole tracks into blocks, side by side in time, so that words come in about the order they were spoken."""
    step = BLOCK_SECONDS * RATE * WIDTH
    for at in range(0, max(map(len, tracks.values()), default=0), step):
        for track, pcm in tracks.items():
            if at < len(pcm):
                yield Block(track, pcm[at : at + step])
