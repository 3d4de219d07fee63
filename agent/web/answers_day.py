"""What answers about a day and a week say. Moments carry the lawyer's own offset."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from agent.web.answers import Problem


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the strip. The first row owns its minutes; `gap` is a time without a trace that is asked about."""

    start: dt.datetime
    end: dt.datetime
    rows: tuple[str, ...]
    gap: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the day."""

    key: str
    day: dt.date
    kind: str
    form: str
    state: str
    title: str = field(repr=False)
    also: str | None = field(repr=False)
    start: dt.datetime | None
    end: dt.datetime | None
    seconds: int
    units: float
    matters: tuple[str, ...] = field(repr=False)
    source: str | None
    entries: tuple[str, ...]
    to_review: int
    confirmed: int
    typed_there: bool
    gone: bool
    twice: tuple[Stretch, ...]
    said_at: dt.datetime | None
    reason: str = field(repr=False)
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A suggestion beside what was typed into Clio; units of a side that saw nothing are null."""

    matter: str | None = field(repr=False)
    suggested: float | None
    typed: float | None
    difference: float
    narrative: str = field(repr=False)
    note: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Left:
    """What stands between a day and its end."""

    questions: int
    to_review: int
    to_push: int
    all: int


@dataclass(frozen=True, slots=True)
class Settings:
    """What the lawyer set for their own days, and how many seconds the units are that these are counted in."""

    unit: int
    target_units: int | None
    reminder: str | None
    watch_only: bool
    watch_since: dt.date | None
    watch_until: dt.date | None
    watch_over: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day, each minute and each unit once."""

    day: dt.date
    today: dt.date
    as_of: dt.datetime | None
    problem: Problem | None
    stretches: tuple[Stretch, ...]
    rows: tuple[Row, ...]
    carried: tuple[Row, ...]
    recorded_units: float
    waiting_units: float
    left: Left
    closed: bool
    pairs: tuple[Pair, ...]
    settings: Settings


@dataclass(frozen=True, slots=True)
class DayAnswer:
    """One day."""

    day: Day


@dataclass(frozen=True, slots=True)
class WeekAnswer:
    """The seven days around one, Monday first."""

    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class SettingsAnswer:
    """The settings as they are now."""

    settings: Settings
