"""The mirror of the firm itself: its people with a sign-in, and its billing settings."""

from __future__ import annotations

from collections.abc import Sequence

from agent.domain.firm import BillingSettings, Member
from agent.store.database import Database
from agent.store.values import dump, load


class Firm:
    """What the practice system said of the firm, last time it was asked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep_members(self, members: Sequence[Member]) -> None:
        """Replace who has a sign-in; those who left stay as long as the practice system lists them."""
        with self._database.transaction():
            self._database.write("DELETE FROM member")
            for member in members:
                self._database.write("INSERT INTO member VALUES(?, ?)", member.id, dump(member))

    def members(self) -> list[Member]:
        """Return everybody by name."""
        rows = self._database.rows("SELECT body FROM member")
        return sorted((load(Member, row["body"]) for row in rows), key=lambda m: m.name.casefold())

    @property
    def billing(self) -> BillingSettings | None:
        """How the firm counts time and money, None when this sign-in may not know or nobody has asked yet."""
        row = self._database.row("SELECT value FROM home WHERE key = 'billing_settings'")
        return None if row is None else load(BillingSettings, row["value"])

    def keep_billing(self, settings: BillingSettings | None) -> None:
        """Replace the billing settings; None forgets them."""
        with self._database.transaction():
            self._database.write("DELETE FROM home WHERE key = 'billing_settings'")
            if settings is not None:
                self._database.write("INSERT INTO home VALUES('billing_settings', ?)", dump(settings))
