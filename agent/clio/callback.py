"""The loopback page that Clio sends the browser back to after signing in.

It listens on 127.0.0.1:47820 only while the lawyer is connecting, answers one address, and believes one answer:
the first that carries the state of this very trip. A browser opens connections it never uses, so each is served
by a thread of its own.
"""

from __future__ import annotations

import hmac
import queue
import socket
import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from agent.clio.errors import CallbackPortTaken, SignInDeclined, SignInFailed, SignInTimedOut
from agent.clio.oauth import CALLBACK_HOST, CALLBACK_PORT

QUIET_SECONDS = 10
"""How long a connection may say nothing."""

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Tenth</title>
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:28rem;margin:20vh auto;padding:0 1.5rem}}
h1{{font-size:1.25rem;font-weight:600;margin:0 0 .5rem}}p{{margin:0;opacity:.75}}</style>
<h1>{title}</h1><p>{text}</p></html>
"""


class CallbackListener:
    """Waits for one browser. Use as a context manager; `port` differs from Clio's registered one only in tests."""

    def __init__(self, state: str, *, port: int = CALLBACK_PORT) -> None:
        self._state = state
        self._port = port
        self._answers: queue.SimpleQueue[str | SignInFailed] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        """Start to listen. Raise CallbackPortTaken when another program does."""
        try:
            self._server = _Server((CALLBACK_HOST, self._port), self._state, self._answers)
        except OSError:
            raise CallbackPortTaken(f"port {self._port} is taken") from None
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._server.server_port

    def give_up(self) -> None:
        """Let `wait` end: nobody is waited for any more."""
        self._answers.put(SignInTimedOut("the trip was given up"))

    def wait(self, *, seconds: float) -> str:
        """Return the code the browser brings.

        Raise SignInDeclined, SignInTimedOut, or SignInFailed for another answer of Clio's.
        """
        try:
            answer = self._answers.get(timeout=seconds)
        except queue.Empty:
            raise SignInTimedOut("nobody came back from the browser") from None
        if isinstance(answer, SignInFailed):
            raise answer
        return answer


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # there it would let another program listen beside us

    def __init__(
        self, address: tuple[str, int], state: str, answers: queue.SimpleQueue[str | SignInFailed]
    ) -> None:
        self.state = state
        self.answers = answers
        self.taken = threading.Lock()
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        """Bind without the name look-up of http.server, which can hang."""
        if sys.platform == "win32":
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        TCPServer.server_bind(self)
        self.server_name, self.server_port = CALLBACK_HOST, self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Print nothing: a browser that went away is nobody's error, and its request line holds the code."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = QUIET_SECONDS

    def do_GET(self) -> None:
        """Answer the browser; hand over the code when everything is as expected."""
        asked = urlsplit(self.path)
        if self.headers.get_all("Host") != [f"{CALLBACK_HOST}:{self.server.server_port}"]:
            self._show(HTTPStatus.MISDIRECTED_REQUEST, "Nothing here", "This address is not for you.")
        elif asked.path != "/callback":
            self._show(HTTPStatus.NOT_FOUND, "Nothing here", "Go back to Tenth and connect again.")
        else:
            self._come_back(parse_qs(asked.query, keep_blank_values=True))

    def _come_back(self, said: dict[str, list[str]]) -> None:
        answer = _understand(said, self.server.state)
        if answer is None or not self.server.taken.acquire(blocking=False):
            self._show(HTTPStatus.BAD_REQUEST, "This page has expired", "Go back to Tenth and connect again.")
            return
        try:
            if isinstance(answer, str):
                self._show(HTTPStatus.OK, "Tenth has your answer", "You can close this tab.")
            else:
                self._show(HTTPStatus.OK, "Not connected", "Nothing was changed. You can close this tab.")
        finally:
            self.server.answers.put(answer)

    def _show(self, status: HTTPStatus, title: str, text: str) -> None:
        page = PAGE.format(title=title, text=text).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.send_header("Cache-Control", "no-store")
        self.send_header(
            "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
        )
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(page)

    def version_string(self) -> str:
        """Say who answers and nothing about Python."""
        return "Tenth"

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged: the request line holds the code."""


def _understand(said: dict[str, list[str]], state: str) -> str | SignInFailed | None:
    """The code, why there is none, or None when this is not our trip coming back."""
    if len(said.get("state", [])) != 1 or not hmac.compare_digest(said["state"][0].encode(), state.encode()):
        return None
    if error := said.get("error"):
        return (
            SignInDeclined("declined in the browser")
            if error == ["access_denied"]
            else SignInFailed("Clio sent an error back")
        )
    code = said.get("code", [])
    return code[0] if len(code) == 1 and code[0] else None
