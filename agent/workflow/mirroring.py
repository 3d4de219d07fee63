"""The mirror: the firm's matters as Clio last told us, searched here so that no client's name goes into a query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from agent.domain.ids import MatterId
from agent.domain.matter import Category, Matter, Timekeeper
from agent.domain.push import CLOCKS_MAY_DIFFER
from agent.errors import AnotherPerson, SignedOut, UsedWrongly
from agent.ports import PracticeSystem, Progress
from agent.workflow.desk import Desk
from agent.workflow.firm_reading import CONTACTS, FIRM, LATELY, Allowed, FirmReading
from agent.workflow.matter_reading import MatterReading
from agent.workflow.money import Rates
from agent.workflow.reach import Trouble
from agent.workflow.waiting import Waiting

CLOCKS_APART = dt.timedelta(minutes=2)
RECENT = 8


def silent(_done: int, _of: int | None) -> None:
    """A listener that does not care."""


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
    firm: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Mirroring:
    """Keeps the mirror up to date and answers from it."""

    desk: Desk
    practice: Callable[[], PracticeSystem]
    host: Callable[[], str | None]  # of the Clio this home is signed in to

    def sync(self, progress: Progress = silent, then: Progress = silent) -> Synced:
        """Fetch what changed since the last sync, everything the first time.

        `progress` is told how far the matters are, `then` how far the contacts are: by then matters can be worked with.
        """
        store = self.desk.store
        with self.desk.only_one("sync"), self.desk.reach.asking(for_all=True):
            practice, started = self.practice(), self.desk.now()
            self.belongs_to(practice.who())
            there, since = practice.now(), self._since()
            reading = MatterReading(self.desk, practice)
            changed = reading.matters(since, progress)
            changed += reading.compare()
            FirmReading(self.desk, practice).bring_up_to_date()
            with store.transaction():
                store.home.synced_at, store.home.synced_at_there = started, there
                Waiting(self.desk).rematch()
            contacts_since, allowed = store.home.contacts_since, Allowed()
            changed += allowed.read(lambda: reading.contacts(contacts_since, then), 0)
            with store.transaction():
                store.home.contacts_since = there - CLOCKS_APART if there else started - CLOCKS_MAY_DIFFER
                store.home.note_not_shown(CONTACTS, allowed.not_shown)
            self.prepare()
        self.rates().read()
        return Synced(store.matters.count(), changed, started)

    def rates(self) -> Rates:
        """Return what asks for the rates of the entries at hand."""
        return Rates(self.desk, self.practice)

    def prepare(self) -> None:
        """Make ready for search, so that nobody's first key press waits for it."""
        self.desk.store.matters.catalogue()

    def search(self, query: str, limit: int = 8) -> list[Matter]:
        """Return the matters that fit what was typed, the best first; closed ones last."""
        return self.desk.store.matters.catalogue().search(query, limit)

    def matter(self, matter_id: MatterId) -> Matter | None:
        """Return one matter of the mirror, None when it is not there."""
        return self.desk.store.matters.by_id().get(matter_id)

    def recent(self, limit: int = RECENT) -> list[Matter]:
        """Return the matters that entries were last about, the newest source first, then those opened lately; each once."""
        store = self.desk.store
        known = store.matters.by_id()
        named = dict.fromkeys((*(entry.matter_id for entry in store.entries.all()), *store.lately.opened()))
        return [known[id] for id in named if id is not None and id in known][:limit]

    def numbered(self, display_number: str) -> Matter:
        """Return the matter with exactly this number. Raise NotFound."""
        return self.desk.store.matters.numbered(display_number)

    def call(self, display_number: str, alias: str) -> Matter:
        """Let the lawyer call the matter of a number so, and return it. Raise NotFound, UsedWrongly for no letters."""
        name = " ".join(alias.split())
        if not any(c.isalnum() for c in name):
            raise UsedWrongly("a name needs letters", hint="Give the words you use for the matter.")
        matter = self.numbered(display_number)
        self.desk.store.matters.call(matter.id, name)
        return self.numbered(display_number)

    def forget_alias(self, alias: str) -> None:
        """Take a name away again. Raise NotFound when no matter is called so."""
        self.desk.store.matters.forget_alias(" ".join(alias.split()))

    def called(self) -> list[Matter]:
        """Return the matters that have names of the lawyer's own."""
        return [matter for matter in self.desk.store.matters.all() if matter.aliases]

    def categories(self) -> list[Category]:
        """Return the kinds of work the firm lists."""
        return self.desk.store.matters.categories()

    def status(self) -> MirrorStatus:
        """Return whose mirror this is and how fresh it is."""
        home, host = self.desk.store.home, self.host()
        user, firm = (home.timekeeper.name, home.timekeeper.firm) if home.timekeeper else (None, "")
        trouble = self.desk.reach.trouble if host else Trouble(SignedOut.code, SignedOut.hint)
        count = self.desk.store.matters.count()
        return MirrorStatus(
            host is not None, user, host, home.synced_at, count, trouble, home.not_shown, firm
        )

    def _since(self) -> dt.datetime | None:
        """Return the moment of the last sync by the practice system's clock: this computer's may be hours wrong."""
        home = self.desk.store.home
        if home.synced_at is None:
            return None
        if home.synced_at_there is None:
            return home.synced_at - CLOCKS_MAY_DIFFER
        return home.synced_at_there - CLOCKS_APART

    def signed_in(self, who: Timekeeper) -> None:
        """Note who signed in; what an earlier sign-in might not read is asked for anew. Raise AnotherPerson."""
        self.belongs_to(who)
        if self.desk.store.home.not_shown:
            for part in (FIRM, LATELY):
                self.desk.store.home.note_read(part, None)

    def belongs_to(self, who: Timekeeper) -> None:
        """Note whose mirror this is. A home belongs to one person of one firm: another's matters must not mix with theirs."""
        known = self.desk.store.home.timekeeper
        if known is not None and known.id != who.id:
            raise AnotherPerson("this home belongs to another fee earner")
        if who != known:
            self.desk.store.home.timekeeper = who
