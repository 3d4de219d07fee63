"""Connecting from a guided page: what a firm has to register, the trip, whose sign-in it is, and the way out again.

What the guide shows is what the code does: address, regions and permissions come from the one place that uses them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from agent.workflow.mirroring import Mirroring
from agent.workflow.reach import Trouble
from agent.workflow.signing_in import SigningIn, Wanted


@dataclass(frozen=True, slots=True)
class Place:
    """One of Clio's regions: whose firms are there, its address, and where they register their apps."""

    id: str
    firms: str
    host: str
    portal: str


@dataclass(frozen=True, slots=True)
class Permission:
    """One permission to tick, and why."""

    name: str
    access: str
    why: str


@dataclass(frozen=True, slots=True)
class Guide:
    """How a firm registers its private app. `approval` follows the host: where a code is shown to copy.

    A practice home has no places: its Clio is on this computer.
    """

    redirect_uri: str
    approval: str
    places: tuple[Place, ...]
    permissions: tuple[Permission, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand between this home and Clio. `client_id` is of the firm's app as it was given once."""

    connected: bool
    user: str | None = field(repr=False)
    firm: str = field(repr=False)
    host: str | None
    place: str | None
    client_id: str | None
    matters: int
    as_of: dt.datetime | None
    reading: bool
    waits: bool
    waits_for_code: bool
    trouble: Trouble | None
    not_shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Connect:
    """What the guided page may do. Drafts are never touched by any of it."""

    sign_in: SigningIn
    mirror: Mirroring
    guide: Guide
    kept_id: Callable[[], str | None]
    end: Callable[[], bool]

    def standing(self) -> Standing:
        """Return how things stand."""
        status, trip = self.mirror.status(), self.sign_in
        place = next((each.firms for each in self.guide.places if each.host == status.host), None)
        return Standing(
            status.connected, status.user, status.firm, status.host, place, self.kept_id(), status.matters,
            status.as_of, trip.under_way and not trip.waits, trip.waits, trip.waits_for_code,
            status.trouble if status.connected else self.mirror.desk.reach.trouble, status.not_shown,
        )  # fmt: skip

    def start(self, wanted: Wanted) -> str:
        """Begin a trip and return where the browser goes. Raise UsedWrongly, or CallbackPortTaken."""
        self.mirror.desk.reach.note(None)  # what an earlier trip met is over
        return self.sign_in.start(wanted)

    def paste(self, text: str) -> None:
        """Take the code that the lawyer copied. Raise NotAllowedNow, or SignedOut's kinds."""
        self.sign_in.paste(text)

    def disconnect(self) -> bool:
        """Withdraw the sign-in at Clio and wipe it here; return whether Clio heard of it."""
        self.sign_in.give_up()
        told = self.end()
        self.mirror.desk.reach.note(None)
        return told
