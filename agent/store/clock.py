"""The running clock: at most one row, which survives a restart and a crash."""

from __future__ import annotations

from agent.domain.clock import RunningClock
from agent.store.database import Database
from agent.store.values import dump, load


class Clocks:
    """Where the one clock of a home is kept while it runs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def running(self) -> RunningClock | None:
        """Return the clock that runs, None when none does."""
        row = self._database.row("SELECT body FROM clock")
        return None if row is None else load(RunningClock, row["body"])

    def keep(self, clock: RunningClock | None) -> None:
        """Keep the clock that runs now; None when it has stopped."""
        with self._database.transaction():
            self._database.write("DELETE FROM clock")
            if clock is not None:
                self._database.write("INSERT INTO clock VALUES(1, ?)", dump(clock))
