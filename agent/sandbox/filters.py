"""Filters of Clio's lists. A parameter that a list does not know is ignored, as Clio does: `matter=5` answers everything.

Each filter reads one query parameter and answers a test for records; a value it cannot read is a 400.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Mapping

from agent.sandbox.fields import Scope
from agent.sandbox.firm import Record
from agent.sandbox.problems import bad_argument

Test = Callable[[Record], bool]
Filter = Callable[[Scope, str], Test]
Filters = Mapping[str, Filter]


def moment(text: str) -> dt.datetime:
    """A timestamp with date and time; a bare date is refused in Clio's words. No offset is read as UTC."""
    if "T" not in text:
        raise bad_argument("invalid xmlschema format")
    try:
        value = dt.datetime.fromisoformat(text)
    except ValueError:
        raise bad_argument("invalid xmlschema format") from None
    return value if value.tzinfo else value.replace(tzinfo=dt.UTC)


def day(text: str) -> dt.date:
    """A calendar date; of a timestamp the date part, as written."""
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        raise bad_argument("invalid date") from None


def whole(text: str) -> int:
    """An id."""
    if not text.isascii() or not text.isdigit():
        raise bad_argument("invalid integer")
    return int(text)


def since(name: str) -> Filter:
    """Records whose moment is this one or later."""

    def build(scope: Scope, text: str) -> Test:
        start = moment(text)
        return lambda record: dt.datetime.fromisoformat(record[name]) >= start

    return build


def before(name: str) -> Filter:
    """Records whose moment is this one or earlier."""

    def build(scope: Scope, text: str) -> Test:
        end = moment(text)
        return lambda record: dt.datetime.fromisoformat(record[name]) <= end

    return build


def from_day(scope: Scope, text: str) -> Test:
    """Records dated on or after a day."""
    first = day(text).isoformat()
    return lambda record: bool(record["date"] >= first)


def to_day(scope: Scope, text: str) -> Test:
    """Records dated on or before a day."""
    last = day(text).isoformat()
    return lambda record: bool(record["date"] <= last)


def reference(name: str) -> Filter:
    """Records that refer to this id; `null` means to none."""

    def build(scope: Scope, text: str) -> Test:
        wanted = None if text == "null" else whole(text)
        return lambda record: record[name] == wanted

    return build


def flag(name: str) -> Filter:
    """Records where a yes or no is as asked."""

    def build(scope: Scope, text: str) -> Test:
        if text not in ("true", "false"):
            raise bad_argument("invalid boolean")
        return lambda record: bool(record[name]) is (text == "true")

    return build


def one_of(name: str, allowed: Mapping[str, str]) -> Filter:
    """Records whose value is one of a comma list; `allowed` maps Clio's query words to stored values."""

    def build(scope: Scope, text: str) -> Test:
        words = text.split(",")
        if any(word not in allowed for word in words):
            raise bad_argument(f"invalid value for {name}")
        values = {allowed[word] for word in words}
        return lambda record: record[name] in values

    return build


def contains(read: Callable[[Scope, Record], list[str | None]]) -> Filter:
    """Wildcard search: any of the texts contains the query, whatever its case or diacritics."""

    def build(scope: Scope, text: str) -> Test:
        wanted = folded(text)
        return lambda record: any(wanted in folded(each) for each in read(scope, record) if each)

    return build


def folded(text: str) -> str:
    """Text without case and combining marks: Nguyễn and nguyen are one."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter)).replace("đ", "d")
