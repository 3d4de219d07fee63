"""Signing in to Clio and out again.

trip = connector.begin(App(site_for("au"), client_id, client_secret))
with CallbackListener(trip.state) as listener:
    ... the lawyer's browser opens trip.authorise_url ...
    connector.finish(trip, listener.wait(seconds=300))
"""

from __future__ import annotations

import logging
from dataclasses import replace

from agent.clio import oauth
from agent.clio.client import ClioClient
from agent.clio.oauth import App, Trip
from agent.clio.regions import Site, allowed_site
from agent.clio.tokens import Tokens
from agent.errors import PracticeError, UsedWrongly

log = logging.getLogger(__name__)


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

    def begin(self, app: App) -> Trip:
        """Plan the trip to the browser.

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
        return oauth.new_trip(tidy)

    def finish(self, trip: Trip, code: str) -> None:
        """Turn the browser's code into a kept sign-in.

        Raise SignedOut's kinds; an earlier sign-in stays as it was then.
        """
        self._tokens.sign_in(trip, code)

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
