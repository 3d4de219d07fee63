"""One schedule of a storm: a home with confirmed entries, one or two processes that push them, and everything that goes wrong.

Afterwards the home and practice Clio are held against each other: each entry is there exactly once, or is shown as not sent
with the reason. Then the weather clears, and what was not sent goes out.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from agent.clio.client import ClioClient, Line
from agent.clio.limiter import Limiter
from agent.clio.practice import ClioPractice
from agent.clio.regions import practice_site
from agent.clio.server_clock import ServerClock
from agent.clio.tokens import Tokens
from agent.clio.window import MemoryWindow
from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.ids import EntryId
from agent.domain.push import Outcome
from agent.domain.revision import Revision
from agent.errors import TenthError
from agent.store.store import Store
from agent.workflow.desk import Desk
from agent.workflow.pushing import Pushing
from agent.workflow.reviewing import Reviewing
from tests.clio.fakes import MemorySecrets, signed_in
from tests.storm.climate import ENTRIES, KEY, Climate
from tests.storm.sky import Killed, Turns
from tests.storm.weather import Weather

DEEDS = ("push", "push", "push_named", "reconcile", "look", "edit")
UNSENT = (Outcome.REFUSED, Outcome.UNKNOWN)
ADDRESS = "http://127.0.0.1:5005"


@dataclass(frozen=True, slots=True)
class StormDesk(Desk):
    """A desk whose locks belong to the storm: a process that waits for one lets the others run."""

    turns: Turns | None = None

    def only_one(self, work: str) -> Any:
        """Return the lock."""
        assert self.turns is not None
        return self.turns.lock(work)


class Storm:
    """One schedule."""

    def __init__(
        self, climate: Climate, seed: int, folder: Path, *, logs: bool = False, processes: int = 1
    ) -> None:
        self.climate, self.sky, self.clio = climate, climate.sky, climate.clio
        self.chance = random.Random(seed)
        self.processes = processes
        self.database = folder / "tenth.db"
        for stale in folder.glob("tenth.db*"):
            stale.unlink()
        shutil.copy(climate.template, self.database)
        self.turns = Turns(self.sky, self.chance)
        self.window = MemoryWindow()
        self.numbers = itertools.count(1)
        self.danger = 0.02
        self.rain = 0.3
        self.kills = 0
        self.stores: list[Store] = []
        if logs:
            store = Store(self.database, KEY)
            store.home.call_logs = True
            store.close()

    def play(self) -> list[str]:
        """Play the schedule and return what is wrong with the world afterwards: nothing, one hopes."""
        try:
            self.turns.run([self._life] * self.processes)
            self.danger = 0.0
            self.sky.pass_until(self.sky.seconds + 120)
            wrong = self._compare(finished=False)
            self.rain = 0.0
            self.turns.run([self._clear_up])
            return wrong + self._compare(finished=True)
        finally:
            for store in self.stores:
                store.close()
            self.climate.sweep()

    def step(self) -> None:
        """A moment between two things a process does: it may lose its turn, or its life."""
        self.turns.step()
        self.risk()

    def risk(self) -> None:
        """A moment inside a transaction: nobody else can write meanwhile, but the process may be killed."""
        if self.chance.random() < self.danger:
            self.kills += 1
            raise Killed

    # One process

    def _life(self) -> None:
        """Be started up to three times; do a few things each time, until killed or done."""
        for _ in range(3):
            try:
                with self._started() as (pushing, review):
                    for _ in range(self.chance.randint(1, 3)):
                        self._deed(pushing, review)
                    return
            except Killed:
                self.turns.sleep(self.chance.choice((0.5, 20.0, 400.0)))

    def _clear_up(self) -> None:
        with self._started() as (pushing, review):
            for entry in review.entries(EntryStatus.DRAFT):
                review.confirm(entry.id, None)
            pushing.reconcile()
            for _ in range(3):  # what a lawyer does who is told to push again in a minute
                pushing.push()
                self.turns.sleep(80)

    def _deed(self, pushing: Pushing, review: Reviewing) -> None:
        entry_id = EntryId(f"e{self.chance.randrange(ENTRIES)}")
        with contextlib.suppress(TenthError):
            match self.chance.choice(DEEDS):
                case "push":
                    pushing.push()
                case "push_named":
                    pushing.push([entry_id, entry_id])
                case "reconcile":
                    pushing.reconcile()
                case "look":
                    pushing.reconcile(patient=False)
                case "edit":
                    review.revise(entry_id, None, Revision(narrative=f"Edited {next(self.numbers)}"))
                    review.confirm(entry_id, None)

    @contextlib.contextmanager
    def _started(self) -> Iterator[tuple[Pushing, Reviewing]]:
        """A process with everything built anew over the same database; its clock may be hours wrong, and jump."""
        off = dt.timedelta(seconds=self.chance.choice((0, 0, 3 * 3600, -9 * 3600, 90)))
        jumps = self.chance.random() < 0.2

        def here() -> dt.datetime:
            jump = dt.timedelta(hours=self.chance.choice((-5, 0, 5))) if jumps else dt.timedelta()
            return self.sky.now() + off + jump

        store = Store(self.database, KEY)
        self.stores.append(store)
        weather = Weather(self.clio, self.sky, self.chance, self.step, rain=self.rain)
        line = Line(version="0", practice_home=True, transport=weather)
        clock = ServerClock(monotonic=self.sky, here=here)
        tokens = Tokens(self._secrets(), line.send, clock, practice_home=True)
        limiter = Limiter(clock=self.sky, sleep=self.turns.sleep, window=self.window)
        client = ClioClient(line, tokens, limiter, clock, sleep=self.turns.sleep, jitter=self.chance.random)
        desk = StormDesk(
            store, now=here, new_id=lambda: f"p{next(self.numbers)}", locks=self.database.parent,
            turns=self.turns,
        )  # fmt: skip
        try:
            yield Pushing(desk, lambda: ClioPractice(client), self.turns.sleep), Reviewing(desk)
        finally:
            line.close()

    def _secrets(self) -> MemorySecrets:
        site = practice_site(ADDRESS).base_url
        return signed_in(
            site, client_id=self.clio.client_id, secret=self.clio.client_secret,
            refresh_token=self.climate.refresh_token,
        )  # fmt: skip

    # Afterwards

    def _compare(self, *, finished: bool) -> list[str]:
        """Hold the home against practice Clio."""
        store = Store(self.database, KEY)
        entries, pushes = store.entries.all(), store.ledger.newest()
        held = [a for a in self.clio.firm.activities if a["id"] not in self.climate.there_before]
        wrong = []
        ours = [push.remote_id for push in pushes.values() if push.remote_id is not None]
        if len(held) != len(ours) and finished:
            wrong.append(f"{len(held)} activities, {len(ours)} ours")
        if not set(ours) <= {a["id"] for a in held}:
            wrong.append("an entry is said to be in Clio and is not")
        for entry in entries:
            push = pushes.get(entry.id)
            if (entry.status is EntryStatus.PUSHED) != (push is not None and push.outcome is Outcome.CREATED):
                wrong.append(f"{entry.id} is {entry.status} and its push is {push and push.outcome}")
            if push is not None and push.outcome in UNSENT and not (push.code and push.hint):
                wrong.append(f"{entry.id} does not say why it was not sent")
            if finished and entry.status is not EntryStatus.PUSHED:
                wrong.append(f"{entry.id} is {entry.status} at the end: {push and push.code}")
        surplus = _counted(held) - Counter(map(_of_entry, self._sent_or_open(entries, pushes)))
        wrong += [f"Clio holds {key[0]!r} {count} times too often" for key, count in surplus.items()]
        wrong += self._compare_logs(store, held)
        store.close()
        return [f"{'finished' if finished else 'in the storm'}: {each}" for each in wrong]

    def _sent_or_open(self, entries: list[TimeEntry], pushes: dict[EntryId, Any]) -> list[TimeEntry]:
        """Entries that are in Clio or may be; as they were sent."""
        live = [(e, pushes[e.id]) for e in entries if e.id in pushes]
        return [
            replace(e, narrative=p.sent.narrative, matter_id=p.sent.matter_id)
            for e, p in live
            if p.is_open or p.remote_id is not None
        ]

    def _compare_logs(self, store: Store, held: list[dict[str, Any]]) -> list[str]:
        wrong = []
        if store.home.call_logs:
            logs = [c for c in self.clio.firm.communications if c["external_properties"]]
            many = [m for m, count in Counter(log["matter_id"] for log in logs).items() if count > 1]
            wrong += [f"{len(many)} matters have several logs of one call"] if many else []
            calls = [a for a in held if a["communication_id"] is None and a["note"] != "Attendance 3"]
            unlinked = [a for a in calls if not self._is_mail(store, a["id"])]
            wrong += [f"{len(unlinked)} entries of a call without its log"] if unlinked else []
        return wrong

    def _is_mail(self, store: Store, activity: int) -> bool:
        newest = store.ledger.newest()
        return any(p.remote_id == activity and i == "e3" for i, p in newest.items()) or all(
            p.remote_id != activity for p in newest.values()
        )


def _counted(held: list[dict[str, Any]]) -> Counter[tuple[str, int]]:
    return Counter((a["note"], a["matter_id"]) for a in held)


def _of_entry(entry: TimeEntry) -> tuple[str, int | None]:
    return entry.narrative, entry.matter_id
