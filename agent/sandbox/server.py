"""Practice Clio as something to start and stop: in a test, or as a program (`python -m agent.sandbox`).

Each connection carries one request and is answered by a thread of its own on a socket of 127.0.0.1; that leaves the
raw connection within reach, so that it can be cut where a rule says so.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from agent.sandbox import app, state
from agent.sandbox.behaviour import Behaviour
from agent.sandbox.faults import Faults, Kind, Rule
from agent.sandbox.firm import Clock, Firm, utc_now
from agent.sandbox.invent import invent
from agent.sandbox.office import Office, open_office
from agent.sandbox.wire import Heard, Wire

HOST = "127.0.0.1"
POLL_SECONDS = 0.02  # how soon a stop is noticed


class PracticeClio:
    """One practice Clio.

        with PracticeClio() as clio:
            ...                     # clio.url, clio.client_id, clio.client_secret
            clio.misbehave("drop-after", "POST", "/api/v4/activities", times=1)
            clio.firm.activities    # what is there now

    `firm` may be changed from outside while it runs: hold `firm.lock` for more than one change.
    """

    def __init__(
        self,
        *,
        matters: int = 300,
        seed: int = 1,
        port: int = 0,
        state_file: Path | None = None,
        behaviour: Behaviour | None = None,
        clock: Clock = utc_now,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.faults = Faults()
        self._matters, self._seed, self._port, self._state_file = matters, seed, port, state_file
        firm = invent(matters=matters, seed=seed, clock=clock)
        self.office: Office = open_office(firm, behaviour or Behaviour())
        if state_file is not None and state_file.exists():
            state.load(state_file, self.office, seed=seed, matters=matters)
        self._saved_at: tuple[int, int] | None = None
        application = app.build(self.office, self.faults, lambda: self.wire)
        self.wire = Wire(self.office, application, faults=self.faults, save=self._save, sleep=sleep)
        self._server: BaseWSGIServer | None = None
        self._thread: threading.Thread | None = None

    @property
    def firm(self) -> Firm:
        """Everything the firm holds."""
        return self.office.firm

    @property
    def client_id(self) -> str:
        """Of the private app that the firm has registered."""
        return self.office.client_id

    @property
    def client_secret(self) -> str:
        """Of the private app that the firm has registered."""
        return self.office.client_secret

    @property
    def control_secret(self) -> str:
        """Opens the back door under /practice."""
        return self.office.control_secret

    @property
    def url(self) -> str:
        """Where it listens; only once it has been started."""
        if self._server is None:
            raise RuntimeError("practice Clio is not running")
        return f"http://{HOST}:{self._server.server_port}"

    @property
    def journal(self) -> list[Heard]:
        """The requests so far, oldest first."""
        return list(self.wire.journal)

    def start(self) -> str:
        """Listen, and return the address."""
        self._save()
        self._server = make_server(HOST, self._port, self.wire, threaded=True, request_handler=_QuietHandler)
        self._port = self._server.server_port
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(POLL_SECONDS,), name="practice-clio", daemon=True
        )
        self._thread.start()
        return self.url

    def stop(self) -> None:
        """Stop listening; what was still on its way is carried out. Can be started again, on the same port."""
        if self._server is None or self._thread is None:
            return
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._server = self._thread = None
        self.wire.settle()
        self._save()

    def misbehave(self, kind: str, method: str = "*", path: str = "/api/v4/", **options: Any) -> None:
        """Put one misbehaviour in force; `faults.Rule` lists kinds and options."""
        self.faults.add(Rule(Kind(kind), method, path, **options))

    def behave(self) -> None:
        """End all misbehaviour."""
        self.faults.clear()

    def settle(self) -> None:
        """Carry out now what a `late` misbehaviour left on its way."""
        self.wire.settle()

    def sign_in(self, user_name: str = "Ruth Calder") -> tuple[str, str]:
        """Access and refresh token for a user, without the browser trip."""
        return self.office.grants.sign_in(self.firm.named("users", user_name)["id"])

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _save(self) -> None:
        """Write the state when something changed since it was last written."""
        if self._state_file is None:
            return
        with self.firm.lock:
            now = (self.firm.changes, self.office.grants.changes)
            if now != self._saved_at:
                state.save(self._state_file, self.office, seed=self._seed, matters=self._matters)
                self._saved_at = now


class _QuietHandler(WSGIRequestHandler):
    """Writes no request to a log: addresses can hold search words."""

    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing."""
