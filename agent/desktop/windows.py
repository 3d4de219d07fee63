"""Opens the agent's own pages: the small one about a call in a window of its own where the desktop has what that takes.

The review page is the browser's: there its sound plays and its links to Clio open, which WebKitGTK does not promise.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import agent
from agent.desktop import window

Page = Callable[[], Path]
"""Writes a launch page, which leads to one window once and within a minute."""

SIZES = {"capture": (460, 680)}
"""The pages with a window of their own: width and height."""


class OwnWindows:
    """At most one window per page; opening it again brings it to the front. `browser` opens an address, or says it cannot."""

    def __init__(self, browser: Callable[[str], bool]) -> None:
        self._browser = browser
        self._open: dict[str, subprocess.Popen[str]] = {}
        self._lock = threading.Lock()

    def show(self, name: str, page: Page) -> bool:
        """Open a page by its name. Return False when neither a window nor a browser could be opened."""
        with self._lock:
            if _brought_to_front(self._open.get(name)):
                return True
            if name not in SIZES or not window.is_possible():
                return self._browser(page().as_uri())
            self._open[name] = program = _started(page(), *SIZES[name])
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


def _brought_to_front(program: subprocess.Popen[str] | None) -> bool:
    if program is None or program.poll() is not None or program.stdin is None:
        return False
    try:
        program.stdin.write("front\n")
        program.stdin.flush()
    except OSError:  # it closed meanwhile
        return False
    return True
