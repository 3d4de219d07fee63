"""One consent is one call: when the meeting has become another one, by what the calendar and the windows show.

The third sign, the call program's own sound that closes and opens again, is the sound server's (agent/capture/routing.py).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from agent.domain.diary import Meeting
from agent.domain.offering import Holder, Window

EARLY = dt.timedelta(minutes=10)
"""Somebody who comes so early is in the meeting that begins then, when no other one is under way."""


@dataclass(frozen=True, slots=True)
class About:
    """What calendar and window say a call is; taken when it is recorded, kept with it so that it finds its matter."""

    title: str = field(default="", repr=False)
    people: tuple[str, ...] = field(default=(), repr=False)
    start: dt.datetime | None = None
    end: dt.datetime | None = None
    matter: str | None = field(default=None, repr=False)  # display number, as the calendar has it
    meetings: tuple[str, ...] = ()  # ids of the calendar's that this call is
    windows: tuple[Window, ...] = ()  # those that show the meeting
    on_screen: str | None = field(default=None, repr=False)
    """Display number of the matter that Clio showed when it began: whose names may fall, and no word on whose call it is."""

    @property
    def named(self) -> str:
        """Its title with the calendar's matter, in words that a matter can be found by; "" when nothing is known."""
        if not self.matter or self.matter in self.title:
            return self.title
        return f"{self.title} ({self.matter})".strip()


def about(meetings: Iterable[Meeting], holders: Iterable[Holder], at: dt.datetime) -> About:
    """Return what a call at some moment is: the meeting under way or just about to begin, and the windows that show one."""
    ordered = sorted(meetings, key=lambda m: (m.start, m.id))
    own = [m for m in ordered if m.start <= at < m.end] or [m for m in ordered if at < m.start <= at + EARLY]
    shown = _showing(holders)
    first = own[0] if own else None
    window = next((w.meeting for w in shown), "")
    if first is None:
        return About(window, windows=shown)
    matter = first.matter if len(own) == 1 else None  # of two at once nobody can say which
    people = first.people if len(own) == 1 else ()
    return About(
        first.title if len(own) == 1 else window, people, first.start, first.end, matter, tuple(m.id for m in own), shown
    )  # fmt: skip


def is_another(
    call: About,
    meetings: Sequence[Meeting],
    holders: Sequence[Holder],
    began_at: dt.datetime,
    now: dt.datetime,
) -> bool:
    """Whether the call that goes on now is no more the one that was agreed to."""
    slot = any(began_at < m.start <= now < m.end and m.id not in call.meetings for m in meetings)
    return slot or _other_window(call.windows, _showing(holders))


def seen(call: About, holders: Sequence[Holder]) -> About:
    """Return it with the meeting's windows that have come since, while none is known: titles come late."""
    return call if call.windows else replace(call, windows=_showing(holders))


def _showing(holders: Iterable[Holder]) -> tuple[Window, ...]:
    return tuple(w for holder in holders for w in holder.windows or () if w.meeting)


def _other_window(before: tuple[Window, ...], now: tuple[Window, ...]) -> bool:
    """Another meeting in the same window, or another window in its place. One that shows none tells nothing: tabs change."""
    if not before or not now:
        return False
    titles, ids = {w.meeting for w in before}, {w.id for w in before}
    same_title = any(w.meeting in titles for w in now)
    return not same_title or not any(w.id in ids for w in now)
