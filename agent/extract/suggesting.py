"""From a block to a suggestion: matter, time, words, facts, evidence, flags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from agent.domain.billing import UnitRule
from agent.domain.ids import PassageId
from agent.domain.matching import Decision
from agent.domain.matching_index import Kind as MentionKind
from agent.domain.matching_index import MatterIndex
from agent.domain.matter import Matter
from agent.domain.source import Source, SourceKind
from agent.domain.suggestion import Evidence, MatterState, Suggestion
from agent.domain.worked import worked_seconds
from agent.extract.blocks import Block
from agent.extract.checks import Ground, faults
from agent.extract.deciding import decision_of
from agent.extract.facts import Fact, facts
from agent.extract.file_numbers import file_numbers, said_numbers
from agent.extract.hearing import fields_wanted, heard_words
from agent.extract.lexicon import pattern
from agent.extract.listing import Line, lines
from agent.extract.mining import mine, slips
from agent.extract.narrative import Parts, own_subject, parts_of, rendered
from agent.extract.phrases import phrases
from agent.extract.reading import Read, Reading
from agent.extract.resolved import resolved
from agent.extract.sifting import sifted
from agent.extract.stated import stated_seconds
from agent.extract.text import tokens
from agent.extract.topics import Topic, names, topics
from agent.extract.work import Work, work_of

MOST_NUMBERS = 4  # shown of one entry


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything found out about a block before it is put into words; a language model may choose the words instead."""

    reading: Reading = field(repr=False)
    block: Block = field(repr=False)
    decision: Decision = field(repr=False)
    work: Work = field(repr=False)
    facts: tuple[Fact, ...] = field(repr=False)
    topics: tuple[Topic, ...] = field(repr=False)
    names: tuple[Topic, ...] = field(repr=False)
    resolved: tuple[Line, ...] = field(default=(), repr=False)  # without a name of other matters
    matter_passages: tuple[PassageId, ...] = ()
    numbers: tuple[Evidence, ...] = field(
        default=(), repr=False
    )  # file numbers that were not said in plain digits


def draft_of(reading: Reading, block: Block, index: MatterIndex, *, alone: bool) -> Draft:
    """Find out all there is to say about a block."""
    passages = sifted(reading, block.passages)
    block = replace(block, passages=passages)
    decision = decision_of(reading, block, index, alone=alone)
    matter = decision.matter or block.matter
    figures = mine(passages, slipped=slips(passages))
    wanted = frozenset(fields_wanted(matter)) if matter is not None else frozenset()
    work = work_of(reading, passages, matter, index)
    return Draft(
        reading,
        block,
        decision,
        work,
        tuple(facts(figures, passages)),
        tuple(topics(passages, wanted)),
        tuple(names(passages, _banned(reading, matter, index), _own_words(matter))),
        _without_foreign(resolved(passages, work.activity), passages, matter, index),
        _matter_passages(reading, block, matter, index),
        _numbers(block, index),
    )


def _banned(reading: Reading, matter: Matter | None, index: MatterIndex) -> frozenset[str]:
    """Return the words no third party's name may have: people present, and names known only from other matters."""
    present = [reading.source.context.timekeeper, *(p.name for p in reading.source.context.participants)]
    present += [p.speaker.label for p in reading.passages if p.speaker is not None]
    own = _own_words(matter)
    present += [matter.client_name] if matter is not None else []
    foreign = _foreign(reading.passages, own, index)
    return frozenset({t.stem for name in present for t in tokens(name)} | foreign)


def _foreign(passages: Sequence[Read], own: frozenset[str], index: MatterIndex) -> set[str]:
    """Return the capitalised words that the firm's list knows as names of other matters alone."""
    said = {t.stem for p in passages for t in p.toks if t.is_word and t.text[0].isupper()}
    return {w for w in said if w not in own and any(k is not MentionKind.WORD for k in index.kinds(w))}


def _without_foreign(
    told: Sequence[Line], passages: Sequence[Read], matter: Matter | None, index: MatterIndex
) -> tuple[Line, ...]:
    foreign = _foreign(passages, _own_words(matter), index)
    return tuple(line for line in told if not {t.stem for t in tokens(line[0].partition(": ")[2])} & foreign)


def _own_words(matter: Matter | None) -> frozenset[str]:
    if matter is None:
        return frozenset()
    row = [matter.display_number, matter.description, matter.client_name, *(c.name for c in matter.contacts)]
    return frozenset(t.stem for t in tokens(" ".join(row)))


def _matter_passages(
    reading: Reading, block: Block, matter: Matter | None, index: MatterIndex
) -> tuple[PassageId, ...]:
    """Return the passages that name a matter: by number, else by its names and words."""
    if matter is None:
        return ()
    place = index.place(matter)
    numbered = [
        p.id
        for p in block.passages
        if any(place in index.numbered(n) for n in file_numbers(p.toks, p.text, index))
    ]
    named = [
        p.id
        for p in block.passages
        if any(
            place in m.matters and not w.denied
            for m, w in index.mentions(heard_words(p.toks, cased=reading.is_cased))
        )
    ]
    return tuple(dict.fromkeys([*numbered, *named]))[:4]


def _numbers(block: Block, index: MatterIndex) -> tuple[Evidence, ...]:
    """Return the firm's file numbers that were heard as other words than their digits."""
    return tuple(
        Evidence(said.digits, (p.id,), said.heard)
        for p in block.passages
        for said in dict.fromkeys(said_numbers(p.toks, p.text, index))
        if said.heard and index.numbered(said.digits)
    )[:MOST_NUMBERS]


def suggestion_of(draft: Draft, rule: UnitRule, parts: Parts | None = None) -> Suggestion:
    """Put a draft into a suggestion, in the words of `parts` when a model chose them."""
    narrative = rendered(parts) if parts is not None else _standing(draft, chosen_parts(draft))
    passages = draft.block.passages
    spoken_of = [*draft.topics, *draft.names, *phrases(passages)]
    listed = lines(draft.facts, spoken_of, narrative, draft.resolved)
    seconds, units = time_of(draft, rule)
    decision = draft.decision
    chosen = decision.matter if decision.state in (MatterState.AUTO, MatterState.SUGGEST) else None
    return Suggestion(
        matter_state=decision.state,
        matter_id=chosen.id if chosen else None,
        matter=chosen.display_number if chosen else None,
        candidates=decision.candidates,
        passages=tuple(p.id for p in draft.block.passages),
        seconds=seconds,
        units=units,
        billable=draft.work.billable
        and decision.state is not MatterState.NEW_ENQUIRY
        and (chosen is None or chosen.billable),
        activity=draft.work.activity,
        narrative=narrative,
        facts=tuple(text for text, _ in listed),
        evidence=tuple(_evidence(draft, listed)),
        flags=tuple(_flags(draft)),
        date=draft.reading.day,
    )


def _standing(draft: Draft, parts: Parts) -> str:
    """Return the rules' own narrative, shortened from its end until the checks find nothing wrong with it."""
    known = [f.text for f in draft.facts] + [p.name for p in draft.reading.source.context.participants]
    ground = Ground(draft.block.passages, [*known, *draft.work.people, *_own_words(draft.decision.matter)])
    while faults(rendered(parts), ground) and parts.topics:
        parts = replace(parts, topics=parts.topics[:-1])
    return rendered(parts)


def chosen_parts(draft: Draft) -> Parts:
    """Choose the words of an entry by the rules."""
    matter = draft.decision.matter
    source = draft.reading.source
    title = source.title if source.kind in (SourceKind.EMAIL, SourceKind.DOCUMENT) else ""
    about = " ".join([matter.description if matter is not None else "", title])
    sure = matter if draft.decision.state is MatterState.AUTO else None
    own = own_subject(sure.description, draft.block.passages) if sure is not None else ""
    return parts_of(draft.work, draft.block.passages, draft.topics, draft.names, draft.facts, about, own=own)


def time_of(draft: Draft, rule: UnitRule) -> tuple[int | None, int | None]:
    """Return seconds and units: measured for calls, stated or nothing for e-mails and documents."""
    source: Source = draft.reading.source
    ids = frozenset(p.id for p in draft.block.passages)
    if source.kind in (SourceKind.EMAIL, SourceKind.DOCUMENT):
        return stated_seconds(draft.block.passages), None
    seconds = worked_seconds(source.chosen(ids))
    return seconds, rule.units(seconds) if seconds else None


def _evidence(draft: Draft, listed: Sequence[tuple[str, tuple[PassageId, ...]]]) -> list[Evidence]:
    """Say for each clause which passages carry it, the matter first."""
    evidence = [Evidence("matter", draft.matter_passages)] if draft.matter_passages else []
    evidence += draft.numbers
    evidence += [Evidence(t.shown, t.passages[:3]) for t in draft.topics[:8]]
    evidence += [Evidence(text, ids) for text, ids in listed if ids]
    return evidence


def _flags(draft: Draft) -> list[str]:
    flags = []
    mine = [p for p in draft.block.passages if p.own]
    if any(pattern("cues", "promise").search(p.text) for p in mine):
        flags.append("promised")
    if any(f.implied for f in draft.facts):
        flags.append("thousands_understood")
    if not draft.work.billable:
        flags.append("internal")
    return flags
