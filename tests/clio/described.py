"""Holds every request that our client sends in a test run, and every answer that practice Clio gives in it, against Clio's own
description, when its path is given.

Requests that tests send on purpose to be refused are not ours: ours name themselves Tenth.
"""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from agent.clio.client import Line
from agent.clio.wire import Request
from agent.sandbox.wire import Wire
from tests.clio.description import API, Description


class Watch:
    """What was seen and what was wrong with it."""

    def __init__(self, description: Description) -> None:
        self.description = description
        self.requests = 0
        self.answers = 0
        self.wrong: dict[str, None] = {}

    def asked(self, request: Request) -> None:
        """Look at a request of our client's."""
        path, _, query = request.path.partition("?")
        if path.startswith(API):
            body = json.dumps(request.body).encode() if request.body else b""
            self._heard(request.method, path, query or urlencode(request.query), body)

    def arrived(self, environ: dict[str, Any], body: bytes) -> None:
        """Look at a request that reached practice Clio from a Tenth in another process."""
        path = environ["PATH_INFO"]
        if path.startswith(API) and environ.get("HTTP_USER_AGENT", "").startswith("Tenth/"):
            self._heard(environ["REQUEST_METHOD"], path, environ["QUERY_STRING"], body)

    def answered(
        self, environ: dict[str, Any], status: int, headers: list[tuple[str, str]], body: bytes
    ) -> None:
        """Look at an answer of practice Clio's."""
        path, kind = environ["PATH_INFO"], dict(headers).get("Content-Type", "")
        if path.startswith(API) and path.endswith(".json") and kind.startswith("application/json"):
            self.answers += 1
            self._note(self.description.answer(environ["REQUEST_METHOD"], path, status, body))

    def _heard(self, method: str, path: str, query: str, body: bytes) -> None:
        self.requests += 1
        self._note(self.description.request(method, path, query, body))

    def _note(self, wrong: list[str]) -> None:
        self.wrong |= dict.fromkeys(wrong)


@contextlib.contextmanager
def watching(watch: Watch) -> Iterator[None]:
    """Look over the shoulder of our client and of practice Clio."""
    send, act = Line.send, Wire._act

    def seen_send(self: Line, site: Any, request: Request, token: str | None = None) -> Any:
        watch.asked(request)
        return send(self, site, request, token)

    def seen_act(self: Wire, environ: Any) -> Any:
        body = environ["wsgi.input"].read()
        environ["wsgi.input"] = io.BytesIO(body)
        watch.arrived(environ, body)
        answer = act(self, environ)
        watch.answered(environ, int(answer.status.split()[0]), answer.headers, answer.body)
        return answer

    Line.send, Wire._act = seen_send, seen_act
    try:
        yield
    finally:
        Line.send, Wire._act = send, act
