"""Time that a note or e-mail states itself: "Started 2.10 pm, finished 2.46 pm, 36 min", "I spent 40 minutes revising ...".

Only the writer's own time on this work counts; a phone log, somebody else's hours and quoted history do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.extract.numbers import cardinal
from agent.extract.reading import Read

_SPOKEN = (
    "an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|twenty[- ]five|thirty|thirty[- ]five|"
    "forty|forty[- ]five|fifty|fifty[- ]five|sixty|ninety"
)
_NUMBER = rf"(\d+(?:\.\d+)?|(?:{_SPOKEN})(?: and a half)?|half an)"
_LENGTH = rf"{_NUMBER}\s*-?\s*(minutes?|mins?\b|hours?|hrs?\b|units?\b)(?: and {_NUMBER}\s*(minutes?|mins?))?"
_HEADS = r"time(?: spent| taken| engaged| recorded)?|duration|engaged|length of (?:call|meeting)|attendance|total time"
_OWN = tuple(
    re.compile(expression, re.IGNORECASE)
    for expression in (
        rf"\b(?:i|we) (?:have )?spent (?:about |approximately |some )?{_LENGTH}",
        rf"\b(?:it |this |that )?took (?:me )?(?:about |approximately )?{_LENGTH}",
        rf"\b(?:{_HEADS})\s*[:=-]\s*(?:about )?{_LENGTH}",
        rf"{_LENGTH} (?:on the (?:call|phone)|in (?:conference|total|all)|call\b|attendance\b|engaged)",
        rf"\((?:time[: ]+)?{_LENGTH}\)",
        rf"\b(?:call|conference|meeting|attendance) (?:lasted|of|went for|ran) (?:about )?{_LENGTH}",
    )
)
_CLOCK = r"(\d{1,2})(?:[.:](\d{2}))?\s*([ap]\.?m\.?)?"
_SPAN = tuple(
    re.compile(expression, re.IGNORECASE)
    for expression in (
        rf"\bstart(?:ed|ing)?:?\s*(?:at )?{_CLOCK}.{{0,20}}?\b(?:finish|end|conclud)(?:ed|ing|s)?:?\s*(?:at )?{_CLOCK}",
        rf"\b(?:time|from|between)\s*:?\s*{_CLOCK}\s*(?:to|until|-|and)\s*{_CLOCK}",
    )
)
_NOT_OWN = re.compile(
    r"\b(?:phone log|log shows|already billed|(?:he|she|they) spent|quoted|(?:will|would|about to|should) take|estimate|expect|"
    r"charges?|an hour with|allow)\b",
    re.IGNORECASE,
)
_UNIT = {"minute": 60, "min": 60, "hour": 3600, "hr": 3600, "unit": 360}


def stated_seconds(passages: Sequence[Read]) -> int | None:
    """Return the seconds of work that the text states as the writer's own, None when it states none or contradicts itself."""
    found: list[int] = []
    for p in passages:
        for sentence in re.split(r"(?<=[.!?;])\s+(?=[A-Z])", p.text):
            if not _NOT_OWN.search(sentence):
                found += _lengths(sentence) or _spans(sentence)
    return found[0] if found and len(set(found)) == 1 else None


def _lengths(sentence: str) -> list[int]:
    for pattern in _OWN:
        match = pattern.search(sentence)
        if match:
            first, unit, second, _ = match.groups()
            seconds = _value(first) * _UNIT[unit.rstrip("s").casefold()] + (
                _value(second) * 60 if second else 0
            )
            return [round(seconds)]
    return []


def _value(text: str) -> float:
    low = text.casefold().replace("-", " ")
    if low[0].isdigit():
        return float(low)
    if low in ("a", "an"):
        return 1.0
    if low == "half an":
        return 0.5
    half = low.endswith(" and a half")
    value = cardinal([w if w not in ("a", "an") else "one" for w in low.removesuffix(" and a half").split()])
    return float(value or 0) + (0.5 if half else 0.0)


def _spans(sentence: str) -> list[int]:
    for pattern in _SPAN:
        match = pattern.search(sentence)
        if match:
            h1, m1, p1, h2, m2, p2 = match.groups()
            if not (m1 or p1) or not (m2 or p2):
                continue
            start, end = _minute(h1, m1, p1 or p2), _minute(h2, m2, p2)
            if 0 < end - start <= 12 * 60:
                return [(end - start) * 60]
    return []


def _minute(hour: str, minute: str | None, half: str | None) -> int:
    value = int(hour) % 12 if half else int(hour)
    return (value + (12 if half and half[0].lower() == "p" else 0)) * 60 + int(minute or 0)
