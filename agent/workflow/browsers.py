"""The browsers that are paired: who they are, the keys they sign with, and forgetting them.

Keys lie in the keyring and, once used, in this process's memory. Whether a browser may still call is asked of the database each
time, so that one forgotten in another process is a stranger at its next call.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from dataclasses import replace

from agent.domain.browser import Browser
from agent.errors import NotFound
from agent.ports import Secrets
from agent.store.errors import StoreError
from agent.vault.errors import KeyringLocked
from agent.workflow.desk import Desk

LAST_USED_WRITTEN = dt.timedelta(minutes=10)
LEFT_ALONE = dt.timedelta(seconds=10)
"""How long a keyring that was locked is not asked again."""


class Browsers:
    """Lists, recognises and forgets paired browsers."""

    def __init__(self, desk: Desk, secrets: Secrets) -> None:
        self._desk = desk
        self._secrets = secrets
        self._keys: dict[str, bytes] = {}
        self._used: dict[str, dt.datetime] = {}
        self._written: dict[str, dt.datetime] = {}
        self._locked: tuple[dt.datetime, KeyringLocked] | None = None
        self._lock = threading.Lock()

    def add(self, browser: Browser, key: bytes, *, opening: str) -> bool:
        """Keep a browser and its key, and end the opening it came through. Say whether that was still there: it lets in one."""
        self._secrets.write(_name(browser.id), key.hex())
        try:
            with self._desk.store.transaction(unseen=True):
                first = self._desk.store.openings.end(opening)
                if first:
                    self._desk.store.browsers.add(browser)
        except BaseException:
            self._secrets.forget(_name(browser.id))
            raise
        if not first:
            self._secrets.forget(_name(browser.id))
        return first

    def all(self) -> list[Browser]:
        """Return the paired browsers with the time of their last call, as far as this process knows it."""
        return [
            replace(browser, last_used=self._used.get(browser.id, browser.last_used))
            for browser in self._desk.store.browsers.all()
        ]

    def origins(self) -> frozenset[str]:
        """Return the origins that may call."""
        return self._desk.store.browsers.origins()

    def key_of(self, browser_id: str) -> tuple[Browser, bytes] | None:
        """Return a paired browser with its key, None when it is not paired. Raise KeyringLocked."""
        browser = self._desk.store.browsers.get(browser_id)
        if browser is None:
            self._keys.pop(browser_id, None)
            return None
        key = self._keys.get(browser_id) or self._read(browser_id)
        return None if key is None else (browser, key)

    def used(self, browser_id: str) -> None:
        """Note that a browser called. It is written down every ten minutes at most: a panel that is open asks all the time."""
        now = self._desk.now()
        with self._lock:
            self._used[browser_id] = now
            written = self._written.get(browser_id)
            if written is not None and now - written < LAST_USED_WRITTEN:
                return
            self._written[browser_id] = now
        with contextlib.suppress(StoreError):  # a full disk is told of where something matters
            self._desk.store.browsers.used(browser_id, now)

    def forget(self, browser_id: str) -> None:
        """Forget a browser: its next call is a stranger's. Raise NotFound when there is neither browser nor key."""
        known = self._desk.store.browsers.remove(browser_id)
        self._keys.pop(browser_id, None)
        if not known and self._secrets.read(_name(browser_id)) is None:
            raise NotFound("no such browser is paired", hint="Look at the list again.")
        self._secrets.forget(_name(browser_id))

    def _read(self, browser_id: str) -> bytes | None:
        """Read a key from the keyring. A locked one may ask the person for a password, so it is left alone for a while then."""
        now = self._desk.now()
        if self._locked and now - self._locked[0] < LEFT_ALONE:
            raise self._locked[1]
        try:
            kept = self._secrets.read(_name(browser_id))
        except KeyringLocked as error:
            self._locked = now, error
            raise
        if kept is not None:
            self._keys[browser_id] = bytes.fromhex(kept)
        return self._keys.get(browser_id)


def _name(browser_id: str) -> str:
    return f"browser-{browser_id}"
