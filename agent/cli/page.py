"""The review page, served by the agent to this computer's browser."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from agent.paths import Home
from agent.web.server import create_app, open_port, serve
from agent.web.windows import Windows, own_origin
from agent.workflow.runner import Runner
from agent.workflow.services import Services


class ReviewPage:
    """Serves the page, and lets the runner process what is taken in there, for as long as the block lasts."""

    def __init__(self, services: Services, home: Home) -> None:
        self._services = services
        self._home = home

    def __enter__(self) -> Self:
        """Bind the port and start to serve."""
        listener = open_port()
        port = int(listener.getsockname()[1])
        self.origin = own_origin(port)
        self._windows = Windows(port=port, folder=self._home.run, clock=_now, chance=os.urandom)
        app = create_app(self._services, port=port, windows=self._windows, clock=_now)
        self._serving = serve(app, listener)
        self._runner = Runner(self._services.process, self._services.board)
        self._runner.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop serving; the step that is running ends first."""
        self._serving.stop()
        self._runner.stop()

    def address(self) -> str:
        """Return the address of a file that leads a browser to the page, once and within a minute."""
        return self.launch_page().as_uri()

    def launch_page(self) -> Path:
        """Write that file and return where it is."""
        return self._windows.launch_page()


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
