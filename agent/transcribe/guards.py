"""Guards against words nobody said. Whisper was trained on films: over silence or noise it writes what subtitles say there.

Voice activity is asked first and earlier text is never given as a hint; these are the checks that remain.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from agent.domain.matching_words import folded

NO_SPEECH: Final = 0.6  # Whisper's own limits (openai/whisper transcribe.py)
LOGPROB: Final = -1.0
COMPRESSION: Final = 2.4
UNSURE: Final = (
    -0.5
)  # a name that was really said is heard with more; so far a guess, to be held against real voices
RECITED: Final = 3  # names one after the other, as they stand in the prompt and nobody says them

STOCK_PHRASES: Final = frozenset(
    {
        "thanks for watching",
        "thank you for watching",
        "thank you so much for watching",
        "thanks for watching and see you next time",
        "please subscribe",
        "please subscribe to my channel",
        "dont forget to like and subscribe",
        "like and subscribe",
        "see you in the next video",
        "subtitles by the amaraorg community",
        "subtitles by",
        "transcription by castingwords",
        "music",
        "applause",
        "silence",
    }
)


def is_digital_silence(sound: NDArray[np.float32]) -> bool:
    """Tell whether a piece of sound is nothing but zeros: a muted microphone, or a system track while nothing plays."""
    return not sound.any()


def is_believable(text: str, *, avg_logprob: float, no_speech_prob: float) -> bool:
    """Tell whether a window's words may be shown: the engine was not both unsure and hearing silence, nor caught in a loop."""
    if no_speech_prob > NO_SPEECH and avg_logprob < LOGPROB:
        return False
    raw = text.encode()
    return len(raw) <= COMPRESSION * len(zlib.compress(raw))


def is_stock_phrase(text: str) -> bool:
    """Tell whether a whole turn is a phrase from subtitles that nobody says on a call."""
    return re.sub(r"[^a-z ]", "", text.lower()).strip() in STOCK_PHRASES


def is_leak(text: str, hotwords: Sequence[str], *, avg_logprob: float, no_speech_prob: float) -> bool:
    """Tell whether a turn's words are the prompt's alone: nothing but hotwords, from an engine that was unsure, or read out.

    Over noise that passes for speech Whisper repeats its prompt (SYSTRAN/faster-whisper#1331).
    """
    said, names = _plain(text), [_plain(name) for name in hotwords]
    if not said or not set(said) <= set(chain.from_iterable(names)):
        return False
    if avg_logprob < UNSURE or no_speech_prob > NO_SPEECH:
        return True
    in_order = [
        " ".join(chain.from_iterable(names[at : at + RECITED])) for at in range(len(names) - RECITED + 1)
    ]
    return any(f" {row} " in f" {' '.join(said)} " for row in in_order)


def _plain(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", folded(text))
