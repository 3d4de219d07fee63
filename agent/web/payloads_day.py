"""A day and a week as the panel reads them. Joins what is shown side by side; decides nothing."""

from __future__ import annotations

import datetime as dt

from agent.domain import day as domain
from agent.domain.entry import EntryStatus
from agent.domain.preferences import Preferences
from agent.domain.stretches import Tile
from agent.domain.watching import Pair
from agent.web import answers
from agent.web.answers_day import Day, Left, Row, Settings, Stretch
from agent.web.answers_day import Pair as Shown
from agent.workflow.days import DayView
from agent.workflow.services import Services

SOURCE = "source:"


def day(services: Services, view: DayView) -> Day:
    """Show a day."""
    made = view.day
    return Day(
        day=made.day,
        today=services.review.today(),
        as_of=view.as_of,
        problem=answers.Problem(view.problem.code, str(view.problem), view.problem.hint)
        if view.problem
        else None,
        stretches=tuple(map(_stretch, made.tiles)),
        rows=tuple(_row(row, made.day) for row in made.rows),
        carried=tuple(_row(carried.row, carried.day) for carried in view.carried),
        recorded_units=float(made.recorded_units),
        waiting_units=float(made.waiting_units),
        left=Left(made.questions, made.to_review, made.to_push, view.left),
        closed=view.is_closed,
        pairs=tuple(_pair(pair, services.days.unit()) for pair in view.pairs),
        settings=settings(services),
    )


def settings(services: Services) -> Settings:
    """Show what the lawyer set."""
    chosen: Preferences = services.days.preferences()
    return Settings(
        services.days.unit(), chosen.target_units, chosen.reminder, chosen.watch_only, chosen.watch_since, chosen.watch_until(),
        chosen.asks(services.review.today()),
    )  # fmt: skip


def _stretch(tile: Tile) -> Stretch:
    return Stretch(tile.start, tile.end, tile.keys, tile.is_gap)


def _row(row: domain.Row, of: dt.date) -> Row:
    thing = row.thing
    live = [e for e in thing.entries if e.status in domain.LIVE]
    return Row(
        key=thing.key,
        day=of,
        kind=thing.kind,
        form=thing.form,
        state=row.state,
        title=_title(row),
        also=thing.meeting.title if thing.meeting and thing.meeting.title != _title(row) else None,
        start=thing.start,
        end=thing.end,
        seconds=row.seconds,
        units=float(row.units),
        matters=_matters(row),
        source=thing.key.removeprefix(SOURCE) if thing.key.startswith(SOURCE) else None,
        entries=tuple(e.id for e in thing.entries),
        to_review=sum(e.status is not EntryStatus.CONFIRMED for e in live),
        confirmed=sum(e.status is EntryStatus.CONFIRMED for e in live),
        typed_there=row.typed_there,
        gone=row.gone,
        twice=tuple(map(_stretch, row.overlaps)),
        said_at=row.mark.said_at if row.mark else None,
        reason=row.mark.reason if row.mark else "",
        until=row.mark.until if row.mark else None,
    )


def _title(row: domain.Row) -> str:
    """Name a row: by its own title, else by the meeting it filled, else by its first narrative."""
    thing = row.thing
    told = [e.narrative for e in thing.entries if e.narrative]
    return thing.title or (thing.meeting.title if thing.meeting else "") or (told[0] if told else "")


def _matters(row: domain.Row) -> tuple[str, ...]:
    """Name its matters: the decided ones, else the one that the source, the meeting or Clio says."""
    decided = [e.matter for e in row.thing.entries if e.matter and e.matter_state in ("auto", "chosen")]
    there = [r.matter for r in row.thing.recorded if r.matter]
    meeting = [row.thing.meeting.matter] if row.thing.meeting and row.thing.meeting.matter else []
    own = [row.thing.matter] if row.thing.matter else []
    return tuple(dict.fromkeys(decided or there or own or (meeting if not row.thing.entries else [])))


def _pair(pair: Pair, unit: int) -> Shown:
    entry, record = pair.entry, pair.record
    suggested, typed = (None if units is None else float(units) for units in pair.units(unit))
    return Shown(
        (entry.matter if entry and entry.matter else None) or (record.matter if record else None),
        suggested,
        typed,
        (suggested or 0) - (typed or 0),
        entry.narrative if entry else "",
        record.narrative if record else "",
    )
