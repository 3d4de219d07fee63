"""agent/clio/server_clock.py: Clio's time, whatever this computer's clock says."""

from __future__ import annotations

import datetime as dt
import logging

import httpx
import pytest

from agent.clio.server_clock import ServerClock
from agent.errors import Unreachable
from tests.clio.fakes import DATE, Bench, FakeClock, ScriptedClio, record

SAID = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
WHO = {"id": 345678, "name": "Ruth Calder", "email": None, "time_zone": "Sydney"}


def test_time_goes_on_by_the_monotonic_clock() -> None:
    clock = FakeClock()
    server = ServerClock(monotonic=clock, here=lambda: SAID)
    assert server.now() is None
    server.heard({"date": DATE})
    clock.sleep(90)
    assert server.now() == SAID + dt.timedelta(seconds=90)


def test_an_answer_from_a_cache_on_the_way_says_nothing() -> None:
    server = ServerClock(monotonic=FakeClock(), here=lambda: SAID)
    for headers in ({"date": DATE, "age": "4000"}, {"date": "yesterday"}, {}):
        server.heard(headers)
    assert server.now() is None


def test_a_clock_that_is_hours_wrong_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    server = ServerClock(monotonic=FakeClock(), here=lambda: SAID + dt.timedelta(hours=9))
    with caplog.at_level(logging.WARNING):
        server.heard({"date": DATE})
        server.heard({"date": DATE})
    assert [record.getMessage() for record in caplog.records] == [
        "this computer's clock differs from clio's by 540 minutes"
    ]


def test_the_sign_ins_answer_tells_the_time_before_anything_is_sent() -> None:
    clio = ScriptedClio(record(WHO))
    clio.grants = [httpx.Response(200, json={"access_token": "a"}, headers={"Date": DATE})]
    bench = Bench(clio)
    assert bench.practice.now() == SAID
    assert (len(clio.refreshes), clio.asked) == (1, [])


def test_a_hotels_page_does_not_set_the_clock() -> None:
    clio = ScriptedClio(httpx.Response(200, html="<h1>Welcome", headers={"Date": DATE}))
    bench = Bench(clio)
    with pytest.raises(Exception, match="JSON"):
        bench.practice.who()
    assert bench.server_clock.now() is None


def test_without_a_connection_nobody_knows_the_time() -> None:
    def offline(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("offline")

    with pytest.raises(Unreachable):
        Bench(offline).practice.now()
