"""Bringing the mirror of matters and contacts up to date: what changed, what was renamed, and what left without a word."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from agent.domain.matter import Contact
from agent.ports import PracticeSystem, Progress
from agent.workflow.desk import Desk
from agent.workflow.firm_reading import BETWEEN, LATELY, is_due
from agent.workflow.locking import Locking

_T = TypeVar("_T")

COUNT, COMPARED = "count", "compared"
PAGE = 200
BETWEEN_COMPARED = dt.timedelta(hours=1)
"""Counting takes one request, comparing every open matter one for each two hundred; soon again it would find the same."""


@dataclass(frozen=True, slots=True)
class MatterReading:
    """One sync's reading. Each page is kept as it comes, so that work can begin before the last one is there."""

    desk: Desk
    practice: PracticeSystem

    def matters(self, since: dt.datetime | None, progress: Progress) -> int:
        """Read what changed since a moment, everything for None, and return how many matters differ from what was known."""
        store, changed = self.desk.store, 0
        for page in _paged(self.practice.matters(since=since, progress=progress)):
            changed += store.matters.keep(page)
        if since is None:
            store.home.note_read(
                COUNT, self.desk.now()
            )  # everything was just read: there is nothing to compare
        return changed

    def compare(self) -> int:
        """Look whether as many matters are open there as here, and where not, find out which; return how many changed.

        A matter that was deleted, or that this sign-in may not see any more, is told by nothing else.
        """
        store, now = self.desk.store, self.desk.now()
        if not is_due(store.home.read_at(COUNT), now, BETWEEN[LATELY]) or not is_due(
            store.home.read_at(COMPARED), now, BETWEEN_COMPARED
        ):
            return 0
        here = {m.id for m in store.matters.all() if not m.is_closed}
        there = self.practice.open_matters(unless=len(here))
        store.home.note_read(COUNT, now)
        if there is None:
            return 0
        doubtful = here ^ there
        shown = list(self.practice.those(doubtful))
        changed = store.matters.keep(shown)
        gone = doubtful - {m.id for m in shown}
        Locking(self.desk, self.practice).lock(gone)
        store.home.note_read(COMPARED, now)
        return changed + len(gone)

    def contacts(self, since: dt.datetime | None, progress: Progress) -> int:
        """Read who changed since a moment, everybody for None, and return how many matters bear other names for it."""
        store, fresh = self.desk.store, dict[int, Contact]()
        for page in _paged(self.practice.contacts(since=since, progress=progress)):
            fresh |= {each.id: each for each in store.contacts.keep(page) if each.id is not None}
        if not fresh:
            return 0
        renamed = [(m, m.with_people(fresh)) for m in store.matters.all()]
        return store.matters.keep([new for old, new in renamed if new != old])


def _paged(all_of_it: Iterator[_T]) -> Iterator[list[_T]]:
    while page := list(itertools.islice(all_of_it, PAGE)):
        yield page
