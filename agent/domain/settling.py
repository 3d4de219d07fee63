"""How a lost answer is settled: what a look at the practice system says about an open row of the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import TypeVar

from agent.domain.ids import RemoteId
from agent.domain.push import Held, Outgoing, Posted, Push

T = TypeVar("T")

CLEAN_LOOKS_NEEDED = 2


class Verdict(StrEnum):
    """What a look at the practice system says about an open push."""

    ADOPT = "adopt"
    LOOK_AGAIN = "look_again"
    SEND_AGAIN = "send_again"
    ASK = "ask"


def settle(
    push: Push,
    found: Sequence[Posted],
    owned: Collection[RemoteId],
    *,
    twins: int = 1,
    left: dt.timedelta = dt.timedelta(),
    others: Collection[Outgoing] = (),
) -> tuple[Verdict, Posted | None]:
    """Decide about an open push from the entries `found` for its user, matter and day since the row was written.

    `owned` are the remote ids that other rows of the ledger hold, `twins` how many open rows sent exactly the same, `others`
    what the other open rows sent, `left` how long the request may still be under way. One like ours is adopted, or one of as
    many as there are twins: which is whose makes no difference. None is believed only after two clean looks, the last with
    nothing left to wait for. More than that, or one that was changed there, is for the lawyer.
    """
    possible = [p for p in unowned(found, owned, others=others) if push.may_be(p)]
    alike = sorted((p for p in possible if p.is_like(push.sent)), key=lambda p: p.id)
    return verdict(possible, alike, clean_looks=push.clean_looks, twins=twins, left=left)


def verdict(
    possible: Sequence[T], alike: Sequence[T], *, clean_looks: int, twins: int, left: dt.timedelta
) -> tuple[Verdict, T | None]:
    """Decide by what may be ours and what is exactly like ours, the oldest first, whatever kind of thing it is."""
    if 1 <= len(alike) <= twins:
        return Verdict.ADOPT, alike[0]
    if possible:
        return Verdict.ASK, None
    if clean_looks + 1 >= CLEAN_LOOKS_NEEDED and not left:
        return Verdict.SEND_AGAIN, None
    return Verdict.LOOK_AGAIN, None


def unowned(found: Sequence[Held], owned: Collection[RemoteId], *, others: Collection[object]) -> list[Held]:
    """Return what no row of ours holds and no other open row made exactly so: that is settled with its own row."""
    return [p for p in found if p.id not in owned and not any(p.is_like(other) for other in others)]
