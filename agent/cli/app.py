"""`tenth app`, or `tenth` alone: the agent itself. Serves its pages, shows the tray, and stays until told to stop."""

from __future__ import annotations

import argparse
import contextlib
import signal
import threading
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock, Timeout

from agent import wiring, wiring_capture
from agent.cli.asked import DONE, Arguments, home_of, tell
from agent.cli.browser import open_in_browser
from agent.cli.served import Served
from agent.desktop.acts import CAPTURE_PAGE, MODELS_PAGE, PANEL_PAGE
from agent.desktop.running import Around, Desktop
from agent.desktop.windows import OwnWindows
from agent.errors import PracticeError, TenthError
from agent.paths import Home, write_private
from agent.web.redirect import CAPTURE_PATH, MODELS_PATH, PANEL_PATH
from agent.workflow.services import Services

SECONDS_BETWEEN_LOOKS = 30.0
"""For entries whose answer was lost: a request may be under way for a little longer than a minute."""


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add the verb."""
    app = verbs.add_parser("app", parents=[common], help="start Tenth and open the review page")
    app.add_argument("--no-browser", action="store_true", help="serve the page without opening it")
    app.add_argument("--no-tray", action="store_true", help="show no icon in the desktop's tray")
    app.add_argument(
        "--capture", action="store_true", help="open the page that asks for consent to record the call"
    )
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
    wanted = CAPTURE_PAGE if arguments.capture else PANEL_PAGE
    show = _show_request(home)
    try:
        with FileLock(_running(home), timeout=0):
            show.unlink(missing_ok=True)
            first = wanted if arguments.capture or not arguments.no_browser else None
            _serve(home, arguments, show, first)
    except Timeout:
        write_private(show, wanted)
        tell("Tenth is running already; its page opens again.")
    return DONE


def _serve(home: Home, arguments: Arguments, show: Path, first: str | None) -> None:
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    with Served(home, lambda: wiring.build(home, extractor_name=arguments.extractor)) as served:
        tell(f"Tenth answers at {served.place.origin} on this computer only. Ctrl-C stops it.")
        if served.why:
            tell(
                f"{str(served.why).capitalize()}. {served.why.hint} Its page opens as soon as the keyring does."
            )
        windows = OwnWindows(open_in_browser)
        pages = _Pages(served, windows)
        if first:
            pages.show(first)
        rounds = threading.Thread(target=_until, args=(stop, served, show, pages.show), name="rounds")
        rounds.start()
        try:
            _hold(stop, served, pages, tray=not arguments.no_tray)
        finally:
            stop.set()
            rounds.join()
            windows.close()
        if served.services and served.services.capture.is_recording():
            tell("A call is still being recorded. Stop it: tenth capture stop.")


def _hold(stop: threading.Event, served: Served, pages: _Pages, *, tray: bool) -> None:
    """Keep the main thread, which a tray needs for itself and which alone hears signals."""
    if tray:
        heard_from = wiring_capture.heard_from
        Desktop(Around(lambda: served.services, pages.show, tell, heard_from, stop)).hold()
    while not stop.wait(1.0):  # in short waits, so that Ctrl-C is noticed on Windows too
        pass


class _Pages:
    """Opens the pages of a home: in a window of its own where the desktop can, else in the browser."""

    def __init__(self, served: Served, windows: OwnWindows) -> None:
        self._served = served
        self._windows = windows

    def show(self, name: str) -> None:
        """Open a page by its name. Where nothing can, say where the page is."""
        path = {CAPTURE_PAGE: CAPTURE_PATH, MODELS_PAGE: MODELS_PATH, PANEL_PAGE: PANEL_PATH}[name]
        if not self._windows.show(name, lambda: self._served.place.windows.launch_page(path)):
            address = self._served.place.windows.launch_page(path).as_uri()
            tell(f"Open {address} in your browser within a minute.")


def _until(stop: threading.Event, served: Served, show: Path, open_page: Callable[[str], None]) -> None:
    """Settle lost pushes now and then, and open a page again when a second start asks for it."""
    since_look = SECONDS_BETWEEN_LOOKS
    while not stop.wait(1.0):
        since_look += 1.0
        if show.exists():
            wanted = show.read_text("utf-8")
            show.unlink(missing_ok=True)
            open_page(CAPTURE_PAGE if wanted == CAPTURE_PAGE else PANEL_PAGE)
        services = served.services
        if services is None:  # the keyring is locked
            continue
        services.fresh.start()
        if since_look >= SECONDS_BETWEEN_LOOKS:
            since_look = 0.0
            services.retention.sweep()
            services.speech.try_again()
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


def _running(home: Home) -> Path:
    return home.run / "app.lock"


def _show_request(home: Home) -> Path:
    return home.run / "show"
