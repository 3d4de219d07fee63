"""Times of day: "four pm", "ten fifteen", "2.46 pm", "half past three", "twelve noon", "four, AEST"."""

from __future__ import annotations

from collections.abc import Sequence

from agent.extract.lexicon import word_set
from agent.extract.numbers import SMALL
from agent.extract.text import Token


def clock_time(toks: Sequence[Token], at: int) -> tuple[str, int] | None:
    """Return a time of day that begins at a token, as it will be written, and the token after it."""
    low = toks[at].low
    after = toks[at + 1].low if at + 1 < len(toks) else ""
    if low in ("half", "quarter") and after in ("past", "to"):
        return _past(toks, at)
    if low == "twelve" and after == "noon":
        return "12 noon", at + 2
    if low in ("noon", "midday"):
        return "12 noon" if low == "noon" else low, at + 1
    digits = _clock_digits(low)
    if digits is None and _hour(low) is None:
        return None
    hour, minute, end = (*digits, at + 1) if digits else (str(_hour(low)), *_minutes(toks, at + 1))
    half = _half(toks, end)
    if half is None and digits and _is_ranged(toks, at):
        return _clock(hour, minute), end
    if half:
        return f"{_clock(hour, minute)} {half[0]}", half[1]
    before = toks[at - 1].low if at else ""
    after = toks[end].low if end < len(toks) else ""
    bargained = before == "at" and at > 1 and toks[at - 2].low in word_set("before_at_a_sum")
    if (
        minute
        and not bargained
        and before in word_set("before_a_time")
        and after not in word_set("no_time_after")
    ):
        return _clock(hour, minute), end
    return None


def _hour(low: str) -> int | None:
    value = SMALL.get(low, 0)
    if 1 <= value <= 12:
        return value
    return int(low) if low.isdigit() and 1 <= int(low) <= 24 else None


def _clock(hour: str, minute: str) -> str:
    return f"{hour}:{minute}" if minute and minute != "00" else hour


def _clock_digits(low: str) -> tuple[str, str] | None:
    """Read 4.10 or 10.15, a token of its own."""
    hour, dot, minute = low.partition(".")
    if (
        dot
        and hour.isdigit()
        and len(minute) == 2
        and minute.isdigit()
        and int(hour) < 24
        and int(minute) < 60
    ):
        return hour, minute
    return None


def _is_ranged(toks: Sequence[Token], at: int) -> bool:
    """Whether 10.40 or 10.50 is an end of "from 10.40 to 10.50": both with two digits after the dot, and no measure behind."""
    lows = [t.low for t in toks[max(0, at - 3) : at + 4]]
    here = min(3, at)
    for first in (here, here - 2):
        span = lows[max(0, first - 1) : first + 4]
        if (
            first >= 1
            and len(span) >= 4
            and span[0] in ("from", "between")
            and span[2] in ("to", "until", "and")
        ):
            measured = len(span) > 4 and span[4] in word_set("no_time_after")
            return not measured and all(_clock_digits(span[n]) is not None for n in (1, 3))
    return False


def _minutes(toks: Sequence[Token], at: int) -> tuple[str, int]:
    """Read minutes after an hour: ":15", "fifteen", "thirty five", "oh five"."""
    low = toks[at].low if at < len(toks) else ""
    after = toks[at + 1].low if at + 1 < len(toks) else ""
    if low == ":" and after.isdigit() and len(after) == 2:
        return after, at + 2
    ones = SMALL.get(after, 0) if 0 < SMALL.get(after, 0) < 10 else 0
    if low == "oh" and ones:
        return f"0{ones}", at + 2
    tens = SMALL.get(low, 0)
    if 10 <= tens < 60:
        return (str(tens + ones), at + 2) if tens >= 20 and ones else (str(tens), at + 1)
    return "", at


def _half(toks: Sequence[Token], at: int) -> tuple[str, int] | None:
    """Read "pm", "a.m.", "o'clock" or a time zone; a comma may stand before a zone."""
    words = [t.low for t in toks[at : at + 4]]
    if words[:1] == [","]:
        zone = _half(toks, at + 1)
        return zone if zone and zone[0].isupper() else None
    if words and words[0] in word_set("day_halves"):
        return (words[0] if words[0] in ("am", "pm", "o'clock") else words[0].upper()), at + 1
    if len(words) >= 3 and words[0] in ("a", "p") and words[1:3] == [".", "m"]:
        return f"{words[0]}m", at + 3
    return None


def _past(toks: Sequence[Token], at: int) -> tuple[str, int] | None:
    """Read "half past three", "quarter to nine"."""
    hour = _hour(toks[at + 2].low) if at + 2 < len(toks) else None
    quarter, past = toks[at].low == "quarter", toks[at + 1].low == "past"
    if hour is None or hour > 12 or not (past or quarter):
        return None
    shown = f"{hour}:{15 if quarter else 30}" if past else f"{hour - 1 or 12}:45"
    half = _half(toks, at + 3)
    return (f"{shown} {half[0]}", half[1]) if half else (shown, at + 3)
