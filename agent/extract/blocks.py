"""The stretches of a source that belong together: one for each matter, however often the talk comes back to it.

A change of matter must pay its price in evidence. A matter mentioned only to be put off ("we'll come to him") is no evidence;
a third person who shares a word with a client's name is none either, unless the client's own business is spoken of too. "Can I
go back to..." returns to the stretch in which its words were spoken before.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from agent.domain.matching import Ground, Ranked, rank, related
from agent.domain.matching_index import HeardWord, Kind, MatterIndex, Mention
from agent.domain.matter import Matter
from agent.extract.file_numbers import file_numbers
from agent.extract.hearing import fields_wanted, heard, heard_words
from agent.extract.lexicon import pattern
from agent.extract.reading import Read, Reading
from agent.extract.sifting import sifted

CANDIDATES = 6
WITHIN = 5.0  # a matter this far behind the best one is not in the running for a stretch of its own
CHANGE, CHANGE_AT_CUE, CHANGE_NAMING = (
    5.0,
    2.2,
    1.9,
)  # what a new topic costs: anywhere, at a cue, where it is named
NAMING = 2.4
CHANGE_ANNOUNCED, ANNOUNCED = 1.2, 1.0  # at a cue that names one matter, by so much
CHANGE_AT_BARE_CUE = 3.5  # at a cue where no matter is favoured
PAUSE_MS = 20_000
LEAST_SHARE = 2.5  # evidence of its own a second matter must have
LEAST_BUSINESS = 0.8  # ... of which so much must be about its business, when it is known by a name alone
APART = 1.3  # worth of a word of the description that no other matter of the client's has
ECHO = 0.5  # how telling the words must be that somebody goes back to
CLAIMED = 1.5  # evidence for the stretch's own matter that ends a return to an earlier one
SHORT = 8  # words of a turn that may be no more than a question
SKIPPED = 3  # passages that are no work, after which the talk may be of something else


@dataclass(frozen=True, slots=True)
class Block:
    """Passages on one matter (or on no known one), in order."""

    passages: tuple[Read, ...] = field(repr=False)
    matter: Matter | None = field(default=None, repr=False)


def blocks(reading: Reading, work: Sequence[Read], index: MatterIndex) -> list[Block]:
    """Cut the working passages by matter: the cheapest way through, where a change of matter has a price."""
    if not work:
        return []
    work = sifted(reading, work)
    ranked = rank(index, heard(reading, work, index), fields_wanted)
    running = _running(_without_borrowed(ranked, work, index, cased=reading.is_cased))
    if len(running) < 2:
        return [Block(tuple(work), running[0].matter if running else None)]
    gains = _gains(work, [r.matter for r in running], index, cased=reading.is_cased)
    prices = [
        _price(p, row, after=work[n - 1] if n else None)
        for n, (p, row) in enumerate(zip(work, gains, strict=True))
    ]
    lead = _lead(reading, work, [r.matter for r in running], index)
    path = _without_namesakes(
        _cheapest([[a + b for a, b in zip(gains[0], lead, strict=True)], *gains[1:]], prices),
        running,
        work,
        index,
        cased=reading.is_cased,
    )
    path = _with_returns(_without_thin(path, gains, work), gains, work)
    used = list(dict.fromkeys(path))
    return [
        Block(tuple(p for p, n in zip(work, path, strict=True) if n == m), running[m].matter) for m in used
    ]


def _running(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Return the matters that may have a stretch of their own.

    Beside one known by name or number, words do not do; beside one whose people are on the call, nor does a third party's name.
    """
    attended = any(Ground.PERSON in r.grounds for r in ranked)
    enough = {Ground.NUMBER, Ground.PERSON, Ground.NAME} | (set() if attended else {Ground.PARTY})
    known = [r for r in ranked if r.grounds & enough]
    close = [r for r in known or ranked if r.score >= max(1.5, ranked[0].score - WITHIN) or _own_evidence(r)]
    return close[:CANDIDATES]


def _without_borrowed(
    ranked: Sequence[Ranked], work: Sequence[Read], index: MatterIndex, *, cased: bool
) -> list[Ranked]:
    """Leave out matters whose every name that was said is a better one's too, which has its people on the call."""
    said = [m for p in work for m, _ in index.mentions(heard_words(p.toks, cased=cased))]
    kept: list[Ranked] = []
    theirs: set[int] = set()
    for r in ranked:
        place = index.place(r.matter)
        names = [
            m for m in said if place in m.matters and index.kind_at(m.word, place) in (Kind.NAME, Kind.PARTY)
        ]
        present = bool(r.grounds & {Ground.NUMBER, Ground.PERSON})
        if present or not names or not all(m.matters & theirs for m in names):
            kept.append(r)
        theirs |= {place} if present else set()
    return kept


def _own_evidence(ranked: Ranked) -> bool:
    return ranked.score >= 3.0


def _gains(
    work: Sequence[Read], matters: Sequence[Matter], index: MatterIndex, *, cased: bool
) -> list[list[float]]:
    """Return for each passage how much it speaks for each matter."""
    places = [index.place(m) for m in matters]
    wanted = [fields_wanted(m) for m in matters]
    siblings = frozenset(
        index.place(m) for m in matters if any(related(m, other) for other in matters if other is not m)
    )
    rows = [
        _gain(p, index.mentions(heard_words(p.toks, cased=cased)), places, wanted, index, siblings)
        for p in work
    ]
    return [[0.0] * len(row) if _is_put_off(work, n) else row for n, row in enumerate(rows)]


def _lead(
    reading: Reading, work: Sequence[Read], matters: Sequence[Matter], index: MatterIndex
) -> list[float]:
    """Return what the talk before the first work says of each matter: "hi, the sale is today" opens the call on the sale."""
    before = [p for p in reading.passages[: work[0].at] if not pattern("labels", "injection").search(p.text)]
    rows = _gains(before, matters, index, cased=reading.is_cased) if reading.is_spoken else []
    return [sum(row[n] for row in rows) for n in range(len(matters))]


def _is_put_off(work: Sequence[Read], at: int) -> bool:
    """Whether a passage only says what comes later, or is the short question that is answered so."""
    asked = work[at].words <= SHORT and at + 1 < len(work)
    return any(pattern("cues", "deferred").search(p.text) for p in work[at : at + 1 + asked])


def _gain(
    p: Read,
    mentions: Sequence[tuple[Mention, HeardWord]],
    places: Sequence[int],
    wanted: Sequence[Mapping[str, float]],
    index: MatterIndex,
    siblings: frozenset[int],
) -> list[float]:
    numbered = [index.numbered(n) for n in file_numbers(p.toks, p.text, index)]
    gains = []
    for place, fields in zip(places, wanted, strict=True):
        gain = 8.0 * any(place in owners for owners in numbered)
        for mention, word in mentions:
            if place in mention.matters:
                known = index.kind_at(mention.word, place)
                sign = 1.0 if not word.denied else -0.7 if word.capital else 0.0
                alone = (
                    place in siblings
                    and known is Kind.WORD
                    and len(mention.matters.intersection(places)) == 1
                )
                worth = max(mention.weight, APART) if alone else mention.weight
                gain += sign * worth * (0.4 if known is Kind.GIVEN else 1.0)
        for hit in p.hits:
            if hit.term.fields:
                fits = max(fields.get(f, 0.0) for f in hit.term.fields)
                gain += 0.8 * hit.term.weight * fits / math.sqrt(len(hit.term.fields))
        gains.append(gain)
    return gains


def _price(p: Read, gains: Sequence[float], *, after: Read | None) -> float:
    """Return what a change costs at a passage; naming one matter and no other is as good as saying so."""
    ordered = sorted(gains, reverse=True)
    lead = ordered[0] - ordered[1]
    cue = pattern("cues", "turn").search(p.text) is not None
    if lead >= NAMING and not cue:
        return CHANGE_NAMING
    paused = p.gap_ms >= PAUSE_MS or (after is not None and p.at - after.at > SKIPPED)
    if cue:
        return (
            CHANGE_ANNOUNCED if lead >= ANNOUNCED else CHANGE_AT_CUE if paused or lead else CHANGE_AT_BARE_CUE
        )
    return CHANGE_AT_CUE if paused else CHANGE


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


def _without_namesakes(
    path: list[int], running: Sequence[Ranked], work: Sequence[Read], index: MatterIndex, *, cased: bool
) -> list[int]:
    """Give back the stretches of a matter of which nothing but a name was said: somebody else may bear it."""
    for m in set(path) - {0}:
        if running[m].grounds & {Ground.NUMBER, Ground.PERSON}:
            continue
        place, fields = index.place(running[m].matter), fields_wanted(running[m].matter)
        mine = [p for p, n in zip(work, path, strict=True) if n == m]
        said = {
            mention.word: mention.weight
            for p in mine
            for mention, word in index.mentions(heard_words(p.toks, cased=cased))
            if place in mention.matters
            and index.kind_at(mention.word, place) is Kind.WORD
            and not word.denied
        }
        fitting = sum(
            h.term.weight * max(map(fields.get, h.term.fields, [0.0] * 9), default=0.0)
            for p in mine
            for h in p.hits
        )
        if sum(said.values()) + fitting < LEAST_BUSINESS:
            path = [0 if n == m else n for n in path]
    return path


def _with_returns(path: list[int], gains: Sequence[Sequence[float]], work: Sequence[Read]) -> list[int]:
    """Follow whoever goes back: to the matter in whose stretch the words of the passage were spoken before."""
    path = list(path)
    for at in range(1, len(path)):
        here = path[at]
        if here != path[at - 1] or not pattern("cues", "return").search(work[at].text):
            continue
        words = _content(work[at])
        echo = {
            m: sum(
                words[w]
                for w in words.keys()
                & set().union(*(_content(p) for p, n in zip(work[:at], path, strict=False) if n == m))
            )
            for m in set(path[:at])
        }
        there = max(echo, key=lambda m: echo[m])
        if echo[there] < ECHO or echo[there] <= echo[here]:
            continue
        for n in range(at, len(path)):
            if path[n] != here or gains[n][here] - gains[n][there] >= CLAIMED:
                break
            path[n] = there
    return path


def _content(p: Read) -> dict[str, float]:
    return {w.stem: w.telling for w in heard_words(p.toks)}
