"""Windows: pages that the agent itself opened, each with a key of its own that lives as long as both do.

    launch_page() -> a 0600 file --browser--> /panel/#launch=S --open()--> a client with a key; the file is gone

The launch secret is in no command line and in no request: it waits in a file that only its owner can read, and in the fragment
of an address, which browsers keep to themselves. Keys are kept in memory only; after a restart every window is opened anew.
"""

from __future__ import annotations

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from agent.vault.signatures import LAUNCH_LIFE, Chance, Clock, LaunchSecrets, Opened
from agent.web import redirect
from agent.web.errors import LaunchRefused, NoBrowserHere

WINDOWS_KEPT = 32

Later = Callable[[float, Callable[[], None]], None]
"""Calls something after so many seconds."""
Page = Callable[[], Path]
"""Writes a launch page, which leads to one window once and within a minute."""
Show = Callable[[str, Page], bool]
"""Opens one of the agent's own pages, by its path, where the person sees it; False when it cannot."""


def later(seconds: float, act: Callable[[], None]) -> None:
    """Call `act` after so many seconds, on a thread that does not keep the program alive."""
    timer = threading.Timer(seconds, act)
    timer.daemon = True
    timer.start()


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody who may call: a window, or a paired extension. `origin` is the only one it may call from."""

    id: str
    origin: str
    key: bytes = field(repr=False)


def own_origin(port: int) -> str:
    """Return the origin of the agent's own pages."""
    return f"http://127.0.0.1:{port}"


class Windows:
    """Opens windows and knows those that are open. `folder` is the home's runtime folder."""

    def __init__(
        self,
        *,
        port: int,
        folder: Path,
        clock: Clock,
        chance: Chance,
        later: Later = later,
        show: Show = lambda path, page: False,
    ) -> None:
        self._port = port
        self._folder = folder
        self._later = later
        self._show = show
        self._launches = LaunchSecrets(clock=clock, chance=chance)
        self._clients: OrderedDict[str, Client] = OrderedDict()
        self._lock = threading.Lock()
        redirect.remove_pages(folder)

    def launch_page(self, path: str = redirect.PANEL_PATH) -> Path:
        """Write a page that leads a browser to a new window, and return its path. It vanishes on use, or after a minute.

        `path` is one of the agent's own pages, a query of plain ids with it.
        """
        launch = self._launches.issue()
        page = redirect.write_page(self._folder, launch.id, port=self._port, secret=launch.secret, path=path)
        self._later(LAUNCH_LIFE.total_seconds(), lambda: redirect.remove_page(self._folder, launch.id))
        return page

    def show(self, path: str) -> None:
        """Open a window at one of the agent's own pages before the person. Raise NoBrowserHere."""
        if not self._show(path, lambda: self.launch_page(path)):
            raise NoBrowserHere("no browser could be opened here")

    def open(self, nonce: str, proof: str) -> Opened:
        """Exchange a launch secret for a client. Raise LaunchRefused when it is used, too old or wrong."""
        opened = self._launches.redeem(nonce, proof)
        if opened is None:
            raise LaunchRefused("the launch secret is used, too old or wrong")
        with self._lock:
            self._clients[opened.client] = Client(opened.client, own_origin(self._port), opened.key)
            while len(self._clients) > WINDOWS_KEPT:
                self._clients.popitem(last=False)
        with contextlib.suppress(
            OSError
        ):  # an open window matters more than a dead file, and the minute ends too
            redirect.remove_page(self._folder, opened.launch)
        return opened

    def client(self, client_id: str) -> Client | None:
        """Return an open window by its id, None when there is none."""
        return self._clients.get(client_id)
