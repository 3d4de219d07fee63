"""Sources that hold nothing for any bill, whatever words of law they hold: training, promotion, the running of the firm, a
message to many, a list of what is to be done.

Law is the subject of a seminar as much as of a matter. What tells them apart is that nobody of any file is there, and that
several different signs of the one kind meet.
"""

from __future__ import annotations

import re

from agent.domain.matching_index import MatterIndex
from agent.domain.matching_people import is_contact
from agent.domain.source import SourceKind
from agent.extract.hearing import people_of
from agent.extract.lexicon import data, pattern
from agent.extract.reading import Reading
from agent.extract.stated import stated_seconds

LEAST = {"training": 2, "promotion": 3, "office": 3, "bulk": 2}  # different signs
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
    whole = "\n".join([reading.source.title, *(p.text for p in reading.passages)])
    told = [kind for kind, least in LEAST.items() if _signs(kind, whole) >= least]
    return any(kind != "office" or _is_throughout(reading, kind) for kind in told)


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
