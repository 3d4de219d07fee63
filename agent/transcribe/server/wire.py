"""The words of OpenAI's transcription API, which speaches and vLLM speak too: what is asked, and how an answer is read. Pure.

Source: platform.openai.com/docs/api-reference/audio (verbose_json); speaches passes faster-whisper's words on, which keep
their spaces, where OpenAI's come bare. An answer is a stranger's: everything in it is looked at before anything is used.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from agent.transcribe.windows import Heard, Word

Form = dict[str, str | list[str]]

MOST_CHARACTERS = 60  # of text for each second of sound: twice the fastest talk
SPARE_CHARACTERS = 200
MOST_WORDS = 12  # for each second of sound
SPARE_WORDS = 40
LONGEST_WORD = 100
SLACK_SECONDS = 1.0  # by which a time may lie behind the sound: engines round, and pad it
MOST_PROMPT = 600  # characters; a Whisper prompt is cut at 223 tokens
MODEL = re.compile(r"[\w][\w.:/ -]{0,199}")
MOST_MODELS = 2_000


class Unusable(ValueError):
    """Not an answer to what was asked. Says nothing of what stands in it."""


def form(model: str, *, word_times: bool, hotwords: Sequence[str] = ()) -> Form:
    """Return the fields that go with a piece of sound."""
    fields: Form = {
        "model": model,
        "language": "en",
        "response_format": "verbose_json",
        "temperature": "0",
        "timestamp_granularities[]": ["word", "segment"] if word_times else ["segment"],
    }
    if prompt := ", ".join(hotwords)[:MOST_PROMPT]:
        fields["prompt"] = prompt
    return fields


def heard_in(body: bytes, *, seconds: float) -> Heard:
    """Read what was heard in so much sound. Raise Unusable."""
    answer = _object(body)
    text = _clean(_text(answer.get("text"), seconds))
    words = _words(answer.get("words"), seconds)
    segments = _list(answer.get("segments"), seconds)
    scores = [(_number(s, "avg_logprob", 0.0), _number(s, "no_speech_prob", 0.0)) for s in segments]
    return Heard(
        text,
        words,
        min((logprob for logprob, _ in scores), default=0.0),
        max((silence for _, silence in scores), default=0.0),
    )


def models_in(body: bytes) -> list[str]:
    """Read which models a server lists. Raise Unusable."""
    listed = _object(body).get("data")
    if not isinstance(listed, list) or len(listed) > MOST_MODELS:
        raise Unusable("models")
    names = [each.get("id") if isinstance(each, dict) else None for each in listed]
    if not all(isinstance(name, str) and MODEL.fullmatch(name) for name in names):
        raise Unusable("models")
    return [str(name) for name in names]


def _object(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        raise Unusable("json") from None
    if not isinstance(answer, dict):
        raise Unusable("json")
    return answer


def _text(text: object, seconds: float) -> str:
    if not isinstance(text, str) or len(text) > MOST_CHARACTERS * seconds + SPARE_CHARACTERS:
        raise Unusable("text")
    return text


def _list(listed: object, seconds: float) -> list[dict[str, Any]]:
    """Return a list of objects, none where the server says nothing, as many as that much sound may hold."""
    if listed is None:
        return []
    if not isinstance(listed, list) or len(listed) > MOST_WORDS * seconds + SPARE_WORDS:
        raise Unusable("list")
    if not all(isinstance(each, dict) for each in listed):
        raise Unusable("list")
    return listed


def _words(listed: object, seconds: float) -> tuple[Word, ...]:
    words = [_word(each, seconds) for each in _list(listed, seconds)]
    if sum(len(word.text) for word in words) > MOST_CHARACTERS * seconds + SPARE_CHARACTERS:
        raise Unusable("words")
    if any(word.text.startswith(" ") for word in words):
        return tuple(words)
    return tuple(Word(word.middle, f" {word.text}") for word in words)


def _word(word: dict[str, Any], seconds: float) -> Word:
    text, start, end = word.get("word"), _number(word, "start"), _number(word, "end")
    if not isinstance(text, str) or len(text) > LONGEST_WORD:
        raise Unusable("word")
    if not 0 <= start <= end <= seconds + SLACK_SECONDS:
        raise Unusable("time")
    return Word((start + end) / 2, _clean(text))


def _number(fields: dict[str, Any], name: str, missing: float = math.nan) -> float:
    value = fields.get(name)
    if value is None:
        value = missing
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e9:
        raise Unusable(name)  # what is not a number is not less than anything either
    return float(value)


def _clean(text: str) -> str:
    """Take away what nobody says: control characters, and marks that turn the direction of what is read."""
    return "".join(" " if c in "\n\r\t" else c for c in text if c in "\n\r\t" or not _is_hidden(c))


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Cn")
