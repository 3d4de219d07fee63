"""Money before and after a push: what an entry is expected to cost, how it is charged, and what it still needs for that.

A `Book` is read once for one answer, so that a list of entries asks the store a handful of questions and not one per entry.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from agent.domain.billing import UnitRule
from agent.domain.charging import Charge, Default, default
from agent.domain.day import LIVE
from agent.domain.entry import TimeEntry
from agent.domain.firm import BillingSettings
from agent.domain.ids import MatterId, TimekeeperId
from agent.domain.matter import Category, Matter
from agent.domain.push import Outgoing
from agent.domain.rates import Estimate, Quote, Rate, RateSource, Rounding, estimate, without_category
from agent.domain.terms import Policy
from agent.errors import PracticeError, Refused
from agent.ports import PracticeSystem
from agent.workflow.desk import Desk

log = logging.getLogger(__name__)

RATES_HOLD = dt.timedelta(hours=4)
"""A rate may be changed at the practice system without the matter being changed."""

MOST_AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class Book:
    """All that is known here of terms and rates, at one moment."""

    desk: Desk
    policy: Policy
    billing: BillingSettings | None
    user: TimekeeperId | None
    categories: Mapping[int, Category]
    _matters: dict[MatterId, Matter | None] = field(default_factory=dict)
    _quotes: dict[tuple[MatterId, TimekeeperId], tuple[Quote, ...]] = field(default_factory=dict)

    @classmethod
    def opened(cls, desk: Desk) -> Book:
        """Read it."""
        store = desk.store
        who = store.home.timekeeper
        categories = {each.id: each for each in store.matters.categories()}
        return cls(desk, store.money.policy, store.billing_settings(), who.id if who else None, categories)

    def matter(self, matter_id: MatterId | None) -> Matter | None:
        """Return a matter of the mirror."""
        if matter_id is None:
            return None
        if matter_id not in self._matters:
            self._matters[matter_id] = self.desk.store.matters.known(matter_id)
        return self._matters[matter_id]

    def rule(self, matter_id: MatterId | None) -> UnitRule:
        """Return how a matter's time becomes units."""
        return self.policy.rule(self.matter(matter_id))

    def default(self, entry: TimeEntry) -> Default:
        """Return how the entry's matter is charged, and why."""
        matter = self.matter(entry.matter_id)
        return default(
            matter,
            said=self.policy.of_matter(entry.matter_id).charge,
            guideline=self.policy.of_client(matter.client_id).charge if matter else None,
            fixed_is_unbillable=self.billing.flat_time_not_billable if self.billing else None,
        )

    def charge(self, entry: TimeEntry) -> Charge:
        """Return how an entry is charged as it stands."""
        return self.default(entry).charge if entry.charge is None else entry.charge

    def missing(self, entry: TimeEntry) -> str | None:
        """Say in one sentence what a bill still needs of an entry; None when it needs nothing."""
        if missing := entry.what_is_missing():
            return missing
        if entry.charge is None and (of_matter := self.default(entry)).asks:
            return f"say how time on this matter is charged ({of_matter.why})"
        if entry.is_raised(self.rule(entry.matter_id)) and not entry.raised_why:
            return "say why more is charged than was measured"
        return None

    def estimate(self, entry: TimeEntry) -> Estimate | None:
        """Return what an entry is expected to come to, None where that cannot be told."""
        earner = self.earner(entry)
        if earner is None or not entry.units or (entry.matter_id is None and not entry.no_matter):
            return None
        sent = Outgoing.of(entry, earner)
        billing = self.billing
        rounding = Rounding(billing.minutes, billing.decimal_rounding) if billing else Rounding()
        return estimate(self._rate(entry), sent.seconds, rounding, charged=self.charge(entry).is_billable)

    def earner(self, entry: TimeEntry) -> TimekeeperId | None:
        """Return whose time an entry is."""
        return entry.earner_id or self.user

    def origin(self, entry: TimeEntry, found: Estimate) -> str:
        """Say where an estimate's rate comes from, to whoever is signed in."""
        own = found.rate.source is RateSource.USER and self.earner(entry) == self.user
        return "your rate" if own else found.origin

    def _rate(self, entry: TimeEntry) -> Rate | None:
        if entry.rate is not None:
            return Rate(entry.rate, RateSource.OWN)
        earner = self.earner(entry)
        quotes = self._quoted(entry.matter_id, earner)
        if found := next((q.rate for q in quotes if q.category_id == entry.category_id), None):
            return found
        matter, category = self.matter(entry.matter_id), self.categories.get(entry.category_id or 0)
        if not quotes and matter is not None and matter.rate_kind == "hourly":
            return None  # it has a rate of its own that nobody has asked for yet
        if category is not None and category.rate is not None:
            return Rate(category.rate, RateSource.FLAT if category.is_flat else RateSource.CATEGORY)
        members = {member.id: member for member in self.desk.store.users()}
        mine = members.get(earner) if earner is not None else None
        return without_category(quotes, mine.rate if mine else None)

    def _quoted(self, matter_id: MatterId | None, earner: TimekeeperId | None) -> tuple[Quote, ...]:
        if matter_id is None or earner is None:
            return ()
        if (matter_id, earner) not in self._quotes:
            self._quotes[matter_id, earner] = self.desk.store.money.quotes(matter_id, earner)
        return self._quotes[matter_id, earner]


@dataclass(frozen=True, slots=True)
class Rates:
    """Asks the practice system what the entries at hand would cost."""

    desk: Desk
    practice: Callable[[], PracticeSystem]

    def book(self) -> Book:
        """Return what is known of terms and rates now."""
        return Book.opened(self.desk)

    def read(self) -> int:
        """Read the rates of the matters that entries are open on, where they are not known or old; return of how many.

        A few at a time: the next reading brings the rest. What this sign-in may not know leaves the estimate out.
        """
        store, book = self.desk.store, self.book()
        old = self.desk.now() - RATES_HOLD
        wanted = dict.fromkeys(
            (e.matter_id, book.earner(e)) for e in store.entries.all() if e.matter_id and e.status in LIVE
        )
        due = [(m, u) for m, u in wanted if m and u and not store.money.quoted_since(m, u, old)]
        done = 0
        for matter, earner in due[:MOST_AT_ONCE]:
            try:
                with self.desk.reach.asking():
                    quotes = self.practice().quotes(matter, earner)
            except Refused:
                quotes = ()  # it may not be known: ask again when the next reading is due
            except PracticeError as error:
                log.info("rates of a matter not read: %s", error.code)
                break
            store.money.keep_quotes(matter, earner, quotes, self.desk.now())
            done += 1
        return done
