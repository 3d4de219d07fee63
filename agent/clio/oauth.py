"""The sign-in's addresses, forms and answers. Pure.

A firm registers its own app with Clio, so there is a client secret besides the code; PKCE and `state` are sent
as well. Clio's refresh tokens do not expire and are not rotated: the answer to a refresh may hold no new one.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit

from agent.clio import wire
from agent.clio.errors import AppNotKnown, SignInDeclined, SignInFailed, SignInRevoked, Unreadable
from agent.clio.regions import Site
from agent.clio.wire import Answer, Request
from agent.errors import Refused

CALLBACK_HOST = "127.0.0.1"
CALLBACK_PORT = 47820
REDIRECT_URI = f"http://{CALLBACK_HOST}:{CALLBACK_PORT}/callback"
"""Registered by the firm letter by letter: 127.0.0.1 and not localhost, no slash at the end."""

APPROVAL = "/oauth/approval"
"""Clio's own page that shows a code to copy, for where the browser cannot come back to this computer."""


@dataclass(frozen=True, slots=True)
class App:
    """The firm's own app as registered with Clio, and where."""

    site: Site
    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Trip:
    """One trip to the browser and back. `state` and `verifier` are good for this trip only."""

    app: App
    state: str = field(repr=False)
    verifier: str = field(repr=False)
    redirect_uri: str = REDIRECT_URI

    @property
    def authorise_url(self) -> str:
        """Where the lawyer's browser goes."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).rstrip(b"=")
        asked = {
            "response_type": "code",
            "client_id": self.app.client_id,
            "redirect_uri": self.redirect_uri,
            "state": self.state,
            "redirect_on_decline": "true",
            "code_challenge": challenge.decode(),
            "code_challenge_method": "S256",
        }
        return f"{self.app.site.url('/oauth/authorize')}?{urlencode(asked)}"


@dataclass(frozen=True, slots=True)
class Grant:
    """What the token endpoint gave. `refresh_token` is None when the old one stays good."""

    access_token: str = field(repr=False)
    refresh_token: str | None = field(repr=False)


def new_trip(app: App, *, paste: bool = False) -> Trip:
    """Plan a trip with a fresh state and verifier. With `paste` it ends on a page of Clio's that shows the code."""
    address = app.site.url(APPROVAL) if paste else REDIRECT_URI
    return Trip(app, secrets.token_urlsafe(24), secrets.token_urlsafe(48), address)


def pasted_code(text: str, trip: Trip) -> str:
    """Read the code from what the lawyer copied: the code itself, or the address of the page that shows it.

    Raise SignInDeclined, or SignInFailed for anything else.
    """
    code = text.strip()
    if "://" in code:
        said = parse_qs(urlsplit(code).query)
        if said.get("error") == ["access_denied"]:
            raise SignInDeclined("declined in the browser")
        (code,) = said.get("code", [""])[:1]
        if said.get("state", [trip.state]) != [trip.state]:
            code = ""  # of another trip
    if not _fits_a_header(code):
        raise SignInFailed(
            "that is no code", hint="Copy the whole code from Clio's page, then connect again."
        )
    return code


def exchange(trip: Trip, code: str) -> Request:
    """Build the request that turns the code of a trip into tokens. A code works once."""
    return _token_request(
        trip.app,
        grant_type="authorization_code",
        code=code,
        redirect_uri=trip.redirect_uri,
        code_verifier=trip.verifier,
    )


def refresh(app: App, refresh_token: str) -> Request:
    """Build the request for a new access token. Repeating it is harmless."""
    return _token_request(app, grant_type="refresh_token", refresh_token=refresh_token)


def deauthorise(access_token: str) -> Request:
    """Build the request that withdraws the sign-in at Clio."""
    return Request("POST", "/oauth/deauthorize", form={"token": access_token})


def read_grant(answer: Answer) -> Grant:
    """Read the token endpoint's answer.

    Raise SignInRevoked (invalid_grant), AppNotKnown (invalid_client), SignInFailed for another refusal; Busy,
    ClioTrouble, Unreadable as `wire.read`.
    """
    name = wire.error_name(answer)
    if name == "invalid_grant":
        raise SignInRevoked("Clio no longer accepts the sign-in")
    if name in ("invalid_client", "unauthorized_client") or answer.status == 401:
        raise AppNotKnown("Clio does not know the app")
    try:
        found = wire.read(answer, wrote=False)
    except Refused as refused:
        raise SignInFailed(f"Clio's sign-in answered {answer.status}", hint=refused.hint) from None
    access, fresh = found.get("access_token"), found.get("refresh_token")
    if not isinstance(access, str) or not _fits_a_header(access) or not isinstance(fresh, str | None):
        raise Unreadable("Clio's sign-in answered without a token")
    return Grant(access, fresh or None)


def _fits_a_header(token: str) -> bool:
    return token.isascii() and token.isprintable() and bool(token) and " " not in token


def _token_request(app: App, **form: str) -> Request:
    whole = {**form, "client_id": app.client_id, "client_secret": app.client_secret}
    return Request("POST", "/oauth/token", form=whole)
