"""Who of those present is on which file, and whether the talk is of its kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agent.domain.matching_index import MatterIndex
from agent.domain.matching_words import same_full_name
from agent.domain.matter import Matter
from agent.domain.source import Person

# More for somebody who has no other open matter, where the work fits that one: known by address, by full name alone.
_BY_ADDRESS, _BY_NAME = 0.7, 0.5
# How much of a field of law must be said, and how much of it a file must be, to bear out that somebody calls about it.
_SPOKEN_OF, _WANTED = 0.8, 0.7


def is_contact(person: Person, matter: Matter) -> bool:
    """Whether somebody is on a matter's file, by e-mail address or full name."""
    for contact in matter.contacts:
        if person.email and contact.email and person.email.casefold() == contact.email.casefold():
            return True
        if same_full_name(person.name, contact.name):
            return True
    return same_full_name(person.name, matter.client_name)


def only_file(index: MatterIndex, place: int, people: Sequence[Person]) -> float:
    """Return what it is worth that somebody present is on this matter's file and on no other open one."""
    here, worth = index.matters[place], 0.0
    for person in people:
        files = {n for n in index.perhaps_with(person.name, person.email) if not index.matters[n].is_closed}
        if is_contact(person, here) and not any(
            is_contact(person, index.matters[n]) for n in files - {place}
        ):
            mail = (person.email or "").casefold()
            addressed = any(c.email and c.email.casefold() == mail for c in here.contacts)
            worth = max(worth, _BY_ADDRESS if addressed else _BY_NAME)
    return worth


def leads(said: Mapping[str, float], wanted: Mapping[str, float]) -> bool:
    """Whether the field of law most spoken of is one a matter is about."""
    most = max(said, key=lambda name: said[name], default="")
    return said.get(most, 0.0) >= _SPOKEN_OF and wanted.get(most, 0.0) >= _WANTED
