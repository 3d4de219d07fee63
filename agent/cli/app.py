"""`tenth app`, or `tenth` alone: the agent itself. Serves its pages, shows the tray, and stays until told to stop."""

from __future__ import annotations

import argparse
import contextlib
import signal
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from agent import wiring, wiring_capture
from agent.cli.asked import DONE, Arguments, home_of, tell
from agent.cli.browser import open_in_browser
from agent.cli.served import Served
from agent.desktop import hosts
from agent.desktop.acts import CAPTURE_PAGE, IN_THE_BROWSER, PANEL_PAGE
from agent.desktop.running import Around, Desktop
from agent.desktop.windows import OwnWindows
from agent.errors import PracticeError, TenthError
from agent.paths import Home, write_private
from agent.web.redirect import PANEL_PATH
from agent.web.routes_door import PAGES
from agent.web.windows import Page
from agent.workflow.services import Services

PATHS = {PANEL_PAGE: PANEL_PATH, **PAGES}
"""The pages that open in a window of their own, by their names there."""
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
    windows = OwnWindows(open_in_browser)
    wiring_capture.leave_out_our_own_sound()
    with Served(
        home, lambda: wiring.build(home, extractor_name=arguments.extractor), partial(_shown, windows)
    ) as served:
        tell(f"Tenth answers at {served.place.origin} on this computer only. Ctrl-C stops it.")
        if served.why:
            tell(
                f"{str(served.why).capitalize()}. {served.why.hint} Its page opens as soon as the keyring does."
            )
        pages = _Pages(served, windows)
        if first:
            pages.show(first)
        rounds = threading.Thread(target=_until, args=(stop, served, show, pages.show), name="rounds")
        rounds.start()
        try:
            find = None if arguments.no_tray else hosts.find
            around = Around(lambda: served.services, pages.show, tell, wiring_capture.heard_from, stop, find)
            Desktop(around).hold()
        finally:
            stop.set()
            rounds.join()
            windows.close()
        if served.services and served.services.capture.is_recording():
            tell("A call is still being recorded. Stop it: tenth capture stop.")


class _Pages:
    """Opens the pages of a home: in a window of its own where the desktop can, else in the browser."""

    def __init__(self, served: Served, windows: OwnWindows) -> None:
        self._served = served
        self._windows = windows

    def show(self, name: str) -> None:
        """Open a page by its name. Where nothing can, say where the page is."""
        launch_page = partial(self._served.place.windows.launch_page, PATHS.get(name, PANEL_PATH))
        if name == IN_THE_BROWSER and open_in_browser(launch_page().as_uri()):
            return
        if name == IN_THE_BROWSER or not self._windows.show(name, launch_page):
            tell(f"Open {launch_page().as_uri()} in your browser within a minute.")


def _shown(windows: OwnWindows, path: str, page: Page) -> bool:
    """Open a page that another page asks for, by its path; at a place in it when the path names one."""
    bare, _, place = path.partition("?")
    name = next(name for name, known in PATHS.items() if known == bare)
    return windows.show(name, page, elsewhere=bool(place))


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
