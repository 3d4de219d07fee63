"""A caller that speaks the agent's protocol as SECURITY.md describes it, over a test client or a real socket."""

from __future__ import annotations

import datetime as dt
import http.client
import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask

from agent.vault import signatures


@dataclass(frozen=True)
class Answer:
    """One answer as it came: nothing is believed yet."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(self.body)
        return said


Send = Callable[[str, Mapping[str, str], bytes], Answer]
"""Sends a POST to a path with headers and a body."""


class Refusal(Exception):
    """A proven refusal."""

    def __init__(self, status: int, said: dict[str, Any]) -> None:
        super().__init__(f"{status} {said['code']}")
        self.status, self.code, self.hint = status, said["code"], said["hint"]


def over_socket(port: int) -> Send:
    """Send over a real connection to 127.0.0.1, one per request."""

    def send(path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        try:
            connection.request("POST", path, body, dict(headers))
            response = connection.getresponse()
            return Answer(response.status, dict(response.headers), response.read())
        finally:
            connection.close()

    return send


def over_app(app: Flask, port: int) -> Send:
    """Send straight into an application."""

    def send(path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        host = {"Host": f"127.0.0.1:{port}", **headers}
        response = app.test_client().post(path, data=body, headers=host)
        return Answer(response.status_code, dict(response.headers), response.data)

    return send


def secret_in(page: Path) -> str:
    """Read the launch secret out of a redirect page, as a browser would."""
    found = re.search(r"#launch=([0-9a-f]{64})", page.read_text("utf-8"))
    assert found is not None
    return found[1]


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass
class SigningClient:
    """A window: opened once, then signing each request and checking the proof of each answer."""

    send: Send
    port: int
    client: str
    key: bytes = field(repr=False)
    clock: Callable[[], dt.datetime] = now
    origin: str | None = None  # the agent's own page

    @classmethod
    def open(
        cls, send: Send, port: int, secret: str, clock: Callable[[], dt.datetime] = now
    ) -> SigningClient:
        """Exchange a launch secret for a key."""
        nonce = secrets.token_hex(16)
        body = json.dumps({"nonce": nonce, "proof": signatures.launch_proof(secret, nonce)}).encode()
        answer = send("/v1/window/open", plain_headers(port), body)
        said = answer.json
        if answer.status != 200:
            raise Refusal(answer.status, said)
        salt, client = said["salt"], said["client"]
        assert said["proof"] == signatures.launch_answer(secret, nonce=nonce, salt=salt, client=client)
        return cls(send, port, client, signatures.client_key(secret, nonce=nonce, salt=salt), clock)

    @property
    def at(self) -> str:
        """Where the agent is believed to be."""
        return f"http://127.0.0.1:{self.port}"

    def call(self, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Ask something and return the proven answer. Raise Refusal when it is a refusal."""
        data = json.dumps(body or {}).encode()
        headers = self.headers(path, data)
        answer = self.send(path, headers, data)
        assert self.proves(answer, headers), f"unproven answer {answer.status} to {path}"
        if answer.status != 200:
            raise Refusal(answer.status, answer.json)
        return answer.json

    def headers(
        self, path: str, body: bytes, *, time: str | None = None, nonce: str | None = None
    ) -> dict[str, str]:
        """Return the headers of a signed request."""
        time = time or str(signatures.milliseconds(self.clock()))
        nonce = nonce or secrets.token_hex(16)
        return {
            **plain_headers(self.port, self.origin),
            "X-Tenth-Client": self.client,
            "X-Tenth-Time": time,
            "X-Tenth-Nonce": nonce,
            "X-Tenth-Signature": signatures.request_signature(
                self.key, at=self.at, path=path, time=time, nonce=nonce, body=body
            ),
        }

    def proves(self, answer: Answer, headers: Mapping[str, str]) -> bool:
        """Whether an answer carries the proof for the request with these headers."""
        ours = signatures.answer_proof(
            self.key, at=self.at, nonce=headers["X-Tenth-Nonce"], status=answer.status, body=answer.body
        )
        return signatures.same(ours, answer.headers.get("X-Tenth-Proof", ""))


def plain_headers(port: int, origin: str | None = None) -> dict[str, str]:
    """Return the headers of an unsigned request, from the agent's own page unless another is named."""
    return {"Content-Type": "application/json", "Origin": origin or f"http://127.0.0.1:{port}"}
