"""Signing in from a page: the trip to the browser is begun there, and its end is waited for here.

start --> the page opens Clio's own page --> the browser comes back to this computer, or the lawyer pastes a code
             |                                  +--> signed in --> the matters are read
             |                                  +-> declined, or nobody came back: said as the trouble with Clio
             +-- started anew with another app: the trip before is given up
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from agent.domain.matter import Timekeeper
from agent.errors import NotAllowedNow, PracticeError, SignedOut, TenthError
from agent.workflow.reach import Reach, Trouble

log = logging.getLogger(__name__)

SECONDS_TO_SIGN_IN = 300.0
SECONDS_TO_GIVE_UP = 15.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """With which app of the firm's to sign in: as kept here, or as typed. `where` is a region, or practice Clio's address."""

    where: str | None = None
    client_id: str | None = None
    client_secret: str | None = field(default=None, repr=False)
    paste: bool = False  # the browser cannot come back: the trip ends with a code to copy


KEPT = Wanted()


class OpenTrip(Protocol):
    """A trip to the browser that is under way."""

    @property
    def authorise_url(self) -> str:
        """Where the browser goes."""

    def finished(self, seconds: float) -> Timekeeper:
        """Wait for the browser, keep the sign-in, and return who signed in. Raise SignedOut's kinds."""

    def pasted(self, text: str) -> Timekeeper:
        """Take the code that the lawyer copied, keep the sign-in, and return who signed in. Raise SignedOut's kinds."""

    def give_up(self) -> None:
        """Let nobody wait for the browser any more."""


Pasted = tuple[str, "queue.SimpleQueue[PracticeError | None]"]


@dataclass(eq=False, slots=True)
class _Trip:
    """One trip, and what is pasted for it, each with the way back; None when it is given up."""

    wanted: Wanted
    open: OpenTrip
    waits: bool = True
    given_up: bool = False
    codes: queue.SimpleQueue[Pasted | None] = field(default_factory=queue.SimpleQueue)
    ended: threading.Event = field(default_factory=threading.Event)

    def give_up(self) -> None:
        """Let nobody wait any more."""
        self.given_up = True
        self.codes.put(None)
        self.open.give_up()

    def arrive(self) -> Timekeeper:
        """Wait for the browser, or for a code that fits, and return who signed in."""
        if not self.wanted.paste:
            return self.open.finished(SECONDS_TO_SIGN_IN)
        while True:
            try:
                pasted = self.codes.get(timeout=SECONDS_TO_SIGN_IN)
            except queue.Empty:
                pasted = None
            if pasted is None:
                raise SignedOut(
                    "nobody pasted a code", hint="Connect again, and paste the code that Clio shows."
                )
            text, reply = pasted
            try:
                who = self.open.pasted(text)
            except PracticeError as error:
                reply.put(error)  # a code may have been copied wrongly: the next one may fit
            else:
                reply.put(None)
                return who


class SigningIn:
    """At most one trip at a time; asking again for the same while it lasts leads to the same place."""

    def __init__(
        self,
        trip: Callable[[Wanted], contextlib.AbstractContextManager[OpenTrip]],
        reach: Reach,
        arrived: Callable[[Timekeeper], None],
        then: Callable[[], object],
    ) -> None:
        self._plan = trip  # raises UsedWrongly when the firm's app is not known here
        self._reach = reach
        self._arrived = arrived  # whose home this is now
        self._then = then  # reads the matters
        self._turn = threading.Lock()
        self._trip: _Trip | None = None
        self._count = 0

    @property
    def under_way(self) -> bool:
        """Whether a trip has begun and its matters are not read yet."""
        return self._trip is not None

    @property
    def waits(self) -> bool:
        """Whether somebody has yet to come back from Clio's page."""
        trip = self._trip
        return trip is not None and trip.waits

    @property
    def waits_for_code(self) -> bool:
        """Whether it is a code from Clio's page that is waited for."""
        trip = self._trip
        return trip is not None and trip.waits and trip.wanted.paste

    @property
    def count(self) -> int:
        """A number that changes whenever a trip begins, arrives or ends."""
        return self._count

    def start(self, wanted: Wanted = KEPT) -> str:
        """Begin a trip and return where the browser goes. Raise UsedWrongly, or CallbackPortTaken."""
        with self._turn:
            before = self._trip
            if before is not None and before.waits and before.wanted == wanted:
                return before.open.authorise_url
            self._give_up()
            with contextlib.ExitStack() as stack:
                trip = _Trip(wanted, stack.enter_context(self._plan(wanted)))
                self._trip, self._count = trip, self._count + 1
                stay = stack.pop_all()
            threading.Thread(target=self._travel, args=(stay, trip), name="signing in", daemon=True).start()
            return trip.open.authorise_url

    def paste(self, text: str) -> None:
        """Take the code that the lawyer copied. Raise NotAllowedNow when none is waited for, or SignedOut's kinds."""
        trip = self._trip
        if trip is None or not trip.waits or not trip.wanted.paste:
            raise NotAllowedNow("no code is waited for", hint="Start signing in with a code, then paste it.")
        reply: queue.SimpleQueue[PracticeError | None] = queue.SimpleQueue()
        trip.codes.put((text, reply))
        error = reply.get(timeout=SECONDS_TO_SIGN_IN)
        if error is not None:
            raise error

    def give_up(self) -> None:
        """End the trip that waits, if one does."""
        with self._turn:
            self._give_up()

    def close(self) -> None:
        """Give the trip up, and let the reading after it come to an end: the database is about to be closed."""
        trip = self._trip
        if trip is not None:
            if trip.waits:
                trip.give_up()
            trip.ended.wait(SECONDS_TO_GIVE_UP)

    def _give_up(self) -> None:
        trip = self._trip
        if trip is not None and trip.waits:
            trip.give_up()
            trip.ended.wait(SECONDS_TO_GIVE_UP)  # until then it holds the port that the browser comes back to

    def _travel(self, stay: contextlib.ExitStack, trip: _Trip) -> None:
        try:
            with stay:
                who = trip.arrive()
            self._arrived(who)
            trip.waits, self._count = False, self._count + 1
            self._then()
        except TenthError as error:
            log.warning("signing in ended: %s", error.code)
            if isinstance(error, PracticeError) and not trip.given_up:
                self._reach.note(Trouble(error.code, error.hint))
        finally:
            trip.waits = False
            if self._trip is trip:
                self._trip = None
            self._count += 1
            trip.ended.set()
