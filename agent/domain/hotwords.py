"""Hotwords: the names a speech model is told before it listens, because they are likely to fall. The nearest come first.

    the call's matter, that on screen, the calendar's > who is on the call > the calendar's title
    > matters of the same people > matters opened lately

A speech model has room for few: what does not fit is put right afterwards (domain/naming.py). They are made anew each time
somebody begins to listen, and kept nowhere: a call that is gone on with after a stop uses what is known then, which may be
more, and within one listening every window has the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from agent.domain.ids import MatterId
from agent.domain.matching import related
from agent.domain.matching_people import is_contact
from agent.domain.matching_words import folded
from agent.domain.matter import Matter
from agent.domain.names import names_of, parties, spoken
from agent.domain.one_call import About
from agent.domain.source import Person, Source

MOST = 60
MOST_LETTERS = 700  # in all: about 220 tokens of Whisper's, whose prompt holds 223


@dataclass(frozen=True, slots=True)
class Nearby:
    """What is known around a call. `matters` are its own, nearest first; `known` all others, those opened lately first."""

    matters: tuple[Matter, ...] = field(default=(), repr=False)
    people: tuple[Person, ...] = field(default=(), repr=False)
    titles: tuple[str, ...] = field(default=(), repr=False)
    own: tuple[str, ...] = field(default=(), repr=False)  # the fee earner and the firm: they say their names
    known: tuple[Matter, ...] = field(default=(), repr=False)
    lately: int = 0  # how many of `known` were opened lately


def around(
    source: Source,
    about: About,
    matters: Sequence[Matter],
    *,
    own: Sequence[str] = (),
    lately: Sequence[MatterId] = (),
) -> Nearby:
    """Return what is known around a source: by the matter that was named for it, its calendar, and who speaks in it."""
    by_id = {m.id: m for m in matters}
    numbered = {m.display_number: m for m in matters}
    named = {
        number: numbered[number]
        for number in (source.context.matter, about.on_screen, about.matter)
        if number in numbered
    }
    opened = [by_id[id] for id in lately if id in by_id and by_id[id].display_number not in named]
    known = {m.id: m for m in (*opened, *matters) if m.display_number not in named}
    speakers = dict.fromkeys(p.speaker for p in source.passages if p.speaker and " " in p.speaker)
    return Nearby(
        tuple(named.values()), (*source.context.participants, *map(Person, (*about.people, *speakers))),
        (source.title, about.title, *(w.meeting for w in about.windows)), (source.context.timekeeper, *own),
        tuple(known.values()), len(opened),
    )  # fmt: skip


def hotwords(near: Nearby) -> tuple[str, ...]:
    """Return the names in their order, each once, as many as there is room for."""
    chosen: list[str] = []
    letters = 0
    for name in _in_order(near):
        if any(_is_within(name, other) for other in chosen):
            continue
        letters += len(name)
        if len(chosen) == MOST or letters > MOST_LETTERS:
            break
        chosen.append(name)
    return tuple(chosen)


def names_near(near: Nearby) -> Iterator[str]:
    """Yield the names that are near a call, the nearest first, some more than once."""
    for matter in near.matters:
        yield from names_of(matter)
    yield from _spoken((*(person.name for person in near.people), *near.own))
    for title in near.titles:
        yield from parties(title)
    for matter in _of_the_same_people(near):
        yield from names_of(matter)


def _in_order(near: Nearby) -> Iterator[str]:
    yield from names_near(near)
    for matter in near.known[: near.lately]:
        yield from names_of(matter)


def _of_the_same_people(near: Nearby) -> Iterator[Matter]:
    """Yield the open matters of the same clients, and of whoever is on the call: their counterparties may be spoken of."""
    for matter in near.known:
        if not matter.is_closed and (
            any(related(matter, own) for own in near.matters)
            or any(is_contact(person, matter) for person in near.people)
        ):
            yield matter


def _spoken(names: Iterable[str]) -> Iterator[str]:
    return filter(None, map(spoken, names))


def _is_within(name: str, other: str) -> bool:
    """Whether a name is said already as part of another one."""
    return f" {folded(name)} " in f" {folded(other)} "
