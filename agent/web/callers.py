"""Everybody who may call: the windows this agent opened, and the browsers that are paired with this home."""

from __future__ import annotations

from collections.abc import Collection

from agent.web.windows import Client, Windows
from agent.workflow.browsers import Browsers
from agent.workflow.pairing import Pairing


class Callers:
    """What the gate asks about a caller."""

    def __init__(self, windows: Windows, browsers: Browsers, pairing: Pairing) -> None:
        self._windows = windows
        self._browsers = browsers
        self._pairing = pairing

    def client(self, client_id: str) -> Client | None:
        """Return a window or a paired browser by its id, None when there is none."""
        window = self._windows.client(client_id)
        if window is not None or not client_id:
            return window
        known = self._browsers.key_of(client_id)
        return None if known is None else Client(known[0].id, known[0].origin, known[1])

    def origins(self) -> Collection[str]:
        """Return the origins of paired browsers."""
        return self._browsers.origins()

    def called(self, client: Client) -> None:
        """Note that a client made a call that was really its own."""
        if self._windows.client(client.id) is None:
            self._browsers.used(client.id)

    def is_pairing(self) -> bool:
        """Whether a person opened pairing, for another browser."""
        return self._pairing.seconds_left() > 0
