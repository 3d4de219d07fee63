"""agent/desktop/main_thread.py: what is handed over runs on the loop's thread, by the way of each system.

Windows and the Mac are not here: the few names that are used stand in, in the shapes that pystray 0.19 and pyobjc have.
"""

from __future__ import annotations

import ctypes
import logging
import sys
import threading
from collections.abc import Callable
from types import ModuleType, SimpleNamespace

import pytest

from agent.desktop.main_thread import HANDED, MainThread


class WindowsLoop:
    """pystray's loop on Windows: a window with a table of messages, and PostMessage, which any thread may call."""

    def __init__(self) -> None:
        self.icon = SimpleNamespace(_hwnd=77, _message_handlers={})
        self.posted: list[tuple[int, int, int, int]] = []
        self.windll = SimpleNamespace(
            user32=SimpleNamespace(PostMessageW=lambda *message: self.posted.append(message))
        )

    def turn(self) -> None:
        """Do what the loop's thread does with its messages."""
        for _, message, *words in self.posted:
            self.icon._message_handlers[message](*words)
        self.posted.clear()


def test_on_windows_a_message_to_the_trays_own_window_carries_it(monkeypatch: pytest.MonkeyPatch) -> None:
    loop, did = WindowsLoop(), list[str]()
    monkeypatch.setattr("agent.desktop.main_thread.sys.platform", "win32")
    monkeypatch.setattr(ctypes, "windll", loop.windll, raising=False)
    main = MainThread(loop.icon)
    main.do(lambda: did.append("first"))
    main.do(lambda: did.append("second"))
    assert (did, loop.posted) == ([], [(77, HANDED, 0, 0)] * 2)
    loop.turn()
    assert did == ["first", "second"]


def test_on_a_mac_cocoa_calls_it_later(monkeypatch: pytest.MonkeyPatch) -> None:
    later: list[Callable[[], None]] = []
    tools, helper = ModuleType("PyObjCTools"), ModuleType("PyObjCTools.AppHelper")
    helper.callAfter = later.append  # type: ignore[attr-defined]  # the one function used of it
    tools.AppHelper = helper  # type: ignore[attr-defined]  # a module holds its parts
    monkeypatch.setitem(sys.modules, "PyObjCTools", tools)
    monkeypatch.setitem(sys.modules, "PyObjCTools.AppHelper", helper)
    monkeypatch.setattr("agent.desktop.main_thread.sys.platform", "darwin")
    did: list[str] = []
    MainThread(None).do(lambda: did.append("done"))
    assert did == []
    later[0]()
    assert did == ["done"]


def test_on_linux_glibs_loop_does(caplog: pytest.LogCaptureFixture) -> None:
    glib = pytest.importorskip("gi.repository.GLib", reason="the distribution's gi is not here")
    loop = glib.MainLoop()
    threads: list[threading.Thread] = []

    def broken() -> None:
        raise RuntimeError("Farrow v Tallow Creek")

    def hand_over() -> None:
        main = MainThread(None)
        main.do(lambda: threads.append(threading.current_thread()))
        main.do(broken)
        main.do(loop.quit)

    with caplog.at_level(logging.WARNING):
        other = threading.Thread(target=hand_over)
        other.start()
        loop.run()
        other.join()
    assert threads == [threading.main_thread()]
    assert "RuntimeError" in caplog.text
    assert "Farrow" not in caplog.text
