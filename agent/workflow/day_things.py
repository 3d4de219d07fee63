"""The things of a day that this computer knows of: its sources with their entries, and the clock that runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.source import Source, Stage
from agent.domain.things import Thing, ThingKind
from agent.store.sources import KeptSource
from agent.workflow.desk import Desk

RUNNING_KEY = "clock"


def bounds(day: dt.date, zone: dt.tzinfo | None) -> tuple[dt.datetime, dt.datetime]:
    """Return when a day begins and when it is over, where the lawyer is. A day of a clock change has 23 or 25 hours."""
    after = day + dt.timedelta(days=1)
    first, last = (dt.datetime.combine(each, dt.time(), zone) for each in (day, after))
    return (first.astimezone(zone), last.astimezone(zone)) if zone is None else (_fixed(first), _fixed(last))


def _fixed(moment: dt.datetime) -> dt.datetime:
    """Return a moment in the offset that holds then: see `Desk.local`."""
    return moment.replace(tzinfo=dt.timezone(moment.utcoffset() or dt.timedelta()))


def things_of(
    day: dt.date, desk: Desk, sources: Sequence[KeptSource], entries: Sequence[TimeEntry]
) -> list[Thing]:
    """Return every source that lies on a day or has entries of it, and the running clock."""
    begin, end = bounds(day, desk.zone())
    found = []
    for kept in sources:
        own = [e for e in entries if e.source_id == kept.source.id and _counts(e)]
        thing = _of_source(kept, tuple(e for e in own if e.date == day), desk)
        if thing.start is not None and thing.end is not None:
            lies_here = thing.start < end and thing.end > begin
        else:
            lies_here = not own and _day_of(kept, desk) == day
        if lies_here or thing.entries:
            found.append(thing)
    return found + _running(desk, begin, end)


def _counts(entry: TimeEntry) -> bool:
    """Whether an entry is part of the signed-in person's day: work that was not put aside, and their own time."""
    return entry.status is not EntryStatus.DISCARDED and entry.earner_id is None


def _of_source(kept: KeptSource, entries: tuple[TimeEntry, ...], desk: Desk) -> Thing:
    source = kept.source
    start, length = source.context.call_start, _length(kept)
    placed = desk.local(start) if start is not None and length else None
    return Thing(
        f"source:{source.id}",
        ThingKind(source.kind.value),
        _title(source),
        source.form,
        placed,
        placed + length if placed else None,
        entries,
        is_ready=source.stage in (Stage.SUGGESTED, Stage.REVIEWED) or kept.failure is not None,
        matter=source.context.matter,
    )


def _day_of(kept: KeptSource, desk: Desk) -> dt.date:
    return kept.source.date or kept.source.context.date or desk.day_of(kept.taken_at)


def _length(kept: KeptSource) -> dt.timedelta:
    last = max((p.end_ms for p in kept.source.passages if p.end_ms is not None), default=0)
    if kept.recording is not None:
        last = max(last, kept.recording.length_ms)
    return dt.timedelta(milliseconds=last)


def _title(source: Source) -> str:
    """Name a source as the lawyer would: by the others who took part, else by its own title."""
    keeper = source.context.timekeeper.casefold()
    others = [p.name for p in source.context.participants if p.name.casefold() != keeper]
    return ", ".join(others[:3]) or source.title


def _running(desk: Desk, begin: dt.datetime, end: dt.datetime) -> list[Thing]:
    running, now = desk.store.clock.running(), desk.local(desk.now())
    if running is None or not (running.since < end and now > begin):
        return []
    since = desk.local(running.since)
    title = running.what or running.matter or ""
    return [
        Thing(RUNNING_KEY, ThingKind.RUNNING, title, start=since, end=max(now, since), matter=running.matter)
    ]
