"""The stretches of a source that belong together: one for each matter, however often the talk comes back to it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from agent.domain.matching import Ground, Ranked, rank
from agent.domain.matching_index import HeardWord, Kind, MatterIndex, Mention
from agent.domain.matter import Matter
from agent.extract.hearing import fields_wanted, file_numbers, heard, heard_words
from agent.extract.lexicon import pattern
from agent.extract.reading import Read, Reading

CANDIDATES = 6
WITHIN = 5.0  # a matter this far behind the best one is not in the running for a stretch of its own
CHANGE, CHANGE_AT_CUE, CHANGE_NAMING = (
    5.0,
    2.2,
    1.9,
)  # what a new topic costs: anywhere, at a cue, where it is named
NAMING = 2.4
PAUSE_MS = 20_000
LEAST_SHARE = 2.5  # evidence of its own a second matter must have


@dataclass(frozen=True, slots=True)
class Block:
    """Passages on one matter (or on no known one), in order."""

    passages: tuple[Read, ...] = field(repr=False)
    matter: Matter | None = field(default=None, repr=False)


def blocks(reading: Reading, work: Sequence[Read], index: MatterIndex) -> list[Block]:
    """Cut the working passages by matter: the cheapest way through, where a change of matter has a price."""
    if not work:
        return []
    running = _running(rank(index, heard(reading, work, index), fields_wanted))
    if len(running) < 2:
        return [Block(tuple(work), running[0].matter if running else None)]
    gains = _gains(work, [r.matter for r in running], index, cased=reading.is_cased)
    path = _cheapest(gains, [_price(p, row) for p, row in zip(work, gains, strict=True)])
    path = _without_thin(path, gains, work)
    used = list(dict.fromkeys(path))
    return [
        Block(tuple(p for p, n in zip(work, path, strict=True) if n == m), running[m].matter) for m in used
    ]


def _running(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Return the matters that may have a stretch of their own: beside one known by name or number, words do not do."""
    known = [r for r in ranked if r.grounds & {Ground.NUMBER, Ground.PERSON, Ground.NAME, Ground.PARTY}]
    close = [r for r in known or ranked if r.score >= max(1.5, ranked[0].score - WITHIN) or _own_evidence(r)]
    return close[:CANDIDATES]


def _own_evidence(ranked: Ranked) -> bool:
    return ranked.score >= 3.0


def _gains(
    work: Sequence[Read], matters: Sequence[Matter], index: MatterIndex, *, cased: bool
) -> list[list[float]]:
    """Return for each passage how much it speaks for each matter."""
    places = [index.place(m) for m in matters]
    wanted = [fields_wanted(m) for m in matters]
    return [_gain(p, index.mentions(heard_words(p.toks, cased=cased)), places, wanted, index) for p in work]


def _gain(
    p: Read,
    mentions: Sequence[tuple[Mention, HeardWord]],
    places: Sequence[int],
    wanted: Sequence[Mapping[str, float]],
    index: MatterIndex,
) -> list[float]:
    numbered = [index.numbered(n) for n in file_numbers(p.toks, p.text, index)]
    gains = []
    for place, fields in zip(places, wanted, strict=True):
        gain = 8.0 * any(place in owners for owners in numbered)
        for mention, word in mentions:
            if place in mention.matters:
                known = index.kind_at(mention.word, place)
                sign = 1.0 if not word.denied else -0.7 if word.capital else 0.0
                gain += sign * mention.weight * (0.4 if known is Kind.GIVEN else 1.0)
        for hit in p.hits:
            if hit.term.fields:
                fits = max(fields.get(f, 0.0) for f in hit.term.fields)
                gain += 0.8 * hit.term.weight * fits / math.sqrt(len(hit.term.fields))
        gains.append(gain)
    return gains


def _price(p: Read, gains: Sequence[float]) -> float:
    """Return what a change costs at a passage; naming one matter and no other is as good as saying so."""
    ordered = sorted(gains, reverse=True)
    if ordered[0] - ordered[1] >= NAMING:
        return CHANGE_NAMING
    cue = pattern("cues", "turn").search(p.text) is not None or p.gap_ms >= PAUSE_MS
    return CHANGE_AT_CUE if cue else CHANGE


def _cheapest(gains: Sequence[Sequence[float]], prices: Sequence[float]) -> list[int]:
    """Return the matter of each passage by dynamic programming; the sum of gains less the prices of changes is greatest."""
    best = list(gains[0])
    came: list[list[int]] = []
    for row, price in zip(gains[1:], prices[1:], strict=True):
        top = max(range(len(best)), key=best.__getitem__)
        origin = [n if best[n] > best[top] - price else top for n in range(len(best))]
        best = [row[n] + max(best[n], best[top] - price) for n in range(len(best))]
        came.append(origin)
    at = max(range(len(best)), key=best.__getitem__)
    path = [at]
    for origin in reversed(came):
        at = origin[at]
        path.append(at)
    return path[::-1]


def _without_thin(path: list[int], gains: Sequence[Sequence[float]], work: Sequence[Read]) -> list[int]:
    """Give the passages of a matter that has too little of its own to the one most spoken of."""
    if len(set(path)) < 2:
        return path
    main = max(set(path), key=lambda m: sum(g[m] for g, n in zip(gains, path, strict=True) if n == m))
    for m in set(path) - {main}:
        mine = [n for n, other in enumerate(path) if other == m]
        extra = sum(gains[n][m] - gains[n][main] for n in mine)
        around = {near for n in mine for near in range(max(0, n - 1), min(len(work), n + 3))}
        put_off = any(pattern("cues", "put_off").search(work[n].text) for n in around) and len(mine) < 12
        if extra < LEAST_SHARE or len(mine) < 2 or put_off:
            path = [main if n == m else n for n in path]
    return path
