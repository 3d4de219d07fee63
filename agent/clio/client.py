"""The only code that speaks to Clio over the network.

`Line` sends one request and says honestly what became of it; `ClioClient` waits its turn, renews the sign-in
once, and repeats what may be repeated. A write is repeated only when Clio certainly did not act: it could not
be reached (Unreachable), it asked to wait (Busy), or it did not take the token. Everything else that goes wrong
with a write is OutcomeUnknown and ends here.
"""

from __future__ import annotations

import datetime as dt
import logging
import secrets
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import httpx

from agent.clio import oauth, permissions, wire
from agent.clio.errors import (
    CertificateReplaced,
    ClioTrouble,
    ClockWrong,
    ProxyRefused,
    TokenRejected,
    Unreadable,
)
from agent.clio.limiter import Lane, Limiter
from agent.clio.regions import API, Site
from agent.clio.server_clock import ServerClock
from agent.clio.tokens import Access, Tokens
from agent.clio.wire import Answer, Json, Page, Request
from agent.errors import Busy, OutcomeUnknown, PracticeError, Refused, Unreachable

ATTEMPTS = 4
BACKOFF_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 90.0
"""A longer wait is told to the lawyer instead of being sat out."""

TIMEOUT = httpx.Timeout(connect=10, read=30, write=30, pool=10)
NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
"""Nothing of the request left: no connection, or the proxy would not make one."""

NOT_YET_VALID, EXPIRED = 9, 10
"""OpenSSL's numbers for a certificate that does not fit the date."""

log = logging.getLogger(__name__)

_T = TypeVar("_T")


def _chance() -> float:
    return secrets.randbelow(1000) / 1000


class Line:
    """One connection to one kind of Clio.

    A firm's proxy is used for Clio's own hosts, never for this computer's.
    """

    def __init__(
        self, *, version: str, practice_home: bool, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._http: httpx.Client | None = None
        self._opening = threading.Lock()
        self._transport = transport
        self.practice_home = practice_home
        # Plain on purpose: a User-Agent with an address in it is turned away by the firewall in front of Clio.
        self._headers = {"User-Agent": f"Tenth/{version}", "Accept": "application/json"}

    def send(self, site: Site, request: Request, token: str | None = None) -> Answer:
        """Send one request once.

        Raise Unreachable when nothing was sent; else OutcomeUnknown for a write, ClioTrouble for a read.
        """
        try:
            response = self._client().request(
                request.method,
                site.url(request.path),
                params=request.query or None,
                json=request.body,
                data=request.form,
                headers=_headers(request, token),
            )
        # Not chained: httpx's errors hold the request, with its token and narrative.
        except NEVER_SENT as error:
            _log(request, type(error).__name__)
            raise _unreachable(error) from None
        except httpx.RequestError as error:
            _log(request, type(error).__name__)
            if request.writes:
                raise OutcomeUnknown("the connection to Clio broke off after sending") from None
            raise ClioTrouble("the connection to Clio broke off") from None
        _log(request, response.status_code)
        return Answer(response.status_code, dict(response.headers), response.content)

    def close(self) -> None:
        """Let go of open connections."""
        if self._http is not None:
            self._http.close()

    def _client(self) -> httpx.Client:
        """Made at first need: reading the certificates takes a moment that `tenth --help` should not wait for."""
        with self._opening:
            if self._http is None:
                self._http = httpx.Client(
                    transport=self._transport,
                    headers=self._headers,
                    timeout=TIMEOUT,
                    follow_redirects=False,
                    trust_env=not self.practice_home,
                )
            return self._http


class ClioClient:
    """Signed-in requests, each answered or refused in the practice system's own kinds of error."""

    def __init__(
        self,
        line: Line,
        tokens: Tokens,
        limiter: Limiter,
        clock: ServerClock,
        *,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = _chance,
    ) -> None:
        self._line = line
        self._tokens = tokens
        self._limiter = limiter
        self._clock = clock
        self._sleep = sleep
        self._jitter = jitter
        self._told_version = False

    def record(self, request: Request, *, lane: Lane = Lane.WORK) -> Json:
        """Return the one record that is read or created. Raises as `wire.read_record`."""
        return self._ask(request, lane, lambda answer, site: wire.read_record(answer, wrote=request.writes))

    def removed(self, request: Request) -> None:
        """Remove one record. Raises as `wire.read_nothing`."""
        self._ask(request, Lane.WORK, lambda answer, site: wire.read_nothing(answer, wrote=request.writes))

    def pages(self, request: Request, *, lane: Lane = Lane.WORK) -> Iterator[Page]:
        """Yield the pages of a list. Raises as `wire.read_page`; Unreadable when Clio leads in a circle."""
        following: Request | None = request
        seen: set[str] = set()
        while following is not None:
            if following.path in seen:
                raise Unreadable("Clio's pages lead in a circle")
            seen.add(following.path)
            page: Page = self._ask(following, lane, wire.read_page)
            yield page
            following = page.following

    def now(self) -> dt.datetime | None:
        """Return Clio's time as last heard; the sign-in's answer tells it first. None when Clio does not say."""
        if self._clock.now() is None:
            self._patiently(self._tokens.access)
        return self._clock.now()

    def signed_in_as(self, access: Access, request: Request) -> Json:
        """Return the one record that is read with a sign-in that is not kept yet. Raises as `record`."""

        def ask() -> Json:
            try:
                return wire.read_record(self._line.send(access.site, request, access.token), wrote=False)
            except Refused as refused:
                raise permissions.named(refused, request) from None

        return self._patiently(ask)

    def deauthorise(self) -> bool:
        """Withdraw the sign-in at Clio; return whether Clio agreed. Raises PracticeError's kinds."""
        access = self._tokens.access()
        answer = self._line.send(access.site, oauth.deauthorise(access.token), access.token)
        return answer.status < 300

    def _ask(self, request: Request, lane: Lane, read: Callable[[Answer, Site], _T]) -> _T:
        """Send until it is answered, or may not be sent again."""
        return self._patiently(lambda: self._signed_in(request, lane, read))

    def _patiently(self, ask: Callable[[], _T]) -> _T:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return ask()
            except (Busy, Unreachable, ClioTrouble, Unreadable) as error:
                wait = self._wait(error, attempt)
                if attempt == ATTEMPTS or wait > LONGEST_WAIT_SECONDS:
                    raise
            self._sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def _wait(self, error: PracticeError, attempt: int) -> float:
        """Seconds before the next attempt: what Clio asked for, else doubling.

        Spread a little, so that two programs do not march in step.
        """
        least = error.wait_seconds if isinstance(error, Busy) else BACKOFF_SECONDS * 2 ** (attempt - 1)
        return least + self._jitter() * BACKOFF_SECONDS

    def _signed_in(self, request: Request, lane: Lane, read: Callable[[Answer, Site], _T]) -> _T:
        """Send with the access token, once more with a new one when Clio did not take it (and so did nothing)."""
        access = self._tokens.access()
        try:
            return self._once(request, lane, access, read)
        except TokenRejected:
            return self._once(request, lane, self._tokens.renewed(access), read)

    def _once(self, request: Request, lane: Lane, access: Access, read: Callable[[Answer, Site], _T]) -> _T:
        self._limiter.take_place(lane)
        answer = self._line.send(access.site, request, access.token)
        if left := wire.allowance(answer.headers):
            self._limiter.heard(left)
        if not wire.speaks_our_version(answer.headers) and not self._told_version:
            self._told_version = True
            log.warning("clio_version_differs")
        try:
            found = read(answer, access.site)
        except Busy as busy:
            self._limiter.closed_for(min(busy.wait_seconds, wire.WINDOW_SECONDS))
            raise
        except Refused as refused:
            raise permissions.named(refused, request) from None
        self._clock.heard(answer.headers)
        return found


def _headers(request: Request, token: str | None) -> dict[str, str]:
    headers = {"X-API-VERSION": wire.API_VERSION} if request.path.startswith(API) else {}
    if request.if_match is not None:
        headers["If-Match"] = request.if_match
    return {**headers, "Authorization": f"Bearer {token}"} if token else headers


def _log(request: Request, outcome: object) -> None:
    log.info("clio %s %s: %s", request.method, request.path.partition("?")[0], outcome)


def _unreachable(error: BaseException | None) -> Unreachable:
    """Why nothing was sent, as far as it can be told."""
    if isinstance(error, httpx.ProxyError):
        return ProxyRefused("the proxy made no connection to Clio")
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            if error.verify_code in (NOT_YET_VALID, EXPIRED):
                return ClockWrong("Clio's certificate does not fit this computer's date")
            return CertificateReplaced("Clio's certificate was replaced on the way")
        error = error.__cause__ or error.__context__
    return Unreachable("Clio could not be reached")
