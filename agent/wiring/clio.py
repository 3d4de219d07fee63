"""How a person signs in to Clio and out again: its connector and listener, as one trip that a page or terminal can lead."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from agent.clio.callback import CallbackListener
from agent.clio.oauth import APPROVAL, REDIRECT_URI, App, pasted_code
from agent.clio.opening import Clio
from agent.clio.permissions import PERMISSIONS
from agent.clio.regions import FIRMS, PORTALS, Region, practice_site, site_for
from agent.domain.matter import Timekeeper
from agent.errors import AnotherPerson, UsedWrongly
from agent.paths import Home
from agent.workflow.connecting import Guide, Permission, Place
from agent.workflow.signing_in import Wanted


@dataclass(frozen=True, slots=True)
class OpenTrip:
    """A trip to the browser that is under way. `code` waits so many seconds for the browser to come back."""

    authorise_url: str = field(repr=False)
    _finish: Callable[[str], Timekeeper] = field(repr=False)
    _code: Callable[[float], str] | None = field(repr=False)
    give_up: Callable[[], None] = lambda: None

    def finished(self, seconds: float) -> Timekeeper:
        """Wait for the browser, keep the sign-in, and return who signed in."""
        if self._code is None:
            raise UsedWrongly("nobody comes back from this trip", hint="Paste the code instead.")
        return self._finish(self._code(seconds))

    def pasted(self, text: str) -> Timekeeper:
        """Take the code from what the lawyer copied, keep the sign-in, and return who signed in."""
        return self._finish(text)


@dataclass(frozen=True, slots=True)
class Connecting:
    """Signing in to Clio and out again; drafts are never touched by it."""

    home: Home
    clio: Clio
    owner: Callable[[], Timekeeper | None]  # whose home this is, None as long as it is nobody's

    @contextlib.contextmanager
    def trip(self, app: App, *, paste: bool = False) -> Iterator[OpenTrip]:
        """Plan a trip to the app's Clio, and listen for the browser meanwhile; with `paste` nobody has to listen."""
        connector = self.clio.connector
        trip = connector.begin(app, paste=paste)
        if paste:
            yield OpenTrip(
                trip.authorise_url,
                lambda text: connector.finish(trip, pasted_code(text, trip), self._may),
                None,
            )
            return
        with CallbackListener(trip.state) as listener:
            yield OpenTrip(
                trip.authorise_url,
                lambda code: connector.finish(trip, code, self._may),
                lambda seconds: listener.wait(seconds=seconds),
                listener.give_up,
            )

    def _may(self, who: Timekeeper) -> None:
        """A home belongs to one person: somebody else's sign-in is not kept, so that nothing is sent in the wrong name."""
        owner = self.owner()
        if owner is not None and owner.id != who.id:
            raise AnotherPerson("this home belongs to another fee earner")

    def wanted(self, wanted: Wanted) -> contextlib.AbstractContextManager[OpenTrip]:
        """Plan a trip as a page asks for it: with the app that is typed there, or the one that is kept here."""
        if wanted.client_id is None:
            return self.trip(self.kept_app(), paste=wanted.paste)
        app = self.app(
            clio=wanted.where or "", client_id=wanted.client_id, client_secret=wanted.client_secret or ""
        )
        return self.trip(app, paste=wanted.paste)

    def kept_id(self) -> str | None:
        """Return the client id of the firm's app as it was given once, None when it was not."""
        app = self.clio.connector.kept_app()
        return app.client_id if app else None

    def app(self, *, clio: str, client_id: str, client_secret: str) -> App:
        """Return the firm's app at a region's Clio, or at practice Clio by its address."""
        site = practice_site(clio) if self.home.practice else site_for(clio)
        return App(site, client_id, client_secret)

    def kept_app(self) -> App:
        """Return the firm's app as it was given once. Raise UsedWrongly when it was not."""
        app = self.clio.connector.kept_app()
        if app is None:
            raise UsedWrongly(
                "the firm's Clio app is not known here",
                hint="Choose Connect on Tenth's page, which leads through it once.",
            )
        return app

    def host(self) -> str | None:
        """Return the Clio this home is signed in to, None when it is not."""
        site = self.clio.connector.connected_to()
        return site.base_url if site else None

    def disconnect(self) -> bool:
        """Sign out at Clio and forget the sign-in here; return whether Clio heard of it."""
        return self.clio.connector.disconnect()


def guide(*, practice: bool) -> Guide:
    """Return how a firm registers its app: what the page that leads through it shows, and what the code does."""
    places = (
        ()
        if practice
        else tuple(
            Place(region.value, FIRMS[region], site_for(region).base_url, PORTALS[region])
            for region in Region
        )
    )
    permissions = tuple(Permission(each.name, each.access, each.why) for each in PERMISSIONS)
    return Guide(REDIRECT_URI, APPROVAL, places, permissions)
