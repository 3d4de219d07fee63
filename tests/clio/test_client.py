"""agent/clio/client.py: one entry makes one activity, whatever the network does."""

from __future__ import annotations

import dataclasses
import json
import ssl

import httpx
import pytest

from agent.clio import client as module
from agent.clio import wire
from agent.clio.client import Line
from agent.clio.errors import ClioTrouble, Unreadable
from agent.clio.limiter import Lane
from agent.clio.regions import site_for
from agent.errors import Busy, OutcomeUnknown, Refused, SignedOut, Unreachable
from tests.clio.fakes import (
    API,
    Answer,
    Bench,
    ScriptedClio,
    an_activity,
    api_error,
    expired,
    page,
    record,
)

CREATED = record(an_activity(), 201)
POST = wire.post("activities", {"type": "TimeEntry"}, fields="id")
GET = wire.get("users/who_am_i", fields="id")
LIST = wire.get_list("matters", fields="id")

LOST: list[Answer] = [
    httpx.ReadTimeout("slow"),
    httpx.WriteTimeout("slow"),
    httpx.ReadError("reset"),
    httpx.WriteError("reset"),
    httpx.RemoteProtocolError("server disconnected"),
    httpx.Response(500),
    httpx.Response(502, html="<html>bad gateway</html>"),
    httpx.Response(503, headers={"Retry-After": "1"}),
    httpx.Response(302, headers={"Location": f"{API}/activities.json"}),
    httpx.Response(200, html="<html>hotel</html>"),
    httpx.Response(201, content=b'{"data": {"id": 9876'),
    httpx.Response(201, json={}),
    httpx.Response(204),
]
NEVER_SENT: list[Exception] = [
    httpx.ConnectError("refused"),
    httpx.ConnectTimeout("slow"),
    httpx.PoolTimeout("full"),
    httpx.ProxyError("407"),
]


@pytest.mark.parametrize("lost", LOST)
def test_a_write_whose_answer_is_lost_is_unknown_and_never_repeated(lost: Answer) -> None:
    clio = ScriptedClio(lost, CREATED)
    with pytest.raises(OutcomeUnknown) as caught:
        Bench(clio).client.record(POST)
    assert (len(clio.asked), caught.value.code) == (1, "outcome_unknown")


@pytest.mark.parametrize("lost", LOST)
def test_the_same_request_would_be_repeated_if_it_were_not_known_to_write(lost: Answer) -> None:
    clio = ScriptedClio(lost, CREATED)
    Bench(clio).client.record(dataclasses.replace(POST, writes=False))
    assert len(clio.asked) == 2


@pytest.mark.parametrize("never_sent", NEVER_SENT)
def test_a_write_that_never_left_is_repeated(never_sent: Exception) -> None:
    clio = ScriptedClio(never_sent, never_sent, CREATED)
    bench = Bench(clio)
    assert bench.client.record(POST)["id"] == 98765432
    assert (len(clio.asked), bench.clock.slept) == (3, [1, 2])


@pytest.mark.parametrize("never_sent", NEVER_SENT)
def test_offline_is_said_after_a_few_attempts(never_sent: Exception) -> None:
    clio = ScriptedClio(never_sent)
    with pytest.raises(Unreachable):
        Bench(clio).client.record(POST)
    assert len(clio.asked) == module.ATTEMPTS


def test_a_busy_clio_is_waited_out_as_long_as_it_asks() -> None:
    clio = ScriptedClio(api_error(429, "RateLimited", "wait", **{"Retry-After": "17"}), CREATED)
    bench = Bench(clio)
    bench.client.record(POST)
    assert (len(clio.asked), bench.clock.slept) == (2, [17])


def test_a_clio_that_stays_busy_leaves_the_entry_not_sent() -> None:
    clio = ScriptedClio(api_error(429, "RateLimited", "wait", **{"Retry-After": "5"}))
    with pytest.raises(Busy) as caught:
        Bench(clio).client.record(POST)
    assert (len(clio.asked), caught.value.wait_seconds) == (module.ATTEMPTS, 5)


def test_a_very_long_wait_is_told_instead_of_sat_out() -> None:
    clio = ScriptedClio(api_error(429, "RateLimited", "wait", **{"Retry-After": "600"}))
    bench = Bench(clio)
    with pytest.raises(Busy):
        bench.client.record(POST)
    assert (len(clio.asked), bench.clock.slept) == (1, [])


def test_waits_are_spread() -> None:
    bench = Bench(ScriptedClio(httpx.ConnectError("refused"), CREATED))
    bench.client._jitter = lambda: 0.5
    bench.client.record(POST)
    assert bench.clock.slept == [1.5]


def test_a_write_with_an_expired_token_is_sent_again_with_a_new_one() -> None:
    clio = ScriptedClio(expired(), CREATED)
    bench = Bench(clio)
    bench.client.record(POST)
    assert (len(clio.asked), len(clio.refreshes), bench.clock.slept) == (2, 2, [])


@pytest.mark.parametrize("status", [400, 403, 404, 410, 422])
def test_a_refusal_is_not_repeated(status: int) -> None:
    clio = ScriptedClio(api_error(status, "X", "no"))
    with pytest.raises(Refused):
        Bench(clio).client.record(POST)
    assert len(clio.asked) == 1


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (httpx.Response(500), ClioTrouble),
        (httpx.ReadTimeout("slow"), ClioTrouble),
        (httpx.Response(200, html="<html>hotel</html>"), Unreadable),
    ],
)
def test_a_read_is_repeated_and_then_given_up(trouble: Answer, kind: type[Exception]) -> None:
    clio = ScriptedClio(trouble)
    with pytest.raises(kind):
        Bench(clio).client.record(GET)
    assert len(clio.asked) == module.ATTEMPTS


def test_every_request_names_its_version_and_its_plain_program() -> None:
    clio = ScriptedClio(CREATED)
    Bench(clio).client.record(POST)
    headers = clio.asked[0].headers
    assert headers["X-API-VERSION"] == "4.0.9"
    assert headers["User-Agent"] == "Tenth/0.1.0"
    assert "x-api-version" not in clio.refreshes[0].headers
    assert "authorization" not in clio.refreshes[0].headers


def test_a_post_reads_back_fields_and_sends_its_body_as_data() -> None:
    clio = ScriptedClio(CREATED)
    Bench(clio).client.record(POST)
    assert str(clio.asked[0].url) == f"{API}/activities.json?fields=id"
    assert json.loads(clio.asked[0].content) == {"data": {"type": "TimeEntry"}}


def test_another_version_than_asked_for_is_logged_once_and_the_answer_used(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clio = ScriptedClio(record({"id": 1}, **{"X-API-VERSION": "4.0.3"}))
    bench = Bench(clio)
    bench.client.record(GET)
    bench.client.record(GET)
    warnings = [each.message for each in caplog.records if each.levelname == "WARNING"]
    assert warnings == ["clio_version_differs"]


def test_pages_are_followed_to_the_end() -> None:
    second = f"{API}/matters.json?page_token=two&fields=id"
    clio = ScriptedClio(page([{"id": 1}], second), page([{"id": 2}]))
    assert [each.rows for each in Bench(clio).client.pages(LIST)] == [({"id": 1},), ({"id": 2},)]
    assert dict(clio.asked[0].url.params) == {"limit": "200", "fields": "id"}
    assert str(clio.asked[1].url) == second


def test_a_page_on_another_host_is_not_fetched() -> None:
    clio = ScriptedClio(page([{"id": 1}], "https://evil.example/api/v4/matters.json"))
    with pytest.raises(Unreadable):
        list(Bench(clio).client.pages(LIST))
    assert {request.url.host for request in clio.asked} == {"au.app.clio.com"}


def test_pages_that_lead_in_a_circle_end() -> None:
    clio = ScriptedClio(page([{"id": 1}], f"{API}/matters.json?page_token=one"))
    with pytest.raises(Unreadable):
        list(Bench(clio).client.pages(LIST))
    assert len(clio.asked) == 2


def test_a_window_that_clio_says_is_used_up_is_waited_out() -> None:
    used_up = {"X-RateLimit-Remaining": "2", "X-RateLimit-Reset": "1795132830"}
    bench = Bench(ScriptedClio(record({"id": 1}, **used_up), record({"id": 1})))
    bench.client.record(GET)
    bench.client.record(GET)
    assert bench.clock.slept == [30]


def test_two_hundred_writes_never_exceed_clios_fifty_a_minute() -> None:
    sent: list[float] = []

    def strict(request: httpx.Request) -> httpx.Response:
        sent.append(bench.clock.now)
        return api_error(429, "X", "x") if sum(bench.clock.now - 60 < each for each in sent) > 50 else CREATED

    bench = Bench(ScriptedClio(strict))
    for _ in range(200):
        bench.client.record(POST)
    assert len(sent) == 200


def test_reading_the_mirror_waits_in_its_own_lane() -> None:
    bench = Bench(ScriptedClio(record({"id": 1})))
    for _ in range(23):
        bench.client.record(GET, lane=Lane.MIRROR)
    assert bench.clock.slept == [60]


@pytest.mark.parametrize(
    ("number", "code"), [(18, "certificate_replaced"), (9, "clock_wrong"), (10, "clock_wrong")]
)
def test_a_certificate_that_does_not_fit_is_explained(number: int, code: str) -> None:
    def intercepted(request: httpx.Request) -> httpx.Response:
        refused = ssl.SSLCertVerificationError(1, "certificate verify failed")
        refused.verify_code = number
        raise httpx.ConnectError("handshake") from refused

    with pytest.raises(Unreachable) as caught:
        Line(version="1", practice_home=False, transport=httpx.MockTransport(intercepted)).send(
            site_for("au"), POST
        )
    assert caught.value.code == code


def test_a_proxy_that_does_not_connect_sent_nothing_and_is_named() -> None:
    def refused(request: httpx.Request) -> httpx.Response:
        raise httpx.ProxyError("407 Proxy Authentication Required")

    line = Line(version="1", practice_home=False, transport=httpx.MockTransport(refused))
    with pytest.raises(Unreachable) as caught:
        line.send(site_for("au"), POST)
    assert caught.value.code == "proxy_refused"


@pytest.mark.parametrize("practice_home", [True, False])
def test_a_firms_proxy_serves_clio_and_never_this_computer(
    practice_home: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    line = Line(version="1", practice_home=practice_home)
    http = line._client()
    assert http.trust_env is not practice_home
    assert bool(http._mounts) is not practice_home
    assert http.follow_redirects is False
    line.close()


def test_a_refused_sign_in_ends_a_write_before_it_is_sent() -> None:
    clio = ScriptedClio(CREATED)
    clio.grants = [httpx.Response(400, json={"error": "invalid_grant"})]
    with pytest.raises(SignedOut):
        Bench(clio).client.record(POST)
    assert clio.asked == []
