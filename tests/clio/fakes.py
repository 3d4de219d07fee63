"""Stand-ins for Clio's tests: a clock that only moves when somebody sleeps, secrets in memory, and a Clio that
answers from a script.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from agent.clio.client import ClioClient, Line
from agent.clio.connector import Connector
from agent.clio.limiter import Limiter
from agent.clio.practice import ClioPractice
from agent.clio.server_clock import ServerClock
from agent.clio.tokens import CLIENT, SIGN_IN, Tokens
from agent.domain.call_log import CallLog
from agent.domain.ids import MatterId, SourceId, TimekeeperId
from agent.domain.matter import Contact
from agent.domain.push import Outgoing
from agent.sandbox import PracticeClio

BASE = "https://au.app.clio.com"
API = f"{BASE}/api/v4"
DATE = "Fri, 20 Nov 2026 00:00:00 GMT"
CANARY = "Hale-Kowhai-settlement-canary"

Answer = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]


class FakeClock:
    """Monotonic seconds; sleeping moves it and is remembered."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class MemorySecrets:
    """Secrets that die with the test; every write is remembered in order."""

    def __init__(self, **kept: str) -> None:
        self.kept = kept
        self.written: list[tuple[str, str]] = []

    def read(self, name: str) -> str | None:
        return self.kept.get(name)

    def write(self, name: str, value: str) -> None:
        self.written.append((name, value))
        self.kept[name] = value

    def forget(self, name: str) -> None:
        self.kept.pop(name, None)


def signed_in(
    site: str = BASE,
    *,
    client_id: str = "app-1",
    secret: str = "app-secret",
    refresh_token: str = "refresh-1",
) -> MemorySecrets:
    """Secrets of a home that is connected."""
    app = json.dumps({"id": client_id, "secret": secret, "site": site})
    return MemorySecrets(**{CLIENT: app, SIGN_IN: json.dumps({"refresh_token": refresh_token})})


def signed_in_to(firm: PracticeClio) -> MemorySecrets:
    """The secrets of a home that Ruth Calder has connected to a firm's Clio."""
    _, refresh_token = firm.sign_in("Ruth Calder")
    return signed_in(
        firm.url, client_id=firm.client_id, secret=firm.client_secret, refresh_token=refresh_token
    )


class ScriptedClio:
    """Answers API requests from a script, the last answer again when it runs out; gives access tokens token-1,
    token-2 ...
    """

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.grants: list[httpx.Response] = []
        self.asked: list[httpx.Request] = []
        self.refreshes: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth/token":
            self.refreshes.append(request)
            if self.grants:
                return self.grants.pop(0)
            return httpx.Response(200, json={"access_token": f"token-{len(self.refreshes)}"})
        self.asked.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer(request) if callable(answer) else answer


class Bench:
    """The real client with a clock that does not wait: over a scripted Clio, or over the network of a practice
    home.
    """

    def __init__(
        self, clio: Callable[[httpx.Request], httpx.Response] | None, secrets: MemorySecrets | None = None
    ) -> None:
        scripted = clio is not None
        self.clock = FakeClock()
        self.secrets = secrets or signed_in()
        transport = httpx.MockTransport(clio) if clio else None
        self.line = Line(version="0.1.0", practice_home=not scripted, transport=transport)
        self.server_clock = ServerClock(monotonic=self.clock, here=lambda: parsedate_to_datetime(DATE))
        self.tokens = Tokens(self.secrets, self.line.send, self.server_clock, practice_home=not scripted)
        self.client = ClioClient(
            self.line,
            self.tokens,
            Limiter(clock=self.clock, sleep=self.clock.sleep),
            self.server_clock,
            sleep=self.clock.sleep,
            jitter=lambda: 0.0,
        )
        self.practice = ClioPractice(self.client)
        self.connector = Connector(self.tokens, self.client, practice_home=not scripted)


def an_outgoing(**changes: Any) -> Outgoing:
    """An entry on its way to Clio: 0.3 h."""
    given: dict[str, Any] = {
        "date": dt.date(2026, 11, 20),
        "seconds": 1080,
        "narrative": "Telephone attendance on client re guarantee",
        "matter_id": MatterId(7000),
        "user_id": TimekeeperId(345678),
        "billable": True,
    }
    return Outgoing(**{**given, **changes})


def a_call_log(**changes: Any) -> CallLog:
    """A call log on its way to Clio."""
    given: dict[str, Any] = {
        "key": "5f1e", "source_id": SourceId("call"), "matter_id": MatterId(7000), "user_id": TimekeeperId(345678),
        "date": dt.date(2026, 11, 20), "started_at": dt.datetime(2026, 11, 20, 10, tzinfo=dt.UTC),
        "people": (Contact("Marcus Hale", id=900),), "written_at": dt.datetime(2026, 11, 20, 11, tzinfo=dt.UTC),
    }  # fmt: skip
    return CallLog(**{**given, **changes})


def an_activity(**changes: Any) -> dict[str, Any]:
    """What Clio answers for `an_outgoing`, as its documents show it."""
    given: dict[str, Any] = {
        "id": 98765432,
        "etag": '"d41d8"',
        "type": "TimeEntry",
        "date": "2026-11-20",
        "quantity": 1080.0,
        "rounded_quantity_in_hours": 0.3,
        "price": 420.0,
        "total": 126.0,
        "non_billable": False,
        "note": "Telephone attendance on client re guarantee",
        "created_at": "2026-11-20T10:31:02+11:00",
        "matter": {"id": 7000, "display_number": "20417-Copper Kettle"},
        "user": {"id": 345678, "name": "Ruth Calder"},
        "activity_description": {"id": 778},
    }
    return {**given, **changes}


def a_matter_row(**changes: Any) -> dict[str, Any]:
    """A matter as Clio answers it."""
    given: dict[str, Any] = {
        "id": 7000,
        "display_number": "20417-Copper Kettle",
        "description": "Lease of bakery shop",
        "status": "Open",
        "billable": True,
        "billing_method": "hourly",
        "client": {
            "id": 900,
            "name": "Copper Kettle Bakery Pty Ltd",
            "primary_email_address": "office@copperkettle.example.com",
            "primary_phone_number": None,
        },
        "practice_area": {"id": 31, "name": "Property"},
    }
    return {**given, **changes}


def record(data: Any, status: int = 200, **headers: str) -> httpx.Response:
    """Clio's answer that holds `data`."""
    return httpx.Response(status, json={"data": data}, headers={"Date": DATE, **headers})


def page(rows: list[Any], following: str | None = None, of: int | None = None) -> httpx.Response:
    """One page of a list that is `of` records long."""
    paging = {"next": following} if following else {}
    records = len(rows) if of is None else of
    return httpx.Response(200, json={"data": rows, "meta": {"paging": paging, "records": records}})


def api_error(status: int, kind: str, message: str, **headers: str) -> httpx.Response:
    """Clio's error answer."""
    return httpx.Response(status, json={"error": {"type": kind, "message": message}}, headers=headers)


def expired() -> httpx.Response:
    """The answer to a token that ran out."""
    return httpx.Response(
        401, json={"error": "invalid_token", "error_description": "The access token expired."}
    )


class TablesOfClio:
    """Matters and relationships that can be listed, by the filters this client uses."""

    def __init__(self, matters: list[dict[str, Any]], relationships: list[dict[str, Any]]) -> None:
        self.tables = {"matters": matters, "relationships": relationships}
        self.changed: dict[str, set[int]] = {"matters": set(), "relationships": set()}
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth/token":
            return httpx.Response(200, json={"access_token": "a"})
        self.asked.append(request)
        table = request.url.path.removeprefix("/api/v4/").removesuffix(".json")
        asked = request.url.params
        rows = [row for row in self.tables[table] if self._fits(table, row, asked)]
        start = int(asked.get("page_token", "0"))
        more = start + 200 < len(rows)
        following = f"{API}/{table}.json?{asked.set('page_token', str(start + 200))}" if more else None
        return page(rows[start : start + 200], following, of=len(rows))

    def _fits(self, table: str, row: dict[str, Any], asked: httpx.QueryParams) -> bool:
        if "updated_since" in asked and row["id"] not in self.changed[table]:
            return False
        if "status" in asked and row["status"].lower() not in asked["status"].split(","):
            return False
        if "matter_id" in asked and str(row["matter"]["id"]) != asked["matter_id"]:
            return False
        return "ids[]" not in asked or str(row["id"]) in asked.get_list("ids[]")


def a_relationship(number: int, matter: int, name: str) -> dict[str, Any]:
    person = {"id": number, "name": name, "primary_email_address": None, "primary_phone_number": None}
    return {"id": number, "matter": {"id": matter}, "contact": person}


def a_firm(size: int) -> TablesOfClio:
    matters = [a_matter_row(id=7000 + n, status="Closed" if n == 1 else "Open") for n in range(size)]
    return TablesOfClio(matters, [a_relationship(n, 7000 + n, f"Person {n}") for n in range(size)])
