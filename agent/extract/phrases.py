"""What was spoken of, in the speaker's own words: "police vetting", "incident register", "supplier's e-mails".

A word list never knows every document, body or thing of the law. A noun with its own words before it is told whole; only
a fact list holds such phrases, never a narrative.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.domain.ids import PassageId
from agent.extract.dates import DAYS, MONTHS, ORDINALS
from agent.extract.lexicon import pattern, word_set, words
from agent.extract.numbers import SCALE, SMALL
from agent.extract.reading import Read
from agent.extract.sifting import is_all_aside, sentences
from agent.extract.terms import known_term
from agent.extract.text import Token, tokens
from agent.extract.topics import Topic

_LONGEST = 4  # words of a phrase
_LAWFUL = 0.5  # weight of a word of the law, a date or a sum; of a single thing's own passage, else of those beside it
_ENDINGS = ("n't", "'ll", "'ve", "'re", "'d", "'m")
_COUNTS = frozenset(MONTHS) | frozenset(DAYS) | frozenset(SMALL) | frozenset(SCALE) | frozenset(ORDINALS)


def phrases(passages: Sequence[Read]) -> list[Topic]:
    """Return the noun phrases of a block in the order they fall, each once."""
    said: dict[str, list[PassageId]] = {}
    near = [0.0, *(p.weight for p in passages), 0.0]
    for n, p in enumerate(passages):
        if is_all_aside(p) or any(_is_put_off(q) for q in passages[max(0, n - 1) : n + 2]):
            continue
        for sentence in sentences(p.text):
            for found in _of(tokens(sentence)):
                alone = len(found) == 1
                law = p.weight if alone else max(near[n : n + 3])
                if law >= _LAWFUL or (_is_head(found[-1]) and not alone):
                    said.setdefault(_written(found), []).append(p.id)
    return [Topic(shown, float(len(ids)), tuple(dict.fromkeys(ids))) for shown, ids in said.items()]


def _is_put_off(p: Read) -> bool:
    """Whether a passage names something only to say that it comes later, or is something else altogether."""
    return any(pattern("cues", kind).search(p.text) for kind in ("put_off", "deferred", "by_the_way"))


def _written(found: Sequence[Token]) -> str:
    return " ".join(t.text for t in found).removesuffix("'s")


def _of(toks: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield a sentence's noun phrases: from an article or owner to the next plain word, or back from a document."""
    done = -1
    for at, token in enumerate(toks):
        if at <= done:
            continue
        start = end = at
        owned = token.low in (word_set("owners") | word_set("leads")) - word_set("no_owners")
        if owned:
            start = end = at + 1
            while end < len(toks) and end - start < _LONGEST and _fits(toks[end]):
                end += 1
        elif token.stem in word_set("papers") and _fits(token):
            end = at + 1
            while end < len(toks) and toks[end].stem in word_set("papers") and _fits(toks[end]):
                end += 1
            while start > done + 1 and end - start < _LONGEST and _fits(toks[start - 1]):
                start -= 1
            if start and toks[start - 1].low in word_set("before_a_verb"):
                start += 1  # "to lodge objections": what is done is no part of the thing
        while end > start and _is_tail(toks, end, start):
            end -= 1
        while start < end and toks[start].low in word_set("no_lead"):
            start += 1
        if not owned and end - start < 2:
            continue
        if _tells(toks[start:end]):
            yield toks[start:end]
            done = end - 1


def _fits(token: Token) -> bool:
    """Whether a word can stand inside a noun phrase: neither plain grammar, nor a count, nor a name."""
    low = token.low
    if not token.is_word or not token.text[0].islower() or low in word_set("no_phrase"):
        return False
    manner = low.endswith("ly") and low not in word_set("nouns_in_ly")
    plain = low in words("function") or low in _COUNTS or low.endswith(_ENDINGS) or manner
    return not plain or token.stem in word_set("papers")


def _is_tail(toks: Sequence[Token], end: int, start: int) -> bool:
    """Whether the last word is no noun: everyday speech, or a verb with its object ("the notice overstates the debt")."""
    last = toks[end - 1]
    if _is_head(last):
        return False
    goes_on = end == len(toks) or toks[end].low in word_set("after_a_verb")
    verb = end - start > 1 and last.low.endswith("s") and goes_on
    return verb or last.low in words("common")


def _is_head(token: Token) -> bool:
    return token.stem in word_set("papers") or known_term(token.low)


def _tells(found: Sequence[Token]) -> bool:
    """Whether a phrase says more than everyday speech: a word of its own, or a document with a word before it."""
    last = found[-1] if found else None
    if last is None or last.stem in word_set("private") or (last.low.endswith("ed") and not _is_head(last)):
        return False
    if len(found) == 1 and last.low.endswith("ing") and not _is_head(last):
        return False
    own = [t for t in found if len(t.low) > 3 and t.low not in words("common")]
    if len(found) == 1:
        alone = bool(own) or found[0].stem in word_set("papers")
        return alone and not known_term(found[0].low) and "'" not in found[0].low
    return bool(own) or (_is_head(found[-1]) and len(found) > 1)
