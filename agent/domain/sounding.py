"""How far apart two words sound, by their letters: for names, which a speech model spells as it likes.

    "Hail" and "Hale" 0     "Hall" and "Hale" 0.75     "Nwin" and "Nguyễn" 0     "Fanga" and "Whaanga" 0

A word is put into sounds as an Australian would read it; a name also as Māori and Vietnamese read it, and letter by letter,
which is how Greek and Māori names are said. The distance is what it costs to turn one row of sounds into the other: little for
a vowel that nobody stresses, much for a consonant. The costs are by ear and no science; only the limits in `naming` use them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from agent.domain.matching_words import folded

_VOWELS = frozenset("aeiouAEIOU")
_WEAK = frozenset("hwyr")  # come and go in Australian mouths
_CLOSE = frozenset(
    frozenset(pair)
    for pair in ("td", "pb", "kg", "sz", "fv", "mn", "SC", "Cj", "Sj", "Tt", "Tf", "vw", "sS", "Td", "lr")
)
_HARDLY = frozenset(frozenset(pair) for pair in ("ae", "ei"))  # said alike by many, above all in New Zealand
_SWAP, _CLOSE_SWAP, _LOST = 1.0, 0.5, 1.0
_FIRST_VOWEL, _VOWEL, _HARDLY_A_VOWEL, _LOST_VOWEL, _LOST_WEAK = 0.75, 0.35, 0.25, 0.5, 0.5

# The order is part of each rule: what stands above is read first.
_ENGLISH = tuple(
    (re.compile(pattern), sounds)
    for pattern, sounds in (
        (r"^(?:kn|gn)", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"^mc", "mak"), (r"^x", "s"), (r"^wh", "w"), (r"mps", "ms"),
        (r"sch", "S"), (r"tch|ch(?![rl])", "C"), (r"ch", "k"), (r"sh", "S"), (r"ph", "f"), (r"th", "T"),
        (r"igh", "I"), (r"eigh|aigh", "A"), (r"(?<=[aou])gh", ""), (r"gh", "g"), (r"ck", "k"), (r"dge?", "d"),
        (r"qu", "kw"), (r"q", "k"), (r"x", "ks"), (r"c(?=[eiy])", "s"), (r"c", "k"), (r"g(?=e)", "j"),
        (r"ohn", "on"), (r"al(?=[dkt])|all$|aul|awl", "ol"), (r"our|oar|ore$", "or"), (r"(?:er|re|ar|or|our|a|ah)$", "a"),
        (r"(?:er|ir|ur|yr|ear)(?=[^aeiouy])", "er"), (r"ai|ay|ei|ey(?!$)", "A"), (r"a([bdfgjklmnprstvz])e$", r"A\1"),
        (r"[iy]([bdfgjklmnprstvz])e$", r"I\1"), (r"o([bdfgjklmnprstvz])e$", r"O\1"), (r"u([bdfgjklmnprstvz])e$", r"U\1"),
        (r"e([bdfgjklmnprstvz])e$", r"E\1"), (r"ee|ea|ie(?=.)|(?<=.)ey$|(?<=..)ie$|(?<=..)y$", "E"),
        (r"oa|ow|oe|oh", "O"), (r"oo|ew|ou|ue|eu", "U"), (r"au|aw", "o"), (r"(?<=[^aeiou])e$", ""),
        (r"(?<=[^aeiou])es$", "s"), (r"(?<!^)y(?![aeiouAEIOU])", "i"), (r"z", "s"), (r"[^a-zA-Z]", ""), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
_BY_LETTER = tuple(
    (re.compile(pattern), sounds)
    for pattern, sounds in (
        (r"^gi(?=[aou])", "y"), (r"^mp", "b"), (r"^nt", "d"), (r"gk", "g"), (r"ph", "f"), (r"ch", "k"), (r"th", "T"),
        (r"^ng", "n"), (r"ck", "k"), (r"ou|oo|oy", "U"), (r"qu", "kw"), (r"c", "k"), (r"x", "ks"), (r"q", "k"),
        (r"(?<!^)y(?![aeiou])", "i"), (r"z", "s"), (r"[^a-zA-Z]", ""), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
_MAORI = ((re.compile(r"wh"), "f"), *_BY_LETTER)
_LONG = (*_MAORI, *((re.compile(short), long) for short, long in ("eA", "iE", "oO", "uU")))
_VIETNAMESE = (
    (re.compile(r"^ng(?=uy)"), "n"), (re.compile(r"uye|uy(?=n)"), "wi"), (re.compile(r"uy$"), "wE"),
    (re.compile(r"uo(?=n)"), "o"), (re.compile(r"nh$"), "n"), (re.compile(r"oa|ua(?=n)"), "wa"),
    (re.compile(r"^x"), "s"), (re.compile(r"^th"), "t"), *_BY_LETTER,
)  # fmt: skip
_READINGS = (_ENGLISH, _BY_LETTER, _MAORI, _LONG, _VIETNAMESE)


@lru_cache(maxsize=65536)
def sounds(word: str) -> str:
    """Return the sounds of a word that was heard, as English is read: one letter each, long vowels as capitals."""
    return _read(word, _ENGLISH)


@lru_cache(maxsize=65536)
def readings(name: str) -> frozenset[str]:
    """Return the sounds of a name in every way it may be read."""
    return frozenset(_read(name, rules) for rules in _READINGS)


def apart(heard: str, name: str) -> float:
    """Return how far a word as it was heard is from a name: 0 where they sound the same."""
    return min(_cost(sounds(heard), reading) for reading in readings(name))


def _read(word: str, rules: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    read = folded(word)
    for pattern, sound in rules:
        read = pattern.sub(sound, read)
    return read


@lru_cache(maxsize=65536)
def _cost(one: str, other: str) -> float:
    """Return the least cost of turning one row of sounds into another (Levenshtein's table, with costs of our own)."""
    first = next((n for n, sound in enumerate(one) if sound in _VOWELS), -1)
    row = [0.0]
    for sound in other:
        row.append(row[-1] + _lost(sound))
    for at, mine in enumerate(one):
        above, row = row, [row[0] + _lost(mine)]
        for place, theirs in enumerate(other):
            row.append(
                min(
                    above[place] + _swap(mine, theirs, first=at == first),
                    above[place + 1] + _lost(mine),
                    row[place] + _lost(theirs),
                )
            )
    return row[-1]


def _swap(one: str, other: str, *, first: bool) -> float:
    if one == other:
        return 0.0
    pair = frozenset((one, other))
    if one in _VOWELS and other in _VOWELS:
        return _HARDLY_A_VOWEL if pair in _HARDLY else _FIRST_VOWEL if first else _VOWEL
    return _CLOSE_SWAP if pair in _CLOSE else _SWAP


def _lost(sound: str) -> float:
    return _LOST_VOWEL if sound in _VOWELS else _LOST_WEAK if sound in _WEAK else _LOST
