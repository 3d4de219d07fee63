"""Which matter is meant: scoring over the firm's own list, with the right to say "I do not know".

Evidence adds up: a file number, the people on the call, names, words of the description, the field of law. Only a clear lead
of at least two kinds of evidence chooses by itself; a closed matter never does, nor does a client's name when that client
has another open matter, nor anything when a file number was said that no matter has.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from agent.domain.matching_index import HeardWord, Kind, MatterIndex, Mention
from agent.domain.matching_people import is_contact, leads, only_file
from agent.domain.matter import Matter
from agent.domain.source import Person
from agent.domain.suggestion import Candidate, MatterState

NOBODY = 3.0  # how much evidence speaks for "none of these"
AUTO_PROBABILITY = 0.90
AUTO_LEAD = 2.2
NAMED_LEAD = 1.0  # below this the first two are as likely as each other: both are shown, neither is named
SUGGEST_SCORE = 1.2
CANDIDATES = 5
_NUMBER, _PERSON = 8.0, 3.0
_FITTING = 0.9
_UNATTENDED = 0.6  # what mere words of a matter are worth beside one whose people are on the call
_MOST_FIELD = 2.5

EARLY = 6  # passages within which a call comes to what it is about

FieldsOf = Callable[[Matter], Mapping[str, float]]


class Ground(StrEnum):
    """A kind of evidence."""

    NUMBER = "number"
    PERSON = "person"
    NAME = "name"
    PARTY = "party"
    WORD = "word"
    FIELD = "field"


_STRONG = {
    Ground.NUMBER: 1.0,
    Ground.PERSON: 1.0,
    Ground.NAME: 2.0,
    Ground.PARTY: 1.5,
    Ground.WORD: 0.7,
    Ground.FIELD: 0.8,
}
_OF_SOMEBODY = frozenset({Ground.NUMBER, Ground.PERSON, Ground.NAME, Ground.PARTY})
_SPOKEN = (
    (Ground.NAME, frozenset({Kind.NAME, Kind.GIVEN}), 6.0, "named: "),
    (Ground.PARTY, frozenset({Kind.PARTY}), 6.0, "spoken of: "),
    (Ground.WORD, frozenset({Kind.WORD}), 4.0, "speaks of "),
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A telling word, how often it fell (less when denied), and the first passage it fell in."""

    mention: Mention = field(repr=False)
    times: float
    first: int


@dataclass(frozen=True, slots=True)
class Heard:
    """What a stretch of a source offers for matching. `fields` says how much was said in each field of law."""

    passages: tuple[tuple[HeardWord, ...], ...] = field(default=(), repr=False)
    numbers: tuple[str, ...] = field(default=(), repr=False)
    people: tuple[Person, ...] = field(default=(), repr=False)
    fields: Mapping[str, float] = field(default_factory=dict)
    given: str | None = field(default=None, repr=False)  # display number the lawyer named beforehand


@dataclass(frozen=True, slots=True)
class Ranked:
    """A matter with what speaks for it."""

    matter: Matter
    score: float
    grounds: frozenset[Ground]
    reasons: tuple[str, ...] = field(repr=False)
    own: float = 0.0  # the part of the score that is not due to the client's people and name
    fit: float = 0.0  # how well the field of law fits, below nothing when it does not
    early: bool = False  # named near the beginning
    only: bool = False  # somebody on the call is on this file and on no other open one
    leads: bool = False  # what is spoken of most is the kind of work it is about


@dataclass(frozen=True, slots=True)
class Decision:
    """A matter chosen, proposed, or left open, with the candidates in order."""

    state: MatterState
    matter: Matter | None
    candidates: tuple[Candidate, ...] = field(default=(), repr=False)


def rank(index: MatterIndex, heard: Heard, fields_of: FieldsOf) -> list[Ranked]:
    """Return the open matters that anything speaks for, best first."""
    said: dict[int, dict[str, _Said]] = {}
    for at, passage in enumerate(heard.passages):
        for mention, word in index.mentions(passage):
            for place in mention.matters:
                words = said.setdefault(place, {})
                before = words.get(mention.word, _Said(mention, 0.0, at))
                more = 1.0 if not word.denied else -1.5 if word.capital else -0.75
                words[mention.word] = replace(before, times=before.times + more)
    numbered = {place for number in heard.numbers for place in index.numbered(number)}
    people = _people(index, heard.people)
    ranked = [
        _ranked(index, place, said.get(place, {}), place in numbered, people.get(place, []), heard, fields_of)
        for place in {*said, *numbered, *people}
        if not index.matters[place].is_closed
    ]
    if any(Ground.PERSON in r.grounds for r in ranked):
        ranked = [r if r.grounds & _OF_SOMEBODY else replace(r, score=r.score * _UNATTENDED) for r in ranked]
    return sorted((r for r in ranked if r.score > 0), key=lambda r: (-r.score, r.matter.display_number))


def _people(index: MatterIndex, people: Sequence[Person]) -> dict[int, list[str]]:
    """Return for each place the people on its file."""
    found: dict[int, list[str]] = {}
    for person in people:
        for place in index.perhaps_with(person.name, person.email):
            if is_contact(person, index.matters[place]):
                found.setdefault(place, []).append(person.name)
    return found


def _ranked(
    index: MatterIndex,
    place: int,
    said: Mapping[str, _Said],
    numbered: bool,
    people: Sequence[str],
    heard: Heard,
    fields_of: FieldsOf,
) -> Ranked:
    """Add up all that speaks for one matter."""
    matter = index.matters[place]
    found: dict[Ground, tuple[float, str]] = {}
    if numbered or heard.given == matter.display_number:
        found[Ground.NUMBER] = _NUMBER, f"file number {matter.display_number.split('-')[0]}"
    if people:
        found[Ground.PERSON] = _PERSON + 0.5 * (len(people) - 1), f"{people[0]} is on this file"
    for ground, kinds, most, lead in _SPOKEN:
        worth = min(most, _worth(index, place, said, kinds, people))
        if worth:
            found[ground] = worth, lead + _listed(index, place, said, kinds)
    fit = _fit(heard.fields, fields_of(matter))
    only = only_file(index, place, heard.people) if people else 0.0
    if people and fit >= _FITTING:
        worth, reason = found[Ground.PERSON]
        found[Ground.PERSON] = worth + only, reason
    if fit:
        found[Ground.FIELD] = fit, "fits the kind of work"
    score = sum(worth for worth, _ in found.values())
    if Ground.NUMBER not in found and any(index.numbered(n) for n in heard.numbers):
        score -= 3.0  # another file's number was said
    strong = {
        ground: found[ground] for ground in Ground if ground in found and found[ground][0] >= _STRONG[ground]
    }
    own = sum(found[g][0] for g in (Ground.NUMBER, Ground.PARTY, Ground.WORD, Ground.FIELD) if g in found)
    return Ranked(
        matter,
        score,
        frozenset(strong),
        tuple(text for _, text in strong.values()),
        own,
        fit,
        _early(index, place, said, heard),
        only > 0,
        leads(heard.fields, fields_of(matter)),
    )


def _early(index: MatterIndex, place: int, said: Mapping[str, _Said], heard: Heard) -> bool:
    """Whether a matter is named near the beginning, as what is to be spoken of is."""
    first = [
        s.first for w, s in said.items() if index.kind_at(w, place) in (Kind.NAME, Kind.PARTY) and s.times > 0
    ]
    return bool(first) and min(first) <= max(EARLY, len(heard.passages) // 4)


def _worth(
    index: MatterIndex, place: int, said: Mapping[str, _Said], kinds: frozenset[Kind], people: Sequence[str]
) -> float:
    """Add up the words of some kinds; a name of somebody present anyway says little more."""
    present = " ".join(people).casefold()
    worth = 0.0
    for word, told in said.items():
        if index.kind_at(word, place) in kinds:
            base = told.mention.weight * (0.3 if present and word in present else 1.0)
            worth += base * (1 + 0.25 * math.log(told.times)) if told.times > 0 else -base
    return max(-3.0, worth)


def _listed(index: MatterIndex, place: int, said: Mapping[str, _Said], kinds: frozenset[Kind]) -> str:
    """List up to three words of some kinds for a reason, the most telling first."""
    told = [
        (-s.mention.weight, w) for w, s in said.items() if s.times > 0 and index.kind_at(w, place) in kinds
    ]
    return ", ".join(w for _, w in sorted(told)[:3])


def _fit(heard: Mapping[str, float], wanted: Mapping[str, float]) -> float:
    """Compare what was spoken of with what a matter is about: from -1.5 (other things) to 2.5."""
    total = sum(heard.values())
    if total < 1.0 or not wanted:
        return 0.0
    share = sum(weight / total * wanted.get(name, 0.0) for name, weight in heard.items())
    sure = min(1.0, total / 6.0)
    return sure * (min(_MOST_FIELD, 4.0 * share) - (1.5 if share < 0.08 else 0.0))


def decide(
    ranked: Sequence[Ranked], index: MatterIndex, heard: Heard, *, same_business: bool = False
) -> Decision:
    """Choose, propose or abstain. `same_business` says that nothing in the source hints at a matter not yet on the list."""
    scores = [r.score for r in ranked[:20]]
    total = sum(math.exp(min(s, 30.0)) for s in scores) + math.exp(NOBODY)
    chances = [math.exp(min(s, 30.0)) / total for s in scores]
    candidates = tuple(
        Candidate(r.matter.id, r.matter.display_number, round(p, 3), r.reasons)
        for r, p in zip(ranked[:CANDIDATES], chances, strict=False)
    )
    if not ranked or ranked[0].score < SUGGEST_SCORE:
        return Decision(MatterState.ABSTAIN, None, candidates)
    best = ranked[0]
    lead = best.score - ranked[1].score if len(ranked) > 1 else best.score
    unknown_number = bool(heard.numbers) and not any(index.numbered(n) for n in heard.numbers)
    clear = chances[0] >= AUTO_PROBABILITY and lead >= AUTO_LEAD and not unknown_number
    if (clear and _is_sure(best, ranked)) or (
        same_business and not heard.numbers and _is_their_only(best, lead)
    ):
        return Decision(MatterState.AUTO, best.matter, candidates)
    if best.score >= NOBODY - 1.2:
        other_work = best.fit < 0 and best.grounds <= {Ground.PERSON}  # a client may call about something new
        named = best.matter if lead >= NAMED_LEAD and not other_work else None
        return Decision(MatterState.SUGGEST, named, candidates)
    return Decision(MatterState.ABSTAIN, None, candidates)


def _is_sure(best: Ranked, ranked: Sequence[Ranked]) -> bool:
    """Whether the evidence for the best matter is of the kinds that may choose it.

    A number may alone. People on the file need one more kind. Without them, the matter must be named at the beginning and its
    description borne out, and nobody present may be on another file.
    """
    if Ground.NUMBER in best.grounds:
        return True
    if best.fit < 0 or len(best.grounds) < 2 or not _told_apart(best, ranked):
        return False
    if Ground.PERSON in best.grounds:
        return True
    named = bool(best.grounds & {Ground.NAME, Ground.PARTY}) and best.early
    return (
        named
        and bool(best.grounds & {Ground.PARTY, Ground.WORD})
        and not any(Ground.PERSON in r.grounds for r in ranked)
    )


def _is_their_only(best: Ranked, lead: float) -> bool:
    """Whether somebody with one open file speaks of the kind of work it is about, or in words of its description."""
    borne_out = best.leads or (best.fit >= 0 and bool(best.grounds & {Ground.PARTY, Ground.WORD}))
    return best.only and lead >= AUTO_LEAD and borne_out and Ground.PERSON in best.grounds


def _told_apart(best: Ranked, ranked: Sequence[Ranked]) -> bool:
    """Whether more than the client's name speaks for this one of the client's matters."""
    siblings = [r for r in ranked if r is not best and related(r.matter, best.matter)]
    return (
        not siblings
        or best.own - max(r.own for r in siblings) >= 1.0
        or best.score - max(r.score for r in siblings) >= 3.0
    )


def related(one: Matter, other: Matter) -> bool:
    """Whether two matters have a client or a contact in common."""
    if one.client_name.casefold() == other.client_name.casefold():
        return True
    mails = {c.email.casefold() for c in one.contacts if c.email}
    return any(c.email and c.email.casefold() in mails for c in other.contacts)
