"""A matter's record with everything Clio keeps of it, from the few things that differ."""

from __future__ import annotations

import datetime as dt
from typing import Any

from agent.sandbox.firm import Record


def matter_record(
    *, number: int, label: str, user_id: int, opened: dt.date, closed: dt.date | None, **values: Any
) -> Record:
    """All fields of a matter; `values` are the rest, in Clio's words."""
    last = closed or opened + dt.timedelta(days=15)
    return {
        "number": number,
        "display_number": f"{number:05}-{label}",
        "custom_number": None,
        "billable": True,
        "location": None,
        "client_reference": None,
        "open_date": opened.isoformat(),
        "close_date": closed and closed.isoformat(),
        "pending_date": None,
        "last_activity_date": None,
        "has_tasks": False,
        "shared": False,
        "responsible_attorney_id": user_id,
        "originating_attorney_id": user_id,
        "created_at": f"{opened.isoformat()}T00:30:00+00:00",
        "updated_at": f"{last.isoformat()}T05:00:00+00:00",
        **values,
    }


def hourly_rate(rate: float, user_id: int | None) -> Record:
    """A matter's own hourly rate, for one user or, with None, for the whole firm."""
    row = {"id": 1, "rate": rate, "user_id": user_id, "activity_description_id": None}
    return {"type": "HourlyRate", "on_invoice": False, "rates": [row]}
