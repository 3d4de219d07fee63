"""What is known of a call beyond its sound: from the calendar as it was read last, the clock, and who agreed.

Nothing is asked of the practice system here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from agent.domain import one_call
from agent.domain.capture import Capture, Report
from agent.domain.clock import RunningClock
from agent.domain.diary import Meeting
from agent.domain.hotwords import Nearby, around
from agent.domain.ids import MatterId
from agent.domain.offering import Holder
from agent.domain.one_call import About
from agent.domain.room import SOUND_FORM, is_room
from agent.domain.source import Context, Person, Source, SourceKind, Stage
from agent.workflow.desk import Desk

AROUND = dt.timedelta(hours=12)


def meetings_around(desk: Desk, at: dt.datetime) -> list[Meeting]:
    """Return the meetings of that time, in their order; each once, as the day's page has it where that was read."""
    begin, end = at - AROUND, at + AROUND
    found = {m.id: m for m in desk.store.lately.meetings(begin, end)}
    page = desk.store.days.page(desk.day_of(at))
    if page is not None:
        found |= {m.id: m for m in page.meetings if m.end > begin and m.start < end}
    return sorted(found.values(), key=lambda m: (m.start, m.id))


def about_now(desk: Desk, holders: Sequence[Holder], on_screen: MatterId | None) -> About:
    """Return what a call that begins now is: by the calendar, the windows, and the matter that Clio shows."""
    shown = desk.store.matters.by_id().get(on_screen) if on_screen is not None else None
    about = one_call.about(meetings_around(desk, desk.now()), holders, desk.now())
    return replace(about, on_screen=shown.display_number if shown else None)


def titles_now(desk: Desk, matter_id: MatterId | None) -> list[str]:
    """Return what names a call of this moment: its matter, and the calendar's meetings."""
    now, titles = desk.now(), []
    if matter_id is not None:
        matter = desk.store.matters.get(matter_id)
        titles += [matter.description, matter.display_number]
    return titles + [m.title for m in meetings_around(desk, now) if m.start <= now < m.end]


def source_of(desk: Desk, capture: Capture, report: Report, running: RunningClock | None) -> Source:
    """Return the source that a capture becomes, with everything by which it may find its matter."""
    start, about = desk.local(capture.since), capture.about
    who = desk.store.home.timekeeper
    names = [*capture.consent.agreed_by]
    for name in about.people:
        if not any(_is_same(name, known) for known in (*names, who.name if who else "")):
            names.append(name)
    context = Context(
        call_start=start, timekeeper=who.name if who else "", participants=tuple(map(Person, names)),
        matter=running.matter if running else None, date=start.date(),
    )  # fmt: skip
    return Source(
        id=capture.id, kind=SourceKind.CALL, form=SOUND_FORM, stage=Stage.RECORDED, sha256=f"capture:{capture.id}",
        passages=(), context=context, title=about.named or (running.what if running else ""), date=start.date(),
        room=is_room(capture.room, report.headset),
    )  # fmt: skip


def nearby(desk: Desk, source: Source, about: About) -> Nearby:
    """Return whose names may fall in a call: by its matter, the calendar, who is on it, and what was opened lately."""
    who = desk.store.home.timekeeper
    own = (who.name, who.firm) if who else ()
    return around(source, about, desk.store.matters.all(), own=own, lately=desk.store.lately.opened())


def _is_same(name: str, known: str) -> bool:
    """Whether a name of the calendar is somebody who is known already: "Marcus Hale" is "M Hale"."""
    one, other = name.casefold().split(), known.casefold().split()
    return bool(one and other) and one[-1] == other[-1] and one[0][0] == other[0][0]
