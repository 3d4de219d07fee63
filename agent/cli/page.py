"""The review page, served by the agent to this computer's browser."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from agent.cli.browser import open_in_browser
from agent.paths import Home
from agent.web.server import Application, Serving, create_app, open_port, serve
from agent.web.windows import Page, Show, Windows, own_origin
from agent.workflow import hearing_again
from agent.workflow.listener import Listener
from agent.workflow.noticing import SECONDS_BETWEEN_LOOKS
from agent.workflow.runner import Repeating, runner
from agent.workflow.services import Services


def in_browser(path: str, page: Page) -> bool:
    """Open one of the agent's own pages in the browser and say whether there was one."""
    return open_in_browser(page().as_uri())


class Place:
    """The port of a home, and the windows that were opened from it; what is served there may change."""

    def __init__(self, home: Home, show: Show = in_browser) -> None:
        self._listener = open_port()
        self._serving: Serving | None = None
        self.port = int(self._listener.getsockname()[1])
        self.origin = own_origin(self.port)
        self.windows = Windows(port=self.port, folder=home.run, clock=now, chance=os.urandom, show=show)

    def show(self, app: Application) -> None:
        """Serve `app` from now on."""
        if self._serving is None:
            self._serving = serve(app, self._listener)
        else:
            self._serving.show(app)

    def stop(self) -> None:
        """Stop serving; nothing happens when it was stopped."""
        if self._serving is not None:
            self._serving.stop()
            self._serving = None


class ReviewPage:
    """Serves the page, lets the runner process what is taken in and the listener hear calls, for as long as the block lasts."""

    def __init__(self, services: Services, home: Home, place: Place | None = None) -> None:
        self._services = services
        self._home = home
        self._place = place

    def __enter__(self) -> Self:
        """Start to serve, on a port of our own or at the place that was bound before."""
        self.place = self._place or Place(self._home)
        self.origin = self.place.origin
        windows = self.place.windows
        self.place.show(create_app(self._services, port=self.place.port, windows=windows, clock=now))
        services = self._services
        self._running = (
            runner(services.process, services.board, services.fresh.rates_wanted),
            Repeating("noticing", services.noticing.look, SECONDS_BETWEEN_LOOKS),
            Listener(services.hearing),
            Repeating(
                "again",
                services.again.at_night,
                hearing_again.SECONDS_BETWEEN_LOOKS,
                end=services.hearing.stop,
            ),
        )
        for each in self._running:
            each.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop serving and hearing; what is broken off goes on at the next start."""
        self.place.stop()
        for each in self._running:
            each.stop()

    def address(self) -> str:
        """Return the address of a file that leads a browser to the page, once and within a minute."""
        return self.launch_page().as_uri()

    def launch_page(self) -> Path:
        """Write that file and return where it is."""
        return self.place.windows.launch_page()


def now() -> dt.datetime:
    """Return the time."""
    return dt.datetime.now(dt.UTC)
