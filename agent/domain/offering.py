"""What is offered when a program takes the microphone: at most one thing, politely, and never a recording by itself.

    somebody takes the microphone --settles--> offered once: capture, or the clock only
        |                                        |
        |                                        +--"not this call"--> nothing, until the program lets go
        +--lets go--> the call of that time runs still: "stop?"; after a silence it is stopped

A program that nobody knows, and a hearing, are offered the clock only. A program that lets go and takes the microphone again
soon (muting does that) is the same offer under the same id, so that nobody is told twice. No clock is read here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

SETTLES = dt.timedelta(seconds=2)
"""A program that only tries the microphone has let go by then."""
COOL_DOWN = dt.timedelta(seconds=60)
STOPS_AFTER = dt.timedelta(seconds=30)
EARLY = dt.timedelta(minutes=2)
"""A clock that was started so shortly before the call is the call's."""


class What(StrEnum):
    """What can be offered."""

    CAPTURE = "capture"
    CLOCK = "clock"
    STOP = "stop"


class Kind(StrEnum):
    """What is known of a program that holds the microphone."""

    CALL = "call"
    BROWSER = "browser"  # in a call when its window says so, or when windows cannot be read
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Window:
    """A window of a program that holds the microphone; its title stays in memory."""

    id: int
    title: str = field(repr=False)
    meeting: str = field(default="", repr=False)  # the meeting's name, of a window that shows one


@dataclass(frozen=True, slots=True)
class Holder:
    """A program that holds the microphone. `session` is another each time it takes it; `windows` None: they cannot be read."""

    session: str
    label: str  # "Zoom"; what the program calls itself where nobody knows it
    kind: Kind
    windows: tuple[Window, ...] | None = None

    @property
    def may_be_captured(self) -> bool:
        """Whether this is a call as far as anybody can tell."""
        if self.kind is Kind.BROWSER:
            return self.windows is None or any(window.meeting for window in self.windows)
        return self.kind is Kind.CALL


@dataclass(frozen=True, slots=True)
class Noticed:
    """The hold that is being looked at, as it is kept: a restart forgets no "not this call". `gone_at`: it has let go."""

    id: str
    session: str
    label: str
    since: dt.datetime
    because: str = ""  # why it is not offered to be captured
    silenced: bool = False
    gone_at: dt.datetime | None = None

    def silent(self) -> Noticed:
        """Return it without any offer until the program lets go."""
        return replace(self, silenced=True)

    def because_of(self, because: str) -> Noticed:
        """Return it with why capture is not offered; "" when it is."""
        return replace(self, because=because)

    def goes_on(self, holder: Holder, now: dt.datetime) -> bool:
        """Whether a holder is this call still: the same hold, or the same program again within the cool-down."""
        if holder.session == self.session:
            return True
        return holder.label == self.label and (self.gone_at is None or now - self.gone_at < COOL_DOWN)


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered now. Tell the lawyer of an `id` once. `because`: why it is not capture: "unknown", or the occasion.
    `stops_at`: of stop, when it happens by itself."""

    id: str
    what: What
    label: str
    since: dt.datetime
    because: str = ""
    stops_at: dt.datetime | None = None


def noticed(before: Noticed | None, holders: Sequence[Holder], now: dt.datetime) -> Noticed | None:
    """Return what is looked at after another look at who holds the microphone; None when nobody has for a while."""
    if before is not None:
        if any(holder.session == before.session for holder in holders):
            return replace(before, gone_at=None)
        again = next((holder for holder in holders if before.goes_on(holder, now)), None)
        if again is not None:  # it had let go meanwhile: "not this call" was about the call before
            return replace(before, session=again.session, silenced=False, gone_at=None)
    if holders:
        first = min(holders, key=lambda holder: (not holder.may_be_captured, holder.session))
        return Noticed(first.session, first.session, first.label, now)
    if before is not None and before.gone_at is None:
        return replace(before, gone_at=now, silenced=False)
    return before if before is not None and before.gone_at and now - before.gone_at < COOL_DOWN else None


def belongs(call_since: dt.datetime, seen: Noticed) -> bool:
    """Whether a running clock is that of the call that was noticed, and not of something else that was going on already."""
    return call_since >= seen.since - EARLY


def offered(
    seen: Noticed | None, now: dt.datetime, *, clock_since: dt.datetime | None, is_captured: bool
) -> Offer | None:
    """Return what is offered now, None for nothing. `clock_since`: of the clock of a call that runs. `is_captured`: recorded,
    or paused."""
    if seen is None:
        return None
    if seen.gone_at is not None:
        if clock_since is None or not belongs(clock_since, seen):
            return None
        return Offer(f"{seen.id}:stop", What.STOP, seen.label, seen.gone_at, "", seen.gone_at + STOPS_AFTER)
    if (
        seen.silenced
        or is_captured
        or now - seen.since < SETTLES
        or (seen.because and clock_since is not None)
    ):
        return None
    what = What.CLOCK if seen.because else What.CAPTURE
    return Offer(seen.id, what, seen.label, seen.since, seen.because)
