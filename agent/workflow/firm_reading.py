"""What is read of the firm beside its matters. A part that this sign-in may not read is left out and said, never a failed sync.

Everything is read before anything is written: a database that waits for the network would keep a push waiting too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from agent.domain.firm import BillingSettings, Member
from agent.domain.matter import Category
from agent.errors import Refused
from agent.ports import PracticeSystem
from agent.store.store import Store

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class FirmRead:
    """The firm as it was read; `not_shown` has a sentence with what to do for each part that may not be read."""

    categories: Sequence[Category]
    members: Sequence[Member]
    billing: BillingSettings | None
    not_shown: tuple[str, ...]

    def keep(self, store: Store) -> None:
        """Replace what was known of the firm."""
        with store.transaction():
            store.matters.keep_categories(self.categories)
            store.firm.keep_members(self.members)
            store.firm.keep_billing(self.billing)
            store.home.not_shown = self.not_shown


def read_firm(practice: PracticeSystem) -> FirmRead:
    """Read what may be read of the firm."""
    hints: list[str] = []

    def allowed(read: Callable[[], _T], otherwise: _T) -> _T:
        try:
            return read()
        except Refused as refused:
            if not refused.hidden:
                raise
            hints.append(refused.hint)
            return otherwise

    categories = practice.categories()
    members: Sequence[Member] = allowed(practice.users, ())
    billing = allowed(practice.billing_settings, None)
    return FirmRead(categories, members, billing, tuple(dict.fromkeys(hints)))
