"""The tray icon itself: the one file that knows pystray (no release since 2023; what it gets wrong is put right here).

`run` holds the main thread, as a Mac wants it. Whatever changes the icon is handed to that thread, because on a Mac a change
from any other ends the program, and on Windows it may take a menu away while it is open (pystray 60).
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from agent.desktop.drawing import Picture
from agent.desktop.main_thread import MainThread
from agent.desktop.menu import Act, Item, Line

log = logging.getLogger(__name__)

SECONDS_TO_COME_UP = 5.0


@dataclass(frozen=True, slots=True)
class Look:
    """What is shown: the icon, its words, and the menu, whose first line is the default one."""

    picture: Picture = field(compare=False)
    title: str
    lines: tuple[Line, ...]


class Tray:
    """One icon by one of pystray's backends. `chosen` is called on the main thread and must not take time there."""

    def __init__(self, backend: str, look: Look, chosen: Callable[[Act], None]) -> None:
        self._chosen = chosen
        self._look = look
        self._given_up = False
        self._up = threading.Event()
        self._pystray = _pystray(backend)
        self._icon: Any = self._pystray.Icon("tenth", look.picture, look.title, self._menu(look.lines))
        self._on_main = MainThread(self._icon).do

    def run(self, *, late: Callable[[], None]) -> bool:
        """Show the icon until `stop`. Return whether it ever came up; `late` is called when it is slow to.

        Called on the main thread only.
        """
        watch = threading.Timer(SECONDS_TO_COME_UP, late)
        watch.daemon = True
        watch.start()
        interrupted = signal.getsignal(signal.SIGINT)
        try:
            self._icon.run(lambda icon: self._begin(icon, watch, interrupted))
        except Exception as error:  # a desktop's part can fail in any way; Tenth goes on without it
            log.warning("the tray ended: %s", type(error).__name__)
            self._let_go()
        finally:
            watch.cancel()
        return self._up.is_set()

    def show(self, look: Look) -> None:
        """Show this from now on. A menu that is open stays as it is."""
        before, self._look = self._look, look
        if self._up.is_set():
            self._on_main(lambda: self._draw(before, look))

    def say(self, title: str, words: str) -> None:
        """Show a notification as pystray can. Never a name: they are kept and shown on locked screens."""
        if self._up.is_set():
            self._on_main(lambda: self._icon.notify(words, title))

    def stop(self) -> None:
        """Take the icon away; `run` returns. Nothing happens before it has come up."""
        if self._up.is_set():
            self._on_main(self._icon.stop)

    def _begin(self, icon: Any, watch: threading.Timer, interrupted: Any) -> None:
        """Show the icon; called by pystray on a thread of its own as soon as it can be."""
        if self._given_up:
            return
        # pystray's GTK part makes Ctrl-C end the program at once, without closing anything.
        self._on_main(lambda: signal.signal(signal.SIGINT, interrupted))
        self._on_main(lambda: setattr(icon, "visible", True))
        watch.cancel()
        self._up.set()
        self._on_main(lambda: self._draw(None, self._look))

    def _let_go(self) -> None:
        """End pystray's own thread, which waits for the icon for ever and would keep the program alive."""
        if not self._up.is_set():
            self._given_up = True
            self._icon._mark_ready()

    def _draw(self, before: Look | None, look: Look) -> None:
        if before is None or before.title != look.title:
            self._icon.icon = look.picture
            self._icon.title = look.title
        if before is None or before.lines != look.lines:
            self._icon.menu = self._menu(look.lines)

    def _menu(self, lines: Iterable[Line]) -> Any:
        menu = self._pystray.Menu
        return menu(
            *(menu.SEPARATOR if line is None else self._item(line, n == 0) for n, line in enumerate(lines))
        )

    def _item(self, item: Item, is_first: bool) -> Any:
        made = self._pystray.MenuItem
        if item.asks is not None:
            return made(item.text, self._menu([item.asks]))
        act = item.act
        if act is None:
            return made(item.text, None, enabled=False)
        return made(item.text, lambda: self._chosen(act), default=is_first)


def _pystray(backend: str) -> Any:
    """Import pystray, which takes its backend at that moment and dies of a missing display."""
    os.environ["PYSTRAY_BACKEND"] = backend
    if backend == "gtk":  # this tray is X's, also where the session is Wayland's
        os.environ["GDK_BACKEND"] = "x11"
    if backend in ("gtk", "appindicator"):
        from gi.repository import GLib

        GLib.set_prgname(
            "tenth"
        )  # what desktops and screen readers call the icon's window; else it is "__main__.py"
    import pystray

    return pystray
