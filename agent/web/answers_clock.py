"""What answers about the clock say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RunningClock:
    """The clock that runs now."""

    since: dt.datetime
    matter_id: int | None
    matter: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class RunningCall:
    """A call that is going on. `stage` is that of its capture (recording, paused, ended, broke_off); null: the clock's alone.

    `asks`: somebody came in and has not agreed yet. `trouble`: what is wrong with the sound and what to do, in words.
    `words_behind_seconds`: as in the capture; null while nobody makes words of it.
    """

    since: dt.datetime
    matter_id: int | None
    recording: bool
    stage: str | None
    asks: bool
    trouble: str | None
    words_behind_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock as it runs now."""

    clock: RunningClock | None


@dataclass(frozen=True, slots=True)
class Stopped:
    """The source that the clock's time became; null when no clock ran."""

    source: str | None


@dataclass(frozen=True, slots=True)
class Noted:
    """Where a line went: a source of its own, or (null) the running clock."""

    source: str | None
    clock: RunningClock | None
