"""Search as you type over the mirror: number, client, description and people, with accents and macrons folded both ways."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence

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


def _score(words: Sequence[str], matter: Matter) -> float:
    number, others = _words_of(matter)
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
    number = tuple(WORD.findall(folded(matter.display_number)))
    rest = (matter.client_name, matter.description, *(c.name for c in matter.contacts))
    return number, tuple(dict.fromkeys(WORD.findall(folded(" ".join(rest)))))
