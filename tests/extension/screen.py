"""A screen that nobody looks at, and the keys of its keyboard: for what a browser asks in a window of its own."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

NEEDED = ("Xvfb", "xdotool")
MISSING = [program for program in NEEDED if shutil.which(program) is None]


@dataclass(frozen=True)
class Screen:
    """A running X server. `name` is what DISPLAY holds."""

    name: str

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a program that is to be seen on it."""
        return {**os.environ, "DISPLAY": self.name}

    def press(self, window: str, *keys: str) -> None:
        """Press keys in the window of that title, as a person's keyboard does; no window manager gives it the keys."""
        command = [
            "xdotool",
            "search",
            "--sync",
            "--onlyvisible",
            "--name",
            window,
            "windowfocus",
            "key",
            *keys,
        ]
        subprocess.run(command, env=self.environment, check=True, capture_output=True, timeout=20)


@contextlib.contextmanager
def screen() -> Iterator[Screen]:
    """Start one on a free number, for as long as the block lasts."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x950x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield Screen(f":{told.readline().strip()}")
    finally:
        server.kill()
        server.wait()
