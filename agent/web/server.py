"""The server: a socket of our own on 127.0.0.1, the application behind it, and a clean stop.

We bind the socket ourselves because server libraries set SO_REUSEADDR, which on Windows lets a second program bind the same
port and take our requests. Eight threads and no event streams: the panel asks for the state in short polls.
"""

from __future__ import annotations

import copy
import socket
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import waitress.server
from flask import Flask
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser

from agent.vault.signatures import Clock
from agent.web import files, problems
from agent.web.callers import Known
from agent.web.door import Door
from agent.web.errors import NoFreePort
from agent.web.gate import CLIENT, LARGEST, LARGEST_BODY, LARGEST_TAKE_IN, Gate
from agent.web.routes import ROUTES
from agent.web.windows import Windows
from agent.workflow.services import Services

PORTS = (47821, 47822, 47823, 47824, 47825)
THREADS = 8
NEVER_TO_DISK = 2**31
"""More bytes than any request or answer has: above this, waitress would put them into temporary files, in plain."""

Application = Flask
"""What `create_app` builds: other doors pass it on without knowing Flask."""


def open_port(ports: Sequence[int] = PORTS) -> socket.socket:
    """Return a socket that listens on the first free port of `ports` at 127.0.0.1. Raise NoFreePort."""
    for port in ports:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if sys.platform == "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:  # without it, the closed connections of the last run would hold the port for a minute
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
            listener.listen()
        except OSError:
            listener.close()
        else:
            return listener
    raise NoFreePort("no port is free")


def create_app(
    services: Services,
    *,
    port: int,
    windows: Windows,
    clock: Clock,
    panel: Path | None = None,
) -> Flask:
    """Build the application for one port. `panel` is the page's folder."""
    app = Flask("agent.web", static_folder=None, template_folder=None)
    Gate(Known(windows, services.browsers, services.pairing), port=port, clock=clock).guard(app)
    problems.answer_problems(app)
    files.serve_files(app, panel or files.panel_folder())
    door = Door(services, windows, port=port, clock=clock)
    for route in ROUTES:
        route.register(app, door)
    return app


class _Parser(HTTPRequestParser):  # type: ignore[misc]  # waitress names no types
    """Turns a large body away by its headers: the gate hears of a request only when the whole of it is in memory.

    A large one may come where files are taken in, and with a header that no page of the web can send here unasked; else a
    hundred tabs of a hostile page could fill the memory of this computer.
    """

    adj: Any

    def parse_header(self, header_plus: bytes) -> None:
        """Read the headers, and decide how large a body they may announce."""
        super().parse_header(header_plus)
        known = CLIENT.upper().replace("-", "_") in self.headers
        self.adj = copy.copy(self.adj)
        self.adj.max_request_body_size = 1 + (LARGEST.get(self.path, LARGEST_BODY) if known else LARGEST_BODY)


class _Channel(HTTPChannel):  # type: ignore[misc]  # as above
    """A connection whose requests are read so."""

    parser_class = _Parser


class Serving:
    """An application being served, on threads of its own, until it is stopped."""

    def __init__(self, app: Flask, listener: socket.socket) -> None:
        self._app = app
        self._server: Any = waitress.server.create_server(
            self._answer,
            sockets=[listener],
            threads=THREADS,
            ident=None,
            max_request_body_size=LARGEST_TAKE_IN + 1,
            inbuf_overflow=NEVER_TO_DISK,
            outbuf_overflow=NEVER_TO_DISK,
            expose_tracebacks=False,
        )
        self._server.channel_class = _Channel
        self._thread = threading.Thread(target=self._server.run, name="web", daemon=True)
        self._thread.start()

    def show(self, app: Flask) -> None:
        """Serve another application from now on, on the same port."""
        self._app = app

    def _answer(self, environ: Any, start_response: Any) -> Any:
        return self._app(environ, start_response)

    def wait(self) -> None:
        """Wait until it is stopped."""
        while self._thread.is_alive():  # in short waits, so that Ctrl-C is noticed on Windows too
            self._thread.join(timeout=1)

    def stop(self) -> None:
        """Let the requests that are being answered finish, for five seconds at most, then close everything."""
        self._server.task_dispatcher.shutdown()
        self._server.trigger.pull_trigger(lambda: wasyncore.close_all(self._server._map, ignore_all=True))
        self._thread.join()


def serve(app: Flask, listener: socket.socket) -> Serving:
    """Serve `app` on the socket of `open_port` until `stop` is called on what is returned."""
    return Serving(app, listener)
