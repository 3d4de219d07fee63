"""Ways to read a field of a record, from which the shapes are put together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from agent.sandbox.fields import Nested, Scope, Shape
from agent.sandbox.firm import Record

Read = Callable[[Scope, Record], Any]

ZONES = {"Sydney": "Australia/Sydney", "Auckland": "Pacific/Auckland", "Perth": "Australia/Perth"}
"""Clio speaks of time zones by their Rails names."""

AUD = {"id": 1, "etag": '"aud"', "code": "AUD", "sign": "$"}


def local_time(scope: Scope, moment: dt.datetime) -> str:
    """A moment as Clio prints it: whole seconds, in the user's zone, with offset."""
    zone = ZoneInfo(ZONES[scope.user["time_zone"]])
    return moment.astimezone(zone).isoformat(timespec="seconds")


def stored(name: str) -> Read:
    return lambda scope, record: record.get(name)


def when(name: str) -> Read:
    def read(scope: Scope, record: Record) -> str | None:
        value = record.get(name)
        return None if value is None else local_time(scope, dt.datetime.fromisoformat(value))

    return read


def plain(names: str, **computed: Read) -> dict[str, Read]:
    """Stored fields by name; those ending in `_at` are moments; the rest is computed."""
    kept = {name: when(name) if name.endswith("_at") else stored(name) for name in names.split()}
    return {**kept, **computed}


def one(table: str, shape: Shape, key: str) -> Nested:
    return Nested(shape, lambda scope, record: scope.firm.find(table, record.get(key)))


def inside(name: str, shape: Shape) -> Nested:
    """A nested record stored inside its owner."""
    return Nested(shape, lambda scope, record: record.get(name))


def flat(names: str) -> Shape:
    return Shape(plain(names), {})


STAMPS = "id etag created_at updated_at "
"""Every record of Clio answers these."""
