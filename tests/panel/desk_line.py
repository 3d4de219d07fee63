"""The desk's line to the world: syncing, signing in to Clio, the keyring; and how the door words a refusal."""

from __future__ import annotations

import datetime as dt

from tests.panel import firm
from tests.panel.firm import Json

APP_UNKNOWN = "Choose Connect on Tenth's page, which leads through it once."


class Refusal(Exception):
    """A refusal as the door words it."""

    def __init__(self, code: str, status: int, hint: str, message: str = "") -> None:
        super().__init__(message or code)
        self.code, self.status, self.hint, self.message = code, status, hint, message or code


class LineDesk:
    """What the agent knows of Clio and of its own keyring."""

    clio: Json
    locked = False  # the keyring: nothing can be answered
    app_known = True
    clio_page = "https://au.app.clio.com/oauth/authorize?state=1"

    def changed(self) -> None:
        """Tell the page that something is new."""
        raise NotImplementedError

    def check_keyring(self, path: str) -> None:
        """Refuse everything but unlocking while the keyring is locked."""
        if self.locked and path != "/v1/unlock":
            raise Refusal("keyring_locked", 423, "Unlock your keyring, then try again; drafts are safe.")

    def unlock(self, body: Json) -> Json:
        self.locked = False
        self.changed()
        return {}

    def sync(self, body: Json) -> Json:
        self.clio |= {"connected": True, "problem": None, "as_of": ago(minutes=0)}
        self.changed()
        return {"matters": len(firm.MATTERS), "changed": 0, "as_of": self.clio["as_of"]}

    def window_show(self, body: Json) -> Json:
        """Open a page of the agent's own window; the person's browser is none of a test's."""
        return {}

    def clio_sign_in(self, body: Json) -> Json:
        if not self.app_known:
            raise Refusal("used_wrongly", 400, APP_UNKNOWN)
        self.clio["signing_in"] = True
        self.changed()
        return {"authorise_url": self.clio_page}

    def signed_in(self) -> None:
        """The browser came back from Clio's page."""
        self.clio |= {"connected": True, "problem": None, "signing_in": False, "as_of": ago(minutes=0)}
        self.changed()


def ago(*, minutes: int) -> str:
    """Return a moment of today's, as the agent writes it."""
    return (dt.datetime.now(dt.UTC) - dt.timedelta(minutes=minutes)).isoformat()
