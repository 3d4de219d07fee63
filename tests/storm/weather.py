"""The network of a storm: every request may go wrong, in a way drawn from a seeded chance; practice Clio is in this process."""

from __future__ import annotations

import random
from collections.abc import Callable

import httpx

from agent.sandbox.server import PracticeClio
from tests.storm.sky import Sky

FAULTS = (
    "unreachable", "drop-before", "drop-after", "error-before", "error-after", "unavailable", "busy", "expire",
    "truncated", "html", "portal", "slow", "late", "firewall",
)  # fmt: skip

LATEST = 60.0
"""Seconds after which a server has given a request up."""

SLOWEST = 29.0


class Weather(httpx.BaseTransport):
    """Carries requests to practice Clio, badly. `step` is called where a process may be killed or lose its turn."""

    def __init__(
        self, clio: PracticeClio, sky: Sky, chance: random.Random, step: Callable[[], None], *, rain: float
    ) -> None:
        self._clio, self._sky, self._chance, self._step = clio, sky, chance, step
        self._inner = httpx.WSGITransport(app=clio.wire)
        self.rain = rain

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Carry one request, or lose it."""
        self._step()
        fault = self._chance.choice(FAULTS) if self._chance.random() < self.rain else None
        response = self._carry(request, fault)
        self._step()
        return response

    def _carry(self, request: httpx.Request, fault: str | None) -> httpx.Response:
        if fault == "unreachable":
            raise httpx.ConnectError("no route")
        if fault == "slow":
            self._sky.pass_until(self._sky.seconds + self._chance.uniform(0, SLOWEST))
        elif fault == "late":
            self._clio.misbehave("late", "*", "/", times=1, lag=10**9)
            self._sky.at(self._sky.seconds + self._chance.uniform(0, LATEST), self._clio.settle)
        elif fault is not None:
            self._clio.misbehave(fault, "*", "/", times=1, seconds=self._chance.choice((1, 5, 61)))
        try:
            response = self._inner.handle_request(request)
            response.read()
        except ConnectionAbortedError:
            raise self._chance.choice((httpx.ReadError, httpx.ReadTimeout, httpx.RemoteProtocolError))(
                "cut off"
            ) from None
        finally:
            self._clio.behave()
        return response
