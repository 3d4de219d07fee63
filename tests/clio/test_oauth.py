"""agent/clio/oauth.py: the sign-in's addresses, forms and answers."""

from __future__ import annotations

import base64
import hashlib
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from agent.clio import oauth
from agent.clio.errors import AppNotKnown, ClioTrouble, SignInFailed, SignInRevoked, Unreadable
from agent.clio.regions import site_for
from agent.clio.wire import Answer
from agent.errors import Busy
from tests.clio.fakes import CANARY

APP = oauth.App(site_for("au"), "app-1", "app-secret")


def an_answer(status: int, body: object) -> Answer:
    return Answer(status, {}, body if isinstance(body, bytes) else json.dumps(body).encode())


def test_the_browser_is_sent_with_state_and_a_hashed_verifier() -> None:
    trip = oauth.new_trip(APP)
    address = urlsplit(trip.authorise_url)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(trip.verifier.encode()).digest()).decode().rstrip("=")
    assert f"{address.scheme}://{address.netloc}{address.path}" == "https://au.app.clio.com/oauth/authorize"
    assert {name: only for name, (only,) in parse_qs(address.query).items()} == {
        "response_type": "code",
        "client_id": "app-1",
        "redirect_uri": "http://127.0.0.1:47820/callback",
        "state": trip.state,
        "redirect_on_decline": "true",
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }


def test_no_two_trips_share_a_state_or_a_verifier() -> None:
    trips = [oauth.new_trip(APP) for _ in range(20)]
    assert len({trip.state for trip in trips}) == len({trip.verifier for trip in trips}) == 20
    assert all(43 <= len(trip.verifier) <= 128 for trip in trips)


def test_a_code_is_exchanged_with_the_same_address_the_verifier_and_the_secret() -> None:
    trip = oauth.new_trip(APP)
    request = oauth.exchange(trip, "code-1")
    assert (request.method, request.path, request.writes) == ("POST", "/oauth/token", False)
    assert request.form == {
        "grant_type": "authorization_code",
        "code": "code-1",
        "redirect_uri": oauth.REDIRECT_URI,
        "code_verifier": trip.verifier,
        "client_id": "app-1",
        "client_secret": "app-secret",
    }


def test_a_refresh_sends_what_clio_documents() -> None:
    assert oauth.refresh(APP, "refresh-1").form == {
        "grant_type": "refresh_token",
        "refresh_token": "refresh-1",
        "client_id": "app-1",
        "client_secret": "app-secret",
    }


def test_a_grant_may_come_without_a_new_refresh_token() -> None:
    assert oauth.read_grant(an_answer(200, {"access_token": "a"})) == oauth.Grant("a", None)
    assert oauth.read_grant(an_answer(200, {"access_token": "a", "refresh_token": "r"})) == oauth.Grant(
        "a", "r"
    )


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, {"error": "invalid_grant"}, SignInRevoked),
        (401, {"error": "invalid_grant", "error_description": CANARY}, SignInRevoked),
        (400, {"error": "invalid_client"}, AppNotKnown),
        (401, {"error": "invalid_client"}, AppNotKnown),
        (401, b"", AppNotKnown),
        (400, {"error": "unsupported_grant_type"}, SignInFailed),
        (403, b"<html>blocked</html>", SignInFailed),
        (429, b"", Busy),
        (500, b"", ClioTrouble),
        (302, b"", Unreadable),
        (200, b"<html>hotel</html>", Unreadable),
        (200, {}, Unreadable),
        (200, {"access_token": ""}, Unreadable),
        (200, {"access_token": ["a"]}, Unreadable),
        (200, {"access_token": "a", "refresh_token": 5}, Unreadable),
        (200, {"access_token": "a\r\nX: y"}, Unreadable),
        (200, {"access_token": "kōwhai"}, Unreadable),
    ],
)
def test_every_other_answer_has_its_own_kind(status: int, body: object, kind: type[Exception]) -> None:
    with pytest.raises(kind) as caught:
        oauth.read_grant(an_answer(status, body))
    assert CANARY not in repr(caught.value)


def test_secrets_of_the_sign_in_are_not_shown() -> None:
    trip = oauth.Trip(oauth.App(site_for("au"), "app-1", CANARY), state=CANARY, verifier=CANARY)
    assert CANARY not in repr((trip, oauth.Grant(CANARY, CANARY)))
