"""A screen that nobody looks at: Xvfb, a session bus, a window manager and a real tray, and the hand that clicks on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

from PIL import Image

from tests.programs import end

PATIENCE_SECONDS = 60.0
PROGRAMS = ("Xvfb", "dbus-daemon", "openbox", "trayer", "xdotool", "xprop", "import")

XEMBED = (
    "trayer",
    "--edge",
    "top",
    "--align",
    "right",
    "--widthtype",
    "request",
    "--height",
    "32",
    "--margin",
    "8",
)
NOTIFIERS = ("xfce4-panel", "--disable-wm-check")


def installed(host: tuple[str, ...] = XEMBED) -> bool:
    """Whether this computer has what that takes."""
    return all(map(shutil.which, [*PROGRAMS, host[0]]))


class Screen:
    """A desktop of its own, with a tray host or, for None, without any. `surroundings` is the environment to begin from."""

    def __init__(
        self,
        folder: Path,
        host: tuple[str, ...] | None = XEMBED,
        surroundings: Mapping[str, str] = os.environ,
    ) -> None:
        self._programs: list[subprocess.Popen[Any]] = []
        self.folder = folder
        folder.mkdir()
        self.environment = {
            **surroundings,
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder}/bus",
            "NO_AT_BRIDGE": "1",
        }
        for name in ("WAYLAND_DISPLAY", "PYSTRAY_BACKEND", "GDK_BACKEND", "XDG_SESSION_TYPE"):
            self.environment.pop(name, None)
        try:
            self.environment["DISPLAY"] = f":{self._display()}"
            self.start("dbus-daemon", "--session", f"--address=unix:path={folder}/bus", "--nofork")
            until((folder / "bus").exists, "the session bus")
            self.start("openbox")
            if shutil.which("dunst"):
                self.start("dunst", "-conf", os.devnull)
            if host:
                self.start(*host)
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        end(self._programs)

    def _display(self) -> str:
        """Start the screen; it chooses its own free number and tells it."""
        read, write = os.pipe()
        command = ("Xvfb", "-displayfd", str(write), "-screen", "0", "1024x768x24", "-nolisten", "tcp")
        self.start(*command, pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as told:
            return told.readline().strip()

    def start(self, *command: str, **more: Any) -> subprocess.Popen[Any]:
        """Start a program that lives no longer than the screen."""
        out = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **more}
        program = subprocess.Popen(command, env=self.environment, **out)
        self._programs.append(program)
        return program

    def hand(self, *words: str) -> str:
        """Move, click and type by xdotool; returns what it says."""
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, timeout=30, check=False
        )
        return done.stdout

    def windows(self, title: str) -> list[str]:
        """Return the visible windows whose title holds this."""
        return self.hand("search", "--onlyvisible", "--name", title).split()

    def icon(self) -> tuple[int, int, int, int] | None:
        """Return where the tray's one icon is (left, top, width, height); None while there is none."""
        for window in self.hand("search", "--class", "trayer").split():
            left, top, right, bottom = self.box(window)
            if 16 <= right - left <= 80 and bottom - top >= 16:
                return left, top, right - left, bottom - top
        return None

    def box(self, window: str) -> tuple[int, int, int, int]:
        """Return where a window is: left, top, right, bottom."""
        told = self.hand("getwindowgeometry", "--shell", window).splitlines()
        at = {name: int(value) for name, _, value in (line.partition("=") for line in told)}
        return at["X"], at["Y"], at["X"] + at["WIDTH"], at["Y"] + at["HEIGHT"]

    def front(self) -> str:
        """Return the window before all others."""
        command = ["xprop", "-root", "_NET_CLIENT_LIST_STACKING"]
        told = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=True)
        return str(int(told.stdout.split()[-1], 16))

    def click(self, button: int = 1) -> None:
        """Click on the tray's icon."""
        left, top, width, height = until(self.icon, "the icon")
        self.hand("mousemove", str(left + width // 2), str(top + height // 2), "click", str(button))

    def picture(self) -> Image.Image:
        """Return what is on the screen."""
        path = self.folder / "screen.png"
        subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=True, timeout=30)
        with Image.open(path) as taken:
            return taken.convert("RGB")

    def icon_picture(self) -> Image.Image:
        """Return what the tray shows."""
        left, top, width, height = self.icon() or (0, 0, 1, 1)
        return self.picture().crop((left, top, left + width, top + height))


def until(is_so: Callable[[], Any], what: str) -> Any:
    """Wait until something is so, and return it."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while not (found := is_so()):
        if time.monotonic() > ends:
            raise AssertionError(f"never came: {what}")
        time.sleep(0.1)
    return found
