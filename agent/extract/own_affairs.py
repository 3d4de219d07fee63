"""Sources that hold nothing for any bill, whatever words of law they hold: training, promotion, the running of the firm, a
message to many, a list of what is to be done, the lawyer's own errands.

Law is the subject of a seminar as much as of a matter. What tells them apart is that nobody of any file is there, that no
matter is what the talk is about, and that several different signs of the one kind meet. A talk with hardly a word of law needs
no sign.
"""

from __future__ import annotations

import re

from agent.domain.matching import Ground, rank
from agent.domain.matching_index import Kind, MatterIndex
from agent.domain.matching_people import is_contact
from agent.domain.source import SourceKind
from agent.extract.hearing import fields_wanted, heard, heard_words, people_of
from agent.extract.lexicon import data, pattern
from agent.extract.reading import Reading
from agent.extract.stated import stated_seconds

LEAST = {"training": 2, "promotion": 3, "office": 3, "bulk": 2, "errand": 2}  # different signs
FEW_TERMS = 2  # different terms of law, vague ones apart, that a talk about nothing may hold
ERRAND_TERMS = 6  # ... and that the lawyer's own insurance, house or car may bring up
OFTEN = 2  # namings of one matter that no sign of another kind of talk outweighs
FIRST = 5  # passages within which a talk names its matter
_NAMES = (Kind.NAME, Kind.PARTY)
_SPREAD = 0.25  # of the passages: an internal conference on a matter may end with the roster
_ITEM = 0.5  # share of lines that begin as a thing to do


def is_own_affair(reading: Reading, index: MatterIndex) -> bool:
    """Whether a source is training or promotion without anybody of a file, or a bare list of things to do."""
    if reading.source.kind is SourceKind.DOCUMENT and _is_list(reading):
        return True
    if any(pattern("cues", "enquiry").search(p.text) for p in reading.passages) or _has_client(
        reading, index
    ):
        return False
    named = _namings(reading, index)
    whole = "\n".join([reading.source.title, *(p.text for p in reading.passages)])
    told = [kind for kind, least in LEAST.items() if _signs(kind, whole) >= least]
    terms = {h.term.key for p in reading.passages for h in p.hits if not (h.term.vague or h.term.everyday)}
    if reading.is_spoken and not named and _knows_everybody(reading) and len(terms) <= FEW_TERMS:
        return True
    return len(named) < OFTEN and any(_bears_out(kind, reading, len(terms)) for kind in told)


def _bears_out(kind: str, reading: Reading, terms: int) -> bool:
    """Whether the rest of a source agrees with the signs of a kind."""
    if kind == "errand":
        return reading.is_spoken and terms <= ERRAND_TERMS
    return kind != "office" or _is_throughout(reading, kind)


def _knows_everybody(reading: Reading) -> bool:
    """Whether the lawyer speaks with others who all have names, so that it means something when none of them is on a file."""
    others = any(not p.mine for p in reading.passages)
    return (
        others
        and reading.knows_speakers
        and all(p.speaker is not None and (p.mine or p.speaker.name is not None) for p in reading.passages)
    )


def _namings(reading: Reading, index: MatterIndex) -> list[int]:
    """Return where a talk names the matter it is about: by number or name, early, or again where the field of law fits.

    A matter named in passing is none: "the Carver purchase went well" in a talk about the newsletter.
    """
    ranked = rank(index, heard(reading, reading.passages, index), fields_wanted) if reading.is_spoken else []
    if not ranked or not ranked[0].grounds & {Ground.NUMBER, Ground.NAME, Ground.PARTY}:
        return []
    best, place = ranked[0], index.place(ranked[0].matter)
    named = {
        p.at
        for p in reading.passages
        for mention, word in index.mentions(heard_words(p.toks, cased=reading.is_cased))
        if place in mention.matters and not word.denied and index.kind_at(mention.word, place) in _NAMES
    }
    if Ground.NUMBER in best.grounds:
        return list(range(OFTEN))
    in_earnest = bool(named) and (min(named) < FIRST or (best.fit > 0 and len(named) > 1))
    return sorted(named) if in_earnest else []


def _is_throughout(reading: Reading, kind: str) -> bool:
    marked = sum(pattern("labels", kind).search(p.text) is not None for p in reading.passages)
    return marked >= _SPREAD * len(reading.passages)


def _signs(kind: str, text: str) -> int:
    """Count the different signs of a kind."""
    return sum(re.search(e.replace("’", "'"), text, re.IGNORECASE) is not None for e in data("labels")[kind])


def _has_client(reading: Reading, index: MatterIndex) -> bool:
    return any(
        is_contact(person, index.matters[n])
        for person in people_of(reading)
        for n in index.perhaps_with(person.name, person.email)
    )


def _is_list(reading: Reading) -> bool:
    """Whether a document is headed as a list and most of it is things to do; one that states time is a note of work."""
    lines = [line for p in reading.source.passages for line in p.text.splitlines() if line.strip()]
    headed = bool(lines) and pattern("labels", "list_head").search(lines[0]) is not None
    items = sum(pattern("labels", "list_item").search(line) is not None for line in lines[1:])
    return headed and items >= _ITEM * len(lines[1:]) > 0 and stated_seconds(reading.passages) is None
