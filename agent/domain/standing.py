"""Where an entry of ours stands in the practice system, as it was last read there.

UNBILLED --somebody changed it--> CHANGED        on no bill: may be corrected, and undone as long as it is unchanged
DRAFT                                            on a bill that is still being made
BILLED                                           on a bill that was sent, or paid
DELETED                                          not there any more, or no longer shown to this sign-in
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from agent.domain.charging import Charge, of_flags
from agent.domain.ids import RemoteId
from agent.domain.push import Outgoing, Posted


class Says(Protocol):
    """One version of an entry or an expense: as it was sent, as it is wanted, or as the practice system holds it."""

    def said(self) -> Mapping[str, str | None]:
        """Return what it says, by names; values are plain text, ids or numbers. What is hidden from here has no name."""


class Held(Says, Protocol):
    """A version that the practice system holds."""

    @property
    def id(self) -> RemoteId:
        """Its id there."""

    @property
    def etag(self) -> str | None:
        """The practice system's mark of this version."""


H = TypeVar("H", bound=Held)


class State(StrEnum):
    """What the ledger says of an entry."""

    UNBILLED = "unbilled"
    CHANGED = "changed"
    DRAFT = "draft"
    BILLED = "billed"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Standing(Generic[H]):
    """One entry as the practice system held it at a moment. `posted` is None when it is not there; `bill` is a number."""

    remote_id: RemoteId
    seen_at: dt.datetime
    posted: H | None = None
    on_bill: bool = False
    billed: bool = False
    bill: str | None = field(default=None, repr=False)

    def state(self, known: H | None) -> State:
        """Return where the entry stands; `known` is what the practice system held when we last wrote it."""
        if self.posted is None:
            return State.DELETED
        if self.billed:
            return State.BILLED
        if self.on_bill:
            return State.DRAFT
        return State.CHANGED if known and differences(known, self.posted) else State.UNBILLED


EntryStanding = Standing[Posted]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two versions of an entry say differently. `what` names it; values are plain text, ids or numbers."""

    what: str
    was: str | None = field(repr=False)
    now: str | None = field(repr=False)


def differences(was: Says, now: Says) -> tuple[Difference, ...]:
    """Return what two versions say differently: day, length or sum, words, matter, fee earner, charging, category."""
    before, after = was.said(), now.said()
    return tuple(
        Difference(what, before[what], after[what])
        for what in before
        if what in after and before[what] != after[what]
    )


def charge_of(entry: Posted | Outgoing) -> Charge:
    """Return how an entry is charged there."""
    return of_flags(billable=entry.billable, no_charge=entry.no_charge)
