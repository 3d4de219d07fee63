"""Figures of a passage with what they count: money, per cent, periods, clauses, areas, counts, dates.

Slips of the tongue are left out: of "forty thousand, sorry, not forty, forty five thousand" only 45,000 was meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from agent.extract.corrections import corrections
from agent.extract.figures import Figure, Kind, figures_of
from agent.extract.lexicon import data, word_set
from agent.extract.numbers import Number, plain
from agent.extract.reading import Read

_SLIPS = tuple(tuple(s.split()) for s in data("cues")["slip"])
_SLIP_REACH = 4
_HUNDRED = Decimal(100)
_SMALL = 50  # "six fifty" is $650 where no sum of fifty times that is spoken of
_AMONG = 10  # "five fifty" is $550,000 only where sums of at least a tenth of that are said outright


def mine(passages: Sequence[Read], *, slipped: frozenset[tuple[int, int]]) -> list[Figure]:
    """Return the figures of the passages of a block in order; `slipped` are the places (passage, token) that were corrected."""
    sums = any(n.scaled for p in passages for n in p.numbers)
    found: list[Figure] = []
    for p in passages:
        found += figures_of(p, slipped, sums=sums)
    found = _with_survivors(found, passages, sums=sums)
    found = [_answered(f, passages) for f in found]
    counted = {
        f.value
        for f in found
        if f.kind in (Kind.COUNT, Kind.AREA) and f.value is not None and f.value >= 1000
    }
    found = [f for f in found if f.kind is not Kind.MONEY or f.value not in counted or f.said]
    wrong = {f.value for f in _slipped_figures(passages, slipped, sums=sums)}
    meant = {f.value for f in found if f.kind is Kind.MONEY}
    found = [
        f for f in found if f.value is None or f.value not in wrong or (f.value in meant and _twice(found, f))
    ]
    said = [n.value for p in passages for n in p.numbers if n.scaled or n.money]
    return [g for f in found if (g := _scaled(f, max(said, default=Decimal(0)))) is not None]


def _scaled(figure: Figure, most: Decimal) -> Figure | None:
    """Read a bare sum by the `most` that is said outright: hundreds stay hundreds among small sums, words stay words among
    large ones; thousands that nobody speaks of are none."""
    value = figure.value
    if figure.implied and value:
        if value <= _AMONG * most:
            return figure
        value /= 1000
    elif not figure.bare or not value:
        return figure
    if "to" in figure.shown.split() or not _HUNDRED <= value < 10 * _HUNDRED:
        return None if figure.implied else figure
    if not most and "hundred" not in figure.shown:
        return None  # "two eighty five", and no other sum to tell what it is
    if most > _SMALL * value:
        return None if figure.implied else figure
    return replace(figure, shown=f"${plain(value)}", value=value, implied=False, loose=False)


def _with_survivors(found: Sequence[Figure], passages: Sequence[Read], *, sums: bool) -> list[Figure]:
    """Let figures that stand in a wrong one's place count what it counted; "410,000" - "406 now" is $406,000."""
    by_at = {p.at: p for p in passages}
    out = list(found)
    for c in corrections(passages):
        if c.right is None:
            continue
        p, q = by_at[c.wrong[0]], by_at[c.right[0]]
        wrong = next((f for f in figures_of(p, frozenset(), sums=sums) if f.start == c.wrong[1]), None)
        right = next((n for n in q.numbers if n.start == c.right[1]), None)
        if wrong is None or right is None or wrong.implied:
            continue
        known = next((n for n, f in enumerate(out) if (f.passage, f.start) == c.right), None)
        heir_of = (wrong.passage, wrong.start, wrong.end)
        if known is None:
            out += [replace(f, heir_of=heir_of) for f in _instead(wrong, right, q)]
        elif out[known].kind is wrong.kind:
            out[known] = replace(out[known], heir_of=heir_of)
    order = {p.at: n for n, p in enumerate(passages)}
    return sorted(out, key=lambda f: (order[f.passage], f.start))


def _instead(wrong: Figure, right: Number, q: Read) -> list[Figure]:
    """Return the figure that a bare number is when it takes another's place."""
    if wrong.kind is Kind.MONEY and wrong.value is not None:
        whole = wrong.value < 1000 or right.value >= 1000
        value = right.value if whole else right.value * 1000
        shown = f"${plain(value)}"
        return [Figure(Kind.MONEY, shown, q.at, right.start, right.end, value, implied=not whole)]
    noun = wrong.shown.partition(" ")[2]
    if wrong.kind in (Kind.COUNT, Kind.AREA, Kind.PERIOD) and noun and wrong.shown[0].isdigit():
        shown = f"{plain(right.value)} {noun}"
        return [Figure(wrong.kind, shown, q.at, right.start, right.end, right.value)]
    return []


def _answered(figure: Figure, passages: Sequence[Read]) -> Figure:
    """Take a bare number that answers "how many square metres" for that many, not for dollars."""
    if figure.kind is not Kind.MONEY or figure.said or figure.value is None:
        return figure
    here = next(n for n, p in enumerate(passages) if p.at == figure.passage)
    question = passages[here - 1] if here else None
    if question is None or passages[here].words > 12:
        return figure
    lows = [t.low for t in question.toks]
    at = next((n for n in range(len(lows) - 2) if lows[n : n + 2] == ["how", "many"]), None)
    if at is None:
        return figure
    area = " ".join(lows[at + 2 : at + 4])
    noun = area if area in ("square metres", "square meters") else lows[at + 2]
    return Figure(
        Kind.COUNT, f"{plain(figure.value)} {noun}", figure.passage, figure.start, figure.end, figure.value
    )


def _twice(found: Sequence[Figure], figure: Figure) -> bool:
    """Whether a value once said in error was also said, three times, in earnest."""
    return sum(f.value == figure.value for f in found) >= 3


def _slipped_figures(
    passages: Sequence[Read], slipped: frozenset[tuple[int, int]], *, sums: bool
) -> list[Figure]:
    return [
        f
        for p in passages
        if any(at == p.at for at, _ in slipped)
        for f in figures_of(p, frozenset(), sums=sums)
        if (f.passage, f.start) in slipped
    ]


def slips(passages: Sequence[Read]) -> frozenset[tuple[int, int]]:
    """Return the places (passage, first token) of numbers that the speaker took back."""
    wrong = {c.wrong for c in corrections(passages)}
    for n, p in enumerate(passages):
        for number in p.numbers:
            if number.start and p.toks[number.start - 1].low == "not":
                wrong.add((p.at, number.start))
            if _slip_at(p, number.end, number.end + _SLIP_REACH) is not None:
                wrong.add((p.at, number.start))
        slip = _slip_at(p, 0, 2)
        if slip is not None and n and p.numbers and p.numbers[0].start <= slip + 12:
            wrong |= _taken_back(passages[max(0, n - 2) : n], p)
    return frozenset(wrong)


def _slip_at(p: Read, start: int, stop: int) -> int | None:
    """Return where a slip is owned up to between two tokens, a comma or full stop before it."""
    for at in range(start, min(stop, len(p.toks))):
        lows = [t.low for t in p.toks[at : at + 6] if not t.is_mark]
        for slip in _SLIPS:
            if tuple(lows[: len(slip)]) == slip:
                return at
        if at > start and p.toks[at].is_word and p.toks[at].low not in word_set("beside_a_slip"):
            return None
    return None


def _taken_back(before: Sequence[Read], p: Read) -> set[tuple[int, int]]:
    """Return the last numbers of the passages before a "sorry, ..." when the new number is of their size."""
    new = [n.value for n in p.numbers]
    wrong = set()
    for q in before:
        if not q.numbers or (q.words > 30 and q.numbers[-1].end < len(q.toks) - 3):
            continue
        last = q.numbers[-1]
        near = q.numbers[-1].end >= len(q.toks) - 3 or q.toks[-1].text == "?" or last.scaled
        if near and last.value not in new and any(last.value / 10 <= v <= last.value * 10 for v in new if v):
            wrong.add((q.at, last.start))
    return wrong
