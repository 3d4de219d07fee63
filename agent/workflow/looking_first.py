"""Looking first: what Clio shows for the matters and days of a push, before anything of it leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agent.domain.already import Beside, There, Timer, beside
from agent.domain.entry import TimeEntry
from agent.domain.ids import EntryId, MatterId
from agent.ports import PracticeSystem
from agent.workflow.desk import Desk


@dataclass(frozen=True, slots=True)
class Found:
    """What a lawyer should see before a push. `timer` runs on a matter of it."""

    beside: list[Beside]
    timer: Timer | None


@dataclass(frozen=True, slots=True)
class LookingFirst:
    """Reads, never writes; in as few requests as the matters and days allow."""

    desk: Desk
    practice: Callable[[], PracticeSystem]

    def look(self, entry_ids: Sequence[EntryId]) -> Found:
        """Return what stands there beside these entries. Raises PracticeError's kinds."""
        entries = [self.desk.store.entries.get(id) for id in dict.fromkeys(entry_ids)]
        placed = {(e.matter_id, e.date) for e in entries if e.matter_id is not None}
        if not placed:
            return Found([], None)
        with self.desk.reach.asking():
            practice = self.practice()
            shown, timer = _shown(practice, placed), practice.timer()
        on_matter = timer is not None and timer.matter_id in {matter for matter, _day in placed}
        return Found(_beside(self.desk, entries, shown), timer if on_matter else None)


def _beside(desk: Desk, entries: Sequence[TimeEntry], shown: Sequence[There]) -> list[Beside]:
    return beside(entries, shown, desk.store.ledger.owned())


def _shown(practice: PracticeSystem, placed: set[tuple[MatterId, dt.date]]) -> list[There]:
    """Ask matter by matter over the days, or day by day over the matters, whichever is fewer questions."""
    matters, days = {matter for matter, _ in placed}, {day for _, day in placed}
    if len(matters) <= len(days):
        found = [practice.already(m, min(days), max(days)) for m in sorted(matters)]
    else:
        found = [practice.already(None, day, day) for day in sorted(days)]
    return [there for part in found for there in part]
