"""A home full of confirmed entries beside a practice Clio in this process, with its real limit; nobody waits for the time."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path

import httpx

from agent.clio.client import ClioClient, Line
from agent.clio.limiter import Limiter
from agent.clio.practice import ClioPractice
from agent.clio.server_clock import ServerClock
from agent.clio.tokens import Tokens
from agent.clio.window import FileWindow
from agent.clio.wire import WINDOW_SECONDS
from agent.domain.entry import EntryStatus
from agent.domain.ids import EntryId, MatterId, SourceId, TimekeeperId
from agent.domain.matter import Timekeeper
from agent.domain.push import Outcome, Push
from agent.sandbox import PracticeClio
from agent.store.store import Store
from agent.workflow.desk import Desk
from agent.workflow.pushing import Pushing
from tests.builders import a_matter, a_source, an_entry
from tests.clio.fakes import signed_in
from tests.storm.sky import Sky


@dataclass
class Shop:
    """A home full of confirmed entries, each of a call of its own, and practice Clio with its real limit; nobody waits."""

    clio: PracticeClio
    sky: Sky
    store: Store
    folder: Path
    calls: itertools.count[int]

    def fill(self, entries: int, *, per_call: int = 1) -> None:
        """Confirm entries on the first open matter."""
        ruth = self.clio.firm.named("users", "Ruth Calder")
        self.store.home.timekeeper = Timekeeper(TimekeeperId(ruth["id"]), "Ruth Calder")
        row = next(m for m in self.clio.firm.matters if m["status"] == "Open")
        self.store.matters.keep([a_matter(row["id"], display_number=row["display_number"])])
        for number in range(entries):
            if number % per_call == 0:
                source = a_source(id=SourceId(f"call{next(self.calls)}"), sha256=str(number))
                self.store.sources.add(source, taken_at=self.sky.now())
            entry = an_entry(
                id=EntryId(f"e{number}"), source_id=source.id, suggestion_id=None, narrative=f"Attendance {number}",
                matter_id=MatterId(row["id"]), status=EntryStatus.CONFIRMED, date=self.sky.now().date(),
            )  # fmt: skip
            self.store.entries.add(entry, place=number)

    def push(self) -> list[Outcome | None]:
        """Push everything, and return what became of it."""
        return [push.outcome for push in self.pushing()]

    def pushing(self) -> list[Push]:
        """Push everything in a program that has just been started."""
        _, refresh_token = self.clio.sign_in("Ruth Calder")
        secrets = signed_in(
            "http://127.0.0.1:5005", client_id=self.clio.client_id, secret=self.clio.client_secret,
            refresh_token=refresh_token,
        )  # fmt: skip
        line = Line(version="0", practice_home=True, transport=httpx.WSGITransport(app=self.clio.wire))
        clock = ServerClock(monotonic=self.sky, here=self.sky.now)
        tokens = Tokens(secrets, line.send, clock, practice_home=True)
        window = FileWindow(self.folder / "requests.json", horizon=WINDOW_SECONDS)
        limiter = Limiter(clock=self.sky, sleep=self.sleep, window=window)
        client = ClioClient(line, tokens, limiter, clock, sleep=self.sleep)
        numbers = itertools.count(1)
        desk = Desk(self.store, self.sky.now, lambda: f"p{next(numbers)}", self.folder)
        pushes = Pushing(desk, lambda: ClioPractice(client), self.sleep).push()
        line.close()
        return pushes

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.sky.pass_until(self.sky.seconds + seconds)

    @property
    def asked(self) -> int:
        """Requests of the API so far."""
        return sum(heard.path.startswith("/api/") for heard in self.clio.journal)
