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
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

T = TypeVar("T")


def dump(value: object) -> str:
    """Return a value, or a tuple of values, as JSON text."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def load(kind: type[T], text: str) -> T:
    """Return the value of type `kind` that `dump` wrote."""
    return typing.cast(T, _reader(typing.cast(Any, kind))(json.loads(text)))


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


@functools.cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """Return what reads values of a type; worked out once for each type, since a mirror holds thousands of values."""
    kind = getattr(kind, "__supertype__", kind)  # NewType
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        inner = _reader(next(a for a in arguments if a is not type(None)))
        return lambda plain: None if plain is None else inner(plain)
    if origin is tuple:
        item = _reader(arguments[0])
        return lambda plain: tuple(map(item, plain))
    if dataclasses.is_dataclass(origin or kind):
        made: Any = origin or kind
        bound = dict(zip(getattr(made, "__parameters__", ()), arguments, strict=True))
        for base in getattr(made, "__orig_bases__", ()):
            if dataclasses.is_dataclass(above := typing.get_origin(base)):
                bound |= dict(zip(getattr(above, "__parameters__", ()), typing.get_args(base), strict=True))
        hints = typing.get_type_hints(made)
        readers = {name: _reader(_with(hint, bound)) for name, hint in hints.items()}
        return lambda plain: made(**{n: readers[n](value) for n, value in plain.items() if n in readers})
    if kind in (dt.date, dt.datetime):
        return typing.cast(Callable[[Any], Any], kind.fromisoformat)
    if isinstance(kind, type) and issubclass(kind, Decimal | Enum):
        return kind
    return lambda plain: plain


def _with(hint: Any, bound: Mapping[Any, Any]) -> Any:
    """Return a field's type with the type variables of its class, and of the one above, put in."""
    if hint in bound:
        return bound[hint]
    open_ones = getattr(hint, "__parameters__", ())
    return hint[tuple(bound[each] for each in open_ones)] if open_ones else hint
