"""The whole store of a home, one door per noun over one database."""

from __future__ import annotations

import contextlib
from pathlib import Path

from agent.domain.firm import BillingSettings, Member
from agent.domain.ids import SourceId
from agent.domain.outlay import Outlay, PostedOutlay
from agent.domain.push import Outgoing, Posted
from agent.store.browsers import Browsers, Openings
from agent.store.call_logs import CallLogs
from agent.store.captures import Captures
from agent.store.clock import Clocks
from agent.store.contacts import Contacts
from agent.store.corrections import Corrections
from agent.store.database import BUSY_SECONDS, Database
from agent.store.days import Days
from agent.store.dictations import Dictations
from agent.store.doors import Doors
from agent.store.entries import Entries
from agent.store.expenses import Expenses
from agent.store.firm import Firm
from agent.store.heard import Heard
from agent.store.home import HomeFacts
from agent.store.lately import Lately
from agent.store.ledger import Ledger
from agent.store.matters import Matters
from agent.store.money import Money
from agent.store.second_hearings import SecondHearings
from agent.store.sources import Sources


class Store:
    """Opens, migrates and closes the database, and hands out its nouns."""

    def __init__(self, path: Path, key: bytes, *, busy_seconds: float = BUSY_SECONDS) -> None:
        """Open a home's database; `busy_seconds`: how long to wait for another program's writing."""
        self._database = Database(path, key, busy_seconds=busy_seconds)
        self.home = HomeFacts(self._database)
        self.sources = Sources(self._database)
        self.entries = Entries(self._database)
        self.matters = Matters(self._database)
        self.ledger = Ledger(self._database)
        self.clock = Clocks(self._database)
        self.browsers = Browsers(self._database)
        self.openings = Openings(self._database)
        self.days = Days(self._database)
        self.call_logs = CallLogs(self._database)
        self.captures = Captures(self._database)
        self.dictations = Dictations(self._database)
        self.heard = Heard(self._database)
        self.doors = Doors(self._database)
        self.second = SecondHearings(self._database)
        self.corrections = Corrections(self._database, "", Posted, Outgoing)
        self.expense_corrections = Corrections(self._database, "expense_", PostedOutlay, Outlay)
        self.expenses = Expenses(self._database)
        self.firm = Firm(self._database)
        self.money = Money(self._database)
        self.contacts = Contacts(self._database)
        self.lately = Lately(self._database)

    def users(self) -> list[Member]:
        """Return everybody with a sign-in at the firm, by name; empty before the first sync."""
        return self.firm.members()

    def billing_settings(self) -> BillingSettings | None:
        """Return how the firm counts time and money, None when this sign-in may not know or nobody has asked yet."""
        return self.firm.billing

    def discard(self, call: SourceId) -> None:
        """Let the capture go with its key, and with it all words that were made of its sound."""
        with self.transaction():
            self.captures.end()
            self.heard.forget(call)

    def transaction(self, *, unseen: bool = False) -> contextlib.AbstractContextManager[None]:
        """Make several changes happen together or not at all: one per step of work. `unseen`: of nothing a window shows."""
        return self._database.transaction(unseen=unseen)

    def close(self) -> None:
        """Close the database."""
        self._database.close()
