"""A scripted speech engine and made-up sound, for tests that are about our own part of the work.

In this sound a turn is a stretch of one constant value, and the engine "hears" each value as a word: 0.5 is "w500".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from agent.domain.transcript import TrackKind
from agent.transcribe.blocks import RATE, Block
from agent.transcribe.turns import PAUSE_MS, Samples
from agent.transcribe.windows import Heard, Word

ALIKE = 0.015  # values of one turn


def word(value: float) -> str:
    """The word as which a value is heard."""
    return f"w{round(value * 1000)}"


def sound(*parts: tuple[float, float]) -> Samples:
    """Make sound of (value, seconds) parts; value 0 is silence."""
    return np.concatenate([np.full(int(seconds * RATE), value, np.float32) for value, seconds in parts])


def pcm(samples: Samples) -> bytes:
    """The same as 16-bit PCM."""
    return np.round(samples * 32768).clip(-32768, 32767).astype("<i2").tobytes()


def blocks(samples: Samples, track: TrackKind = TrackKind.SYSTEM, *, seconds: float = 30) -> list[Block]:
    """The same in blocks."""
    whole, step = pcm(samples), int(seconds * RATE) * 2
    return [Block(track, whole[at : at + step]) for at in range(0, len(whole), step)]


@dataclass
class ScriptedEngine:
    """Hears one word for each stretch of one value, and remembers what it was given."""

    window_seconds: int = 30
    turns_per_window: int | None = None
    avg_logprob: float = -0.1
    no_speech_prob: float = 0.0
    hotwords: Sequence[str] = ()
    heard: list[Samples] = field(default_factory=list)
    looked_at: list[Samples] = field(default_factory=list)

    def find_speech(self, samples: Samples, pause_ms: int = PAUSE_MS) -> Sequence[tuple[int, int]]:
        """Speech is louder than 0.01; another value is another turn, about the same after a short silence is not."""
        self.looked_at.append(samples)
        spans: list[tuple[int, int]] = []
        for a, b in _runs(samples):
            if abs(samples[a]) <= 0.01:
                continue
            gap = a - spans[-1][1] if spans else 0
            if 0 < gap < pause_ms * RATE // 1000 and abs(samples[a] - samples[spans[-1][0]]) < ALIKE:
                spans[-1] = spans[-1][0], b
            else:
                spans.append((a, b))
        return spans

    def hear(self, samples: Samples, *, word_times: bool) -> Heard:
        self.heard.append(samples)
        words = [
            Word((a + b) / 2 / RATE, " " + word(samples[a]))
            for a, b in _runs(samples)
            if abs(samples[a]) > 0.01
        ]
        text = "".join(w.text for w in words)
        return Heard(text, tuple(words) if word_times else (), self.avg_logprob, self.no_speech_prob)


def _runs(samples: Samples) -> list[tuple[int, int]]:
    edges = [0, *(np.flatnonzero(np.diff(samples)) + 1).tolist(), len(samples)]
    return list(pairwise(edges)) if len(samples) else []
