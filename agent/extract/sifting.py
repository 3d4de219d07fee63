"""Sentences that are no part of the work, left out before anything is weighed: others' work, the office, what is put off.

A paragraph that advises may end with the parking. The paragraph stays, the parking goes: it neither names the matter nor
becomes a topic or a figure of the entry.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.extract import dates, numbers, terms
from agent.extract.lexicon import pattern
from agent.extract.reading import Read, Reading
from agent.extract.text import tokens

_ENDS = re.compile(
    r"(?<=[.!?])(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bMrs\.)(?<!\bNo\.)(?<!\bcl\.)\s+(?=[A-Z0-9\"“])"
)


def sentences(text: str) -> list[str]:
    """Return the sentences of a passage; what a recogniser wrote without full stops is one."""
    return _ENDS.split(text)


def is_aside(sentence: str, *, mine: bool | None) -> bool:
    """Whether a sentence is no part of the work. Who did what in the office only the lawyer can say (`mine` not False)."""
    if pattern("labels", "aside").search(sentence) or pattern("labels", "postponed").search(sentence):
        return True
    return mine is not False and pattern("labels", "other_people").search(sentence) is not None


def is_all_aside(p: Read) -> bool:
    """Whether nothing of a passage is left when its asides are gone."""
    return not _kept(p)


def _kept(p: Read) -> list[str]:
    """Return the sentences that are no asides; "That file is closed." takes what it answers along."""
    kept: list[str] = []
    for sentence in sentences(p.text):
        if kept and pattern("labels", "aside_before").search(sentence):
            kept.pop()
        if not is_aside(sentence, mine=p.mine):
            kept.append(sentence)
    return kept


def sifted(reading: Reading, passages: Sequence[Read]) -> tuple[Read, ...]:
    """Return the passages without their asides; one that would be empty stays as it is."""
    return tuple(_sifted(reading, p) for p in passages)


def _sifted(reading: Reading, p: Read) -> Read:
    kept = _kept(p)
    if not kept or len(kept) == len(sentences(p.text)):
        return p
    text = " ".join(kept)
    toks = tokens(text)
    return replace(
        p, text=text, low=text.casefold(), toks=toks, hits=terms.hits(toks), numbers=numbers.find(toks),
        whens=dates.find(toks, reading.day),
    )  # fmt: skip
