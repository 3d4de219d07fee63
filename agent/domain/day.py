"""The day: calls, notes, documents, meetings and what Clio already holds, each counted once; gaps are questions, never guesses.

things, each once  --> tiles: whose every minute is, from the first thing to the last
                   --> rows:  what each still wants: an answer, a review, a push
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from agent.domain.billing import UNIT_SECONDS, counted
from agent.domain.diary import Meeting, Recorded
from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.ids import EntryId, RemoteId
from agent.domain.marks import Mark, MarkKind, gap_key
from agent.domain.stretches import Span, Tile, owned_seconds, tiles
from agent.domain.suggestion import MatterState
from agent.domain.things import Thing, ThingKind, joined


class RowState(StrEnum):
    """Where a row stands, the most pressing first."""

    QUESTION = "question"
    MATTER = "matter"  # a draft that no bill can take yet: its matter is open
    REVIEW = "review"
    CONFIRMED = "confirmed"
    WORKING = "working"  # the machine has not done its part
    RUNNING = "running"
    PARKED = "parked"
    RECORDED = "recorded"
    DISMISSED = "dismissed"
    NOTHING = "nothing"


OPEN = frozenset({RowState.QUESTION, RowState.MATTER, RowState.REVIEW, RowState.CONFIRMED})
LIVE = frozenset({EntryStatus.DRAFT, EntryStatus.WAITING, EntryStatus.CONFIRMED})
SENT = frozenset({EntryStatus.PUSHED, EntryStatus.EXPORTED, EntryStatus.KEPT})  # done with
_RANKS = {ThingKind.CALENDAR: 2, ThingKind.NOTE: 1}
NOTHING_RANK = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the day. `seconds` are the minutes that are its own, `units` those of its entries and records."""

    thing: Thing
    state: RowState
    units: Decimal = Decimal(0)
    seconds: int = 0
    mark: Mark | None = None
    overlaps: tuple[Tile, ...] = ()
    gone: bool = False  # it was in Clio once

    @property
    def key(self) -> str:
        """Its name, the same as long as it is about the same thing."""
        return self.thing.key

    @property
    def typed_there(self) -> bool:
        """Whether Clio holds it because somebody typed it in there."""
        return bool(self.thing.recorded) and not any(e.status in SENT for e in self.thing.entries)


@dataclass(frozen=True, slots=True)
class Day:
    """A whole day. Units are the firm's, and counted once: in Clio (or a file), or waiting here."""

    day: dt.date
    tiles: tuple[Tile, ...] = ()
    rows: tuple[Row, ...] = ()
    recorded_units: Decimal = Decimal(0)
    waiting_units: Decimal = Decimal(0)

    @property
    def questions(self) -> int:
        """How many rows are questions."""
        return sum(row.state is RowState.QUESTION for row in self.rows)

    @property
    def to_review(self) -> int:
        """How many entries want a decision."""
        return self._count(EntryStatus.DRAFT, EntryStatus.WAITING)

    @property
    def to_push(self) -> int:
        """How many entries are confirmed and not sent."""
        return self._count(EntryStatus.CONFIRMED)

    @property
    def left(self) -> int:
        """How many things stand between this day and its end."""
        return self.questions + self.to_review + self.to_push

    def _count(self, *statuses: EntryStatus) -> int:
        return sum(e.status in statuses for r in self.rows if r.state in OPEN for e in r.thing.entries)


@dataclass(frozen=True, slots=True)
class Known:
    """Everything known of one day. `first` to `last` bounds it; what is still to come is no part of it."""

    day: dt.date
    first: dt.datetime
    last: dt.datetime
    things: Sequence[Thing] = ()
    meetings: Sequence[Meeting] = ()
    recorded: Sequence[Recorded] = ()
    ours: Mapping[RemoteId, EntryId] = field(default_factory=dict)
    gone: frozenset[EntryId] = frozenset()  # sent once, and no longer in Clio
    marks: Sequence[Mark] = ()
    unit: int = UNIT_SECONDS  # the length of the firm's units


def day_of(known: Known) -> Day:
    """Put a day together."""
    over = [m for m in known.meetings if known.first < m.end <= known.last]
    whole = [
        t.clipped(known.first, known.last) for t in joined(known.things, over, known.recorded, known.ours)
    ]
    answered = [_answered(m) for m in known.marks if m.kind is MarkKind.NOTHING and m.start and m.end]
    marks = {mark.key: mark for mark in known.marks}
    laid = tiles(span for thing in (*whole, *answered) if (span := _span(thing, marks.get(thing.key))))
    gaps = [_gap(tile) for tile in laid if tile.is_gap]
    kept = [thing for thing in answered if owned_seconds(laid, thing.key)]
    rows = [_row(thing, laid, marks.get(thing.key), known) for thing in (*whole, *kept, *gaps)]
    return Day(
        known.day,
        tuple(laid),
        tuple(sorted(rows, key=_place)),
        recorded_units=sum((_recorded_units(t, known) for t in whole), Decimal(0)),
        waiting_units=sum((_waiting_units(t, known) for t in whole), Decimal(0)),
    )


def _row(thing: Thing, laid: Sequence[Tile], mark: Mark | None, known: Known) -> Row:
    return Row(
        thing,
        _state(thing, mark, known.day),
        units=_recorded_units(thing, known) + _waiting_units(thing, known),
        seconds=owned_seconds(laid, thing.key) or _length(thing),
        mark=mark,
        overlaps=tuple(tile for tile in laid if tile.is_twice and thing.key in tile.keys),
        gone=any(e.id in known.gone for e in thing.entries),
    )


def _state(thing: Thing, mark: Mark | None, day: dt.date) -> RowState:
    if thing.kind is ThingKind.RUNNING:
        return RowState.RUNNING
    if thing.kind is ThingKind.NOTHING or (mark and mark.kind is MarkKind.NOTHING):
        return RowState.NOTHING
    live = [e for e in thing.entries if e.status in LIVE]
    asks = thing.kind is ThingKind.GAP or (thing.kind is ThingKind.CALENDAR and not thing.recorded)
    if mark is not None and mark.waits(day) and (live or asks):
        return RowState.PARKED
    if asks:
        return RowState.QUESTION
    if not thing.is_ready:
        return RowState.WORKING
    if live:
        return _pressing(live)
    if thing.recorded or any(e.status in SENT for e in thing.entries):
        return RowState.RECORDED
    return RowState.DISMISSED if mark and mark.kind is MarkKind.DISMISSED else RowState.NOTHING


def _pressing(live: Sequence[TimeEntry]) -> RowState:
    drafts = [e for e in live if e.status is not EntryStatus.CONFIRMED]
    if not drafts:
        return RowState.CONFIRMED
    return RowState.REVIEW if any(_has_matter(e) for e in drafts) else RowState.MATTER


def _has_matter(entry: TimeEntry) -> bool:
    return entry.matter_id is not None and entry.matter_state in (MatterState.AUTO, MatterState.CHOSEN)


def _waiting_units(thing: Thing, known: Known) -> Decimal:
    return _units((e.charged for e in thing.entries if e.status in LIVE), known)


def _recorded_units(thing: Thing, known: Known) -> Decimal:
    """Count what is in Clio as Clio counts it, and what was sent but not read back yet as it was sent."""
    seen = {known.ours.get(record.id) for record in thing.recorded} | known.gone
    unseen = [e for e in thing.entries if e.status in SENT and e.id not in seen]
    return _units((*(r.charged for r in thing.recorded), *(e.charged for e in unseen)), known)


def _units(charged: Iterable[int], known: Known) -> Decimal:
    return sum((counted(seconds, known.unit) for seconds in charged), Decimal(0))


def _span(thing: Thing, mark: Mark | None) -> Span | None:
    """Return where a thing lies; where nothing billable was, anything else goes before it."""
    if thing.start is None or thing.end is None:
        return None
    yields = mark is not None and mark.kind is MarkKind.NOTHING
    return Span(
        thing.key,
        thing.start,
        thing.end,
        NOTHING_RANK if yields else _RANKS.get(thing.kind, 0),
        yields=yields,
    )


def _answered(mark: Mark) -> Thing:
    return Thing(mark.key, ThingKind.NOTHING, start=mark.start, end=mark.end)


def _gap(tile: Tile) -> Thing:
    return Thing(gap_key(tile.start, tile.end), ThingKind.GAP, start=tile.start, end=tile.end)


def _length(thing: Thing) -> int:
    """Return how long a thing is that owns no minute: a gap all of its own, one without a place what its entries measured."""
    if thing.kind is ThingKind.GAP and thing.start and thing.end:
        return int((thing.end - thing.start).total_seconds())
    return 0 if thing.start else sum(e.seconds or 0 for e in thing.entries)


def _place(row: Row) -> tuple[bool, dt.datetime, str]:
    start = row.thing.start
    return (start is None, start or dt.datetime.min.replace(tzinfo=dt.UTC), row.key)
