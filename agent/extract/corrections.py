"""Figures that somebody took back, corrected or disbelieved, and the figure that stands instead.

"He thought it was $40,000. She corrected him: $45,000"; "the table says 12, but the form says 21. It is 21"; "four hundred and
ten thousand" - "four hundred and six now". A figure that only a mistaken belief holds up is no fact of the matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from agent.extract.lexicon import pattern, word_set
from agent.extract.numbers import Form, Number
from agent.extract.reading import Read

_REACH = 26  # tokens between a figure and its correction
_SHORT_ANSWER, _SHORT_UPDATE = 12, 20  # words
_BACK = 4  # passages that a denial may look back
_ALIKE = 4  # times larger or smaller
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Correction:
    """A wrong figure's place (passage, first token), and the number that stands instead; None when nothing does."""

    wrong: Place
    right: Place | None = None


def corrections(passages: Sequence[Read]) -> list[Correction]:
    """Return the corrections that passages make, in order."""
    found: list[Correction] = []
    for n, p in enumerate(passages):
        found += _within(p)
        found += _denied(p)
        found += _settled(p)
        found += _contrasted(p, passages)
        if n:
            found += _answered(passages[n - 1], p, passages[n + 1] if n + 1 < len(passages) else None)
    return found


def _text(p: Read, start: int, end: int) -> str:
    return " ".join(t.low for t in p.toks[max(0, start) : end])


def _unit(p: Read, number: Number) -> str:
    """Return the noun or measure a number is followed by, "" for none."""
    token = p.toks[number.end] if number.end < len(p.toks) else None
    plain = token is not None and token.is_word and len(token.low) > 2
    return token.stem if token is not None and plain and token.low not in word_set("after_a_number") else ""


def _alike(p: Read, old: Number, q: Read, new: Number) -> bool:
    """Whether a number can be said in another's place: of its size, and of its kind as far as that is said."""
    if new.value == old.value or Form.YEAR in (old.form, new.form) or not old.value:
        return False
    units = _unit(p, old), _unit(q, new)
    if units[1] and units[0] != units[1] and not (old.money and new.money):
        return False
    if old.money and not new.money and new.value < 1000 and old.value >= 1000 and not new.scaled:
        return old.value / _ALIKE <= new.value * 1000 <= old.value * _ALIKE
    values = [new.value] + ([new.value * 1000] if old.scaled and not new.scaled and new.value < 1000 else [])
    return any(old.value / _ALIKE <= v <= old.value * _ALIKE for v in values)


def _within(p: Read) -> Iterator[Correction]:
    """Find "$187,000. She corrected him: $178,400", "$900,000. No, the agent said $875,000"."""
    for old, new in pairwise(p.numbers):
        between = _text(p, old.end, new.start)
        near = new.start - old.end <= _REACH and between.count(" . ") <= 1
        if near and _alike(p, old, p, new) and pattern("cues", "corrected").search(between):
            yield Correction((p.at, old.start), (p.at, new.start))


def _sentences(p: Read) -> list[tuple[int, int]]:
    """Return the token spans of a passage's sentences, their marks left out."""
    ends = [n for n, t in enumerate(p.toks) if t.text in ".?!"] + [len(p.toks)]
    starts = [0, *(e + 1 for e in ends)]
    return [(s, e) for s, e in zip(starts, ends, strict=False) if e > s]


def _denied(p: Read) -> Iterator[Correction]:
    """Find "he thought he had until 7 July. No." and take back all that he thought."""
    sentences = _sentences(p)
    for (start, end), after in pairwise(sentences):
        belief = pattern("cues", "belief").search(_text(p, start, end))
        if belief is None or not pattern("cues", "denial").match(_text(p, *after)):
            continue
        verb = start + len(_text(p, start, end)[: belief.start()].split())
        for place in [n.start for n in p.numbers] + [w.start for w in p.whens]:
            if verb < place < end:
                yield Correction((p.at, place))


def _settled(p: Read) -> Iterator[Correction]:
    """Find "the table says 12 seats, but the form says 21. It is 21": of two values the one said again stands."""
    sentences = _sentences(p)
    for (start, end), after in pairwise(sentences):
        final = [n for n in p.numbers if after[0] <= n.start < after[1]]
        if len(final) != 1 or not pattern("cues", "settles").fullmatch(_text(p, after[0], final[0].start)):
            continue
        rivals = [n for n in p.numbers if start <= n.start < end]
        if final[0].value in [n.value for n in rivals]:
            for old in rivals:
                if _alike(p, old, p, final[0]):
                    yield Correction((p.at, old.start), (p.at, final[0].start))


def _contrasted(p: Read, passages: Sequence[Read]) -> Iterator[Correction]:
    """Find "9 spaces, not 14": 14 spaces are wrong wherever somebody claimed them."""
    for new, old in pairwise(p.numbers):
        unit = _unit(p, new)
        words = _text(p, new.end, old.start).replace(",", " ").split()
        if words[-1:] == ["not"] and len(words) <= 4:
            yield from _meant_before(p, old, new, passages)
        if (words[-1:] != ["not"] and words[-2:] != ["not", "the"]) or not unit or len(words) > 4:
            continue
        for q in passages:
            for n in q.numbers:
                if n.value == old.value and _unit(q, n) == unit:
                    yield Correction((q.at, n.start))


def _meant_before(p: Read, old: Number, new: Number, passages: Sequence[Read]) -> Iterator[Correction]:
    """Find what "twenty eight thousand, not eighty two" takes back: the 82,000 that somebody else has just said."""
    meant = {old.value, old.value * 1000} if new.scaled and not old.scaled else {old.value}
    for q in passages:
        if p.at - _BACK <= q.at < p.at and q.speaker != p.speaker:
            for n in q.numbers:
                if n.value in meant:
                    yield Correction((q.at, n.start), (p.at, new.start))


def _answered(before: Read, p: Read, after: Read | None) -> Iterator[Correction]:
    """Find another voice's "four hundred and six now" after "the mortgage is four hundred and ten thousand"."""
    updated = pattern("cues", "updates").search(p.low) is not None
    longest = _SHORT_UPDATE if updated else _SHORT_ANSWER
    if not before.numbers or len(p.numbers) != 1 or p.words > longest:
        return
    old, new = before.numbers[-1], p.numbers[0]
    denied = pattern("cues", "denies").match(p.low) is not None and new.start <= 6
    other = before.speaker != p.speaker
    if not _alike(before, old, p, new) or not (other or denied):
        return
    echoed = after is not None and other and after.speaker == before.speaker and _echoes(after, new.value)
    haggled = pattern("cues", "haggling").search(f"{before.low} {p.low}") is not None
    if denied or ((updated or echoed) and not haggled):
        yield Correction((before.at, old.start), (p.at, new.start))


def _echoes(p: Read, value: Decimal) -> bool:
    return any(n.value == value and n.start <= 3 for n in p.numbers)
