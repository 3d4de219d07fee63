"""What a block is about: legal terms, other things spoken of again and again, and the names of third parties."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from agent.domain.ids import PassageId
from agent.domain.matching_words import folded, stem
from agent.extract import terms
from agent.extract.dates import DAYS, MONTHS, ORDINALS
from agent.extract.lexicon import pattern, word_set, words
from agent.extract.numbers import SCALE, SMALL
from agent.extract.reading import Read
from agent.extract.sifting import sentences
from agent.extract.text import Token, tokens


@dataclass(frozen=True, slots=True)
class Topic:
    """A term or thing, as it will be written, with the passages that speak of it."""

    shown: str = field(repr=False)
    weight: float
    passages: tuple[PassageId, ...]
    term: terms.Term | None = field(default=None, repr=False)
    promised: bool = False  # spoken of only as something still to be done


_NO_THING = (
    words("function")
    | words("common")
    | frozenset(MONTHS)
    | frozenset(DAYS)
    | frozenset(SMALL)
    | frozenset(SCALE)
    | frozenset(ORDINALS)
    | frozenset({"hundred", "oh", "percent"})
    | word_set("not_names")
)


def topics(passages: Sequence[Read], wanted: frozenset[str]) -> list[Topic]:
    """Return the topics of a block, weightiest first; `wanted` are the fields of its matter."""
    said: dict[str, list[PassageId]] = {}
    known: dict[str, terms.Term] = {}
    for p in passages:
        for hit in p.hits:
            if not hit.term.everyday:
                known[hit.term.shown] = hit.term
                said.setdefault(hit.term.shown, []).append(p.id)
    opening = {p.id for p in passages[:4]}
    ahead = _only_promised(passages)
    found = [
        Topic(
            shown,
            _weight(known[shown], len(set(ids)), wanted) * (1.3 if opening & set(ids) else 1.0),
            tuple(dict.fromkeys(ids)),
            known[shown],
            shown in ahead,
        )
        for shown, ids in said.items()
    ]
    sparse = len(found) < 6
    found += [
        Topic(t, 0.45 + 0.75 * math.log2(len(ids)), ids)
        for t, ids in _things(passages).items()
        if sparse or len(ids) > 1
    ]
    return _without_parts(sorted(found, key=lambda t: (-t.weight, t.shown)))


def _only_promised(passages: Sequence[Read]) -> frozenset[str]:
    """Return the terms that fall nowhere but where the timekeeper says what is still to be done."""
    ahead: set[str] = set()
    else_where: set[str] = set()
    for p in passages:
        for sentence in sentences(p.text):
            promise = p.mine is not False and pattern("cues", "promise").search(sentence) is not None
            (ahead if promise else else_where).update(h.term.shown for h in terms.hits(tokens(sentence)))
    return frozenset(ahead - else_where)


def _weight(term: terms.Term, times: int, wanted: frozenset[str]) -> float:
    base = 0.5 if term.vague else 1.0 + 0.4 * min(2, term.size - 1)
    fits = 0.5 if term.fields & wanted else 0.0
    return (base + fits) * (1 + 0.55 * math.log(times))


def _without_parts(found: list[Topic]) -> list[Topic]:
    """Leave out a topic that only repeats part of a weightier one ("lease" beside "draft lease" stays as one)."""
    kept: list[Topic] = []
    for topic in found:
        parts = _stems(topic.shown)
        if not any(parts <= _stems(k.shown) for k in kept):
            kept.append(topic)
    return kept


def _stems(shown: str) -> set[str]:
    return {stem(w) for w in folded(shown).replace("-", " ").split()}


def _things(passages: Sequence[Read]) -> dict[str, tuple[PassageId, ...]]:
    """Return nouns of no word list, named after an article or owner at least once."""
    said: dict[str, list[PassageId]] = {}
    shown: dict[str, str] = {}
    noun: set[str] = set()
    names = {t.low for p in passages for n, t in enumerate(p.toks) if is_name(p.toks, n)}
    for p in passages:
        taken = {at for hit in p.hits for at in range(hit.start, hit.end)}
        for at, token in enumerate(p.toks):
            if at in taken or not _thing(token) or token.low in names:
                continue
            said.setdefault(token.stem, []).append(p.id)
            shown.setdefault(token.stem, token.low)
            if at and p.toks[at - 1].low in word_set("owners"):
                noun.add(token.stem)
    return {shown[s]: tuple(dict.fromkeys(ids)) for s, ids in said.items() if s in noun}


_ENDINGS = ("ing", "ed", "ly", "n't")


def _thing(token: Token) -> bool:
    low = token.low
    if not token.is_word or len(low) <= 3 or "'" in low or low.endswith(_ENDINGS):
        return False
    return low not in _NO_THING and token.stem not in _NO_THING and not terms.known_term(low)


def is_name(toks: Sequence[Token], at: int) -> bool:
    """Whether a capital in mid-sentence makes a token a name."""
    token = toks[at]
    if not token.is_word or not token.text[0].isupper() or token.low in _NOT_NAMES or len(token.low) < 2:
        return False
    before = toks[at - 1] if at else None
    titled = before is not None and (
        before.low in word_set("titles")
        or (before.text == "." and at > 1 and toks[at - 2].low in word_set("titles"))
    )
    if titled:
        return True
    if before is None or before.text in '.?!:"“':
        after = toks[at + 1] if at + 1 < len(toks) else None
        plain = token.low in words("function") or token.low in words("common")
        return (
            not plain
            and after is not None
            and after.is_word
            and after.text[0].isupper()
            and after.low not in words("function")
        )
    return token.low not in words("function") and not (
        token.low in words("common") and not _beside_name(toks, at)
    )


def _beside_name(toks: Sequence[Token], at: int) -> bool:
    """Whether a common word with a capital stands in a row of capitals: "Marlin Square"."""
    near = [toks[n] for n in (at - 1, at + 1) if 0 <= n < len(toks)]
    return any(
        t.is_word and t.text[0].isupper() and t.low not in words("function") and t.low not in _NOT_NAMES
        for t in near
    )


_NOT_NAMES = frozenset(MONTHS) | frozenset(DAYS) | word_set("titles") | word_set("not_names")


def names(passages: Sequence[Read], banned: frozenset[str], own: frozenset[str]) -> list[Topic]:
    """Return third parties' names by how often they fall; none of whose words is `banned` (people present, other
    clients); a word of the matter's `own` row is a name even where a sentence begins."""
    said: dict[str, list[PassageId]] = {}
    for p in passages:
        for start, end in _name_spans(p.toks, own):
            denied = any(t.low in ("not", "isn't") for t in p.toks[max(0, start - 3) : start])
            if not denied and not {t.stem for t in p.toks[start:end]} & banned:
                said.setdefault(_written_name(p.toks, start, end), []).append(p.id)
    found = [
        Topic(n, 0.8 + 0.6 * math.log(1 + len(set(ids))) + 0.3 * (" " in n), tuple(dict.fromkeys(ids)))
        for n, ids in said.items()
    ]
    return _without_parts(sorted(found, key=lambda t: (-t.weight, t.shown)))


def _name_spans(toks: Sequence[Token], own: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the rows of capitalised words that are names; New South Wales and New Zealand are none."""
    at = 0
    while at < len(toks):
        end = at + 1
        if is_name(toks, at) or _is_own(toks[at], own):
            while end < len(toks) and toks[end].text[0].isupper() and toks[end].low not in _NOT_NAMES:
                end += 1
            if end == len(toks) or toks[end].low not in ("wales", "zealand"):
                yield at, end
        at = end


def _is_own(token: Token, own: frozenset[str]) -> bool:
    plain = token.low in words("function") or token.low in words("common") or terms.known_term(token.low)
    return token.stem in own and token.is_word and token.text[0].isupper() and not plain


def _written_name(toks: Sequence[Token], start: int, end: int) -> str:
    title = toks[start - 1].text + " " if start and toks[start - 1].low in word_set("titles") else ""
    return title + " ".join(t.text for t in toks[start:end]).removesuffix("'s").removesuffix("'")
