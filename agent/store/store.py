"""The whole store of a home, one door per noun over one database."""

from __future__ import annotations

import contextlib
from pathlib import Path

from agent.store.clock import Clocks
from agent.store.database import Database
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

    def transaction(self) -> contextlib.AbstractContextManager[None]:
        """Make several changes happen together or not at all: one per step of work."""
        return self._database.transaction()

    def close(self) -> None:
        """Close the database."""
        self._database.close()
