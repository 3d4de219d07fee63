"""Lists: filter, order, page. Cursor paging is unlimited, offset paging ends at 10,000 records.

order=id(asc), no offset    cursor: follow `meta.paging.next` until there is none
anything else               offset: the same, but never past the 10,000th record
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from agent.sandbox import filters
from agent.sandbox.fields import Scope, Shape, Wanted, parse, select
from agent.sandbox.firm import Record
from agent.sandbox.problems import bad_argument

OFFSET_END = 10_000

COMMON: filters.Filters = {
    "created_since": filters.since("created_at"),
    "updated_since": filters.since("updated_at"),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list of one resource can do: its shape, filters and orders, and its largest page."""

    shape: Shape
    keep: Mapping[str, filters.Filter]
    orders: tuple[str, ...] = ("id",)
    default_order: str = "id(asc)"
    limit: int = 200
    lag: dt.timedelta = dt.timedelta(0)


def page(listing: Listing, records: list[Record], *, scope: Scope, url: str) -> dict[str, Any]:
    """One page of a list as Clio answers it; `url` is the list's absolute address without its query."""
    args = scope.args
    wanted = parse(args.get("fields"), listing.shape)
    size = _limit(args.get("limit"), listing.limit)
    kept = _ordered(listing, _kept(listing, records, scope=scope), scope=scope, order=args.get("order"))
    token = _read_token(args.get("page_token"))
    if args.get("order") == "id(asc)" and "offset" not in args:
        after = token.get("after", 0)
        rest = [record for record in kept if record["id"] > after]
        shown = rest[:size]
        following = {"after": shown[-1]["id"]} if len(rest) > size else None
    else:
        start = token.get("offset", filters.whole(args.get("offset", "0")))
        if start >= OFFSET_END:
            raise bad_argument("offset pagination ends at 10,000 records")
        shown = kept[start : min(start + size, OFFSET_END)]
        end = start + len(shown)
        following = {"offset": end} if shown and end < min(len(kept), OFFSET_END) else None
    paging = {} if following is None else {"next": _next(url, args, following)}
    data = [select(scope, listing.shape, wanted, record) for record in shown]
    return {"data": data, "meta": {"paging": paging, "records": len(kept)}}


def _limit(text: str | None, most: int) -> int:
    size = most if text is None else filters.whole(text)
    if not 1 <= size <= most:
        raise bad_argument(f"limit must be between 1 and {most}")
    return size


def _kept(listing: Listing, records: list[Record], *, scope: Scope) -> list[Record]:
    args = scope.args
    tests = [build(scope, args[name]) for name, build in {**COMMON, **listing.keep}.items() if name in args]
    if "ids[]" in args:
        ids = {filters.whole(text) for text in args.getlist("ids[]")}
        tests.append(lambda record: record["id"] in ids)
    if listing.lag:
        visible = scope.firm.clock() - listing.lag
        tests.append(lambda record: dt.datetime.fromisoformat(record["created_at"]) <= visible)
    return [record for record in records if all(test(record) for test in tests)]


def _ordered(listing: Listing, records: list[Record], *, scope: Scope, order: str | None) -> list[Record]:
    """Records in the order asked for; those without a value come last either way."""
    name, _, direction = (order or listing.default_order).removesuffix(")").partition("(")
    if name not in listing.orders or direction not in ("asc", "desc"):
        raise bad_argument("invalid order")
    if name == "id" and direction == "asc":
        return records
    outer, _, inner = name.partition(".")
    item = Wanted(outer, (inner,) if inner else None)

    def key(record: Record) -> Any:
        if outer.endswith("_at"):
            return record[outer]
        found = select(scope, listing.shape, (item,), record)[outer]
        return found and found[inner] if inner else found

    keyed = [(key(record), record) for record in records]
    present = sorted(
        (pair for pair in keyed if pair[0] is not None), key=lambda pair: (pair[0], pair[1]["id"])
    )
    if direction == "desc":
        present.reverse()
    return [record for _, record in [*present, *(pair for pair in keyed if pair[0] is None)]]


def _next(url: str, args: MultiDict[str, str], following: dict[str, int]) -> str:
    token = base64.urlsafe_b64encode(json.dumps(following).encode()).decode()
    carried = [
        (name, value) for name, value in args.items(multi=True) if name not in ("page_token", "offset")
    ]
    return f"{url}?{urlencode([*carried, ('page_token', token)])}"


def _read_token(text: str | None) -> dict[str, int]:
    if text is None:
        return {}
    try:
        token = json.loads(base64.urlsafe_b64decode(text))
    except (binascii.Error, ValueError):
        raise bad_argument("invalid page_token") from None
    if not isinstance(token, dict) or not all(isinstance(value, int) for value in token.values()):
        raise bad_argument("invalid page_token")
    return token
