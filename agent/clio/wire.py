"""Requests out, answers in, without a network: what to send to Clio's API and what its answers mean.

An answer to a write that nobody can read is OutcomeUnknown, never a plain error: the entry may exist. A status
from 400 to 499 means that Clio looked and did nothing, unless a web page comes with it: a firm's firewall that looks
at answers puts its own page in the place of Clio's, after Clio did what was asked. Two shapes of error, {"error":
{"type", "message"}} and {"error": "...", "error_description": "..."}, and a firewall's HTML page all arrive here.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any, Never
from urllib.parse import urlsplit

from agent.clio.errors import ClioTrouble, TokenRejected, Unreadable
from agent.clio.refusals import FIREWALL, OTHER, REFUSALS
from agent.clio.regions import API, Site
from agent.errors import Busy, OutcomeUnknown, Refused

API_VERSION = "4.0.9"
"""The newest version that Clio's published description names as default. Seconds as quantity need 4.0.4 or later."""

PAGE = 200
"""Clio's largest page."""

WINDOW_SECONDS = 60.0
"""Clio counts requests in windows of a minute."""

LONGEST_QUOTE = 300

SOMEBODY_ELSE = frozenset({407, 408, 499, 511})
"""A proxy, a gateway that lost patience, or a network that wants a sign-on first; Clio itself sends nobody elsewhere."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `path` begins with a slash and ends with a query only when Clio itself named the next page.

    `writes` says that sending it twice could create something twice.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    body: Json | None = field(default=None, repr=False)
    form: Mapping[str, str] | None = field(default=None, repr=False)
    writes: bool = False
    if_match: str | None = None
    """The version that a change is of: Clio answers 412 when it holds another one by now."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. Header names are in lower case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of Clio's requests per minute, and for how many seconds that holds."""

    remaining: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list and the request for the next one, None after the last. `of`: how long the list is, if Clio says."""

    rows: tuple[Json, ...] = field(repr=False)
    following: Request | None
    of: int | None = None


def get(resource: str, *query: tuple[str, str], fields: str) -> Request:
    """Build a read of `resource` ("users/who_am_i").

    Clio silently ignores a query name it does not know: only documented ones.
    """
    return Request("GET", f"{API}{resource}.json", (*query, ("fields", fields)))


def get_list(resource: str, *query: tuple[str, str], fields: str) -> Request:
    """Build a read of a list, in the largest pages and by cursor (which needs Clio's default order, by id)."""
    return get(resource, *query, ("limit", str(PAGE)), fields=fields)


def post(resource: str, data: Json, *, fields: str) -> Request:
    """Build the creation of one record, reading back `fields` of it."""
    return Request("POST", f"{API}{resource}.json", (("fields", fields),), body={"data": data}, writes=True)


def patch(resource: str, data: Json, *, fields: str, etag: str) -> Request:
    """Build a change of one record as it was at `etag`, reading back `fields` of it."""
    path = f"{API}{resource}.json"
    return Request("PATCH", path, (("fields", fields),), body={"data": data}, writes=True, if_match=etag)


def delete(resource: str) -> Request:
    """Build the removal of one record. Clio knows no condition for it."""
    return Request("DELETE", f"{API}{resource}.json", writes=True)


def read_nothing(answer: Answer, *, wrote: bool) -> None:
    """Take the answer to a removal: 204 and nothing else says that it was done. Raises as `read`."""
    if answer.status != 204:
        read(answer, wrote=wrote)
        _lost(answer, Unreadable("Clio's answer to a removal holds something"), wrote=wrote)


def read(answer: Answer, *, wrote: bool) -> Json:
    """Return the JSON object of a good answer.

    Raise TokenRejected (401), Busy (429), Refused (other 4xx); for anything else OutcomeUnknown after a write,
    ClioTrouble or Unreadable after a read.
    """
    if 200 <= answer.status < 300:
        found = _json(answer.body)
        if found is None:
            _lost(answer, Unreadable("Clio's answer is not JSON"), wrote=wrote)
        return found
    if answer.status == 401:
        raise TokenRejected("Clio did not take the access token")
    if answer.status == 429:
        raise Busy("Clio asks to wait", wait_seconds=_retry_after(answer.headers))
    if 400 <= answer.status < 500 and answer.status not in SOMEBODY_ELSE:
        refused = _refused(answer)
        raise _unsure(refused) if wrote and _is_web_page(answer.body) else refused
    if answer.status in SOMEBODY_ELSE or 300 <= answer.status < 400:
        _lost(answer, Unreadable(f"somebody else than Clio answered {answer.status}"), wrote=wrote)
    _lost(answer, ClioTrouble(f"Clio answered {answer.status}"), wrote=wrote)


def read_record(answer: Answer, *, wrote: bool) -> Json:
    """Return the record of an answer that holds one. Raises as `read`."""
    data = read(answer, wrote=wrote).get("data")
    if not isinstance(data, dict):
        _lost(answer, Unreadable("Clio's answer holds no record"), wrote=wrote)
    return data


def read_page(answer: Answer, site: Site) -> Page:
    """Return one page of a list. Raises as `read`; Unreadable when the next page lies on another host."""
    whole = read(answer, wrote=False)
    rows = whole.get("data")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Unreadable("Clio's answer holds no list")
    return Page(tuple(rows), _following(whole, site), _records(whole))


def allowance(headers: Mapping[str, str]) -> Allowance | None:
    """Read `X-RateLimit-Remaining` and `-Reset`, None when Clio says nothing.

    The reset is a Unix time on Clio's clock, so it is measured against the answer's own `Date`: a wrong clock
    here does not matter.
    """
    remaining = headers.get("x-ratelimit-remaining", "")
    if not remaining.isdigit():
        return None
    try:
        seconds = float(headers["x-ratelimit-reset"]) - _date(headers).timestamp()
    except (KeyError, ValueError):
        seconds = WINDOW_SECONDS
    return Allowance(int(remaining), min(max(seconds, 0.0), WINDOW_SECONDS))


def written_at(headers: Mapping[str, str]) -> dt.datetime | None:
    """Return when an answer was written, by its sender's clock; None when it does not say."""
    try:
        return _date(headers)
    except (KeyError, ValueError):
        return None


def speaks_our_version(headers: Mapping[str, str]) -> bool:
    """Whether the version that Clio says it used is the one we asked for. Error answers may not say."""
    return headers.get("x-api-version", API_VERSION) == API_VERSION


def error_name(answer: Answer) -> str | None:
    """Return OAuth's name of an error ("invalid_grant"), None for any other shape."""
    name = (_json(answer.body) or {}).get("error")
    return name if isinstance(name, str) else None


def _records(whole: Json) -> int | None:
    heading = whole.get("meta")
    found = heading.get("records") if isinstance(heading, dict) else None
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _following(whole: Json, site: Site) -> Request | None:
    try:
        address = whole["meta"]["paging"]["next"]
    except (KeyError, TypeError):
        return None
    if not address:
        return None
    if not isinstance(address, str) or not address.startswith(site.url(API)):
        # The access token goes with the request: it is for this host and nobody else.
        raise Unreadable("Clio's next page lies on another host")
    parts = urlsplit(address)
    return Request("GET", f"{parts.path}?{parts.query}")


def _refused(answer: Answer) -> Refused:
    code, hint = REFUSALS.get(answer.status, OTHER)
    found = _json(answer.body)
    if answer.status == 403 and found is None:
        code, hint = FIREWALL
    said = _said(found)
    refused = Refused(f"Clio answered {answer.status}", hint=f"{hint} Clio says: {said}" if said else hint)
    refused.code = code
    refused.hidden = answer.status == 404 or code == "clio_forbidden"
    refused.stops = code in ("clio_version_retired", "clio_firewall")
    return refused


def _is_web_page(body: bytes) -> bool:
    return body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _unsure(refused: Refused) -> OutcomeUnknown:
    unsure = OutcomeUnknown("a web page came in the place of Clio's answer", hint=refused.hint)
    unsure.code, unsure.stops = refused.code, refused.stops
    return unsure


def _said(found: Json | None) -> str:
    """What Clio said, in one line, for the lawyer's eyes only."""
    error = (found or {}).get("error")
    said = error.get("message") if isinstance(error, dict) else (found or {}).get("error_description")
    return " ".join(re.sub(r"<[^>]*>", " ", said).split())[:LONGEST_QUOTE] if isinstance(said, str) else ""


def _lost(answer: Answer, otherwise: Exception, *, wrote: bool) -> Never:
    if wrote:
        raise OutcomeUnknown(f"Clio answered {answer.status} and nobody can say what it did")
    raise otherwise


def _json(body: bytes) -> Json | None:
    """The JSON object in a body, numbers with a point as Decimal; None for anything else."""
    try:
        found = json.loads(body, parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _no_constant(name: str) -> Never:
    raise ValueError(name)


def _retry_after(headers: Mapping[str, str]) -> float:
    """Seconds to wait: Clio sends seconds, HTTP allows a date. A whole window when neither can be read."""
    said = headers.get("retry-after", "").strip()
    if said.isdigit():
        return float(said)
    try:
        return max((_utc(said) - _date(headers)).total_seconds(), 0.0)
    except (KeyError, ValueError):
        return WINDOW_SECONDS


def _date(headers: Mapping[str, str]) -> dt.datetime:
    return _utc(headers["date"])


def _utc(said: str) -> dt.datetime:
    """An HTTP date. ValueError for anything else."""
    return parsedate_to_datetime(said).replace(tzinfo=dt.UTC)
