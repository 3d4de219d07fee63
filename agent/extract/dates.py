"""Dates and clock times in a passage: "Friday the twenty seventh of February", "15/3", "half past three", "2.46 pm".

Only what is said is returned: a day without a month stays a day ("20th"), and "next Friday" is left alone because two
readers take it for two days. "Today", "tomorrow" and "yesterday" are reckoned from the day of the call.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from agent.extract.clock import clock_time
from agent.extract.lexicon import listed, word_set
from agent.extract.numbers import SMALL, cardinal
from agent.extract.text import Token

MONTHS = listed("months")
_MONTH = {m: n for n, m in enumerate(MONTHS, 1)} | {m[:3]: n for n, m in enumerate(MONTHS, 1)} | {"sept": 9}
DAYS = listed("days")
ORDINALS = {w: n for n, w in enumerate(listed("ordinals"), 1)} | {"thirtieth": 30, "nineth": 9, "twelth": 12}
_ENDINGS = ("st", "nd", "rd", "th")
_RELATIVE = {"tomorrow": 1, "yesterday": -1}


@dataclass(frozen=True, slots=True)
class When:
    """A day or a time of day between tokens `start` and `end` (excluded), as it will be written."""

    shown: str
    start: int
    end: int
    is_time: bool = False
    full: bool = True  # with its month
    reckoned: bool = False  # "tomorrow", counted from the day of the call


def find(toks: Sequence[Token], call_day: dt.date | None) -> tuple[When, ...]:
    """Return the dates and times of a passage from left to right."""
    found: list[When] = []
    at = 0
    while at < len(toks):
        when = _date(toks, at, call_day) or _time(toks, at)
        if when is None:
            at += 1
        else:
            found.append(when)
            at = when.end
    return tuple(found)


def _day(toks: Sequence[Token], at: int) -> tuple[int, int, bool] | None:
    """Return day, tokens used and whether it was an ordinal: "twenty first", "21st", "21"."""
    low = toks[at].low if at < len(toks) else ""
    after = toks[at + 1].low if at + 1 < len(toks) else ""
    if low in ("twenty", "thirty") and after in ORDINALS and ORDINALS[after] < 10:
        day = SMALL[low] + ORDINALS[after]
        return (day, 2, True) if day <= 31 else None
    if low in ORDINALS:
        return ORDINALS[low], 1, True
    if low.isdigit() and 1 <= int(low) <= 31:
        return (int(low), 2, True) if after in _ENDINGS else (int(low), 1, False)
    return None


def _year(toks: Sequence[Token], at: int) -> tuple[int, int] | None:
    if at < len(toks) and toks[at].low.isdigit() and 1900 <= int(toks[at].low) <= 2100:
        return int(toks[at].low), 1
    words = [t.low for t in toks[at : at + 5]]
    for size in (5, 4, 3):
        value = cardinal(words[:size]) if words[:2] == ["two", "thousand"] else None
        if value is not None and 2000 <= value <= 2099:
            return int(value), size
    if len(words) >= 2 and words[0] == "twenty" and words[1] in SMALL and SMALL[words[1]] >= 10:
        last = (
            SMALL[words[2]]
            if len(words) > 2 and SMALL[words[1]] >= 20 and 0 < SMALL.get(words[2], 0) < 10
            else 0
        )
        return 2000 + SMALL[words[1]] + last, 3 if last else 2
    return None


def _date(toks: Sequence[Token], at: int, call_day: dt.date | None) -> When | None:
    low = toks[at].low
    if low in _RELATIVE and call_day is not None:
        day = call_day + dt.timedelta(_RELATIVE[low])
        return When(f"{day.day} {MONTHS[day.month - 1].title()}", at, at + 1, reckoned=True)
    return _numeric(toks, at) or _month_first(toks, at) or _day_first(toks, at)


def _numeric(toks: Sequence[Token], at: int) -> When | None:
    """15/3 and 15/3/2026; not 820/801."""
    parts = [t.text for t in toks[at : at + 5]]
    if len(parts) < 3 or parts[1] != "/" or not (parts[0].isdigit() and parts[2].isdigit()):
        return None
    day, month = int(parts[0]), int(parts[2])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    year = parts[4] if len(parts) == 5 and parts[3] == "/" and parts[4].isdigit() else ""
    shown = f"{day} {MONTHS[month - 1].title()}" + (
        f" {year if len(year) == 4 else '20' + year}" if year else ""
    )
    return When(shown, at, at + (5 if year else 3))


def _month_first(toks: Sequence[Token], at: int) -> When | None:
    """March 15th, Feb the third; "may" only with a capital."""
    month = _month(toks, at)
    if month is None:
        return None
    place = at + 1
    while place < len(toks) and toks[place].low in ("the", "."):
        place += 1
    day = _day(toks, place)
    if day is None or (not day[2] and not toks[place].low.isdigit()):
        return None
    return _dated(toks, (at, place + day[1]), day[0], month)


def _month(toks: Sequence[Token], at: int) -> int | None:
    if at >= len(toks) or toks[at].low not in _MONTH:
        return None
    if toks[at].low in ("may", "mar", "march") and not toks[at].text[0].isupper() and toks[at].low != "march":
        before = toks[at - 1].low if at else ""
        if before != "of" and not (before in ORDINALS or before.isdigit() or before in _ENDINGS):
            return None
    return _MONTH[toks[at].low]


def _day_first(toks: Sequence[Token], at: int) -> When | None:
    day = _day(toks, at)
    if day is None:
        return None
    place = at + day[1]
    second = _second_day(toks, place)
    if second is not None:
        place = second[1]
    if place < len(toks) and toks[place].low == "of":
        place += 1
    month = _month(toks, place)
    if month is not None:
        return _dated(toks, (at, place + 1), day[0], month, None if second is None else second[0])
    return _bare(toks, at, day)


def _second_day(toks: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Read "and the twenty first" after "the twentieth"."""
    if at >= len(toks) or toks[at].low not in ("and", "to", "or"):
        return None
    place = at + 2 if at + 1 < len(toks) and toks[at + 1].low == "the" else at + 1
    day = _day(toks, place)
    if day is None:
        return None
    end = place + day[1]
    of = end + 1 if end < len(toks) and toks[end].low == "of" else end
    return (day[0], end) if _month(toks, of) is not None else None


def _dated(
    toks: Sequence[Token], span: tuple[int, int], day: int, month: int, second: int | None = None
) -> When:
    start, end = span
    skip = end + 1 if end < len(toks) and toks[end].low == "," else end
    year = _year(toks, skip)
    shown = (f"{day} and {second}" if second else str(day)) + f" {MONTHS[month - 1].title()}"
    if year:
        return When(f"{shown} {year[0]}", start, skip + year[1])
    return When(shown, start, end)


def _bare(toks: Sequence[Token], at: int, day: tuple[int, int, bool]) -> When | None:
    """Read "the twentieth" alone: a day when it reads like one, not "the third thing"."""
    before = toks[at - 1].low if at else ""
    lead = toks[at - 2].low if at > 1 else ""
    if lead == "," and any(t.low in DAYS for t in toks[max(0, at - 5) : at - 2]):
        lead = "on"
    end = at + day[1]
    after = toks[end] if end < len(toks) else None
    if not day[2] or before != "the" or (lead not in word_set("before_a_day") and lead not in DAYS):
        return None
    if after is not None and after.is_word and after.low not in word_set("after_a_day"):
        return None
    if day[0] < 4 and lead not in DAYS:
        return None
    mark = "th" if 10 < day[0] < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day[0] % 10, "th")
    return When(f"{day[0]}{mark}", at, end, full=False)


def _time(toks: Sequence[Token], at: int) -> When | None:
    time = clock_time(toks, at)
    return None if time is None else When(time[0], at, time[1], is_time=True)
