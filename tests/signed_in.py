"""A practice home that is signed in, as the guided page does it: the browser's half is played without one."""

from __future__ import annotations

from pathlib import Path

from agent import wiring
from agent.cli.practice_clio import allow_without_browser
from agent.paths import Home, open_home
from agent.sandbox.server import PracticeClio

RUTH = "Ruth Calder"


def sign_in(home: Home, clio: PracticeClio, person: str = RUTH) -> Home:
    """Connect a home to practice Clio, and give it back."""
    connecting = wiring.connecting(home)
    app = connecting.app(clio=clio.url, client_id=clio.client_id, client_secret=clio.client_secret)
    with connecting.trip(app) as trip:
        allow_without_browser(trip.authorise_url, person)
        trip.finished(60)
    return home


def a_home(folder: Path, clio: PracticeClio) -> Home:
    """Make a practice home in which Ruth Calder is signed in."""
    return sign_in(open_home(folder, practice=True), clio)
