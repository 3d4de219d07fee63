"""agent/clio/wire.py: what each answer of Clio's means."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from agent.clio import wire
from agent.clio.errors import ClioTrouble, TokenRejected, Unreadable
from agent.clio.regions import site_for
from agent.errors import Busy, OutcomeUnknown, Refused, SignedOut
from tests.clio.fakes import API, CANARY, DATE

AU = site_for("au")


def an_answer(status: int, body: object = b"", **headers: str) -> wire.Answer:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return wire.Answer(status, headers, raw)


def refusal(status: int, body: object, *, wrote: bool = True) -> Refused:
    with pytest.raises(Refused) as caught:
        wire.read(an_answer(status, body), wrote=wrote)
    return caught.value


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "clio_bad_request"),
        (403, "clio_forbidden"),
        (404, "clio_not_found"),
        (410, "clio_version_retired"),
        (422, "clio_validation"),
        (412, "clio_changed"),
        (409, "clio_refused"),
        (418, "clio_refused"),
    ],
)
def test_each_refusal_has_a_stable_code_and_shows_what_clio_said(status: int, code: str) -> None:
    refused = refusal(status, {"error": {"type": "X", "message": f"{CANARY} is <b>closed</b>"}})
    assert refused.code == code
    assert f"{CANARY} is closed" in refused.hint
    assert CANARY not in str(refused) + repr(refused)


def test_the_other_shape_of_error_is_read_as_well() -> None:
    assert "no longer" in refusal(422, {"error": "gone", "error_description": "no longer"}).hint


def test_a_web_page_with_403_is_the_firewalls() -> None:
    assert refusal(403, b"<html><title>Request blocked</title></html>", wrote=False).code == "clio_firewall"


@pytest.mark.parametrize("status", [400, 403, 404, 422])
def test_a_web_page_in_the_place_of_the_answer_to_a_write_says_nothing_about_the_write(status: int) -> None:
    """The control is Clio's own refusal."""
    page = an_answer(status, b"\r\n<!doctype html><title>Blocked by your firm</title>")
    with pytest.raises(OutcomeUnknown) as caught:
        wire.read(page, wrote=True)
    assert caught.value.stops is (status == 403)
    assert refusal(status, {"error": {"type": "X", "message": "no"}})


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"error":5}', b'{"error":{"message":[]}}', b"\xff\xfe"]
)
def test_a_refusal_stays_one_however_garbled_its_body(body: bytes) -> None:
    assert refusal(422, body).code == "clio_validation"


def test_what_clio_says_is_cut_to_a_readable_length() -> None:
    refused = refusal(422, {"error": {"type": "X", "message": "word " * 1000}})
    assert len(refused.hint) < 400


def test_an_expired_token_is_told_apart_from_other_refusals() -> None:
    with pytest.raises(TokenRejected) as caught:
        wire.read(an_answer(401, {"error": "invalid_token"}), wrote=True)
    assert isinstance(caught.value, SignedOut)


GARBLED = [
    b"",
    b"<html>Welcome to the hotel</html>",
    b'{"data": {"id": 1',
    b"[1]",
    b'{"data": NaN}',
    b"[" * 100_000,
]


@pytest.mark.parametrize("body", GARBLED)
def test_a_good_status_with_an_unreadable_body_leaves_a_write_unknown_and_fails_a_read(body: bytes) -> None:
    with pytest.raises(OutcomeUnknown):
        wire.read_record(an_answer(201, body), wrote=True)
    with pytest.raises(Unreadable):
        wire.read_record(an_answer(200, body), wrote=False)


@pytest.mark.parametrize("status", [100, 500, 502, 503, 504, 599])
def test_a_status_that_says_nothing_about_the_write_leaves_it_unknown(status: int) -> None:
    with pytest.raises(OutcomeUnknown):
        wire.read(an_answer(status, b"{}"), wrote=True)
    with pytest.raises(ClioTrouble):
        wire.read(an_answer(status, b"{}"), wrote=False)


@pytest.mark.parametrize("status", [302, 303, 307, 407, 408, 499, 511])
def test_a_network_that_wants_a_sign_on_first_is_not_taken_for_clio(status: int) -> None:
    with pytest.raises(OutcomeUnknown):
        wire.read(an_answer(status, b"<html>Welcome"), wrote=True)
    with pytest.raises(Unreadable):
        wire.read(an_answer(status, b"<html>Welcome"), wrote=False)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "Fri, 20 Nov 2026 00:00:30 GMT", "date": DATE}, 30.0),
        ({"retry-after": "Thu, 19 Nov 2026 00:00:30 GMT", "date": DATE}, 0.0),
        ({"retry-after": "Fri, 20 Nov 2026 00:00:30 GMT"}, 60.0),
        ({"retry-after": "soon", "date": DATE}, 60.0),
        ({}, 60.0),
    ],
)
def test_busy_waits_as_long_as_clio_asks_and_a_minute_when_it_does_not_say(
    headers: Mapping[str, str], seconds: float
) -> None:
    with pytest.raises(Busy) as caught:
        wire.read(wire.Answer(429, headers, b""), wrote=True)
    assert caught.value.wait_seconds == seconds


@pytest.mark.parametrize(
    ("reset", "seconds"),
    [("1795132830", 30.0), ("1795132000", 0.0), ("9999999999", 60.0), ("soon", 60.0), (None, 60.0)],
)
def test_the_end_of_a_window_is_measured_on_clios_own_clock(reset: str | None, seconds: float) -> None:
    headers = {"x-ratelimit-remaining": "3", "date": DATE} | ({"x-ratelimit-reset": reset} if reset else {})
    assert wire.allowance(headers) == wire.Allowance(3, seconds)


def test_no_allowance_is_read_where_clio_says_none() -> None:
    assert wire.allowance({}) is None
    assert wire.allowance({"x-ratelimit-remaining": "many"}) is None


def test_the_next_page_is_followed_with_all_its_parameters() -> None:
    following = f"{API}/matters.json?page_token=BAh&fields=id%2Cclient%7Bid%7D"
    got = wire.read_page(an_answer(200, {"data": [{"id": 1}], "meta": {"paging": {"next": following}}}), AU)
    assert got.rows == ({"id": 1},)
    assert got.following == wire.Request(
        "GET", "/api/v4/matters.json?page_token=BAh&fields=id%2Cclient%7Bid%7D"
    )


@pytest.mark.parametrize(
    "meta", [{}, {"meta": {}}, {"meta": {"paging": {}}}, {"meta": {"paging": {"next": None}}}, {"meta": 1}]
)
def test_a_list_ends_where_no_next_page_is_named(meta: dict[str, object]) -> None:
    assert wire.read_page(an_answer(200, {"data": [], **meta}), AU).following is None


@pytest.mark.parametrize(
    "following",
    [
        "https://evil.example/api/v4/matters.json",
        "https://au.app.clio.com.evil.example/api/v4/matters.json",
        "https://au.app.clio.com@evil.example/api/v4/matters.json",
        "http://au.app.clio.com/api/v4/matters.json",
        "https://au.app.clio.com:8443/api/v4/matters.json",
        "https://app.clio.com/api/v4/matters.json",
        "https://au.app.clio.com/oauth/deauthorize",
        "/api/v4/matters.json",
        ["https://au.app.clio.com/api/v4/matters.json"],
    ],
)
def test_the_token_is_never_taken_to_another_host_by_the_next_page(following: object) -> None:
    with pytest.raises(Unreadable):
        wire.read_page(an_answer(200, {"data": [], "meta": {"paging": {"next": following}}}), AU)


@pytest.mark.parametrize("data", [None, {}, [1], "x"])
def test_a_list_that_is_none_is_unreadable(data: object) -> None:
    with pytest.raises(Unreadable):
        wire.read_page(an_answer(200, {"data": data}), AU)


def test_requests_and_answers_show_nothing_of_what_they_carry() -> None:
    request = wire.post("activities", {"note": CANARY}, fields="id")
    form = wire.Request("POST", "/oauth/token", form={"code": CANARY})
    assert CANARY not in repr((request, form, an_answer(200, {"note": CANARY}, authorization=CANARY)))


def test_a_version_is_only_wrong_when_clio_names_another() -> None:
    assert wire.speaks_our_version({})
    assert wire.speaks_our_version({"x-api-version": wire.API_VERSION})
    assert not wire.speaks_our_version({"x-api-version": "4.0.3"})
