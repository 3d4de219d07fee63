"""Pushed entries beside practice Clio in this process, and the verbs for what comes after the push; nobody waits for time."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from agent.clio.books import ClioBooks
from agent.clio.client import ClioClient, Line
from agent.clio.limiter import Limiter
from agent.clio.practice import ClioPractice
from agent.clio.regions import practice_site
from agent.clio.server_clock import ServerClock
from agent.clio.tokens import Tokens
from agent.clio.window import MemoryWindow
from agent.domain.correction import Correction
from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.ids import EntryId, MatterId, RemoteId, SourceId, TimekeeperId
from agent.domain.matter import Contact, Matter, Timekeeper
from agent.domain.push import Push
from agent.domain.revision import Revision
from agent.sandbox import PracticeClio
from agent.store.store import Store
from agent.workflow.bookkeeping import Bookkeeping
from agent.workflow.correcting import Correcting
from agent.workflow.desk import Desk
from agent.workflow.expensing import Expensing
from agent.workflow.pushing import Pushing
from tests.builders import a_matter, a_source, an_entry
from tests.clio.fakes import signed_in
from tests.first_day import a_store
from tests.storm.sky import Sky

ADDRESS = "http://127.0.0.1:5005"
ONE = EntryId("e0")


@dataclass
class After:
    """A home whose entries are in Clio. `clio` may be made to misbehave."""

    clio: PracticeClio
    sky: Sky
    store: Store
    client: ClioClient
    folder: Path
    numbers: Iterator[int] = field(default_factory=itertools.count)

    @property
    def desk(self) -> Desk:
        return Desk(self.store, self.sky.now, lambda: f"p{next(self.numbers)}", self.folder)

    @property
    def pushing(self) -> Pushing:
        return Pushing(self.desk, lambda: ClioPractice(self.client), self.sleep)

    @property
    def correcting(self) -> Correcting:
        return Correcting(self.desk, lambda: ClioBooks(self.client), self.sleep)

    @property
    def expensing(self) -> Expensing:
        return Expensing(self.desk, lambda: ClioBooks(self.client), self.sleep)

    @property
    def books(self) -> Bookkeeping:
        return Bookkeeping(self.desk, lambda: ClioBooks(self.client), self.correcting)

    def sleep(self, seconds: float) -> None:
        self.sky.pass_until(self.sky.seconds + seconds)

    def fill(self, entries: int = 1) -> None:
        """Confirm entries of one call with a client's contact, on the first open matter, and push them."""
        row = self.matters[0]
        source = a_source(id=SourceId("call"))
        self.store.sources.add(source, taken_at=self.sky.now())
        for number in range(entries):
            entry = an_entry(
                id=EntryId(f"e{number}"), source_id=source.id, suggestion_id=None, narrative=f"Attendance {number}",
                matter_id=row.id, matter=row.display_number, status=EntryStatus.CONFIRMED, date=self.sky.now().date(),
                units=3,
            )  # fmt: skip
            self.store.entries.add(entry, place=number)
        self.pushing.push()

    @property
    def matters(self) -> list[Matter]:
        return self.store.matters.all()

    @property
    def held(self) -> list[dict[str, Any]]:
        """What Clio holds of ours."""
        ours = self.store.ledger.owned()
        return [activity for activity in self.clio.firm.activities if activity["id"] in ours]

    @property
    def logs(self) -> list[dict[str, Any]]:
        return [log for log in self.clio.firm.communications if log["external_properties"]]

    def entry(self, entry_id: EntryId = ONE) -> TimeEntry:
        return self.store.entries.get(entry_id)

    def push_of(self, entry_id: EntryId = ONE) -> Push:
        push = self.store.ledger.of_entry(entry_id)
        assert push is not None
        return push

    def remote(self, entry_id: EntryId = ONE) -> RemoteId:
        remote_id = self.push_of(entry_id).remote_id
        assert remote_id is not None
        return remote_id

    def correct(self, entry_id: EntryId = ONE, **changes: Any) -> Correction:
        """Look at an entry, then correct it as it was seen."""
        change = Revision(**changes)
        seen = self.correcting.preview(entry_id, change).standing.posted
        assert seen is not None
        return self.correcting.correct(entry_id, change, etag=seen.etag or "")

    def asked(self, method: str) -> int:
        """Requests of one method of the API so far."""
        return sum(heard.method == method and heard.path.startswith("/api/") for heard in self.clio.journal)


@contextmanager
def opened(folder: Path) -> Iterator[After]:
    """A small firm and a home of Ruth Calder's that is connected to it."""
    sky = Sky()
    clio = PracticeClio(matters=12, clock=sky.now, sleep=lambda seconds: None)
    _, refresh_token = clio.sign_in("Ruth Calder")
    secrets = signed_in(
        practice_site(ADDRESS).base_url,
        client_id=clio.client_id,
        secret=clio.client_secret,
        refresh_token=refresh_token,
    )
    line = Line(version="0", practice_home=True, transport=Carrier(clio))
    clock = ServerClock(monotonic=sky, here=sky.now)
    tokens = Tokens(secrets, line.send, clock, practice_home=True)
    store = a_store(folder)
    after = After(clio, sky, store, _client(line, tokens, clock, sky), folder)
    ruth = clio.firm.named("users", "Ruth Calder")
    store.home.timekeeper = Timekeeper(TimekeeperId(ruth["id"]), "Ruth Calder")
    store.matters.keep(_matters(clio))
    yield after
    line.close()
    store.close()


def _client(line: Line, tokens: Tokens, clock: ServerClock, sky: Sky) -> ClioClient:
    def sleep(seconds: float) -> None:
        sky.pass_until(sky.seconds + seconds)

    limiter = Limiter(clock=sky, sleep=sleep, window=MemoryWindow())
    return ClioClient(line, tokens, limiter, clock, sleep=sleep, jitter=lambda: 0.0)


def _matters(clio: PracticeClio) -> list[Matter]:
    rows = [m for m in clio.firm.matters if m["status"] == "Open" and m["billing_method"] == "hourly"][:2]
    person = clio.firm.named("contacts", "Marcus Hale")["id"]
    people = (Contact("Marcus Hale", "marcus@copperkettle.example.com", id=person),)
    return [
        a_matter(MatterId(row["id"]), display_number=row["display_number"], contacts=people) for row in rows
    ]


class Carrier(httpx.BaseTransport):
    """Carries requests to a practice Clio in this process; a cut connection is one here too."""

    def __init__(self, clio: PracticeClio) -> None:
        self._inner = httpx.WSGITransport(app=clio.wire)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        try:
            response = self._inner.handle_request(request)
            response.read()
        except ConnectionAbortedError:
            raise httpx.ReadError("cut off") from None
        return response
