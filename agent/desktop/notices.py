"""Notifications of a Linux desktop, with a tray or without: a sentence and one action. pystray's have none and need a tray.

By the freedesktop specification, over the session's bus. They are transient: a desktop keeps none of them in its list, and none
names a person or a matter, because they are shown on locked and on shared screens.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from typing import Any

from agent.desktop import hosts
from agent.desktop.menu import Act, Notice

log = logging.getLogger(__name__)

PATIENCE_MS = 2_000
NORMAL = 1  # urgency: one that does not stay on top of everything

_NAME = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"


class Notices:
    """Shows one at a time. `chosen` gets the act of one that was clicked, on a thread of this class."""

    def __init__(self, bus: Any, chosen: Callable[[Act], None]) -> None:
        self._bus = bus
        self._chosen = chosen
        self._id = 0
        self._act: Act | None = None
        threading.Thread(target=self._listen, name="notices", daemon=True).start()

    def show(self, notice: Notice) -> bool:
        """Show one, in place of the one before. Return False when this desktop shows none."""
        from gi.repository import GLib

        label = notice.label
        # A click on it, and a button for those who look for one: both are the one action.
        actions = ["default", label, "do", label] if notice.act else []
        hints = {"urgency": GLib.Variant("y", NORMAL), "transient": GLib.Variant("b", True)}
        told = GLib.Variant(
            "(susssasa{sv}i)",
            ("Tenth", self._id, "tenth", notice.title, notice.words, actions, hints, -1),
        )
        self._act = notice.act
        answer = self._ask("Notify", told)
        self._id = int(answer[0]) if answer else 0
        return self._id != 0

    def withdraw(self) -> None:
        """Take away what is shown: what it offers is over."""
        from gi.repository import GLib

        if self._id:
            self._ask("CloseNotification", GLib.Variant("(u)", (self._id,)))
        self._id, self._act = 0, None

    def _ask(self, method: str, words: Any) -> Any:
        from gi.repository import GLib

        try:
            return self._bus.call_sync(
                _NAME, _PATH, _NAME, method, words, None, 0, PATIENCE_MS, None
            ).unpack()
        except GLib.Error as error:
            log.info("the desktop shows no notification: %s", error.code)
            return None

    def _listen(self) -> None:
        """Hear clicks, in a loop of our own: without a tray nobody else runs one."""
        from gi.repository import GLib

        own = GLib.MainContext.new()
        own.push_thread_default()
        self._bus.signal_subscribe(_NAME, _NAME, "ActionInvoked", _PATH, None, 0, self._clicked)
        GLib.MainLoop.new(own, False).run()

    def _clicked(self, *told: Any) -> None:
        id, _ = told[5].unpack()
        act, self._act = self._act, None
        if id == self._id and act is not None:
            self._chosen(act)


def notices(chosen: Callable[[Act], None]) -> Notices | None:
    """Return those of this desktop, None where it has none. Called on the main thread, before another imports GLib."""
    if sys.platform in ("win32", "darwin") or not hosts.has_gi():
        return None
    bus = hosts.session_bus()
    return None if isinstance(bus, str) else Notices(bus, chosen)
