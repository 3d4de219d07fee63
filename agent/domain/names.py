"""The names around a matter, as people say them: who is on its file, and whom or what its description names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.domain.matching_index import FORUMS, NO_NAME
from agent.domain.matching_words import TITLES, folded
from agent.domain.matter import Matter

MOST_WORDS = 5  # of one name; what is longer is a sentence
LONGEST = 40  # letters
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019.&-][^\W\d_]+)*\.?|&")
_BREAK = re.compile(r"([^\w\s'\u2019.&-]|\d+|\s-\s|\bv(?:s|ersus)?\b\.?)")
_ENDINGS = frozenset({"pty", "ltd", "limited", "inc", "co", "llp", "lp", "nz", "plc"})
_JOINTS = frozenset({"&", "and", "of", "the", "de", "van", "von", "te", "o"})


def spoken(name: str) -> str:
    """Return a name as it is said on a call: letters only, without title and company ending; "" for what is no name.

    Names come from calendars too, which strangers write into: nothing of a speech model's own marks comes through.
    """
    words = [w for w in _WORD.findall(name) if folded(w.rstrip(".")) not in TITLES]
    while words and folded(words[-1].rstrip(".")) in _ENDINGS | {"&"}:
        words.pop()
    said = " ".join(words)
    if len(words) > MOST_WORDS or len(said) > LONGEST or not any(_names(w) for w in words):
        return ""
    return said


def names_of(matter: Matter) -> Iterator[str]:
    """Yield the names of a matter: its client, the people on its file, the lawyer's own names for it, and its parties."""
    for name in (matter.client_name, *(contact.name for contact in matter.contacts), *matter.aliases):
        if said := spoken(name):
            yield said
    yield from parties(matter.description)


def parties(text: str) -> Iterator[str]:
    """Yield whom or what a description or a title names: its runs of words with capitals.

    A single word that opens it has its capital from that ("Lease of shop"), unless somebody stands against it ("Hale v Tan").
    """
    parts = _BREAK.split(text)
    for place in range(0, len(parts), 2):
        against = place + 1 < len(parts) and parts[place + 1].startswith("v")
        for first, run in _runs(_WORD.findall(parts[place])):
            if place == first == 0 and len(run) == 1 and not against:
                continue
            if said := spoken(" ".join(run)):
                yield said


def _runs(words: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the runs of words with capitals, with the place of their first; small words may join two of them."""
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and words[end][:1].isupper():
            end += 1
            if end + 1 < len(words) and folded(words[end]) in _JOINTS and words[end + 1][:1].isupper():
                end += 1
        if end > at:
            yield at, words[at:end]
        at = max(end, at + 1)


def _names(word: str) -> bool:
    """Whether a word can make a name: it has a capital and is neither a court nor a word of companies and streets."""
    low = folded(word.rstrip("."))
    return word[:1].isupper() and len(low) > 1 and low not in NO_NAME and low not in FORUMS
