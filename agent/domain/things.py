"""The pieces a day is made of, each once: what this computer knows, what the calendar says and what Clio holds, joined.

One thing are: an entry of ours and the record in Clio that it became; a meeting and the call or note that filled it; a meeting
and the time recorded for it, by Clio's own link or because matter and length agree and nothing else could be meant.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from agent.domain import billing
from agent.domain.diary import Meeting, Recorded
from agent.domain.entry import TimeEntry
from agent.domain.ids import EntryId, RemoteId

FILLED = 0.5
"""A call that shares at least so much of the shorter one of the two has filled the meeting."""


class ThingKind(StrEnum):
    """What a thing is; a source's own kinds keep their names."""

    CALL = "call"
    TRANSCRIPT = "transcript"
    EMAIL = "email"
    DOCUMENT = "document"
    CLOCK = "clock"
    NOTE = "note"
    CALENDAR = "calendar"
    CLIO = "clio"  # recorded there, and nothing here knows of it
    RUNNING = "running"  # the clock, right now
    GAP = "gap"
    NOTHING = "nothing"  # a gap that was answered


FILLING = frozenset({ThingKind.CALL, ThingKind.TRANSCRIPT, ThingKind.CLOCK, ThingKind.NOTE})


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that took time. `entries` are those of this day; a thing without a start has no place on the strip."""

    key: str
    kind: ThingKind
    title: str = field(default="", repr=False)
    form: str = ""
    start: dt.datetime | None = None
    end: dt.datetime | None = None
    entries: tuple[TimeEntry, ...] = ()
    recorded: tuple[Recorded, ...] = ()
    meeting: Meeting | None = None
    is_ready: bool = True  # the machine has done its part
    matter: str | None = field(default=None, repr=False)

    def clipped(self, first: dt.datetime, last: dt.datetime) -> Thing:
        """Return it with what lies outside the day cut off."""
        if self.start is None or self.end is None:
            return self
        start, end = max(self.start, first), min(self.end, last)
        return replace(self, start=start, end=end) if start < end else replace(self, start=None, end=None)


def joined(
    things: Sequence[Thing],
    meetings: Sequence[Meeting],
    recorded: Sequence[Recorded],
    ours: Mapping[RemoteId, EntryId],
) -> list[Thing]:
    """Return every thing once. `ours` says which record in Clio which entry became."""
    pieces = list(things)
    for meeting in sorted(meetings, key=lambda m: (m.start, m.id)):
        at = _filled_by(meeting, pieces)
        if at is None:
            pieces.append(_of_meeting(meeting))
        else:
            pieces[at] = replace(pieces[at], meeting=meeting)
    strange = []
    for record in recorded:
        at = _holder(record, pieces, ours)
        if at is None:
            strange.append(record)
        else:
            pieces[at] = replace(pieces[at], recorded=(*pieces[at].recorded, record))
    for record in strange:
        at = _agreeing(record, pieces, strange)
        if at is None:
            pieces.append(_of_record(record))
        else:
            pieces[at] = replace(pieces[at], recorded=(record,))
    return pieces


def _filled_by(meeting: Meeting, pieces: Sequence[Thing]) -> int | None:
    free = [n for n, t in enumerate(pieces) if t.kind in FILLING and t.meeting is None]
    best = max(free, key=lambda n: _share(pieces[n], meeting), default=None)
    return best if best is not None and _share(pieces[best], meeting) >= FILLED else None


def _share(thing: Thing, meeting: Meeting) -> float:
    if thing.start is None or thing.end is None:
        return 0.0
    both = (min(thing.end, meeting.end) - max(thing.start, meeting.start)).total_seconds()
    shorter = min(thing.end - thing.start, meeting.end - meeting.start).total_seconds()
    return both / shorter if shorter > 0 else 0.0


def _holder(record: Recorded, pieces: Sequence[Thing], ours: Mapping[RemoteId, EntryId]) -> int | None:
    """Return the thing that a record certainly belongs to: our entry's, or that of the meeting it was recorded for."""
    entry = ours.get(record.id)
    for n, thing in enumerate(pieces):
        if entry is not None and any(e.id == entry for e in thing.entries):
            return n
        if record.meeting is not None and thing.meeting is not None and thing.meeting.id == record.meeting:
            return n
    return None


def _agreeing(record: Recorded, pieces: Sequence[Thing], others: Sequence[Recorded]) -> int | None:
    """Return the one meeting that a record typed in Clio must be of; None as soon as anything else could be meant."""
    if record.matter_id is None:
        return None
    fit = [
        n
        for n, t in enumerate(pieces)
        if t.kind is ThingKind.CALENDAR and not t.recorded and _agree(record, t.meeting)
    ]
    rivals = [o for o in others if fit and _agree(o, pieces[fit[0]].meeting)]
    return fit[0] if len(fit) == 1 and len(rivals) == 1 else None


def _agree(record: Recorded, meeting: Meeting | None) -> bool:
    if meeting is None or meeting.matter_id is None or meeting.matter_id != record.matter_id:
        return False
    length = (meeting.end - meeting.start).total_seconds()
    return abs(length - record.seconds) <= billing.UNIT_SECONDS


def _of_meeting(meeting: Meeting) -> Thing:
    return Thing(
        f"calendar:{meeting.id}", ThingKind.CALENDAR, meeting.title, start=meeting.start, end=meeting.end,
        meeting=meeting, matter=meeting.matter,
    )  # fmt: skip


def _of_record(record: Recorded) -> Thing:
    return Thing(
        f"clio:{record.id}", ThingKind.CLIO, record.narrative, recorded=(record,), matter=record.matter
    )
