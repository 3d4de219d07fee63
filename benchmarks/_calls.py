"""Long calls for the benchmarks on speech: the practice calls one after the other, and an engine whose words are nonsense."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

from agent import voice
from agent.domain.hearing import Block, side_by_side
from agent.domain.transcript import TrackKind
from agent.transcribe import child
from agent.transcribe.sound import ChildSoundReader

CALLS = ("practice_call", "second_call")
SECOND = 32_000  # bytes of one track
UNGUARDED = """
import sys
from agent.transcribe import guards, worker
guards.is_believable = lambda *_, **__: True
sys.exit(worker.main())
"""


def call_of(minutes: int) -> dict[TrackKind, bytes]:
    """Return both tracks of a call of that length."""
    calls = [ChildSoundReader().read(voice.call_path(name, ".flac").read_bytes()) for name in CALLS]
    length = minutes * 60 * SECOND
    joined = {track: b"".join(call[track] for call in calls) for track in TrackKind}
    return {track: (said * (length // len(said) + 1))[:length] for track, said in joined.items()}


def pieces(call: Mapping[TrackKind, bytes], starts: Mapping[TrackKind, int]) -> Iterator[Block]:
    """Yield a call from these samples on, half a second of each track at a time."""

    def cut(track: TrackKind) -> Iterator[bytes]:
        said = call[track]
        return (said[at : at + SECOND // 2] for at in range(starts.get(track, 0) * 2, len(said), SECOND // 2))

    return side_by_side({track: cut(track) for track in call})


def believe_everything() -> None:
    """Let children take nonsense for words: random weights write loops, for which the guards would hear every turn again."""
    child.COMMAND = (sys.executable, "-P", "-c", UNGUARDED)
