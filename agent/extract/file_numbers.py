"""File numbers as they are said and as speech models write them: "two oh four, um, seventeen", "20 417", "2026 slash 0113".

What is not read out plainly counts only where it comes to a number that the firm has; what was heard is kept beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from agent.domain.matching_index import MatterIndex
from agent.extract import numbers
from agent.extract.lexicon import word_set
from agent.extract.numbers import spelled
from agent.extract.text import Token

MOST_WORDS = 16  # of one number, hesitation included
SHORTEST = 4  # digits of a number that a comma may stand in: "the matter one, thirteen people" is not 113
_WRITTEN = re.compile(r"(?<![\d$.,/])(\d{4,8})(?=-[A-Za-z]|\b)(?!\s*(?:dollars|per|%)|[.,/]\d)")


@dataclass(frozen=True, slots=True)
class Said:
    """A file number in digits, and the words it was heard as; `heard` is "" where the digits stand there themselves."""

    digits: str = field(repr=False)
    heard: str = field(default="", repr=False)


def file_numbers(toks: Sequence[Token], text: str, index: MatterIndex) -> list[str]:
    """Return file numbers said after "file" or "matter", or written out as one of the firm's own; the last of a correction."""
    return [said.digits for said in said_numbers(toks, text, index)]


def said_numbers(toks: Sequence[Token], text: str, index: MatterIndex) -> list[Said]:
    """Return the same with what was heard."""
    found = [Said(n) for n in _WRITTEN.findall(text) if index.numbered(n)]
    for at, token in enumerate(toks):
        if token.low not in word_set("file_cues"):
            continue
        place = at + 1
        while place < len(toks) and (toks[place].low in word_set("file_fill")):
            place += 1
        said, end = _number(toks, place, index)
        if len(said) >= 2 and (len(said) >= 3 or token.low == "file" or index.numbered(said)):
            found.append(Said(said, _heard(toks[place:end], said, text)))
    return found


def _number(toks: Sequence[Token], at: int, index: MatterIndex) -> tuple[str, int]:
    """Return the number at a place, and where it ends; the one that is said instead when it is taken back or begun anew."""
    said, end = _of_the_firm(toks, at, index) or _read_out(toks, at)
    again = end
    while again < len(toks) and (toks[again].is_mark or toks[again].low in word_set("taken_back")):
        again += 1
    taken_back = any(not t.is_mark for t in toks[end:again]) or not index.numbered(said)
    instead = _of_the_firm(toks, again, index) if said and taken_back else None
    return instead or (said, end)


def _of_the_firm(toks: Sequence[Token], at: int, index: MatterIndex) -> tuple[str, int] | None:
    """Return the longest number of the firm's that the words at a place come to, hesitation and marks left out."""
    best = None
    for end in range(at + 1, min(at + MOST_WORDS, len(toks)) + 1):
        if toks[end - 1].is_mark or toks[end - 1].low in word_set("file_pauses"):
            continue
        least = SHORTEST if any(t.is_mark for t in toks[at:end]) else 3
        for digits in _ways(toks[at:end]):
            if len(digits) >= least and index.numbered(digits):
                best = digits, end
                break
    return best


def _ways(toks: Sequence[Token]) -> Iterator[str]:
    """Yield what some words may come to: digit by digit, and numbers one after the other ("two hundred and four seventeen")."""
    words = [t.low for t in toks if not t.is_mark and t.low not in word_set("file_pauses")]
    yield spelled(words, sounds_like=True)
    yield spelled([w for w in words if w != "to"])  # "20-417" is read as a range
    found, covered = numbers.find(toks), 0
    for number in found:
        between = toks[covered : number.start]
        if number.value != number.value.to_integral_value() or not all(
            t.is_mark or t.low in word_set("file_pauses") for t in between
        ):
            return
        covered = number.end
    if covered == len(toks):
        yield "".join(str(int(number.value)) for number in found)


def _read_out(toks: Sequence[Token], at: int) -> tuple[str, int]:
    """Return the longest run of digits read out from a place on, and where it ends."""
    best, best_end = "", at
    for end in range(at + 1, min(at + 12, len(toks)) + 1):
        read = spelled([t.low for t in toks[at:end]], sounds_like=end > at + 1)
        if read:
            if toks[end - 1].low not in ("to", "too", "for"):
                best, best_end = read, end
        elif toks[end - 1].low not in ("double", "triple"):
            break
    return best, best_end


def _heard(toks: Sequence[Token], digits: str, text: str) -> str:
    """Return the words of a number as they stand in the text, "" where they are its digits."""
    while toks and toks[0].is_mark:
        toks = toks[1:]
    words = [
        re.escape(t.text) if t.low != "to" else "(?:to)?" for t in toks
    ]  # a hyphen between digits was read as "to"
    found = re.search(r"[\s-]*".join(words), text)
    heard = found[0] if found else " ".join(t.text for t in toks)
    return "" if heard == digits else heard
