"""Reading what a client sends: `{"data": {...}}`, references by id, dates, and the conditions of a change.

Keys that Clio does not know are ignored, so `quantity_in_hours` makes an entry of 0 seconds with a 201: clients have
to compare what comes back.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from flask import request

from agent.sandbox.firm import Firm, Record
from agent.sandbox.problems import Problem, bad_argument, not_found, unprocessable


def data() -> Record:
    """The `data` object of a JSON body; 400 when there is none."""
    body = request.get_json(silent=True)
    if not isinstance(body, dict) or not isinstance(body.get("data"), dict):
        raise bad_argument("data is missing")
    return dict(body["data"])


def check_unchanged(record: Record) -> None:
    """412 when `If-Match` names another version of the record."""
    expected = request.headers.get("If-Match")
    if expected is not None and expected.strip().strip('"') != record["etag"].strip('"'):
        raise Problem(412, "PreconditionFailedError", "The resource has changed since it was read")


def reference(firm: Firm, table: str, sent: Record, key: str) -> Record | None:
    """The record that `{key: {"id": ...}}` points to; None when the key is absent, 404 when the record is."""
    value = sent.get(key)
    if not isinstance(value, dict) or value.get("id") is None:
        return None
    record_id = value["id"]
    record = firm.find(table, int(record_id)) if str(record_id).isdigit() else None
    if record is None:
        raise not_found()
    return record


def date(value: Any) -> str:
    """An ISO date; of a timestamp the date as written, whatever its offset. 422 otherwise."""
    try:
        return dt.date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        raise unprocessable("Date is invalid") from None


def number(value: Any, name: str) -> float:
    """A number that is not negative; 422 otherwise."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        raise unprocessable(f"{name} is invalid")
    return float(value)


def text(value: Any, name: str) -> str:
    """A string; 422 otherwise."""
    if not isinstance(value, str):
        raise unprocessable(f"{name} is invalid")
    return value
