"""Opens the agent's own pages, each in one window of its own where the desktop has what that takes, else in the browser."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeGuard

import agent
from agent.desktop import window

Page = Callable[[], Path]
"""Writes a launch page, which leads to one window once and within a minute."""

SIZES = {"capture": (460, 680), "panel": (1200, 860), "ledger": (1200, 860)}
OTHER = (780, 860)
"""Width and height of the pages' windows, by their names, and of a page that is not named there."""


class OwnWindows:
    """At most one window per page; opening it again brings it to the front. `browser` opens an address, or says it cannot."""

    def __init__(self, browser: Callable[[str], bool]) -> None:
        self._browser = browser
        self._open: dict[str, subprocess.Popen[str]] = {}
        self._lock = threading.Lock()

    def show(self, name: str, page: Page, *, elsewhere: bool = False) -> bool:
        """Open a page by its name. Return False when neither a window nor a browser could be opened.

        `elsewhere`: a window that is open is led to `page`, as for another entry in the ledger, and not only shown.
        """
        with self._lock:
            opened = self._open.get(name)
            if _is_open(opened) and _told(opened, str(page()) if elsewhere else ""):
                return True
            if not window.is_possible():
                return self._browser(page().as_uri())
            self._open[name] = program = _started(page(), *SIZES.get(name, OTHER))
        threading.Thread(target=self._watch, args=(program, page), daemon=True).start()
        return True

    def close(self) -> None:
        """Close them all."""
        for program in self._open.values():
            if program.stdin is not None:
                program.stdin.close()

    def _watch(self, program: subprocess.Popen[str], page: Page) -> None:
        """A window that could not be opened after all becomes a page in the browser."""
        if program.wait() == window.NO_WINDOW:
            self._browser(page().as_uri())


def _started(page: Path, width: int, height: int) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603  # our own interpreter and module
        [sys.executable, "-P", "-m", "agent.desktop.window", str(page), str(width), str(height)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(Path(agent.__file__).parent.parent)},
        text=True,
    )


def _is_open(program: subprocess.Popen[str] | None) -> TypeGuard[subprocess.Popen[str]]:
    return program is not None and program.poll() is None


def _told(program: subprocess.Popen[str], line: str) -> bool:
    """Tell a window a line. Return False when it closed meanwhile."""
    try:
        assert program.stdin is not None
        program.stdin.write(f"{line}\n")
        program.stdin.flush()
    except OSError:
        return False
    return True
