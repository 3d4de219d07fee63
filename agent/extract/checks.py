"""Is a narrative borne out by its passages? Used on the rules' own words and on a language model's.

figures     every number stands in the passages, a fact or the matter's row
names       every name stands in the passages, among the people or in the matter's row
support     nearly all content words are in the passages, a fact, or the plain language of time entries
done        nothing promised is told as done: a past tense needs the timekeeper's own past tense
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from agent.domain.matching_words import folded, stem
from agent.extract.lexicon import data, word_set, words
from agent.extract.reading import Read
from agent.extract.text import cleaned, tokens

LEAST_SUPPORT = 0.75


class Fault(StrEnum):
    """What is wrong with a narrative."""

    FIGURE = "figure"
    NAME = "name"
    SUPPORT = "support"
    NOT_DONE = "not_done"


@dataclass(frozen=True, slots=True)
class Ground:
    """What a narrative may draw on. `extra` are facts, people's names and the matter's row."""

    passages: Sequence[Read]
    extra: Sequence[str] = ()


_DONE = re.compile(
    r"\b(drafted|sent|served|filed|lodged|settled|signed|executed|appeared|attended|prepared|reviewed|perused|wrote|written|emailed|e-mailed|"
    r"issued|completed|finalised|obtained|advised|paid|exchanged|commenced|briefed|discontinued|registered|returned|amended)\b",
    re.I,
)


def faults(narrative: str, ground: Ground) -> frozenset[Fault]:
    """Return what is wrong with a narrative, nothing when it may stand."""
    found: set[Fault] = set()
    if _loose_figures(narrative, ground):
        found.add(Fault.FIGURE)
    if _unknown_names(narrative, ground):
        found.add(Fault.NAME)
    if supported(narrative, ground) < LEAST_SUPPORT:
        found.add(Fault.SUPPORT)
    if any(not _was_done(verb, ground.passages) for verb in _DONE.findall(narrative)):
        found.add(Fault.NOT_DONE)
    return frozenset(found)


def _said(ground: Ground) -> Iterable[str]:
    yield from (p.text for p in ground.passages)
    yield from ground.extra


def _loose_figures(narrative: str, ground: Ground) -> set[str]:
    """Return the numbers in digits that neither the passages' own numbers nor the extra texts hold."""
    held = {_bare(n) for text in ground.extra for n in re.findall(r"\d[\d,.]*", text)}
    held |= {_bare(n) for p in ground.passages for n in re.findall(r"\d[\d,.]*", p.text)}
    held |= {_bare(str(n.value)) for p in ground.passages for n in p.numbers}
    held |= {_bare(n) for p in ground.passages for w in p.whens for n in re.findall(r"\d+", w.shown)}
    return {n for n in (_bare(x) for x in re.findall(r"\d[\d,.]*", narrative)) if n not in held}


def _bare(number: str) -> str:
    plain = number.replace(",", "").rstrip(".")
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain).lstrip("0") or "0"


def _unknown_names(narrative: str, ground: Ground) -> set[str]:
    held = {stem(t.low) for text in _said(ground) for t in tokens(cleaned(text)) if t.is_word}
    joined = "".join(re.sub(r"[^a-z]", "", folded(text)) for text in _said(ground))
    unknown = set()
    for at, token in enumerate(toks := tokens(cleaned(narrative))):
        opens = at == 0 or toks[at - 1].text in ".:"
        if (
            token.is_word
            and token.text[0].isupper()
            and not opens
            and stem(token.low) not in held | _shown_words()
            and token.low not in joined
        ):
            unknown.add(token.text)
    return unknown


def _shown_words() -> frozenset[str]:
    """Return the words of the forms that the lexicon writes in a way of its own ("GST", "Local Court")."""
    return frozenset(t.stem for text in data("terms")["display"].values() for t in tokens(text))


def supported(narrative: str, ground: Ground) -> float:
    """Return the share of a narrative's content words that the passages, facts and people hold."""
    held = {t.stem for text in _said(ground) for t in tokens(cleaned(text))}
    roots = {w[:5] for w in held if len(w) > 4}
    content = [
        t
        for t in tokens(cleaned(narrative))
        if t.is_word
        and len(t.low) > 3
        and t.low not in words("function")
        and t.low not in word_set("plain_language")
        and t.stem not in _shown_words()
    ]
    if not content:
        return 1.0
    return sum(t.stem in held or t.low[:5] in roots for t in content) / len(content)


def _was_done(verb: str, passages: Sequence[Read]) -> bool:
    """Whether the timekeeper says in the past tense that it was done."""
    own = re.compile(rf"\b(?:i|we)(?:'ve| have)?(?: \w+)? {verb}\b", re.I)
    return any(p.own and own.search(p.text) for p in passages)
