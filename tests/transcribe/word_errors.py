"""How far the words of a practice call are from its script: by the file and live, the same measure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from agent.domain.transcript import TrackKind

TRACKS = {"mic": TrackKind.MICROPHONE, "system": TrackKind.SYSTEM}
RATES = {"practice_call": 0.02, "second_call": 0.06}
"""Share of words that may be wrong; what was found stands in benchmarks/voice/README.md."""

Script = Sequence[Mapping[str, object]]
Heard = Iterable[tuple[TrackKind, int, str]]
"""Turns as they were heard: track, start in milliseconds, text."""


def words(text: str) -> list[str]:
    return re.sub(r"[^a-z ]", " ", text.lower()).split()


def errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """Count the words to change, add or take away."""
    row = list(range(len(heard) + 1))
    for i, a in enumerate(said, 1):
        above, row[0] = row[:], i
        for j, b in enumerate(heard, 1):
            row[j] = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
    return row[-1]


def share_wrong(script: Script, heard: Heard) -> float:
    """Return the share of the script's words that were heard wrong, not at all, or were never said."""
    turns = sorted(heard, key=lambda turn: turn[1])
    wrong = total = 0
    for name, track in TRACKS.items():
        said = [w for turn in script if turn["track"] == name for w in words(str(turn["words"]))]
        wrong += errors(said, [w for each, _, text in turns if each is track for w in words(text)])
        total += len(said)
    return wrong / total


def latest_start(script: Script, heard: Heard) -> float:
    """Return by how many seconds the start of a turn of the script is missed at most."""
    starts = [(track, start / 1000) for track, start, _ in heard]
    return max(
        min(
            abs(start - float(str(turn["start"])))
            for track, start in starts
            if track is TRACKS[str(turn["track"])]
        )
        for turn in script
    )
