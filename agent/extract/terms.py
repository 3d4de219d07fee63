"""The legal terms of a passage: what lawyers work on, and in which field of practice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from agent.domain.matching_words import stem
from agent.extract.lexicon import data, word_set
from agent.extract.text import Token, tokens

GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the lexicon. `weight` grows with its length; everyday words weigh little."""

    key: str
    shown: str
    fields: frozenset[str]
    weight: float
    everyday: bool
    vague: bool = False
    subject: bool = True

    @property
    def size(self) -> int:
        """Return how many words it has."""
        return self.key.count(" ") + 1


@dataclass(frozen=True, slots=True)
class Hit:
    """A term at its place in a passage: tokens `start` to `end`, end excluded."""

    term: Term
    start: int
    end: int


@cache
def _table() -> Mapping[str, tuple[tuple[tuple[str, ...], Term], ...]]:
    """Return all terms by first stem, longest first."""
    shown: dict[str, str] = data("terms")["display"]
    vague = frozenset(data("terms")["vague"])
    no_subject = frozenset(data("terms")["no_subject"])
    fields: dict[str, set[str]] = {}
    for name, content in data("terms")["fields"].items():
        for term in content["terms"]:
            fields.setdefault(term, set()).add(name)
    table: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
    for raw, names in fields.items():
        key = raw.rstrip("*")
        parts = tuple(t.stem for t in tokens(key))
        everyday = raw.endswith("*")
        own = frozenset(names - {GENERAL})
        weight = 0.3 if everyday else 0.5 if key in vague else 0.6 + 0.4 * len(parts)
        term = Term(key, shown.get(key, key), own, weight, everyday, key in vague, key not in no_subject)
        table.setdefault(parts[0], []).append((parts, term))
    return {first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in table.items()}


def hits(toks: Sequence[Token]) -> tuple[Hit, ...]:
    """Return the longest terms of a passage from left to right, none overlapping."""
    table, stems, found, at = _table(), [t.stem for t in toks], [], 0
    while at < len(stems):
        for parts, term in table.get(stems[at], ()):
            if stems[at : at + len(parts)] == list(parts) and _is_meant(parts, toks, at):
                found.append(Hit(term, at, at + len(parts)))
                at += len(parts) - 1
                break
        at += 1
    return tuple(found)


def _is_meant(parts: tuple[str, ...], toks: Sequence[Token], at: int) -> bool:
    """Whether words are the term that they look like: no "he will", "in the order of" or "nerve damage"."""
    if parts == ("order",):
        return [t.low for t in toks[max(0, at - 2) : at + 2]] != ["in", "the", "order", "of"]
    if len(parts) == 1 and f"{parts[0]}s" in word_set("plural_only"):
        return toks[at].low.endswith("s")
    return parts != ("will",) or _a_will(toks, at)


def _a_will(toks: Sequence[Token], at: int) -> bool:
    """Whether "will" is the document: it has an article, an owner or an adjective of its own before it."""
    before = toks[at - 1].low if at else ""
    return before in word_set("before_a_will") or before.endswith("'s") or toks[at].low == "wills"


def field_areas() -> Mapping[str, tuple[str, ...]]:
    """Return for each field the beginnings of practice area names that mean it."""
    return {name: tuple(content.get("areas", ())) for name, content in data("terms")["fields"].items()}


@cache
def fields_of_area(area: str) -> frozenset[str]:
    """Return the fields that a practice area's name means ("Commercial Leases" -> leasing, ...)."""
    low = area.casefold()
    return frozenset(name for name, keys in field_areas().items() if any(k in low for k in keys))


def known_term(word: str) -> bool:
    """Whether a single word is a term of the lexicon by itself."""
    return any(len(parts) == 1 for parts, _ in _table().get(stem(word), ()))
