"""Words and names as matching compares them: without case, accents, plural endings and titles."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {"đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "Æ": "Ae"}
)
TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "hon", "justice", "sir", "dame"})


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """Return a word in lower case without accents: `Mātene` and `matene` are one."""
    plain = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


@lru_cache(maxsize=65536)
def stem(low: str) -> str:
    """Return a folded word without possessive and plural ending."""
    word = low[:-2] if low.endswith("'s") else low.rstrip("'")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def name_words(name: str) -> list[str]:
    """Return the folded words of a person's name, titles left out."""
    return [w for w in folded(name).replace(".", " ").split() if w not in TITLES]


def same_full_name(one: str, other: str) -> bool:
    """Whether two full names are one person's: the same words, at least two, or all of one's within the other's."""
    first, second = set(name_words(one)), set(name_words(other))
    return len(first) >= 2 and len(second) >= 2 and (first <= second or second <= first)
