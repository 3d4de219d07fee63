"""Signing in to Clio and out again.

trip = connector.begin(App(site_for("au"), client_id, client_secret))
with CallbackListener(trip.state) as listener:
    ... the lawyer's browser opens trip.authorise_url ...
    connector.finish(trip, listener.wait(seconds=300))
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from agent.clio import oauth, shapes, wire
from agent.clio.client import ClioClient
from agent.clio.oauth import App, Trip
from agent.clio.regions import Site, allowed_site
from agent.clio.tokens import Tokens
from agent.domain.matter import Timekeeper
from agent.errors import PracticeError, UsedWrongly

log = logging.getLogger(__name__)


def anybody(who: Timekeeper) -> None:
    """Let whoever it is sign in."""


class Connector:
    """Makes, shows and ends the sign-in of this home. Drafts are never touched by any of it."""

    def __init__(self, tokens: Tokens, client: ClioClient, *, practice_home: bool) -> None:
        self._tokens = tokens
        self._client = client
        self._practice_home = practice_home

    def connected_to(self) -> Site | None:
        """Return where this home is signed in, None when it is not. Asks nobody."""
        app = self._tokens.app()
        return app.site if app else None

    def kept_app(self) -> App | None:
        """Return the firm's app as it was given once, None when it was not or was forgotten. Asks nobody."""
        return self._tokens.app()

    def begin(self, app: App, *, paste: bool = False) -> Trip:
        """Plan the trip to the browser; with `paste`, one that ends with a code to copy.

        Raise UsedWrongly for an empty id or secret, or a site this home may not speak to.
        """
        site = allowed_site(app.site.base_url, practice_home=self._practice_home)
        tidy = replace(
            app, site=site, client_id=app.client_id.strip(), client_secret=app.client_secret.strip()
        )
        if not tidy.client_id or not tidy.client_secret:
            raise UsedWrongly(
                "the Clio app's id or secret is empty", hint="Copy both from the developer portal."
            )
        return oauth.new_trip(tidy, paste=paste)

    def finish(self, trip: Trip, code: str, may: Callable[[Timekeeper], None] = anybody) -> Timekeeper:
        """Turn the browser's code into a kept sign-in, and return whose it is. `may` raises for a person who must not sign in.

        Raise SignedOut's kinds, or Refused when Clio does not say who it is; an earlier sign-in stays as it was then.
        """
        sign_in = self._tokens.exchange(trip, code)
        asked = wire.get("users/who_am_i", fields=shapes.USER_FIELDS)
        who = shapes.timekeeper(self._client.signed_in_as(sign_in.access, asked))
        may(who)
        self._tokens.keep(sign_in)
        return who

    def disconnect(self) -> bool:
        """Withdraw the sign-in at Clio and forget it here; return whether Clio heard of it.

        When Clio cannot be reached the sign-in is forgotten all the same.
        """
        try:
            heard = self._client.deauthorise()
        except PracticeError as error:
            log.warning("clio was not told of the sign-out: %s", error.code)
            heard = False
        self._tokens.sign_out()
        return heard
