"""Sound on its way: pieces of 16-bit little-endian mono PCM at 16 kHz, each for one track."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agent.domain.hearing import Block as Block
from agent.domain.hearing import side_by_side
from agent.domain.transcript import TrackKind

RATE = 16_000
WIDTH = 2  # bytes of a sample
BLOCK_SECONDS = 5  # less than listening waits for a track of which no sound comes


def blocks_of(tracks: Mapping[TrackKind, bytes]) -> Iterator[Block]:
    """Cut whole tracks into blocks, side by side in time."""
    return side_by_side({track: _cut(pcm) for track, pcm in tracks.items()})


def _cut(pcm: bytes) -> Iterator[bytes]:
    step = BLOCK_SECONDS * RATE * WIDTH
    return (pcm[at : at + step] for at in range(0, len(pcm), step))
