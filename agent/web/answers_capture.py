"""What answers about capturing a call say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Silence:
    """A stretch of a call without sound, and why: before_consent, paused, moved, lost or broken_off."""

    start_ms: int
    end_ms: int
    why: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is told beside a captured call: recorded since when, agreed by whom, and where there is no sound."""

    began_at: dt.datetime
    agreed_by: tuple[str, ...] = field(repr=False)
    silences: tuple[Silence, ...]
    is_truncated: bool
    is_damaged: bool


@dataclass(frozen=True, slots=True)
class NoMoreSound:
    """Why there is no more sound: a sentence and a next step."""

    code: str
    message: str
    hint: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Levels:
    """How loud both sides were in the last second: decibels below full scale, -96 for nothing at all, null while not heard."""

    microphone: int | None
    system: int | None


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that the lawyer should know of the recording: a stable code, a sentence and a next step."""

    code: str
    message: str
    hint: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered now: capture, clock or stop. Tell the lawyer of an `id` once. `stops_at`: when stop happens by itself.
    `because`: why it is not capture: "unknown", or the occasion (hearing ...)."""

    id: str
    what: str
    label: str
    since: dt.datetime
    because: str
    stops_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Capturing:
    """The call that is being captured. Stages: recording, paused, ended, broke_off.

    `words_behind_seconds`: by how much its words are behind it; null while nobody makes words of it. `room`: its microphone
    holds everybody.
    """

    id: str
    since: dt.datetime
    began_at: dt.datetime
    stage: str
    agreed_by: tuple[str, ...] = field(repr=False)
    waiting_for: tuple[str, ...] = field(repr=False)
    trouble: NoMoreSound | None
    levels: Levels
    signs: tuple[Sign, ...]
    words_behind_seconds: int | None
    room: bool


@dataclass(frozen=True, slots=True)
class Capture:
    """How capturing stands, what is offered, and the notice to read out before it begins.

    `never`: why this call is not recorded without leave, as one sentence; null for an ordinary one. `room`: whether a call
    that began now would be a room, by its microphone.
    """

    capture: Capturing | None
    offer: Offer | None
    notice: str
    never: str | None
    room: bool


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The source that the call became, or that was spoken of; null when nothing was being heard."""

    source: str | None
