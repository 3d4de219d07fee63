"""Whether a call is between people of the firm alone: nobody on it is a client or an outsider, and they talk as colleagues do.

One sign is not enough, for a client may say "quick one" too. The firm's own affairs, asking each other how to run the case, and
speaking of the client as somebody absent are kinds of sign, and two different ones must meet.
"""

from __future__ import annotations

from collections.abc import Sequence

from agent.domain.matching_index import MatterIndex
from agent.domain.matching_people import is_contact
from agent.domain.source import Person
from agent.extract.lexicon import pattern
from agent.extract.people import Part, Speaker
from agent.extract.reading import Read, Reading

_SIGNS = ("staff", "house", "tactics", "absent_client")
ENOUGH = 3  # passages with a sign


def is_among_colleagues(reading: Reading, index: MatterIndex) -> bool:
    """Whether the lawyer talks with colleagues only."""
    passages = reading.passages
    theirs = [p for p in passages if p.mine is False]  # "I act for Mr Finch" is said to a colleague too
    if any(pattern("cues", "enquiry").search(p.text) for p in passages) or _counts(theirs, "other_side"):
        return False
    if _counts(passages, "staff") >= 2:
        return True
    others = list(dict.fromkeys(p.speaker for p in passages if p.speaker and not p.speaker.is_timekeeper))
    if not others or not all(_may_be_of_the_firm(s, index) for s in others):
        return False
    counts = [_counts(passages, kind) for kind in _SIGNS]
    return sum(counts) >= ENOUGH and sum(n > 0 for n in counts) >= 2


def _counts(passages: Sequence[Read], kind: str) -> int:
    return sum(pattern("people", "words", kind).search(p.text) is not None for p in passages)


def _may_be_of_the_firm(voice: Speaker, index: MatterIndex) -> bool:
    """Whether a voice is a named person whom no file knows and the meeting does not call a guest."""
    if voice.part not in (Part.UNKNOWN, Part.STAFF) or voice.name is None or "(" in voice.label:
        return False
    person = voice.person or Person(voice.name)
    return not any(
        is_contact(person, index.matters[n]) for n in index.perhaps_with(person.name, person.email)
    )
