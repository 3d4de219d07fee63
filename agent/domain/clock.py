"""The clock: time that is measured while somebody works, and time that is typed. No sound, and nothing is estimated.

    start --note--> note ... --stop--> a source whose passages tile the whole time, drafts by the normal way
    "0.2 lease call re guarantee"      a source of one passage that states its time
    "last 12 min lease call"           the same, with its place in the day: it counts back from now

A note stands where it was typed: its stretch lasts until the next one. Minutes before the first are a passage without words.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from agent.domain import billing
from agent.domain.ids import MatterId, SourceId, passage_id
from agent.domain.source import Context, Passage, Person, Source, SourceKind, Stage

CLOCK_FORM = "clock"
CALL_FORM = "call_clock"  # the same, for a call of which nothing was recorded
TYPED_FORM = "typed"

_HOURS = re.compile(r"\s*(\d{1,2}\.(?:\d|25|75))(?!\d)\s*(?:h(?:ou)?rs?\b|h\b)?[\s,:–-]*", re.IGNORECASE)
_LAST = re.compile(r"\s*last\s+(\d{1,3})\s*(?:m(?:in(?:ute)?s?)?)\b[\s,:–-]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Note:
    """One line typed while the clock runs."""

    at: dt.datetime
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RunningClock:
    """The one clock of a home. `id` becomes its source's; `what` names what it runs for, a person or a task."""

    id: SourceId
    since: dt.datetime
    matter_id: MatterId | None = None
    matter: str | None = field(default=None, repr=False)  # display number
    what: str = field(default="", repr=False)
    call: bool = False
    notes: tuple[Note, ...] = ()

    def is_for(self, matter_id: MatterId | None, *, call: bool) -> bool:
        """Whether it already runs for this."""
        return self.matter_id == matter_id and self.call == call

    def noted(self, text: str, at: dt.datetime) -> RunningClock:
        """Return the clock with one more line, at its time; a computer's clock that jumped back cannot put it earlier."""
        return replace(self, notes=(*self.notes, Note(max(at, self._latest), " ".join(text.split()))))

    def seconds(self, now: dt.datetime) -> int:
        """Return how long it has run, in whole seconds."""
        return int((max(now, self._latest) - self.since).total_seconds())

    @property
    def _latest(self) -> dt.datetime:
        return self.notes[-1].at if self.notes else self.since

    def stopped(self, at: dt.datetime, timekeeper: str, zone: dt.tzinfo | None) -> Source:
        """Return the source it becomes. `zone` is the lawyer's: a call is shown at the time of day it had there."""
        start = self.since.astimezone(zone)
        return Source(
            id=self.id,
            kind=SourceKind.CLOCK,
            form=CALL_FORM if self.call else CLOCK_FORM,
            stage=Stage.TRANSCRIBED,
            sha256=f"clock:{self.id}",
            passages=tuple(self._passages(max(at, self._latest))),
            context=Context(
                call_start=start,
                timekeeper=timekeeper,
                participants=(Person(self.what),) if self.call and self.what else (),
                matter=self.matter,
                date=start.date(),
            ),
            title=self.what,
            date=start.date(),
        )

    def _passages(self, end: dt.datetime) -> Iterator[Passage]:
        """Tile the whole time: from each note to the next, the minutes before the first without words."""
        texts = [("", self.since), *((note.text, note.at) for note in self.notes)]
        ends = [*(at for _, at in texts[1:]), end]
        tiles = [
            (text, _ms(at - self.since), _ms(until - self.since))
            for (text, at), until in zip(texts, ends, strict=True)
        ]
        kept = [tile for tile in tiles if tile[0] or tile[2] > tile[1]]
        for number, (text, start, until) in enumerate(kept or tiles, 1):
            yield Passage(passage_id(number), text, None, start, until)


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed line: the seconds it states, whether they count back from now, and what is left of its words."""

    seconds: int | None
    counts_back: bool
    words: str = field(repr=False)


def typed(line: str) -> Typed:
    """Read "0.2 lease call" or "0.25 lease call", and "last 12 min lease call"; any other line states no time."""
    if match := _HOURS.match(line):
        seconds = int(Decimal(match[1]) * billing.HOUR)
        if seconds:
            return Typed(seconds, False, line[match.end() :].strip())
    if match := _LAST.match(line):
        seconds = int(match[1]) * 60
        if seconds:
            return Typed(seconds, True, line[match.end() :].strip())
    return Typed(None, False, line.strip())


def typed_source(
    source_id: SourceId, line: str, *, now: dt.datetime, timekeeper: str, matter: str | None = None
) -> Source:
    """Return the source of a typed line. `now` is the lawyer's time; "last 12 min" stands where it counts back to."""
    told = typed(line)
    if told.counts_back and told.seconds:
        return stretch_source(
            source_id, line, start=now - dt.timedelta(seconds=told.seconds), end=now,
            timekeeper=timekeeper, matter=matter,
        )  # fmt: skip
    return _typed_source(
        source_id,
        Passage(passage_id(1), line.strip()),
        Context(timekeeper=timekeeper, matter=matter, date=now.date()),
    )


def stretch_source(
    source_id: SourceId,
    line: str,
    *,
    start: dt.datetime,
    end: dt.datetime,
    timekeeper: str,
    matter: str | None = None,
) -> Source:
    """Return the source of a line typed for a stretch of the day, as an answer to "what was this?"."""
    passage = Passage(passage_id(1), line.strip(), None, 0, _ms(end - start))
    context = Context(call_start=start, timekeeper=timekeeper, matter=matter, date=start.date())
    return _typed_source(source_id, passage, context)


def _typed_source(source_id: SourceId, passage: Passage, context: Context) -> Source:
    return Source(
        id=source_id, kind=SourceKind.NOTE, form=TYPED_FORM, stage=Stage.TRANSCRIBED, sha256=f"note:{source_id}",
        passages=(passage,), context=context, title=typed(passage.text).words, date=context.date,
    )  # fmt: skip


def _ms(length: dt.timedelta) -> int:
    return max(0, round(length.total_seconds() * 1000))
