"""A home that is served: at once, or, while the keyring is locked, as soon as it opens; nothing is started anew."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from types import TracebackType
from typing import Self

from agent import wiring
from agent.cli.page import Place, ReviewPage, in_browser, now
from agent.paths import Home
from agent.vault.errors import VaultError
from agent.web.locked import UNOPENED, Unlocking, create_locked_app
from agent.web.windows import Show
from agent.workflow.services import Services


class Served:
    """Serves a home for as long as the block lasts. `services` is None while the keyring is locked, `why` says it then.

    `show` opens a page that another one asks for.
    """

    def __init__(self, home: Home, build: Callable[[], Services], show: Show = in_browser) -> None:
        self._home = home
        self._build = build
        self._show = show
        self._stack = contextlib.ExitStack()
        self.services: Services | None = None
        self.why: VaultError | None = None

    def __enter__(self) -> Self:
        """Open the home, or serve the door that says why it cannot be opened yet."""
        try:
            self._open(None)
        except UNOPENED as error:
            self._wait(error)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop serving and close the home."""
        self._stack.close()

    def address(self) -> str:
        """Return the address of a file that leads a browser to the page, once and within a minute."""
        return self.place.windows.launch_page().as_uri()

    def _open(self, place: Place | None) -> None:
        services = self._build()
        self._stack.callback(services.close)
        wiring.tidy(self._home, services)
        place = place or Place(self._home, self._show)
        self.place = self._stack.enter_context(ReviewPage(services, self._home, place)).place
        self.services, self.why = services, None

    def _wait(self, error: VaultError) -> None:
        self.why = error
        self.place = place = Place(self._home, self._show)
        self._stack.callback(place.stop)
        unlocking = Unlocking(error, lambda: self._open(place), clock=now)
        place.show(create_locked_app(unlocking, port=place.port, windows=place.windows, clock=now))
