"""A source: anything that can be billed from, cut into numbered passages.

    sound --transcribe--> RECORDED ... TRANSCRIBED --extract--> SUGGESTED --review--> REVIEWED
    vtt, e-mail, document -----------> TRANSCRIBED ------------^

A stage says what is true, never what is going on: a crash costs the step that was running and nothing is ever stuck.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from enum import StrEnum

from agent.domain.ids import PassageId, SourceId, passage_number


class SourceKind(StrEnum):
    """What the lawyer would call it."""

    CALL = "call"  # sound that Tenth turned into words
    TRANSCRIPT = "transcript"  # words somebody else's software wrote down
    EMAIL = "email"
    DOCUMENT = "document"
    CLOCK = "clock"  # time that a running clock measured, with the notes typed meanwhile
    NOTE = "note"  # a line that the lawyer typed


class Stage(StrEnum):
    """How far a source has come. Stored facts only."""

    RECORDED = "recorded"
    TRANSCRIBED = "transcribed"
    SUGGESTED = "suggested"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who took part, as the source or the calendar names them."""

    name: str = field(repr=False)
    email: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """One cue, turn or paragraph. Times are milliseconds from the start of the source; None where it has none."""

    id: PassageId
    text: str = field(repr=False)
    speaker: str | None = field(default=None, repr=False)
    start_ms: int | None = None
    end_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Misheard:
    """A name that was heard as something else: where in a passage's text, the words as heard, and the name that was meant."""

    passage: PassageId
    at: int  # letters before it
    heard: str = field(repr=False)
    meant: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Context:
    """What the lawyer or the calendar knows about a source beyond its words."""

    call_start: dt.datetime | None = None  # aware, in the lawyer's own offset
    timekeeper: str = field(default="", repr=False)
    participants: tuple[Person, ...] = field(default=(), repr=False)
    matter: str | None = field(default=None, repr=False)  # display number, when the lawyer already knows
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A step that did not work, in words a lawyer can act on; the step can be tried again."""

    code: str
    message: str
    hint: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Source:
    """One call, transcript, e-mail, document, clock or note, ready to be read for work."""

    id: SourceId
    kind: SourceKind
    form: str  # how it was written down: zoom_vtt, teams_docx, eml, pdf, sound, clock, typed ...
    stage: Stage
    sha256: str
    passages: tuple[Passage, ...] = field(repr=False)
    context: Context = Context()
    title: str = field(default="", repr=False)  # subject or file name
    sender: Person | None = field(default=None, repr=False)  # e-mail only
    quoted: str = field(default="", repr=False)  # history under an e-mail: never billed from
    attachments: tuple[str, ...] = field(default=(), repr=False)  # names only, never opened
    date: dt.date | None = None  # the local day of the work, when known
    echoes: tuple[Passage, ...] = field(
        default=(), repr=False
    )  # the other side in our microphone: kept, but not read
    room: bool = False  # its microphone, or its one side, holds everybody: agent/domain/room.py
    misheard: tuple[Misheard, ...] = field(default=(), repr=False)  # the passages themselves stay as heard
    as_heard: tuple[Misheard, ...] = field(default=(), repr=False)  # corrections that the lawyer took back

    @property
    def corrections(self) -> tuple[Misheard, ...]:
        """What was misheard, as far as it still stands there: the words of a turn may have been taken from a second hearing."""
        said = {p.id: p.text for p in self.passages}
        return tuple(m for m in self.misheard if said.get(m.passage, "").startswith(m.heard, m.at))

    def taken_back(self, passage: PassageId, at: int) -> Source:
        """Return it with one correction taken back: what was heard there was right. Raise KeyError when there is none."""
        gone = next((m for m in self.corrections if (m.passage, m.at) == (passage, at)), None)
        if gone is None:
            raise KeyError(passage)
        return replace(
            self, misheard=tuple(m for m in self.misheard if m != gone), as_heard=(*self.as_heard, gone)
        )

    def is_right(self, found: Misheard) -> bool:
        """Whether the lawyer said that what was heard there is right; in other words of that passage, of the name meant."""
        said = {p.id: p.text for p in self.passages}
        return any(
            found.at < each.at + len(each.heard) and each.at < found.at + len(found.heard)
            if said.get(each.passage, "").startswith(each.heard, each.at)
            else found.meant == each.meant
            for each in self.as_heard
            if each.passage == found.passage
        )

    def as_meant(self) -> Source:
        """Return it with the names that were meant in the place of those heard: what matching and narrative read."""
        said = {p.id: p.text for p in self.passages}
        for each in sorted(self.corrections, key=lambda m: -m.at):
            text = said[each.passage]
            said[each.passage] = text[: each.at] + each.meant + text[each.at + len(each.heard) :]
        return replace(self, passages=tuple(replace(p, text=said[p.id]) for p in self.passages))

    def with_words(self, passages: tuple[Passage, ...], echoes: Collection[tuple[int, int, str]]) -> Source:
        """Return it transcribed; passages with an echo's times and words are put aside under their own numbers."""
        aside = frozenset(p.id for p in passages if (p.start_ms, p.end_ms, p.text) in echoes)
        return replace(
            self,
            stage=Stage.TRANSCRIBED,
            passages=tuple(p for p in passages if p.id not in aside),
            echoes=tuple(p for p in passages if p.id in aside),
        )

    def shown(self, echo: PassageId) -> Source:
        """Return it with a passage that was no echo back in its place. Raise KeyError when none is hidden by that id."""
        passage = next((p for p in self.echoes if p.id == echo), None)
        if passage is None:
            raise KeyError(echo)
        passages = sorted((*self.passages, passage), key=lambda p: passage_number(p.id))
        return replace(self, passages=tuple(passages), echoes=tuple(p for p in self.echoes if p.id != echo))

    def passage(self, passage: PassageId) -> Passage:
        """Return one passage by id. Raise KeyError when there is none."""
        for candidate in self.passages:
            if candidate.id == passage:
                return candidate
        raise KeyError(passage)

    def chosen(self, ids: frozenset[PassageId] | set[PassageId]) -> tuple[Passage, ...]:
        """Return the passages with these ids, in the order of the source."""
        return tuple(p for p in self.passages if p.id in ids)
