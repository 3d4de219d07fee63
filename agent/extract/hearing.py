"""What a stretch of a source offers for finding its matter: words, file numbers, people, fields of law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from agent.domain.matching import Heard
from agent.domain.matching_index import HeardWord, MatterIndex
from agent.domain.matter import Matter
from agent.domain.source import Person
from agent.extract import terms
from agent.extract.file_numbers import file_numbers
from agent.extract.lexicon import words
from agent.extract.reading import Read, Reading
from agent.extract.text import Token, tokens

_INDEXES: dict[
    int, MatterIndex
] = {}  # by identity of the list: it is indexed once, and held so that its id stays its own
_DENIALS = frozenset({"not", "isn't", "wasn't"})


def index_of(matters: Sequence[Matter]) -> MatterIndex:
    """Return the index of a matter list, made once for the same list."""
    kept = _INDEXES.get(id(matters))
    if kept is None or kept.matters != tuple(matters):
        if len(_INDEXES) > 3:
            _INDEXES.clear()
        kept = _INDEXES[id(matters)] = MatterIndex(matters)
    return kept


def heard_words(toks: Sequence[Token], *, cased: bool = True) -> tuple[HeardWord, ...]:
    """Return a passage's words for matching; those after "not" are marked as denied, to the end of the clause.

    `cased` says that names are written with capitals, so that "park" in small letters hardly means Mr Park.
    """
    function, common = words("function"), words("common")
    out: list[HeardWord] = []
    denied = 0
    for at, token in enumerate(toks):
        if token.is_mark:
            denied = 0 if token.text in ".;?!," else denied
            continue
        if token.low in _DENIALS:
            denied = 5
        if _in_an_act(toks, at):
            continue
        first = at == 0 or toks[at - 1].text in ".?!"
        if token.low not in function or (token.text[:1].isupper() and not first):
            plain = token.low in common or token.low in function or token.stem in common
            telling = 0.25 if plain else 0.5 if terms.known_term(token.stem) else 1.0
            small = cased and token.text[:1].islower()
            out.append(
                HeardWord(token.stem, telling, token.text[:1].isupper() and not first, denied > 0, small)
            )
        denied -= denied > 0
    return tuple(out)


def _in_an_act(toks: Sequence[Token], at: int) -> bool:
    """Whether a word belongs to the name of a statute, which names nobody's matter: "Construction Contracts Act"."""
    for token in toks[at:]:
        if not token.text[:1].isupper():
            return False
        if token.low == "act":
            return True
    return False


def fields_said(passages: Sequence[Read]) -> dict[str, float]:
    """Return how much was said in each field of law; a term of several fields is shared among them."""
    said: dict[str, float] = {}
    for p in passages:
        for hit in p.hits:
            for name in hit.term.fields:
                said[name] = said.get(name, 0.0) + hit.term.weight / len(hit.term.fields)
    return said


@lru_cache(maxsize=20000)
def fields_wanted(matter: Matter) -> Mapping[str, float]:
    """Return the fields of law a matter is about: by its description, and less so by its practice area."""
    wanted: dict[str, float] = {}
    for hit in terms.hits(tokens(matter.description)):
        for name in hit.term.fields:
            wanted[name] = 1.0 if len(hit.term.fields) <= 3 else max(0.7, wanted.get(name, 0.0))
    described = bool(wanted)
    for name in terms.fields_of_area(matter.description):
        wanted.setdefault(name, 0.8)
    for name in terms.fields_of_area(matter.practice_area):
        wanted.setdefault(name, 0.15 if described else 0.7)
    return wanted


def heard(reading: Reading, passages: Sequence[Read], index: MatterIndex, *, title: bool = False) -> Heard:
    """Gather what some passages of a source offer."""
    said = [heard_words(p.toks, cased=reading.is_cased) for p in passages]
    numbers = [n for p in passages for n in file_numbers(p.toks, p.text, index)]
    if title:
        said.append(heard_words(tokens(reading.source.title)))
    return Heard(
        tuple(said), tuple(numbers), people_of(reading), fields_said(passages), reading.source.context.matter
    )


def people_of(reading: Reading) -> tuple[Person, ...]:
    """Return everybody but the timekeeper who took part, as known by full name or address."""
    context = reading.source.context
    people = [p for p in context.participants if p.name != context.timekeeper]
    if reading.source.sender is not None and reading.source.sender.name != context.timekeeper:
        people.append(reading.source.sender)
    for p in reading.passages:
        name = p.speaker.name if p.speaker is not None and not p.speaker.is_timekeeper else None
        if name is not None and len(name.split()) >= 2:
            people.append(Person(name))
    return tuple(dict.fromkeys(people))
