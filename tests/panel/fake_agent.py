"""A small agent for the page's tests: the real signed line, and an in-memory desk behind it.

It can be told to misbehave. The page's end-to-end tests run against the real one.
"""

from __future__ import annotations

import datetime as dt
import http.server
import json
import secrets
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from agent.vault.signatures import LaunchSecrets, answer_proof, request_signature
from tests.panel.desk import Desk, Refusal
from tests.panel.firm import Json
from tools.bundling import bundle

EXTENSION = Path(__file__).resolve().parents[2] / "extension"
TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "media-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@cache
def joined() -> dict[str, bytes]:
    """Return the page's files as they are packed: a page of a hundred modules is slow to open hundreds of times."""
    return bundle(EXTENSION, window=True)


class FakeAgent:
    """Serves the page's files and the desk on a loopback port of its own; the files one by one when `as_written` is set."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.launches = LaunchSecrets(clock=lambda: dt.datetime.now(dt.UTC), chance=secrets.token_bytes)
        self.keys: dict[str, bytes] = {}
        self.as_written = False
        self.lying = False  # answers as somebody who does not hold the key
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.port = self.server.server_port
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()

    @property
    def address(self) -> str:
        return f"{self.at}/panel/index.html#launch={self.launches.issue().secret}"

    @property
    def at(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def answer(self, path: str, headers: Any, body: bytes) -> tuple[int, Json, bytes | None, str]:
        """Return status, answer, the key to prove it with, and the request's nonce."""
        if path == "/v1/window/open":
            asked = json.loads(body)
            opened = self.launches.redeem(asked["nonce"], asked["proof"])
            if opened is None:
                return 401, {"code": "launch_refused", "message": "used", "hint": "Open it again."}, None, ""
            self.keys[opened.client] = opened.key
            return 200, {"client": opened.client, "salt": opened.salt, "proof": opened.proof}, None, ""
        nonce, key = headers["X-Tenth-Nonce"] or "", self.keys.get(headers["X-Tenth-Client"] or "")
        if key is None:
            return 401, {"code": "unpaired", "message": "unknown window", "hint": "Open it again."}, None, ""
        signed = request_signature(
            key, at=self.at, path=path, time=headers["X-Tenth-Time"], nonce=nonce, body=body
        )
        assert signed == headers["X-Tenth-Signature"], "the page signed something else than it sent"
        status, said = self._asked(path, json.loads(body))
        return status, said, secrets.token_bytes(32) if self.lying else key, nonce

    def _asked(self, path: str, body: Json) -> tuple[int, Json]:
        if (gate := self.desk.hold.get(path)) is not None:
            gate.wait(10)
        self.desk.calls.append((path, body))
        deed: Callable[[Json], Json] = getattr(
            self.desk, path.removeprefix("/v1/").replace("/", "_").replace("-", "_")
        )
        try:
            self.desk.check_keyring(path)
            return 200, deed(body)
        except Refusal as refusal:
            return refusal.status, {"code": refusal.code, "message": refusal.message, "hint": refusal.hint}


def _handler(agent: FakeAgent) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.split("?")[0].lstrip("/")
            file = EXTENSION / name
            data = None if agent.as_written else joined().get(name)
            if data is None and name.startswith(("panel/", "vendor/")) and file.is_file():
                data = file.read_bytes()
            self._send(404 if data is None else 200, data or b"", TYPES.get(file.suffix, "text/plain"))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, said, key, nonce = agent.answer(self.path, self.headers, body)
            data = json.dumps(said).encode()
            proof = answer_proof(key, at=agent.at, nonce=nonce, status=status, body=data) if key else None
            self._send(status, data, "application/json", proof)

        def _send(self, status: int, data: bytes, kind: str, proof: str | None = None) -> None:
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("Cache-Control", "no-store")
            if proof:
                self.send_header("X-Tenth-Proof", proof)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    return Handler
