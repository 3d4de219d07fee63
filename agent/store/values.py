"""Frozen values to JSON and back, by their own type hints.

A field that a stored value lacks takes its default, so a value may gain fields without a migration; one that the program no
longer knows is dropped.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import json
import types
import typing
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

T = TypeVar("T")


def dump(value: object) -> str:
    """Return a value, or a tuple of values, as JSON text."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def load(kind: type[T], text: str) -> T:
    """Return the value of type `kind` that `dump` wrote."""
    return typing.cast(T, _typed(kind, json.loads(text)))


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Decimal) else value


def _typed(kind: Any, plain: Any) -> Any:
    kind = getattr(kind, "__supertype__", kind)  # NewType
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return None if plain is None else _typed(next(a for a in arguments if a is not type(None)), plain)
    if origin is tuple:
        return tuple(_typed(arguments[0], item) for item in plain)
    if dataclasses.is_dataclass(kind):
        hints = _hints(typing.cast(type, kind))
        return typing.cast(Any, kind)(
            **{name: _typed(hints[name], value) for name, value in plain.items() if name in hints}
        )
    if kind in (dt.date, dt.datetime):
        return kind.fromisoformat(plain)
    return kind(plain) if isinstance(kind, type) and issubclass(kind, Decimal | Enum) else plain


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)
