"""Everybody who may call: the windows this agent opened, and the browsers that are paired with this home."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Protocol

from agent.errors import TenthError
from agent.web.errors import Unpaired
from agent.web.origins import may_pair
from agent.web.windows import Client, Windows
from agent.workflow.browsers import Browsers
from agent.workflow.pairing import Pairing


class Callers(Protocol):
    """What the gate asks about who calls."""

    def client(self, client_id: str) -> Client | None:
        """Return a window or a paired browser by its id, None when there is none."""

    def origins(self) -> Container[str]:
        """Return the origins, besides the agent's own, that may call."""

    def called(self, client: Client) -> None:
        """Note that a client made a call that was really its own."""

    def is_pairing(self) -> bool:
        """Whether a person opened pairing, for another browser."""

    def stranger(self) -> TenthError:
        """Return what somebody is told whom nobody knows."""


class Known:
    """The callers of an open home."""

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

    def origins(self) -> Container[str]:
        """Return the origins of paired browsers."""
        return self._browsers.origins()

    def called(self, client: Client) -> None:
        """Note that a client made a call that was really its own."""
        if self._windows.client(client.id) is None:
            self._browsers.used(client.id)

    def is_pairing(self) -> bool:
        """Whether a person opened pairing, for another browser."""
        return self._pairing.seconds_left() > 0

    def stranger(self) -> TenthError:
        """Return what somebody is told whom nobody knows."""
        return Unpaired("this window or browser is not known")


class WhileLocked:
    """The callers of a home that is shut: windows are known by memory; who is paired cannot be read, so ours may all ask."""

    def __init__(self, windows: Windows, refusal: Callable[[], TenthError]) -> None:
        self._windows = windows
        self._refusal = refusal

    def client(self, client_id: str) -> Client | None:
        """Return a window by its id."""
        return self._windows.client(client_id)

    def origins(self) -> Container[str]:
        """Return the origins of every extension of ours."""
        return _OfOurs()

    def called(self, client: Client) -> None:
        """Note nothing: there is nowhere to."""

    def is_pairing(self) -> bool:
        """Nobody pairs while the keyring is locked."""
        return False

    def stranger(self) -> TenthError:
        """Return why nobody can be known."""
        return self._refusal()


class _OfOurs:
    """Holds each origin that could be paired."""

    def __contains__(self, origin: object) -> bool:
        return isinstance(origin, str) and may_pair(origin)
