"""What money needs: the firm's terms, and what the practice system said of its rates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from agent.domain.ids import MatterId, TimekeeperId
from agent.domain.rates import Quote
from agent.domain.terms import Policy
from agent.store.database import Database
from agent.store.values import dump, load


class Money:
    """One policy, and for each fee earner and matter the rates as they were read last."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def policy(self) -> Policy:
        """The firm's terms for counting and charging time."""
        row = self._database.row("SELECT value FROM home WHERE key = 'policy'")
        return Policy() if row is None else load(Policy, row["value"])

    @policy.setter
    def policy(self, chosen: Policy) -> None:
        with self._database.transaction():
            self._database.write(
                """INSERT INTO home VALUES('policy', ?)
                   ON CONFLICT(key) DO UPDATE SET value = excluded.value""",
                dump(chosen),
            )

    def keep_quotes(
        self, matter: MatterId, user: TimekeeperId, quotes: Sequence[Quote], read_at: dt.datetime
    ) -> None:
        """Replace what was said of one fee earner's rates on one matter."""
        with self._database.transaction():
            self._database.write(
                "INSERT OR REPLACE INTO quote VALUES(?, ?, ?, ?)",
                matter,
                user,
                read_at.isoformat(),
                dump(list(quotes)),
            )

    def quotes(self, matter: MatterId, user: TimekeeperId) -> tuple[Quote, ...]:
        """Return one fee earner's rates on one matter, empty when nobody has asked."""
        row = self._database.row("SELECT body FROM quote WHERE matter_id = ? AND user_id = ?", matter, user)
        return () if row is None else load(tuple[Quote, ...], row["body"])

    def quoted_since(self, matter: MatterId, user: TimekeeperId, since: dt.datetime) -> bool:
        """Whether these rates were read after a moment."""
        row = self._database.row(
            "SELECT 1 FROM quote WHERE matter_id = ? AND user_id = ? AND read_at >= ?",
            matter, user, since.isoformat(),
        )  # fmt: skip
        return row is not None
