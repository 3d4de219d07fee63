"""The whole store of a home, one door per noun over one database."""

from __future__ import annotations

import contextlib
from pathlib import Path

from agent.store.browsers import Browsers, Openings
from agent.store.call_logs import CallLogs
from agent.store.captures import Captures
from agent.store.clock import Clocks
from agent.store.database import Database
from agent.store.days import Days
from agent.store.entries import Entries
from agent.store.home import HomeFacts
from agent.store.ledger import Ledger
from agent.store.matters import Matters
from agent.store.sources import Sources


class Store:
    """Opens, migrates and closes the database, and hands out its nouns."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._database = Database(path, key)
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

    def transaction(self, *, unseen: bool = False) -> contextlib.AbstractContextManager[None]:
        """Make several changes happen together or not at all: one per step of work. `unseen`: of nothing a window shows."""
        return self._database.transaction(unseen=unseen)

    def close(self) -> None:
        """Close the database."""
        self._database.close()
