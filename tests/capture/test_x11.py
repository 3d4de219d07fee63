"""agent/capture/x11.py on a real X server with a window manager: titles of a process's windows, and of nobody else's."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator

import pytest

from agent.capture.x11 import titles_of, what_windows_tell

pytestmark = [pytest.mark.slow, pytest.mark.tray]

PROGRAMS = ("Xvfb", "openbox", "xmessage", "xprop")
Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    if not all(map(shutil.which, PROGRAMS)):
        pytest.skip("there is no X server to try it on")
    begun: list[subprocess.Popen[bytes]] = []

    def start(*command: str, **more: object) -> subprocess.Popen[bytes]:
        out = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **more}
        begun.append(subprocess.Popen(command, **out))  # type: ignore[call-overload]  # as Popen takes them
        return begun[-1]

    read, write = os.pipe()
    start("Xvfb", "-displayfd", str(write), "-nolisten", "tcp", pass_fds=[write])
    os.close(write)
    with os.fdopen(read) as told:
        monkeypatch.setenv("DISPLAY", f":{told.readline().strip()}")
    start("openbox")
    yield start
    for program in reversed(begun):
        program.kill()
        program.wait()


def until(came_true: Callable[[], bool]) -> None:
    for _ in range(2400):
        if came_true():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come to pass")


def says_whose(title: str, process: int) -> bool:
    """Let a window say whose it is, as every toolkit of this century does; False while it is not there."""
    command = ("xprop", "-name", title, "-f", "_NET_WM_PID", "32c", "-set", "_NET_WM_PID", str(process))
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_titles_are_those_of_the_process_and_of_who_started_it(start: Start) -> None:
    shown = start("xmessage", "-title", "Meet - Lease", "call")
    start("xmessage", "-title", "Somebody else's", "letter")
    until(lambda: says_whose("Meet - Lease", os.getpid()) and says_whose("Somebody else's", 4_000_000))
    child = str(start("sleep", "60").pid)
    until(lambda: titles_of(child) is not None)
    ((window, title),) = titles_of(child) or ()
    assert title == "Meet - Lease"
    assert titles_of(str(os.getpid())) == ((window, title),)
    assert titles_of("3999999") is None, "it has no window"
    shown.kill()
    shown.wait()
    until(lambda: titles_of(child) is None)


def test_where_windows_cannot_be_read_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for session, says in (
        ({"DISPLAY": ":0"}, "(X11)"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "no window facts on Wayland"),
        ({"XDG_SESSION_TYPE": "wayland"}, "no window facts on Wayland"),
        ({}, "no window facts without an X server"),
    ):
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
            monkeypatch.delenv(name, raising=False)
        for name, value in session.items():
            monkeypatch.setenv(name, value)
        assert says in what_windows_tell()


def test_without_an_x_server_nothing_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    assert titles_of(str(os.getpid())) is None
    monkeypatch.setenv("DISPLAY", ":4711")
    assert titles_of(str(os.getpid())) is None
