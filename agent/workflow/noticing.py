"""Noticing a call: look now and then who holds the microphone, offer once, and end what the end of the call leaves running.

It never begins to record, and opens no device: the microphone's holders are in the system's own books. What it noticed is kept
in the home, so that every window, the tray and the terminal read the same, and a restart forgets no "not this call".
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from agent.domain import offering
from agent.domain.clock import RunningClock
from agent.domain.offering import Holder, Noticed, Offer
from agent.errors import TenthError
from agent.ports import Holding
from agent.workflow.capturing import Capturing, Order
from agent.workflow.clock import Clock
from agent.workflow.desk import Desk

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 1.0


@dataclass(frozen=True, slots=True)
class Noticing:
    """Looks, and tells what is offered. `look` is called every second by whoever serves the home; everybody may ask `offer`."""

    desk: Desk
    holding: Holding
    capture: Capturing
    clock: Clock

    def look(self) -> None:
        """Look who holds the microphone, note what changed, and stop a call that has been over for long enough."""
        store, now = self.desk.store, self.desk.now()
        before, holders = store.home.noticed, self.holding.holders()
        seen = offering.noticed(before, holders, now)
        if seen is not None:
            seen = self._with_reason(seen, holders)
        if seen != before:
            store.home.noticed = seen
        if before is not None and (seen is None or seen.id != before.id):
            self._next_call(before, seen, now)
        offer = self.offer()
        if offer is not None and offer.stops_at is not None and now >= offer.stops_at:
            self._end(offer.since)

    def offer(self) -> Offer | None:
        """Return what is offered now, None for nothing."""
        running = self._call()
        return offering.offered(
            self.desk.store.home.noticed, self.desk.now(), clock_since=running.since if running else None,
            is_captured=self.desk.store.captures.current() is not None,
        )  # fmt: skip

    def not_this_call(self) -> None:
        """Offer nothing more until the program lets go of the microphone."""
        seen = self.desk.store.home.noticed
        if seen is not None:
            self.desk.store.home.noticed = seen.silent()

    def _with_reason(self, seen: Noticed, holders: Sequence[Holder]) -> Noticed:
        """Say why capture is not offered: nobody knows the program, or the titles name an occasion for the clock only."""
        holder = next((h for h in holders if h.session == seen.session), None)
        if holder is None:
            return seen
        titles = tuple(w.title for w in holder.windows or ())
        occasion = self.capture.occasion(Order(titles=titles))
        return seen.because_of(occasion or ("" if holder.may_be_captured else "unknown"))

    def _next_call(self, before: Noticed, seen: Noticed | None, now: dt.datetime) -> None:
        """Another program took the microphone before the first call was ended: one call ends and the next has its own clock."""
        running = self._call()
        if running is None or not offering.belongs(running.since, before):
            return
        self._end(before.gone_at or now)
        if seen is not None and not seen.because:
            self.clock.start(call=True)

    def _end(self, at: dt.datetime) -> None:
        """End recording and clock of a call that was over at some moment."""
        try:
            if self.desk.store.captures.current() is not None:
                self.capture.stop(at)
            else:
                self.clock.stop(at)
        except TenthError as error:
            log.warning("the call is over and could not be ended: %s", error.code)

    def _call(self) -> RunningClock | None:
        running = self.clock.running()
        return running if running is not None and running.call else None
