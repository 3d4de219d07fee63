"""Another program on one of the agent's ports: it answers everything, as well as it can without the key."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Lie = Callable[[str, bytes, Mapping[str, str]], tuple[int, Any]]
"""What it says to a request: path, body and headers in, status and JSON out."""


@dataclass(frozen=True)
class Received:
    """What it was given to see."""

    path: str
    headers: Mapping[str, str]
    body: bytes


class Imposter:
    """Squats on a port for as long as the block lasts."""

    def __init__(self, port: int, lie: Lie) -> None:
        self.received: list[Received] = []
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", port), _handler(self.received, lie))

    def __enter__(self) -> list[Received]:
        """Answer; return what is received."""
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        return self.received

    def __exit__(self, *error: object) -> None:
        """Leave the port."""
        self._server.shutdown()
        self._server.server_close()


def _handler(received: list[Received], lie: Lie) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            received.append(Received(self.path, dict(self.headers), body))
            status, answer = lie(self.path, body, dict(self.headers))
            said = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Access-Control-Allow-Headers", "*")
            self.send_header("Access-Control-Expose-Headers", "*")
            self.send_header("X-Tenth-Proof", "0" * 64)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def do_OPTIONS(self) -> None:
            self.do_POST()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    return Handler
