"""Where an entry of ours stands in the practice system, as it was last read there.

UNBILLED --somebody changed it--> CHANGED        on no bill: may be corrected, and undone as long as it is unchanged
DRAFT                                            on a bill that is still being made
BILLED                                           on a bill that was sent, or paid
DELETED                                          not there any more, or no longer shown to this sign-in
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from agent.domain.charging import Charge
from agent.domain.ids import RemoteId
from agent.domain.push import Outgoing, Posted
from agent.domain.wording import words_of


class State(StrEnum):
    """What the ledger says of an entry."""

    UNBILLED = "unbilled"
    CHANGED = "changed"
    DRAFT = "draft"
    BILLED = "billed"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Standing:
    """One entry as the practice system held it at a moment. `posted` is None when it is not there; `bill` is a number."""

    remote_id: RemoteId
    seen_at: dt.datetime
    posted: Posted | None = None
    on_bill: bool = False
    billed: bool = False
    bill: str | None = field(default=None, repr=False)

    def state(self, known: Posted | None) -> State:
        """Return where the entry stands; `known` is what the practice system held when we last wrote it."""
        if self.posted is None:
            return State.DELETED
        if self.billed:
            return State.BILLED
        if self.on_bill:
            return State.DRAFT
        return State.CHANGED if known and differences(known, self.posted) else State.UNBILLED


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two versions of an entry say differently. `what` names it; values are plain text, ids or numbers."""

    what: str
    was: str | None = field(repr=False)
    now: str | None = field(repr=False)


def differences(was: Posted | Outgoing, now: Posted | Outgoing) -> tuple[Difference, ...]:
    """Return what two versions of an entry say differently: day, seconds, words, matter, fee earner, charging, category."""
    before, after = _said(was), _said(now)
    return tuple(
        Difference(what, before[what], after[what]) for what in before if before[what] != after[what]
    )


def _said(entry: Posted | Outgoing) -> dict[str, str | None]:
    return {
        "date": entry.date.isoformat(),
        "seconds": str(entry.seconds),
        "narrative": words_of(entry.narrative),
        "matter": _text(entry.matter_id),
        "user": _text(entry.user_id),
        "charge": charge_of(entry),
        "category": _text(entry.category_id),
    }


def charge_of(entry: Posted | Outgoing) -> Charge:
    """Return how an entry is charged there. Of the firm's own time the practice system only knows that it is nobody's bill."""
    if entry.billable:
        return Charge.BILLABLE
    return Charge.NO_CHARGE if entry.no_charge else Charge.NOT_BILLABLE


def _text(id: int | None) -> str | None:
    return None if id is None else str(id)
