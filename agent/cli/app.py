"""`tenth app`: the agent itself. Serves the review page, carries on with what was left, and stays until told to stop."""

from __future__ import annotations

import argparse
import contextlib
import signal
import threading
from pathlib import Path

from filelock import FileLock, Timeout

from agent import wiring
from agent.cli.asked import DONE, Arguments, home_of, tell
from agent.cli.browser import open_in_browser
from agent.cli.served import Served
from agent.errors import PracticeError, TenthError
from agent.paths import Home
from agent.workflow.services import Services

SECONDS_BETWEEN_LOOKS = 30.0
"""For entries whose answer was lost: a request may be under way for a little longer than a minute."""


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add the verb."""
    app = verbs.add_parser("app", parents=[common], help="start Tenth and open the review page")
    app.add_argument("--no-browser", action="store_true", help="serve the page without opening it")
    app.add_argument("--extractor", choices=wiring.EXTRACTORS, default="rules")
    app.set_defaults(run=_app)


def is_running(home: Home) -> bool:
    """Whether Tenth is serving a home already, in whichever process."""
    try:
        with FileLock(_running(home), timeout=0):
            return False
    except Timeout:
        return True


def _app(arguments: Arguments) -> int:
    home = home_of(arguments)
    show = _show_request(home)
    try:
        with FileLock(_running(home), timeout=0):
            show.unlink(missing_ok=True)
            _serve(home, arguments, show)
    except Timeout:
        show.touch()
        tell("Tenth is running already; its page opens again.")
    return DONE


def _serve(home: Home, arguments: Arguments, show: Path) -> None:
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    with Served(home, lambda: wiring.build(home, extractor_name=arguments.extractor)) as served:
        tell(f"Tenth answers at {served.place.origin} on this computer only. Ctrl-C stops it.")
        if served.why:
            tell(
                f"{str(served.why).capitalize()}. {served.why.hint} Its page opens as soon as the keyring does."
            )
        if not arguments.no_browser:
            _open(served)
        _until(stop, served, show)


def _until(stop: threading.Event, served: Served, show: Path) -> None:
    """Wait, settling lost pushes meanwhile, and open the page again when a second start asks for it."""
    since_look = SECONDS_BETWEEN_LOOKS
    while not stop.wait(1.0):
        since_look += 1.0
        if show.exists():
            show.unlink(missing_ok=True)
            _open(served)
        services = served.services
        if services is None:  # the keyring is locked
            continue
        services.fresh.start()
        if since_look >= SECONDS_BETWEEN_LOOKS:
            since_look = 0.0
            services.retention.sweep()
            with contextlib.suppress(PracticeError, TenthError):
                settle(services)


def settle(services: Services) -> None:
    """Look for everything whose answer was lost: pushes, what was done to entries in Clio, and expenses."""
    if services.push.unsettled():
        services.push.reconcile(patient=False)
    if services.correcting.unsettled():
        services.correcting.settle()
    if services.expenses.unsettled():
        services.expenses.settle()
    if services.expense_correcting.unsettled():
        services.expense_correcting.settle()


def _open(served: Served) -> None:
    address = served.address()
    if not open_in_browser(address):
        tell(f"Open {address} in your browser within a minute.")


def _running(home: Home) -> Path:
    return home.run / "app.lock"


def _show_request(home: Home) -> Path:
    return home.run / "show"
