"""Search as you type, over the mirror and over entries, with accents and macrons folded both ways.

A typed word counts three where a number begins with it, two where another word does, one where a word is nearly the same; every
typed word must be found. A `Catalogue` looks words up in an index that is prepared once; `found_in` reads its few things anew.
"""

from __future__ import annotations

import bisect
import functools
import heapq
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from agent.domain.matter import Matter

ALIKE = 82  # percent: one letter wrong in a six-letter word still finds it
SHORTEST_ALIKE = 4  # letters
NUMBER, BEGINS, NEARLY = 3, 2, 1
LAST = "\U0010ffff"
WORD = re.compile(r"\w+")
UNDIVIDED = str.maketrans(
    {"đ": "d", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i"}
)  # Unicode takes no mark off these


def folded(text: str) -> str:
    """Return text without case, accents and macrons, so that "Māori" and "maori", "Nguyễn" and "nguyen" are one."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(UNDIVIDED))
    return "".join(c for c in parts if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class Searchable:
    """What something is found by: its number, and all other words."""

    number: str = field(repr=False)
    texts: tuple[str, ...] = field(repr=False)


class Catalogue:
    """Some matters with an index of their words, to be searched at every key press. Immutable; made anew when they change."""

    def __init__(self, matters: Sequence[Matter]) -> None:
        self._matters = sorted(
            matters, key=lambda m: (m.is_closed, m.display_number)
        )  # the order among equals
        numbers: defaultdict[str, list[int]] = defaultdict(list)
        others: defaultdict[str, list[int]] = defaultdict(list)
        for place, matter in enumerate(self._matters):
            number, other = _words_of(matter)
            for word in {*number, *(n.lstrip("0") for n in number)}:
                numbers[word].append(place)
            for word in other:
                others[word].append(place)
        self._numbers, self._others = _Index(numbers), _Index(others)
        self._first_closed = sum(not m.is_closed for m in self._matters)

    def search(self, query: str, limit: int) -> list[Matter]:
        """Return the matters in which every typed word is found, the best first, closed ones last.

        Nothing typed lists open matters by number.
        """
        words = WORD.findall(folded(query))
        if not words:
            return self._matters[:limit]
        found = [self._places(word) for word in dict.fromkeys(words)]
        found.sort(key=len)
        scored = (
            (place >= self._first_closed, -sum(each[place] for each in found), place)
            for place in found[0]
            if all(place in each for each in found[1:])
        )
        return [self._matters[place] for *_, place in heapq.nsmallest(limit, scored)]

    def _places(self, word: str) -> Mapping[int, int]:
        """Where a typed word is found, and what that counts."""
        found: dict[int, int] = {}
        if len(word) >= SHORTEST_ALIKE:
            found.update(dict.fromkeys(self._others.nearly(word), NEARLY))
        found.update(dict.fromkeys(self._others.beginning(word), BEGINS))
        found.update(dict.fromkeys(self._numbers.beginning(word), NUMBER))
        return found


class _Index:
    """Words and the places where they stand."""

    def __init__(self, places: Mapping[str, Sequence[int]]) -> None:
        self._words = sorted(places)
        self._places = [places[word] for word in self._words]
        self._by_length: defaultdict[int, list[str]] = defaultdict(list)
        for word in self._words:
            self._by_length[len(word)].append(word)

    def beginning(self, start: str) -> Iterable[int]:
        """Places of words that begin so."""
        first = bisect.bisect_left(self._words, start)
        last = bisect.bisect_left(self._words, start + LAST)
        for some in self._places[first:last]:
            yield from some

    def nearly(self, word: str) -> Iterable[int]:
        """Places of words that are nearly this one."""
        for length, words in self._by_length.items():
            if abs(length - len(word)) / (length + len(word)) > 1 - ALIKE / 100:
                continue  # so many letters more or fewer are never alike
            for alike, _, _ in process.extract(
                word, words, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None
            ):
                yield from self._places[bisect.bisect_left(self._words, alike)]


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


def _scored(words: Sequence[str], number: Sequence[str], others: Sequence[str]) -> int:
    total = 1
    for word in words:
        if any(n.startswith(word) or n.lstrip("0").startswith(word) for n in number):
            total += NUMBER
        elif any(o.startswith(word) for o in others):
            total += BEGINS
        elif len(word) >= SHORTEST_ALIKE and any(fuzz.ratio(word, o) >= ALIKE for o in others):
            total += NEARLY
        else:
            return 0
    return total


@functools.lru_cache(maxsize=20_000)
def _words_of(matter: Matter) -> tuple[tuple[str, ...], tuple[str, ...]]:
    rest = (matter.client_name, matter.description, *matter.aliases, *(c.name for c in matter.contacts))
    return _split(matter.display_number), _split(" ".join(rest))
