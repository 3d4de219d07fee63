"""Values out of one of Clio's records, each of its documented kind. Anything else is Unreadable, and is never quoted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from agent.clio.errors import Unreadable
from agent.clio.wire import Json

_T = TypeVar("_T")


def need(row: Json, name: str, kind: type[_T]) -> _T:
    """Read a value that must be there, of its documented kind."""
    found = maybe(row, name, kind)
    if found is None:
        raise Unreadable(f"a record of Clio's lacks `{name}`")
    return found


def maybe(row: Json, name: str, kind: type[_T]) -> _T | None:
    """Read a value of its documented kind, None when it is not there."""
    found = row.get(name)
    if found is None or isinstance(found, kind):
        return found
    raise Unreadable(f"`{name}` of a record of Clio's is not as documented")


def part(row: Json, name: str) -> Json | None:
    """Read a record within a record."""
    return maybe(row, name, dict)


def id_of(row: Json, name: str, named: Callable[[int], _T]) -> _T | None:
    """Read the id of a record within a record."""
    found = part(row, name)
    return named(need(found, "id", int)) if found else None


def number(row: Json, name: str) -> Decimal:
    """Read a number that must be there."""
    found = maybe_number(row, name)
    if found is None:
        raise Unreadable(f"a record of Clio's lacks `{name}`")
    return found


def maybe_number(row: Json, name: str) -> Decimal | None:
    """Read a number, None when it is not there."""
    found = row.get(name)
    if isinstance(found, bool) or not isinstance(found, int | Decimal | None):
        raise Unreadable(f"`{name}` of a record of Clio's is not as documented")
    return None if found is None else Decimal(found)


def money(row: Json, name: str) -> Decimal | None:
    """Read an amount in dollars and cents; Clio writes whole dollars without the cents."""
    found = maybe_number(row, name)
    return None if found is None else found.quantize(Decimal("0.01"))


def date(row: Json, name: str) -> dt.date:
    """Read a day."""
    try:
        return dt.date.fromisoformat(need(row, name, str))
    except ValueError:
        raise Unreadable(f"`{name}` of a record of Clio's is no date") from None


def moment(row: Json, name: str) -> dt.datetime:
    """Read a moment with its offset."""
    try:
        found = dt.datetime.fromisoformat(need(row, name, str))
    except ValueError:
        raise Unreadable(f"`{name}` of a record of Clio's is no time") from None
    if found.tzinfo is None:
        raise Unreadable(f"`{name}` of a record of Clio's has no offset")
    return found
