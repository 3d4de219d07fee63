"""Clio's `fields=` syntax: a comma list, one level of nesting in braces, anything else refused.

    id,etag                      plain
    matter{id,display_number}    one level down
    matter                       the nested record's defaults (id, etag)
    matter{id,client}            a record two levels down: its defaults only
    matter{client{name}}         400

Without `fields` an answer holds id and etag only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from agent.sandbox.firm import Firm, Record
from agent.sandbox.problems import bad_field

DEFAULTS = ("id", "etag")
_ITEM = re.compile(r"\s*([a-z0-9_]+)\s*(?:\{([^{}]*)\})?\s*(?:,|$)")


@dataclass(frozen=True, slots=True)
class Scope:
    """Who is asking, and with which query parameters."""

    firm: Firm
    user: Record
    args: MultiDict[str, str] = field(default_factory=MultiDict)


@dataclass(frozen=True, slots=True)
class Nested:
    """A record, or a list of records, inside another."""

    shape: Shape
    find: Callable[[Scope, Record], Record | list[Record] | None]


@dataclass(frozen=True, slots=True)
class Shape:
    """What can be asked of one kind of record."""

    plain: Mapping[str, Callable[[Scope, Record], Any]]
    nested: Mapping[str, Nested]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One item of a `fields` list; `inner` is None when no braces were given."""

    name: str
    inner: tuple[str, ...] | None


def parse(text: str | None, shape: Shape) -> tuple[Wanted, ...]:
    """Read and check a `fields` parameter; a name the shape does not have is a 400 that quotes it."""
    if not text:
        return tuple(Wanted(name, None) for name in DEFAULTS if name in shape.plain)
    wanted, at = [], 0
    while at < len(text):
        item = _ITEM.match(text, at)
        if not item:
            raise bad_field(text[at:])
        inner = None if item[2] is None else tuple(name.strip() for name in item[2].split(","))
        wanted.append(_checked(Wanted(item[1], inner), shape))
        at = item.end()
    return tuple(wanted)


def select(scope: Scope, shape: Shape, wanted: tuple[Wanted, ...], record: Record) -> Record:
    """The part of a record that was asked for."""
    return {item.name: _value(scope, shape, item, record) for item in wanted}


def _checked(item: Wanted, shape: Shape) -> Wanted:
    if item.inner is None:
        if item.name not in shape.plain and item.name not in shape.nested:
            raise bad_field(item.name)
        return item
    nested = shape.nested.get(item.name)
    for name in item.inner:
        if nested is None or (name not in nested.shape.plain and name not in nested.shape.nested):
            raise bad_field(f"{item.name}{{{name}}}")
    return item


def _value(scope: Scope, shape: Shape, item: Wanted, record: Record) -> Any:
    if item.name in shape.plain:
        return shape.plain[item.name](scope, record)
    nested = shape.nested[item.name]
    found = nested.find(scope, record)
    names = item.inner or tuple(name for name in DEFAULTS if name in nested.shape.plain)
    inner = tuple(Wanted(name, None) for name in names)
    if isinstance(found, list):
        return [select(scope, nested.shape, inner, each) for each in found]
    return None if found is None else select(scope, nested.shape, inner, found)
