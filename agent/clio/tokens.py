"""The sign-in of this home: two short secrets kept, the access token in memory only, one refresh at a time.

    clio-client   {"id", "secret", "site"}     the firm's app, and which Clio it belongs to
    clio-oauth    {"refresh_token"}            good for months; whoever has both can act as the lawyer

Which app is kept is looked at before each request, and secrets are read at each refresh and not held on to, so a
sign-in or sign-out by another process of the same home is noticed at once: an access token lives for weeks.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from agent.clio import oauth
from agent.clio.errors import NotConnected, SignInFailed, SignInRevoked
from agent.clio.oauth import App, Trip
from agent.clio.regions import Site, allowed_site
from agent.clio.server_clock import ServerClock
from agent.clio.wire import Answer, Request
from agent.ports import Secrets
from agent.vault.errors import VaultError

CLIENT = "clio-client"
SIGN_IN = "clio-oauth"

log = logging.getLogger(__name__)

STALE_CODE = (
    "The code from the browser works once and for a few minutes. Check the region, then connect again."
)

Send = Callable[[Site, Request], Answer]


@dataclass(frozen=True, slots=True)
class Access:
    """One access token and the only site it may be sent to."""

    site: Site
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a trip to the browser brought, before anybody has looked whose it is."""

    app: App
    access: Access
    refresh_token: str = field(repr=False)


class Tokens:
    """Hands out the access token and renews it."""

    def __init__(self, secrets: Secrets, send: Send, clock: ServerClock, *, practice_home: bool) -> None:
        self._secrets = secrets
        self._send = send
        self._clock = clock
        self._practice_home = practice_home
        self._access: Access | None = None
        self._app: App | None = None  # whose the access token is
        self._lock = threading.Lock()

    def app(self) -> App | None:
        """Return the firm's app as kept, None when nobody is connected.

        Raise UsedWrongly when this home may not speak to its site.
        """
        kept = self._read(CLIENT, "site", "id", "secret")
        if kept is None:
            return None
        site = allowed_site(kept["site"], practice_home=self._practice_home)
        return App(site, kept["id"], kept["secret"])

    def access(self) -> Access:
        """Return the access token, fetching one at first need.

        Raise SignedOut's kinds, Unreachable, Busy or ClioTrouble.
        """
        held = self._access
        return self.renewed(held) if held is None or self._is_anothers() else held

    def renewed(self, stale: Access | None) -> Access:
        """Return a token other than `stale`. However many threads ask at once, one request is sent."""
        with self._lock:
            if self._access is None or self._access is stale:
                self._access = self._refresh()
            return self._access

    def exchange(self, trip: Trip, code: str) -> SignIn:
        """Turn the code of a trip into a sign-in that is not kept yet. Raise SignInFailed's kinds."""
        allowed_site(trip.app.site.base_url, practice_home=self._practice_home)
        answer = self._send(trip.app.site, oauth.exchange(trip, code))
        try:
            grant = oauth.read_grant(answer)
        except SignInRevoked:
            raise SignInFailed("Clio did not accept the code", hint=STALE_CODE) from None
        if grant.refresh_token is None:
            raise SignInFailed("Clio gave no refresh token")
        self._clock.heard(answer.headers)
        return SignIn(trip.app, Access(trip.app.site, grant.access_token), grant.refresh_token)

    def keep(self, sign_in: SignIn) -> None:
        """Keep a sign-in in place of any earlier one."""
        with self._lock:
            self._keep_app(sign_in.app)
            self._keep(sign_in.refresh_token)
            self._access, self._app = sign_in.access, sign_in.app
        log.info("signed in to clio")

    def sign_out(self) -> None:
        """Forget the sign-in on this computer."""
        with self._lock:
            self._access = None
            self._secrets.forget(SIGN_IN)
            self._secrets.forget(CLIENT)
        log.info("signed out of clio")

    def _refresh(self, *, tried: str | None = None) -> Access:
        """Fetch an access token. Clio does not renew refresh tokens; if it did, another process may have kept a newer one."""
        app, kept = self.app(), self._read(SIGN_IN, "refresh_token")
        if app is None or kept is None:
            self._access = None
            raise NotConnected("nobody is signed in to Clio")
        token = kept["refresh_token"]
        answer = self._send(app.site, oauth.refresh(app, token))
        try:
            grant = oauth.read_grant(answer)
        except SignInRevoked:
            newer = self._read(SIGN_IN, "refresh_token")
            if tried is not None or newer is None or newer == kept:
                raise
            return self._refresh(tried=token)
        if (
            grant.refresh_token and grant.refresh_token != token and self.app() == app
        ):  # else signed out meanwhile
            self._keep(grant.refresh_token)  # before first use: the old one may be dead already
        self._clock.heard(answer.headers)
        log.info("clio access renewed")
        self._app = app
        return Access(app.site, grant.access_token)

    def _is_anothers(self) -> bool:
        """Whether another app is kept by now than the access token is of, or none. A keyring that is shut says nothing."""
        try:
            return self.app() != self._app
        except VaultError:
            return False

    def _keep_app(self, app: App) -> None:
        kept = {"id": app.client_id, "secret": app.client_secret, "site": app.site.base_url}
        self._secrets.write(CLIENT, json.dumps(kept))

    def _keep(self, refresh_token: str) -> None:
        self._secrets.write(SIGN_IN, json.dumps({"refresh_token": refresh_token}))

    def _read(self, name: str, *parts: str) -> dict[str, str] | None:
        """A kept secret with all its parts; None when there is none, or it is damaged and of no use to anybody."""
        try:
            found = json.loads(self._secrets.read(name) or "")
            return {part: str(found[part]) for part in parts}
        except (ValueError, TypeError, KeyError):
            return None
