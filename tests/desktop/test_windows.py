"""agent/desktop/windows.py: one window per page, and the browser where there can be none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from agent.cli import app
from agent.cli.app import PATHS
from agent.desktop import window, windows
from agent.desktop.windows import OTHER, SIZES, OwnWindows, Page
from tests.desktop.screen import until


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "open-1.html"
    path.write_text("")
    return path


def stand_in(code: str) -> object:
    """Return what starts a program in a window's place."""

    def started(page: Path, width: int, height: int) -> subprocess.Popen[str]:
        return subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, text=True)

    return started


def test_without_a_desktop_a_page_opens_in_the_browser(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    opened: list[str] = []
    assert OwnWindows(lambda address: not opened.append(address)).show("capture", lambda: page)
    assert opened == [page.as_uri()]
    assert not OwnWindows(lambda address: False).show("capture", lambda: page), "there is no browser either"


def test_each_page_has_a_window_of_its_own(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[int, int]] = []

    def start(page: Path, width: int, height: int) -> subprocess.Popen[str]:
        started.append((width, height))
        return subprocess.Popen([sys.executable, "-c", ""], stdin=subprocess.PIPE, text=True)

    monkeypatch.setattr(window, "is_possible", lambda: True)
    monkeypatch.setattr(windows, "_started", start)
    for name in PATHS:
        assert OwnWindows(lambda address: False).show(name, lambda: page)
    assert started == [SIZES.get(name, OTHER) for name in PATHS]


def test_a_page_that_asks_for_another_gets_its_window_led_to_the_place(page: Path) -> None:
    asked: list[tuple[str, bool]] = []

    class Watched(OwnWindows):
        def show(self, name: str, page: Page, *, elsewhere: bool = False) -> bool:
            asked.append((name, elsewhere))
            return True

    for path in ("/window/ledger.html", "/window/ledger.html?entry=e-1", "/window/connect.html"):
        assert app._shown(Watched(lambda address: False), path, lambda: page)
    assert asked == [("ledger", False), ("ledger", True), ("connect", False)]


def test_a_window_that_cannot_be_opened_after_all_becomes_a_page_in_the_browser(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "is_possible", lambda: True)
    monkeypatch.setattr(windows, "_started", stand_in(f"raise SystemExit({window.NO_WINDOW})"))
    opened: list[str] = []
    assert OwnWindows(lambda address: not opened.append(address)).show("capture", lambda: page)
    until(lambda: opened, "the page in the browser")


def test_a_page_that_is_open_comes_to_the_front_and_closes_with_tenth(
    page: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    heard = tmp_path / "heard.txt"
    code = f"import sys; open({str(heard)!r}, 'w').write(sys.stdin.read())"
    monkeypatch.setattr(window, "is_possible", lambda: True)
    monkeypatch.setattr(windows, "_started", stand_in(code))
    ours, pages = OwnWindows(lambda address: False), list[Path]()

    def written() -> Path:
        pages.append(page)
        return page

    assert ours.show("ledger", written)
    assert ours.show("ledger", written)
    assert len(pages) == 1
    assert ours.show("ledger", written, elsewhere=True)
    assert len(pages) == 2
    ours.close()
    until(lambda: heard.exists() and heard.read_text() == f"\n{page}\n", "the end of its standard input")


def test_no_secret_stands_in_a_windows_command_line(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    class Watched(subprocess.Popen):  # type: ignore[type-arg]  # only its start is watched
        def __init__(self, command: list[str], **_: object) -> None:
            commands.append(command)
            super().__init__([sys.executable, "-c", ""], stdin=subprocess.PIPE)

    monkeypatch.setattr(windows.subprocess, "Popen", Watched)
    windows._started(page, 460, 680).wait()
    assert commands[0][3:] == ["agent.desktop.window", str(page), "460", "680"]
