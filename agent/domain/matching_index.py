"""The firm's matters made ready for matching: who and what each is about, and how telling each word is.

Built once for a list of matters. Nothing here decides; `matching` does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

import jellyfish
from rapidfuzz.distance import JaroWinkler

from agent.domain.matching_words import TITLES, folded, name_words, stem
from agent.domain.matter import Matter

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+")
# fmt: off
NO_NAME = frozenset({
    "pty", "ltd", "limited", "inc", "co", "group", "trust", "holdings", "estate", "of", "the", "and", "for", "late",
    "family", "company", "association", "llp", "nz", "australia", "services", "or", "to", "in", "by", "a", "an", "v",
    "from", "at", "on", "with", "over", "against", "unit", "shop", "lot", "level", "suite", "street", "road", "avenue",
    "court", "drive", "lane", "close", "crescent", "way", "parade", "place", "no",
})
FORUMS = frozenset({
    "supreme", "district", "local", "federal", "high", "court", "fair", "work", "commission", "tribunal", "land",
    "environment", "family", "circuit", "magistrate", "county", "ncat", "vcat", "qcat", "sat", "art",
})
# fmt: on
NEAR = 0.90  # Jaro-Winkler at or above which two words that sound alike are taken for one
NEARER = 0.95  # ... and that do not


class Kind(StrEnum):
    """What a heard word says of a matter."""

    NAME = "name"  # the client's or a contact's surname, the company
    PARTY = "party"  # somebody or somewhere else that the description names
    GIVEN = "given name"
    WORD = "word"  # of the description


_RANK = {Kind.NAME: 3, Kind.PARTY: 2, Kind.WORD: 1, Kind.GIVEN: 0}
_NAMES = {Kind.NAME, Kind.PARTY}


@dataclass(frozen=True, slots=True)
class Mention:
    """A word that points at some matters. `weight` is its full worth; a word that only sounds like it is worth less."""

    word: str = field(repr=False)
    matters: frozenset[int] = field(repr=False)  # places in the list
    kind: Kind
    weight: float


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A word of a passage: folded stem, how telling it is (1.0 for a rare word, less for law terms and everyday English),
    whether it has a capital in mid-sentence, and whether it was said to be not the one meant."""

    stem: str = field(repr=False)
    telling: float = 1.0
    capital: bool = False
    denied: bool = False
    small: bool = False  # in small letters, in a text that writes names with capitals

    @property
    def everyday(self) -> bool:
        """Whether it is no name by itself."""
        return self.telling < 1.0


class MatterIndex:
    """Words, names and numbers of all matters. Closed ones count for how common a word is, but are never found."""

    def __init__(self, matters: Sequence[Matter]) -> None:
        """Index `matters`; the order given is kept."""
        self.matters = tuple(matters)
        self._spots: dict[str, dict[int, Kind]] = {}
        for place, matter in enumerate(self.matters):
            for word, kind in _words_of(matter):
                spots = self._spots.setdefault(word, {})
                if place not in spots or _RANK[kind] > _RANK[spots[place]]:
                    spots[place] = kind
        self._sounds: dict[str, list[str]] = {}
        self._starts: dict[str, list[str]] = {}
        for word, spots in self._spots.items():
            if len(word) > 3 and _NAMES & set(spots.values()):
                self._sounds.setdefault(sound(word), []).append(word)
                self._starts.setdefault(word[:2], []).append(word)
        self._mails: dict[str, set[int]] = {}
        for place, matter in enumerate(self.matters):
            for contact in matter.contacts:
                if contact.email:
                    self._mails.setdefault(contact.email.casefold(), set()).add(place)
        self._places = {matter.id: place for place, matter in enumerate(self.matters)}
        self._numbers = _numbers(self.matters)
        self._near: dict[str, str | None] = {}

    def place(self, matter: Matter) -> int:
        """Return where a matter stands in the list."""
        return self._places[matter.id]

    def numbered(self, digits: str) -> frozenset[int]:
        """Return the places of the matters that a said or written number means."""
        return self._numbers.get(digits) or self._numbers.get(digits.lstrip("0") or "0") or frozenset()

    def perhaps_with(self, name: str, email: str | None) -> set[int]:
        """Return the places of matters on whose file somebody of that name or address may be."""
        places = set(self._mails.get(email.casefold(), ())) if email else set()
        for word in name_words(name):
            places.update(self._spots.get(stem(word), ()))
        return places

    def mentions(self, words: Sequence[HeardWord]) -> list[tuple[Mention, HeardWord]]:
        """Return what the words of a passage point at: exactly, as two words heard for one ("winter born"), or by sound."""
        found: list[tuple[Mention, HeardWord]] = []
        at = 0
        while at < len(words):
            one = words[at]
            joined = self._joined(words, at)
            if joined is not None:
                found.append((self._mention(joined, telling=0.6), one))
                at += 2
                continue
            if one.stem in self._spots:
                mention = self._mention(one.stem, telling=one.telling, small=one.small)
                if (
                    not (one.everyday and not one.capital and mention.kind is not Kind.WORD)
                    and len(one.stem) > 2
                ):
                    found.append((mention, one))
            elif len(one.stem) >= 5 and not one.everyday:
                near = self._sounding(one.stem)
                if near is not None:
                    found.append((self._mention(near, telling=0.6), one))
            at += 1
        return found

    def _joined(self, words: Sequence[HeardWord], at: int) -> str | None:
        if at + 1 >= len(words) or len(words[at].stem) + len(words[at + 1].stem) < 7:
            return None
        one, two = words[at].stem, words[at + 1].stem
        if one in self._spots and two in self._spots:
            return None
        both = one + two
        if both in self._spots and _NAMES & set(self._spots[both].values()):
            return both
        if words[at].everyday and words[at + 1].everyday and not words[at].capital:
            return self._alike(both, 0.93)
        return self._alike(both, 0.93) if len(one) > 2 and len(two) > 2 else None

    def _sounding(self, word: str) -> str | None:
        if word not in self._near:
            self._near[word] = self._alike(word, NEAR)
        return self._near[word]

    def _alike(self, word: str, least: float) -> str | None:
        """Return the one name that sounds like the word; None when several do about as much."""
        code = sound(word)
        scored = [(JaroWinkler.similarity(word, w), w) for w in self._sounds.get(code, ())]
        scored = [s for s in scored if s[0] >= least]
        scored += [
            (s, w)
            for w in self._starts.get(word[:2], ())
            if (s := JaroWinkler.similarity(word, w)) >= NEARER and sound(w) != code
        ]
        scored.sort(reverse=True)
        if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < 0.02):
            return None
        return scored[0][1]

    def _mention(self, word: str, *, telling: float, small: bool = False) -> Mention:
        spots = self._spots[word]
        kinds = set(spots.values())
        kind = max(kinds, key=_RANK.__getitem__)
        worth = {Kind.NAME: 3.0, Kind.PARTY: 3.0, Kind.GIVEN: 1.0, Kind.WORD: 1.6}[kind]
        if small and kind is not Kind.WORD:
            worth *= 0.6
        rare = 1.0 / (1.0 + 0.35 * math.log2(len(spots)))
        return Mention(word, frozenset(spots), kind, worth * rare * telling)

    def kinds(self, word: str) -> frozenset[Kind]:
        """Return all that a word is to any matter."""
        return frozenset(self._spots.get(word, {}).values())

    def kind_at(self, word: str, place: int) -> Kind:
        """Return what a word is to one matter."""
        return self._spots[word][place]


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Return how a word sounds, by Metaphone."""
    return str(jellyfish.metaphone(word))


def _words_of(matter: Matter) -> Iterable[tuple[str, Kind]]:
    company = len(matter.client_name.split()) > 2 or any(
        folded(w) in NO_NAME for w in matter.client_name.split()
    )
    for word in _split(
        matter.client_name
        if company
        else matter.client_name.split()[-1]
        if matter.client_name.split()
        else ""
    ):
        yield word, Kind.NAME
    for person in [c.name for c in matter.contacts] + ([] if company else [matter.client_name]):
        parts = [w for w in _split(person) if w not in TITLES]
        for n, word in enumerate(parts):
            yield word, Kind.NAME if n == len(parts) - 1 and n else Kind.GIVEN
    label = re.sub(r"[\d]+", " ", matter.display_number)
    for word in _split(" ".join((label, *matter.aliases))):
        yield word, Kind.NAME
    raw = _WORD.findall(matter.description.replace("\u2019", "'"))
    for n, token in enumerate(raw):
        word = stem(folded(token))
        if word in NO_NAME or word in FORUMS or word.isdigit() or len(word) < 3:
            continue
        yield word, Kind.PARTY if n and token[0].isupper() else Kind.WORD


def _split(text: str) -> list[str]:
    return [
        stem(folded(w))
        for w in _WORD.findall(text.replace("\u2019", "'"))
        if folded(w) not in NO_NAME and len(w) > 1 and not w.isdigit()
    ]


def _numbers(matters: Sequence[Matter]) -> dict[str, frozenset[int]]:
    """Learn how the firm numbers: every run of digits, and all runs together, that one matter alone has."""
    owners: dict[str, set[int]] = {}
    for place, matter in enumerate(matters):
        runs = re.findall(r"\d+", matter.display_number)
        for number in {*runs, "".join(runs)}:
            for form in {number, number.lstrip("0")}:
                if len(form) > 1:
                    owners.setdefault(form, set()).add(place)
    return {number: frozenset(places) for number, places in owners.items() if len(places) == 1}
