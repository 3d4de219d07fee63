"""What stands in Clio's books after a push <-> the ledger's nouns. Pure, with every `fields` string.

Clio answers `billed` for a bill that awaits payment or is paid, and `on_bill` for a draft too. A change sends only what
changes: whatever else stands in Clio stays as it is there. A removed record answers 404, or is left out of a list.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from agent.clio import shapes
from agent.clio.fields import maybe, part
from agent.clio.wire import Json
from agent.domain.push import Outgoing, Posted
from agent.domain.standing import Standing, differences

STANDING_FIELDS = f"{shapes.ACTIVITY_FIELDS},billed,on_bill,bill{{id,number,state}}"


def standing(row: Json, seen_at: dt.datetime) -> Standing:
    """Read where one time entry stands."""
    return Standing(
        remote_id=shapes.remote_id(row),
        seen_at=seen_at,
        posted=shapes.posted(row),
        on_bill=maybe(row, "on_bill", bool) is True,
        billed=maybe(row, "billed", bool) is True,
        bill=maybe(part(row, "bill") or {}, "number", str),
    )


def change_data(base: Posted, wanted: Outgoing) -> Json:
    """Return what is sent to make `wanted` of `base`. No price: Clio resolves the rate anew where it does."""
    values: dict[str, Any] = {
        "date": wanted.date.isoformat(),
        "seconds": wanted.seconds,
        "narrative": wanted.narrative,
        "matter": {"id": wanted.matter_id},
        "user": {"id": wanted.user_id},
        "billable": not wanted.billable,
        "category": {"id": wanted.category_id},
    }
    names = {
        "seconds": "quantity",
        "narrative": "note",
        "billable": "non_billable",
        "category": "activity_description",
    }
    return {names.get(each.what, each.what): values[each.what] for each in differences(base, wanted)}
