"""The door while the keyring is locked: it says who listens here, lets windows open, and refuses everything else until the
keyring opens. It asks the operating system again when a page wants it, and not more than once in ten seconds.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path

from flask import Flask, Response

from agent import __version__
from agent.vault.errors import KeyringLocked, NoSafeKeyring, VaultError
from agent.vault.signatures import Clock
from agent.web import answers, bodies, files, problems, routes_door
from agent.web.callers import WhileLocked
from agent.web.door import Route
from agent.web.gate import HELLO, UNLOCK, WINDOW_OPEN, Gate
from agent.web.windows import Windows

UNOPENED = (KeyringLocked, NoSafeKeyring)
"""What a person ends by unlocking the keyring, or by starting one."""
ASKED_AGAIN_AFTER = dt.timedelta(seconds=10)


class Unlocking:
    """Opens what the keyring keeps shut, as soon as it lets it be opened.

    `open_up` opens the home and puts the whole door in the place of this one; `why` is what kept it from being opened so far.
    """

    def __init__(self, why: VaultError, open_up: Callable[[], None], *, clock: Clock) -> None:
        self._why = why
        self._open_up = open_up
        self._clock = clock
        self._asked_at: dt.datetime | None = None
        self._asking = threading.Lock()
        self.done = threading.Event()

    def refusal(self) -> KeyringLocked:
        """Return what every call is told meanwhile."""
        return KeyringLocked(str(self._why), hint=self._why.hint)

    def ask(self) -> None:
        """Ask the operating system once more. Raise KeyringLocked when it stays shut, was just asked, or is being asked."""
        if not self._asking.acquire(blocking=False):
            raise self.refusal()
        try:
            if not self.done.is_set():
                self._ask_now()
        finally:
            self._asking.release()

    def _ask_now(self) -> None:
        now = self._clock()
        if self._asked_at is not None and now - self._asked_at < ASKED_AGAIN_AFTER:
            raise self.refusal()
        self._asked_at = now
        try:
            self._open_up()
        except UNOPENED as error:
            self._why = error
            raise self.refusal() from error
        self.done.set()


class LockedDoor:
    """What the few calls may use that are answered while the keyring is locked."""

    def __init__(self, windows: Windows, unlocking: Unlocking, *, port: int) -> None:
        self.windows = windows
        self.unlocking = unlocking
        self.port = port


def hello(door: LockedDoor, body: bodies.Hello) -> answers.Hello:
    """Say who listens here. Windows get their proof; the key of a paired browser lies behind the lock."""
    return answers.Hello("tenth", __version__, routes_door.proof_of_port(door.port, body.nonce), locked=True)


def unlock(door: LockedDoor, body: bodies.Nothing) -> answers.Nothing:
    """Ask the operating system for the keyring once more, and open if it lets us."""
    door.unlocking.ask()
    return answers.Nothing()


def create_locked_app(
    unlocking: Unlocking, *, port: int, windows: Windows, clock: Clock, panel: Path | None = None
) -> Flask:
    """Build the application that is served until the keyring opens."""
    app = Flask("agent.web", static_folder=None, template_folder=None)
    Gate(WhileLocked(windows, unlocking.refusal), port=port, clock=clock).guard(app)
    problems.answer_problems(app)
    files.serve_files(app, panel or files.panel_folder())
    door = LockedDoor(windows, unlocking, port=port)
    for route in (Route(HELLO, hello), Route(WINDOW_OPEN, routes_door.open_window), Route(UNLOCK, unlock)):
        route.register(app, door)

    def refuse(path: str) -> Response:
        raise unlocking.refusal()

    app.add_url_rule("/v1/<path:path>", "refuse", refuse, methods=["POST"], provide_automatic_options=False)
    return app
