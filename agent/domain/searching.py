"""Search as you type, over the mirror and over entries, with accents and macrons folded both ways."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from agent.domain.matter import Matter

ALIKE = 82  # percent: one letter wrong in a six-letter word still finds it
WORD = re.compile(r"\w+")


def folded(text: str) -> str:
    """Return text without case, accents and macrons, so that "Māori" and "maori", "Nguyễn" and "nguyen" are one."""
    parts = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(c for c in parts if not unicodedata.combining(c))


def search(query: str, matters: Sequence[Matter], limit: int) -> list[Matter]:
    """Return the matters in which every typed word is found, best first. An empty query lists open matters by number."""
    words = WORD.findall(folded(query))
    scored = [(score, m) for m in matters if (score := _score(words, m)) > 0]
    scored.sort(key=lambda pair: (pair[1].is_closed, -pair[0], pair[1].display_number))
    return [matter for _, matter in scored[:limit]]


@dataclass(frozen=True, slots=True)
class Searchable:
    """What something is found by: its number, and all other words."""

    number: str = field(repr=False)
    texts: tuple[str, ...] = field(repr=False)


def found_in(query: str, things: Sequence[Searchable], limit: int) -> list[int]:
    """Return the places of the things in which every typed word is found, best first; nothing typed finds nothing."""
    words = WORD.findall(folded(query))
    scored = [
        (_scored(words, _split(t.number), _split(" ".join(t.texts))), place) for place, t in enumerate(things)
    ]
    best = sorted((-score, place) for score, place in scored if words and score > 0)
    return [place for _, place in best[:limit]]


def _split(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(WORD.findall(folded(text))))


def _score(words: Sequence[str], matter: Matter) -> float:
    return _scored(words, *_words_of(matter))


def _scored(words: Sequence[str], number: Sequence[str], others: Sequence[str]) -> float:
    total = 1.0
    for word in words:
        if any(n.startswith(word) or n.lstrip("0").startswith(word) for n in number):
            total += 3
        elif any(o.startswith(word) for o in others):
            total += 2
        elif len(word) >= 4 and any(fuzz.ratio(word, o) >= ALIKE for o in others):
            total += 1
        else:
            return 0
    return total


@functools.lru_cache(maxsize=20_000)
def _words_of(matter: Matter) -> tuple[tuple[str, ...], tuple[str, ...]]:
    rest = (matter.client_name, matter.description, *(c.name for c in matter.contacts))
    return _split(matter.display_number), _split(" ".join(rest))
