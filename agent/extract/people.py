"""Who speaks: transcript labels matched with the people whom the calendar or the e-mail names, and the parts they play."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from agent.domain.matching_words import TITLES, folded
from agent.domain.room import IN_THE_ROOM, SOMEBODY_ELSE
from agent.domain.source import Person, Source
from agent.extract.lexicon import pattern
from agent.extract.text import cleaned


class Part(StrEnum):
    """What somebody is to the work."""

    TIMEKEEPER = "timekeeper"
    CLIENT = "client"
    COUNSEL = "counsel"
    COURT = "court"
    MEDIATOR = "mediator"
    OTHER_SIDE = "other side"
    INTERPRETER = "interpreter"
    STAFF = "staff"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice: its label in the source, the person it belongs to when known, and what the label says about the part."""

    label: str = field(repr=False)
    person: Person | None = field(default=None, repr=False)
    is_timekeeper: bool = False
    part: Part = Part.UNKNOWN

    @property
    def is_room(self) -> bool:
        """Whether it is no voice but a room: whoever is in it."""
        return self.label == IN_THE_ROOM

    @property
    def name(self) -> str | None:
        """Return the name to write: the person's, else the label's when it reads like a name."""
        if self.person is not None:
            return self.person.name
        bare = bare_label(self.label)
        named = len(bare.split()) >= 2 and bare[:1].isupper() and self.part is not Part.COURT
        return bare if named and not pattern("people", "labels", "room").search(bare) else None


_LABEL_PARTS = (
    (Part.INTERPRETER, "interpreter"),
    (Part.MEDIATOR, "mediator"),
    (Part.COURT, "court"),
    (Part.COUNSEL, "counsel"),
    (Part.OTHER_SIDE, "other_side"),
    (Part.STAFF, "staff"),
)


def bare_label(label: str) -> str:
    """Return a label without what programs add: "Mick Dunstan (Guest)", "Steve M - Ironbark", "S. Coote, Hexham Legal"."""
    return re.sub(r"\s*(?:\([^)]*\)|\s[-–|]\s.*|,.*|\[[^\]]*\])", "", label.replace("_", " ")).strip()


def same_person(label: str, name: str) -> bool:
    """Whether a label can mean the person: whole names, a first name, or a name and an initial, accents aside, in any order."""
    said = [folded(w) for w in re.split(r"[\s.]+", bare_label(label)) if w]
    known = [w for w in folded(name).split() if w not in TITLES]
    said = [w for w in said if w not in TITLES]
    if not said or not known:
        return False
    whole = [w for w in said if w in known]
    rest = [w for w in said if w not in known]
    return bool(whole) and all(
        len(w) == 1 and any(k.startswith(w) for k in known if k not in whole) for w in rest
    )


def speakers_of(source: Source) -> list[Speaker | None]:
    """Return the speaker of each passage; one without a label goes on with the last. All None when nothing is labelled."""
    labels = [cleaned(p.speaker) if p.speaker and p.speaker.strip() else None for p in source.passages]
    known = _resolved(dict.fromkeys(x for x in labels if x), source)
    found: list[Speaker | None] = []
    last: Speaker | None = None
    for label in labels:
        last = known[label] if label else last
        found.append(last)
    return found


def _resolved(labels: Collection[str], source: Source) -> dict[str, Speaker]:
    """Match labels with people; the one label and the one person left over belong together."""
    keeper = source.context.timekeeper
    people = _people(source)
    owners: dict[str, Person | None] = {}
    for label in labels:
        if label in (IN_THE_ROOM, SOMEBODY_ELSE):
            continue  # nobody's, whoever is left over
        fits = [p for p in people if same_person(label, p.name)]
        if label == "Me" and keeper:
            fits = [p for p in people if same_person(p.name, keeper)]
        owners[label] = fits[0] if len(fits) == 1 else None
    taken = [p.name for p in owners.values() if p is not None]
    lost = [x for x, p in owners.items() if p is None and _label_part(x) in (Part.UNKNOWN, Part.STAFF)]
    left = [p for p in people if p.name not in taken]
    if len(lost) == 1 and len(left) == 1 and (not _like_a_name(lost[0]) or not lost[0].isascii()):
        owners[lost[0]] = left[0]
    return {x: _speaker(x, owners.get(x), keeper) for x in labels}


def _like_a_name(label: str) -> bool:
    return not pattern("people", "labels", "room").search(label)


def _people(source: Source) -> list[Person]:
    keeper = source.context.timekeeper
    people = list(source.context.participants)
    if keeper and not any(same_person(p.name, keeper) for p in people):
        people.append(Person(keeper))
    return people


def _label_part(label: str) -> Part:
    for part, key in _LABEL_PARTS:
        if pattern("people", "labels", key).search(label):
            return part
    return Part.UNKNOWN


def _speaker(label: str, person: Person | None, keeper: str) -> Speaker:
    named = person.name if person is not None else label
    mine = (bool(keeper) and (same_person(named, keeper) or same_person(keeper, named))) or label == "Me"
    return Speaker(label, person, mine, Part.TIMEKEEPER if mine else _label_part(label))


def others(people: Sequence[Speaker | None]) -> list[Speaker]:
    """Return the voices other than the timekeeper's, each once, in order of appearance."""
    return [s for s in dict.fromkeys(people) if s is not None and not s.is_timekeeper]
