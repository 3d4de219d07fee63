"""A running practice Clio with a clock that stands still, and somebody signed in to it."""

from __future__ import annotations

import datetime as dt
import ssl
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import httpx
import pytest

from agent.sandbox import PracticeClio
from agent.sandbox.behaviour import Behaviour

MATTER, CLOSED_MATTER = 7000, 7002
NO_LIMIT = 1_000_000

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Nothing here speaks TLS, and reading certificates for each client takes longer than the tests themselves."""

browse, submit = partial(httpx.get, verify=NO_TLS), partial(httpx.post, verify=NO_TLS)


class StandingClock:
    """Moves only when told to."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 5, 19, 0, 30, tzinfo=dt.UTC)  # 10.30 in Sydney

    def __call__(self) -> dt.datetime:
        return self.now

    def forward(self, **parts: float) -> None:
        self.now += dt.timedelta(**parts)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def opened(clock: StandingClock) -> Iterator[Callable[..., PracticeClio]]:
    """Start a practice Clio of one's own; it is stopped after the test."""
    running: list[PracticeClio] = []

    def start(**options: Any) -> PracticeClio:
        clio = PracticeClio(**{"clock": clock, "matters": 40, "sleep": lambda seconds: None, **options})
        clio.start()
        running.append(clio)
        return clio

    yield start
    for clio in running:
        clio.stop()


@pytest.fixture
def clio(opened: Callable[..., PracticeClio]) -> PracticeClio:
    return opened(behaviour=Behaviour(requests_per_minute=NO_LIMIT))


@pytest.fixture
def api(clio: PracticeClio) -> Iterator[httpx.Client]:
    """Ruth Calder's access to the API."""
    with signed_in(clio) as client:
        yield client


def signed_in(clio: PracticeClio, user: str = "Ruth Calder") -> httpx.Client:
    """A client of the API with this user's access token."""
    token, _ = clio.sign_in(user)
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.Client(verify=NO_TLS, base_url=f"{clio.url}/api/v4/", headers=headers)


def entry(**values: Any) -> dict[str, Any]:
    """The body of a time entry of three units on the bakery's lease."""
    data = {
        "type": "TimeEntry",
        "date": "2026-05-19",
        "quantity": 1080,
        "note": "Lease",
        "matter": {"id": MATTER},
    }
    return {"data": {**data, **values}}


def post(api: httpx.Client, fields: str = "id,etag", **values: Any) -> dict[str, Any]:
    """Create a time entry and return what was answered."""
    answer = api.post("activities.json", params={"fields": fields}, json=entry(**values))
    assert answer.status_code == 201, answer.text
    data: dict[str, Any] = answer.json()["data"]
    return data
