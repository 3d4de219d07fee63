"""A source as the rules read it: each passage with its speaker, words, terms and figures. Nothing is decided here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from agent.domain.ids import PassageId
from agent.domain.source import Passage, Source, SourceKind
from agent.extract import dates, numbers, terms
from agent.extract.people import Speaker, speakers_of
from agent.extract.text import Token, cleaned, tokens

SPOKEN = frozenset({SourceKind.CALL, SourceKind.TRANSCRIPT})


@dataclass(frozen=True, slots=True)
class Read:
    """One passage as read. `gap_ms` is the silence before it, `mine` whether the timekeeper speaks (None: nobody can say)."""

    at: int
    id: PassageId
    text: str = field(repr=False)
    low: str = field(repr=False)
    toks: tuple[Token, ...] = field(repr=False)
    hits: tuple[terms.Hit, ...] = field(repr=False)
    numbers: tuple[numbers.Number, ...] = field(repr=False)
    whens: tuple[dates.When, ...] = field(repr=False)
    speaker: Speaker | None = field(repr=False)
    mine: bool | None
    gap_ms: int
    seconds: float

    @property
    def in_room(self) -> bool:
        """Whether several people may have spoken it: what it says in the first person is nobody's."""
        return self.speaker is not None and self.speaker.is_room

    @property
    def own(self) -> bool:
        """Whether it may be held to be the timekeeper's word; where no speakers are told, the whole source is."""
        return self.mine is not False and not self.in_room

    @property
    def weight(self) -> float:
        """Say how much legal work its words show: terms, dates, sums."""
        return (
            sum(h.term.weight for h in self.hits)
            + 0.5 * len(self.whens)
            + 0.5 * sum(n.scaled or n.money for n in self.numbers)
        )

    @property
    def last_hits(self) -> list[terms.Hit]:
        """Return the terms of its last sentence: what is asked, or gone on with."""
        begin = max((n for n, t in enumerate(self.toks[:-1]) if t.text in ".;?!"), default=-1)
        return [h for h in self.hits if h.start > begin]

    @property
    def words(self) -> int:
        """Count its words."""
        return sum(t.is_word for t in self.toks)


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole source as read."""

    source: Source = field(repr=False)
    passages: tuple[Read, ...] = field(repr=False)
    day: dt.date | None

    @property
    def is_spoken(self) -> bool:
        """Whether people talked (a call or its transcript), rather than wrote."""
        return self.source.kind in SPOKEN

    @property
    def is_cased(self) -> bool:
        """Whether names are written with capitals: some word in mid-sentence is."""
        return any(
            t.text[0].isupper() and t.low[:2] not in ("i", "i'")
            for p in self.passages
            for t in p.toks[1:]
            if t.is_word
        )

    @property
    def knows_speakers(self) -> bool:
        """Whether it can be told when the timekeeper speaks."""
        return not self.source.room and any(p.mine for p in self.passages)


def read(source: Source) -> Reading:
    """Read a source; hidden characters and template tokens are gone before anything looks at the words."""
    day = source.date or source.context.date
    if day is None and source.context.call_start is not None:
        day = source.context.call_start.date()
    speakers = speakers_of(source)
    passages: list[Read] = []
    last_end: int | None = None
    for at, passage in enumerate(source.passages):
        text = cleaned(passage.text)
        toks = tokens(text)
        speaker = speakers[at]
        gap = 0 if last_end is None or passage.start_ms is None else max(0, passage.start_ms - last_end)
        passages.append(
            Read(
                at, passage.id, text, text.casefold(), toks, terms.hits(toks), numbers.find(toks), dates.find(toks, day),
                speaker, _mine(speaker), gap, _seconds(passage),
            )
        )  # fmt: skip
        last_end = passage.end_ms if passage.end_ms is not None else last_end
    return Reading(source, tuple(passages), day)


def _mine(speaker: Speaker | None) -> bool | None:
    return None if speaker is None or speaker.is_room else speaker.is_timekeeper


def _seconds(passage: Passage) -> float:
    if passage.start_ms is None or passage.end_ms is None:
        return 0.0
    return max(0, passage.end_ms - passage.start_ms) / 1000
