"""Stands in for https://au.app.clio.com over TLS, and for a hostile site beside it.

au.app.clio.com/nc/...     practice Clio's own pages, passed on
au.app.clio.com/watching   a page of Clio's kind that writes down every key, message and change it can see
app.clio.com/watching      the same in another of Clio's regions
evil.example/              anybody else's page
"""

from __future__ import annotations

import http.server
import secrets
import socket
import ssl
import threading
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

CLIO, OTHER_REGION, EVIL, REBIND = "au.app.clio.com", "app.clio.com", "evil.example", "rebind.example"
NAMES = (CLIO, OTHER_REGION, EVIL, REBIND)
WATCHING = f"https://{CLIO}/watching"
POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'self'"
)
SHUT = "local-network-access=(), loopback-network=(), local-network=()"
"""Permissions-Policy of a site that lets nothing in it reach this computer."""

FOLDER = Path(__file__).parent
PASSED_ON = ("Content-Type", "Content-Security-Policy", "Location")


class StandIn:
    """The server. `practice` is where practice Clio listens; `shut` adds the Permissions-Policy."""

    def __init__(self, tls: ssl.SSLContext, *, port: int = 0) -> None:
        self.practice = ""
        self.shut = False
        self.asked: list[tuple[str, str]] = []  # host and path of every request
        self._server = _Server(("127.0.0.1", port), _handler(self))
        self._server.tls = tls
        self.port = self._server.server_port
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()

    def stop(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    tls: ssl.SSLContext

    def get_request(self) -> tuple[socket.socket, Any]:
        """Wrap the connection; the handshake waits until its own thread reads, so that a slow browser stops nobody."""
        connection, address = super().get_request()
        wrapped = self.tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return wrapped, address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Browsers close connections they opened to be ready; nobody needs to hear of it."""


def _handler(site: StandIn) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host, path = self.headers.get("Host", "").partition(":")[0], self.path
            site.asked.append((host, path))
            if host == CLIO and path.startswith("/nc/") and site.practice:
                self._pass_on(path)
            elif host in (CLIO, OTHER_REGION) and path.startswith("/watching"):
                nonce = secrets.token_hex(8)
                page = (FOLDER / "watching.html").read_text().replace("{nonce}", nonce)
                self._send(page.encode(), {"Content-Security-Policy": POLICY.format(nonce=nonce)})
            elif host == EVIL and path.startswith("/open"):
                self._send(b"open to all", {"Access-Control-Allow-Origin": "*"})
            elif host == EVIL:
                self._send(b"<!doctype html><title>evil</title><h1>Win a prize</h1>")
            else:
                self._send(b"nothing here", status=404)

        def _pass_on(self, path: str) -> None:
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with opener.open(site.practice + path, timeout=30) as answer:
                kept = {name: answer.headers[name] for name in PASSED_ON if name in answer.headers}
                self._send(answer.read(), kept)

        def _send(self, body: bytes, headers: Mapping[str, str] | None = None, status: int = 200) -> None:
            said = {
                "Content-Type": "text/html; charset=utf-8",
                "Cache-Control": "no-store",
                **(headers or {}),
            }
            if site.shut:
                said["Permissions-Policy"] = SHUT
            self.send_response(status)
            for name, value in said.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    return Handler
