"""Numbers as Australians say and write them: "a hundred and eighteen thousand", "sixty three two fifty", "$62,500".

A number found here is only a value and a place; what it counts (money, days, a clause) is for `facts` to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from agent.extract.lexicon import listed
from agent.extract.text import Token

_TENS = {w: 10 * n for n, w in enumerate(listed("tens"), 2)}
SMALL = {w: n for n, w in enumerate(listed("ones"))} | _TENS | {"fourty": 40, "ninty": 90}
SCALE = {"thousand": 1000, "grand": 1000, "k": 1000, "million": 10**6, "m": 10**6, "billion": 10**9}
_DIGIT = {w: str(n) for w, n in SMALL.items() if n < 10} | {"oh": "0", "o": "0", "nought": "0"}
_PARTS = frozenset({"half", "third", "quarter", "quarters", "fifth", "tenth"})
# What speech models write for a digit read out inside a file number.
_SOUNDS_LIKE = {"to": "2", "too": "2", "for": "4", "ate": "8", "won": "1"}


class Form(StrEnum):
    """How a number was said."""

    WRITTEN = "written"  # in digits
    CARDINAL = "cardinal"  # "sixty five thousand"
    SHORT = "short"  # "sixty three two fifty", "two eighty five"
    DIGITS = "digits"  # "one six six eight"
    YEAR = "year"  # "twenty twenty six"


@dataclass(frozen=True, slots=True)
class Number:
    """A value from token `start` to `end` (excluded). `scaled` when thousand or million was said, `money` when a $ stood."""

    value: Decimal
    start: int
    end: int
    form: Form
    scaled: bool = False
    money: bool = False
    loose: bool = False  # with a half or a quarter of a thousand or million


def plain(value: Decimal) -> str:
    """Return a number with thousands parted by commas and no idle decimals."""
    whole = value == value.to_integral_value()
    return f"{int(value):,}" if whole else f"{value.normalize():,f}"


def find(toks: Sequence[Token]) -> tuple[Number, ...]:
    """Return the numbers of a passage from left to right."""
    found, at = [], 0
    while at < len(toks):
        number = _written(toks, at) or _spoken(toks, at)
        if number is None:
            at += 1
        else:
            if number.value >= 0:
                found.append(number)
            at = number.end
    return tuple(found)


def _written(toks: Sequence[Token], at: int) -> Number | None:
    """Read digits. A long number without commas after a capital is a label: "Body Corporate 348812"."""
    raw = toks[at].text
    digits = raw.lstrip("$€£")
    if not digits[:1].isdecimal():
        return None
    value, end, scaled = Decimal(digits.replace(",", "")), at + 1, False
    if end < len(toks) and toks[end].low in SCALE and (toks[end].low != "m" or raw != digits):
        value, end, scaled = value * SCALE[toks[end].low], end + 1, True
    money = raw != digits
    if not money and not scaled and "," not in digits and 1900 <= value <= 2100:
        return Number(value, at, end, Form.YEAR)
    label = (
        not (money or scaled)
        and "," not in digits
        and value >= 10_000
        and at
        and toks[at - 1].text[0].isupper()
    )
    return Number(value, at, end, Form.WRITTEN, scaled or (value >= 1000 and not label), money)


def _spoken(toks: Sequence[Token], at: int) -> Number | None:
    run = _run(toks, at)
    if run and (_vague(run) or _is_shared(toks, at)):
        return Number(Decimal(-1), at, at + len(run), Form.DIGITS)
    for end in range(len(run), 0, -1):
        words = run[:end]
        if words[-1] == "and":
            continue
        value = cardinal(words)
        if value is not None:
            return _named(words, value, at, at + end)
        short = _shorthand(words)
        if short is not None:
            return Number(
                Decimal(short[0]), at, at + end, short[1], short[1] is Form.SHORT and short[0] >= 1000
            )
    return None


def _is_shared(toks: Sequence[Token], at: int) -> bool:
    """Whether only a part of the number was said: "a quarter of a million"."""
    return [t.low for t in toks[max(0, at - 1) : at]] == ["of"] and at > 1 and toks[at - 2].low in _PARTS


def _vague(words: list[str]) -> bool:
    """Whether thousands were left unsaid: "one million nine hundred and forty" is no number for a bill."""
    tail = words[words.index("million") + 1 :] if "million" in words else []
    shared = tail[:2] == ["and", "a"] and tail[2:] in (["half"], ["quarter"])
    return bool(tail) and "thousand" not in tail and not shared


def _named(words: list[str], value: Decimal, start: int, end: int) -> Number:
    scaled = any(w in SCALE for w in words)
    if words[:3] == ["two", "thousand", "and"] and value < 2100:
        return Number(value, start, end, Form.YEAR)
    return Number(
        value, start, end, Form.CARDINAL, scaled, loose=scaled and ("half" in words or "quarter" in words)
    )


def _run(toks: Sequence[Token], at: int) -> list[str]:
    """Return the number words from `at` on; "a" counts before a hundred or a half."""
    words: list[str] = []
    for place in range(at, min(at + 18, len(toks))):
        low = toks[place].low.removesuffix("'s")
        after = toks[place + 1].low if place + 1 < len(toks) else ""
        if not (_goes_on(low, words, after) if words else _begins(low, after)):
            break
        words.append(low)
        if low != toks[place].low:  # "five's fifty four thousand" are two numbers
            break
    while words and words[-1] in ("and", "a", "point", "double", "triple"):
        words.pop()
    return words if words and words != ["oh"] else []


def _begins(low: str, after: str) -> bool:
    if low in ("a", "an"):
        return after in ("hundred", "thousand", "million")
    return low in SMALL or low in ("oh", "nought", "double", "triple") or (low == "half" and after == "a")


def _goes_on(low: str, words: Sequence[str], after: str) -> bool:
    if low in SMALL or low in ("oh", "nought", "hundred", "double", "triple"):
        return True
    if low == "and":
        return after in SMALL or after in ("a", "half")
    if low == "a":
        return list(words) == ["half"] or (words[-1] == "and" and after in ("hundred", "half", "quarter"))
    if low in ("half", "quarter"):
        return words[-1] in ("a", "and")
    return (low == "point" and after in _DIGIT) or (low in SCALE and low not in ("k", "m"))


def cardinal(words: Sequence[str]) -> Decimal | None:
    """Return the value of a well-formed number in words, None for anything else ("two fifty")."""
    if list(words[:2]) == ["half", "a"] and len(words) == 3 and words[2] in SCALE:
        return Decimal(SCALE[words[2]]) / 2
    total, part, last, at = Decimal(0), Decimal(0), 1000, 0
    fresh = True
    while at < len(words):
        word = words[at]
        if word in SMALL:
            small = SMALL[word]
            fits = fresh or (20 <= last < 100 and 0 < small < 10) or (last == 100 and small < 100)
            if not fits:
                return None
            part, last, fresh = part + small, small if small >= 20 else 1, False
        elif word in ("a", "an"):
            after = words[at + 1] if at + 1 < len(words) else ""
            if after not in ("half", "quarter") and not (
                fresh and after in ("hundred", "thousand", "million")
            ):
                return None
        elif word == "hundred":
            if part >= 100 or last == 100:
                return None
            part, last, fresh = (part or Decimal(1)) * 100, 100, False
        elif word in SCALE:
            total, part, last, fresh = total + (part or Decimal(1)) * SCALE[word], Decimal(0), 100, False
        elif word == "point":
            digits = "".join(_DIGIT.get(w, "?") for w in words[at + 1 :] if w not in SCALE)
            rest = [w for w in words[at + 1 :] if w in SCALE]
            if not digits or "?" in digits or len(digits) + len(rest) != len(words) - at - 1:
                return None
            broken = part + Decimal(f"0.{digits}")
            return total + broken * (SCALE[rest[0]] if rest else 1)
        elif word in ("half", "quarter"):
            tail = list(words[at + 1 :])
            share = Decimal("0.5") if word == "half" else Decimal("0.25")
            if tail and (len(tail) > 1 or tail[0] not in SCALE):
                return None
            whole = SCALE.get(words[at - 3], 1) if at > 2 and not tail else 1  # "two million and a half"
            return total + (part + share) * (SCALE[tail[0]] if tail else whole)
        elif word != "and" or at in (0, len(words) - 1):
            return None
        at += 1
    return None if fresh else total + part


def _pair(words: Sequence[str]) -> int | None:
    """Return a number from 10 to 99 of one or two words."""
    if len(words) == 1 and SMALL.get(words[0], 0) >= 10:
        return SMALL[words[0]]
    if len(words) == 2 and words[0] in _TENS and 0 < SMALL.get(words[1], 0) < 10:
        return _TENS[words[0]] + SMALL[words[1]]
    return None


def _hundreds(words: Sequence[str]) -> int | None:
    """Return "two fifty", "three forty", "seven eighty two", "six oh five" as 250, 340, 782, 605."""
    if len(words) < 2 or not 0 < SMALL.get(words[0], 0) < 10:
        return None
    if len(words) == 3 and words[1] == "oh" and words[2] in _DIGIT:
        return SMALL[words[0]] * 100 + int(_DIGIT[words[2]])
    tail = _pair(words[1:])
    return None if tail is None else SMALL[words[0]] * 100 + tail


def _shorthand(words: Sequence[str]) -> tuple[int, Form] | None:
    if "double" in words or "triple" in words or "oh" in words[:1]:
        read = spelled(words)
        return (int(read), Form.DIGITS) if read else None
    hundreds = _hundreds(words)
    if hundreds is not None:
        return hundreds, Form.SHORT
    if words[-1] in SCALE and (lead := _hundreds(words[:-1])) is not None:  # "four eighty thousand"
        return lead * SCALE[words[-1]], Form.SHORT
    for cut in (2, 1):  # 63|2 50, 86|4, 20|26
        lead, tail = _pair(words[:cut]), words[cut:]
        if lead is None or not tail or (cut == 1 and words[0] in _TENS and 0 < SMALL.get(words[1], 0) < 10):
            continue
        late = _pair(tail)
        if late is not None and lead in (18, 19, 20):
            return lead * 100 + late, Form.YEAR
        if (rest := _hundreds(tail)) is not None:
            return lead * 1000 + rest, Form.SHORT
        if len(tail) == 1 and 0 < SMALL.get(tail[0], 0) < 10 and lead > 20:
            return -1, Form.SHORT  # "eighty six four" only repeats what was said in full before
    if len(words) >= 3 and all(w in _DIGIT for w in words):
        return int("".join(_DIGIT[w] for w in words)), Form.DIGITS
    return None


def spelled(words: Sequence[str], *, sounds_like: bool = False) -> str:
    """Return digits read out one by one or in groups: "double oh four two" is "0042", "twenty four thirty one" "2431".

    With `sounds_like`, "to" and "for" stand for the digits a speech model mistook them for. "" when a word is none of these.
    """
    out, at = "", 0
    while at < len(words):
        word = words[at]
        if word in ("double", "triple") and at + 1 < len(words) and words[at + 1] in _DIGIT:
            out += _DIGIT[words[at + 1]] * (2 if word == "double" else 3)
            at += 1
        elif (pair := _pair(words[at : at + 2])) is not None and words[at] in _TENS and at + 1 < len(words):
            out += str(pair)
            at += 1
        elif word in _DIGIT:
            out += _DIGIT[word]
        elif word in SMALL:
            out += str(SMALL[word])
        elif word.isdigit():
            out += word
        elif sounds_like and word in _SOUNDS_LIKE:
            out += _SOUNDS_LIKE[word]
        else:
            return ""
        at += 1
    return out
