"""The mirror: the firm's matters as Clio last told us, searched here so that no client's name goes into a query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from agent.domain.ids import MatterId
from agent.domain.matter import Category, Matter
from agent.domain.push import CLOCKS_MAY_DIFFER
from agent.errors import AnotherPerson, SignedOut
from agent.ports import PracticeSystem
from agent.workflow.desk import Desk
from agent.workflow.firm_reading import read_firm
from agent.workflow.reach import Trouble
from agent.workflow.waiting import Waiting

CLOCKS_APART = dt.timedelta(minutes=2)
PAGE = 200


@dataclass(frozen=True, slots=True)
class Synced:
    """What one sync brought."""

    matters: int
    changed: int
    as_of: dt.datetime


@dataclass(frozen=True, slots=True)
class MirrorStatus:
    """How fresh the mirror is, whose it is, and what stands between it and the practice system."""

    connected: bool
    user: str | None = field(repr=False)
    host: str | None
    as_of: dt.datetime | None
    matters: int
    trouble: Trouble | None
    not_shown: tuple[
        str, ...
    ] = ()  # what this sign-in may not read of the firm, each a sentence with what to do


@dataclass(frozen=True, slots=True)
class Mirroring:
    """Keeps the mirror up to date and answers from it."""

    desk: Desk
    practice: Callable[[], PracticeSystem]
    host: Callable[[], str | None]  # of the Clio this home is signed in to

    def sync(self, progress: Callable[[int], None] = lambda _count: None) -> Synced:
        """Fetch what changed since the last sync, everything the first time. `progress` is told the count so far."""
        store = self.desk.store
        with self.desk.only_one("sync"), self.desk.reach.asking():
            practice, started = self.practice(), self.desk.now()
            self._sign_in(practice)
            there, changed, page = practice.now(), 0, list[Matter]()
            for matter in practice.matters(since=self._since(), progress=progress):
                page.append(matter)
                if len(page) == PAGE:
                    changed, page = changed + store.matters.keep(page), []
            firm = read_firm(practice)
            with store.transaction():
                changed += store.matters.keep(page)
                firm.keep(store)
                store.home.synced_at, store.home.synced_at_there = started, there
                Waiting(self.desk).rematch()
            return Synced(store.matters.count(), changed, started)

    def search(self, query: str, limit: int = 8) -> list[Matter]:
        """Return the matters that fit what was typed, the best first; closed ones last."""
        return self.desk.store.matters.catalogue().search(query, limit)

    def matter(self, matter_id: MatterId) -> Matter | None:
        """Return one matter of the mirror, None when it is not there."""
        return self.desk.store.matters.by_id().get(matter_id)

    def recent(self, limit: int = 8) -> list[Matter]:
        """Return the matters that entries were last about, the newest source first, each once."""
        known = self.desk.store.matters.by_id()
        named = dict.fromkeys(entry.matter_id for entry in self.desk.store.entries.all())
        return [known[id] for id in named if id is not None and id in known][:limit]

    def numbered(self, display_number: str) -> Matter:
        """Return the matter with exactly this number. Raise NotFound."""
        return self.desk.store.matters.numbered(display_number)

    def categories(self) -> list[Category]:
        """Return the kinds of work the firm lists."""
        return self.desk.store.matters.categories()

    def status(self) -> MirrorStatus:
        """Return whose mirror this is and how fresh it is."""
        home, host = self.desk.store.home, self.host()
        user = home.timekeeper.name if home.timekeeper else None
        trouble = self.desk.reach.trouble if host else Trouble(SignedOut.code, SignedOut.hint)
        count = self.desk.store.matters.count()
        return MirrorStatus(host is not None, user, host, home.synced_at, count, trouble, home.not_shown)

    def _since(self) -> dt.datetime | None:
        """Return the moment of the last sync by the practice system's clock: this computer's may be hours wrong."""
        home = self.desk.store.home
        if home.synced_at is None:
            return None
        if home.synced_at_there is None:
            return home.synced_at - CLOCKS_MAY_DIFFER
        return home.synced_at_there - CLOCKS_APART

    def _sign_in(self, practice: PracticeSystem) -> None:
        """A home belongs to one person of one firm: another sign-in must not mix two firms' matters."""
        who, known = practice.who(), self.desk.store.home.timekeeper
        if known is not None and known.id != who.id:
            raise AnotherPerson("this home belongs to another fee earner")
        if who != known:
            self.desk.store.home.timekeeper = who
