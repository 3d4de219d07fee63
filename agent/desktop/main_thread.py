"""How another thread hands something to the main one, which runs the tray's loop: three systems, three ways."""

from __future__ import annotations

import logging
import queue
import sys
from collections.abc import Callable
from typing import Any

log = logging.getLogger(__name__)

HANDED = 0x8000 + 47  # WM_APP: messages from here on are a program's own


class MainThread:
    """Lets the main thread do things. `icon` is pystray's; its loop must be running by the first call."""

    def __init__(self, icon: Any) -> None:
        self._icon = icon
        self._handed: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()

    def do(self, act: Callable[[], object]) -> None:
        """Let it do `act` soon, after all that was handed over before. What goes wrong there is logged, without its words."""

        def guarded() -> None:
            try:
                act()
            except Exception as error:  # in the middle of the desktop's own loop there is nobody to tell
                log.warning("the tray could not be changed: %s", type(error).__name__)

        if sys.platform == "win32":
            self._by_a_window_message(guarded)
        elif sys.platform == "darwin":
            self._by_cocoa(guarded)
        else:
            self._by_glib(guarded)

    def _by_glib(self, act: Callable[[], None]) -> None:
        from gi.repository import GLib

        GLib.idle_add(act)  # called once: it returns nothing, which GLib takes for no

    def _by_cocoa(self, act: Callable[[], None]) -> None:
        from PyObjCTools import AppHelper

        AppHelper.callAfter(act)

    def _by_a_window_message(self, act: Callable[[], None]) -> None:
        """pystray has a table of messages for the window it made on the main thread; ours is one more."""
        import ctypes

        user32: Any = ctypes.windll.user32  # type: ignore[attr-defined, unused-ignore]  # there on Windows only
        self._handed.put(act)
        self._icon._message_handlers[HANDED] = lambda *_: self._handed.get_nowait()()
        user32.PostMessageW(self._icon._hwnd, HANDED, 0, 0)
