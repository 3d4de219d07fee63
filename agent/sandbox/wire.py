"""Between socket and application: carries requests in and answers out, and lets them go wrong where a rule says so.

Also keeps the journal of requests and saves the firm before an answer leaves, so that what was answered is there after
a kill.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import socket
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

from werkzeug.test import run_wsgi_app

from agent.sandbox.faults import Faults, Kind, Rule
from agent.sandbox.gate import FIREWALL_PAGE, admit
from agent.sandbox.office import Office

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PORTAL_PAGE = "<!doctype html><title>Welcome</title><h1>Sign in to the guest network</h1>"
ERROR_PAGE = "<!doctype html><title>Something went wrong</title><h1>Something went wrong</h1>"
JOURNAL_LENGTH = 20_000


@dataclass(frozen=True, slots=True)
class Heard:
    """One request in the journal; status None when no answer was sent. The query can hold search words."""

    method: str
    path: str
    status: int | None
    fault: Kind | None
    query: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class _Answer:
    status: str
    headers: list[tuple[str, str]]
    body: bytes = field(repr=False)

    def with_body(self, body: bytes, content_type: str | None = None) -> _Answer:
        headers = [pair for pair in self.headers if pair[0].lower() != "content-length"]
        if content_type:
            headers = [pair for pair in headers if pair[0].lower() != "content-type"]
            headers.append(("Content-Type", content_type))
        return replace(self, headers=[*headers, ("Content-Length", str(len(body)))], body=body)


@dataclass(slots=True)
class _Pending:
    """A request whose answer is lost already and which will be done after so many more requests."""

    lag: int
    environ: WSGIEnvironment


class Wire:
    """The WSGI application that the socket talks to."""

    def __init__(
        self,
        office: Office,
        application: WSGIApplication,
        *,
        faults: Faults,
        save: Callable[[], None],
        sleep: Callable[[float], None],
    ) -> None:
        self.journal: deque[Heard] = deque(maxlen=JOURNAL_LENGTH)
        self._office, self._application, self._faults = office, application, faults
        self._save, self._sleep = save, sleep
        self._pending: list[_Pending] = []

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        if environ["PATH_INFO"].startswith("/practice/"):
            return _send(self._act(environ), start_response)
        with self._office.firm.lock:
            rule = self._faults.draw(environ["REQUEST_METHOD"], environ["PATH_INFO"])
        if rule and rule.kind is Kind.SLOW:
            self._sleep(rule.seconds)
        with self._office.firm.lock:
            answer = self._answer(environ, rule)
            self._note(environ, answer, rule)
            self._count_down()
        if answer is None:
            _hang_up(environ)
            raise ConnectionAbortedError("dropped as ordered")
        if rule and rule.kind is Kind.CUT_OFF:
            start_response(answer.status, answer.headers)
            return _half(environ, answer.body)
        return _send(answer, start_response)

    def settle(self) -> None:
        """Carry out now whatever was still on its way."""
        with self._office.firm.lock:
            for pending in self._pending:
                self._act(pending.environ)
            self._pending.clear()

    def _answer(self, environ: WSGIEnvironment, rule: Rule | None) -> _Answer | None:
        """What to send back; None for nothing at all."""
        if rule is None:
            return self._act(environ)
        match rule.kind:
            case Kind.DROP_BEFORE:
                return None
            case Kind.LATE:
                self._put_off(environ, rule)
                return None
            case Kind.EXPIRE:
                self._office.grants.expire_access()
            case Kind.REVOKE:
                self._office.grants.revoke_all()
        if refusal := _refusal(rule):
            return self._dated(refusal)
        return _spoilt(self._act(environ), rule)

    def _dated(self, answer: _Answer) -> _Answer:
        """Clio says in every answer when it wrote it, by its own clock."""
        now = format_datetime(self._office.firm.clock().astimezone(dt.UTC), usegmt=True)
        return replace(answer, headers=[*answer.headers, ("Date", now)])

    def _act(self, environ: WSGIEnvironment) -> _Answer:
        with self._office.firm.lock:
            chunks, status, headers = run_wsgi_app(self._application, environ, buffered=True)
            answer = self._dated(_Answer(status, list(headers), b"".join(chunks)))
            self._save()
            return answer

    def _put_off(self, environ: WSGIEnvironment, rule: Rule) -> None:
        grant = admit(self._office, environ.get("HTTP_AUTHORIZATION", ""))
        if grant is not None:
            self._pending.append(_Pending(rule.lag, {**environ, "sandbox.admitted": grant}))

    def _count_down(self) -> None:
        for pending in self._pending:
            pending.lag -= 1
        due = [pending for pending in self._pending if pending.lag < 0]
        self._pending = [pending for pending in self._pending if pending.lag >= 0]
        for pending in due:
            self._act(pending.environ)

    def _note(self, environ: WSGIEnvironment, answer: _Answer | None, rule: Rule | None) -> None:
        status = None if answer is None else int(answer.status.split()[0])
        path, query = environ["PATH_INFO"], environ["QUERY_STRING"]
        self.journal.append(
            Heard(environ["REQUEST_METHOD"], path, status, None if rule is None else rule.kind, query)
        )


def _refusal(rule: Rule) -> _Answer | None:
    """An answer that comes instead of doing anything."""
    wait = str(max(1, round(rule.seconds)))
    match rule.kind:
        case Kind.ERROR_BEFORE:
            return _json("500 Internal Server Error", "InternalServerError", "Something went wrong")
        case Kind.BUSY:
            busy = _json(
                "429 Too Many Requests", "RateLimitedError", f"Too many requests. Retry in {wait} seconds."
            )
            return replace(busy, headers=[*busy.headers, ("Retry-After", wait)])
        case Kind.FORBIDDEN:
            return _json("403 Forbidden", "ForbiddenError", "User is forbidden from taking that action")
        case Kind.GONE:
            return _json(
                "410 Gone", "GoneError", "The requested API version is invalid or no longer supported."
            )
        case Kind.UNAVAILABLE:
            return _page("503 Service Unavailable", ERROR_PAGE)
        case Kind.FIREWALL:
            return _page("403 Forbidden", FIREWALL_PAGE)
        case Kind.PORTAL:
            return _page("200 OK", PORTAL_PAGE)
    return None


def _spoilt(answer: _Answer, rule: Rule) -> _Answer | None:
    """What becomes of the answer to a request that was carried out."""
    match rule.kind:
        case Kind.DROP_AFTER:
            return None
        case Kind.ERROR_AFTER:
            return _json("500 Internal Server Error", "InternalServerError", "Something went wrong")
        case Kind.TRUNCATED:
            return answer.with_body(answer.body[: len(answer.body) // 2])
        case Kind.HTML:
            return answer.with_body(ERROR_PAGE.encode(), "text/html; charset=utf-8")
    return answer


def _json(status: str, kind: str, message: str) -> _Answer:
    body = json.dumps({"error": {"type": kind, "message": message}}).encode()
    return _Answer(status, [], b"").with_body(body, "application/json")


def _page(status: str, text: str) -> _Answer:
    return _Answer(status, [], b"").with_body(text.encode(), "text/html; charset=utf-8")


def _send(answer: _Answer, start_response: StartResponse) -> Iterable[bytes]:
    start_response(answer.status, answer.headers)
    return [answer.body]


def _half(environ: WSGIEnvironment, body: bytes) -> Iterator[bytes]:
    yield body[: len(body) // 2]
    _hang_up(environ)
    raise ConnectionAbortedError("cut off as ordered")


def _hang_up(environ: dict[str, Any]) -> None:
    """Close the connection under the server, so that not one more byte goes out."""
    connection = environ.get("werkzeug.socket")
    if connection is not None:
        connection.shutdown(socket.SHUT_RDWR)
