"""Whether a bare number is a sum people bargain about: "I would not take two eighty five", "the agent said eight fifty"."""

from __future__ import annotations

from itertools import takewhile

from agent.extract.lexicon import data, word_set
from agent.extract.numbers import Number
from agent.extract.reading import Read

LEAST = 10  # "take two" is no sum


def is_bargained(p: Read, one: Number, top: Number) -> bool:
    """Whether words of bargaining or of a valuer stand close to a number, and no measure in its passage."""
    before = [t.low for t in p.toks[max(0, one.start - 5) : one.start]]
    after = [t.low for t in p.toks[top.end : top.end + 3]]
    if before[-1:] == ["the"] or any(t.stem in data("grammar")["areas"] for t in p.toks):
        return False
    at_a_sum = before[-1:] == ["at"] and bool(word_set("before_at_a_sum").intersection(before[-2:]))
    said = len(before) > 0 and before[-1] in ("said", "between", "take", "wouldn't") and top is not one
    valued = before[-1:] == ["said"] and bool(word_set("valuers").intersection(before))
    return at_a_sum or said or valued or bool(word_set("bargaining").intersection(before + after))


def is_haggled(p: Read, one: Number, top: Number, rest: Number | None) -> bool:
    """Whether a bare number follows a word of bargaining with nothing but plain grammar between: "they have offered sixty"."""
    before = [t.low for t in reversed(p.toks[max(0, one.start - 5) : one.start])]
    gap = len(list(takewhile(lambda low: low in word_set("haggle_fill"), before)))
    after = p.toks[top.end].low if top.end < len(p.toks) else ""
    bare = (
        before[:1] != ["the"]
        and not one.money
        and one.value >= LEAST
        and after not in word_set("periods") | {"of"}
    )
    if rest is not None and rest.value >= LEAST:
        return False  # "ten thirty"
    moved = before[:2] in (["at", "looking"], ["to", "go"]) or (
        before[:1] == ["at"] and before[1:2] == ["back"]
    )
    ahead = [t.low for t in p.toks[top.end : top.end + 2]] == ["up", "front"]
    return bare and (moved or ahead or (gap < len(before) and before[gap] in word_set("haggled")))
