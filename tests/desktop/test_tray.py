"""The tray as people meet it: real tray hosts, real clicks, `tenth app` as a program of its own. Calls come from a file."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agent import voice, wiring
from agent.desktop.menu import Act
from agent.desktop.standing import Stage
from agent.paths import open_home
from agent.workflow.capturing import Order
from agent.workflow.services import Services
from tests.capture.servers import SoundServer
from tests.capture.servers import installed as has_server
from tests.desktop.at_work import AMBER, RED, AtWork
from tests.desktop.screen import NOTIFIERS, Screen, installed, until
from tests.house.sources import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.tray]

PICTURES = ROOT / "build" / "pictures"
YES = Order(said=("M Hale, said yes",), file=str(voice.call_path("practice_call", ".flac")))


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    if not installed() or not has_server("pulseaudio"):
        pytest.skip("Xvfb, trayer, openbox, xdotool, imagemagick or pulseaudio is not installed")
    with (
        SoundServer("pulseaudio", tmp_path) as server,
        Screen(tmp_path / "screen", surroundings=server.environment) as screen,
    ):
        yield screen


def verbs(at_work: AtWork) -> Services:
    """Open the home beside Tenth, as another of its programs does."""
    return wiring.build(open_home(at_work.home, practice=True))


def test_from_the_first_start_to_quitting_while_a_call_is_recorded(screen: Screen, tmp_path: Path) -> None:
    at_work = AtWork(screen, tmp_path / "home", "--no-browser")
    at_work.icon()
    at_work.click()
    screen.hand("windowclose", at_work.has_window("Capture this call"))
    until(lambda: not screen.windows("Capture this call"), "the window's end")
    second = AtWork(screen, tmp_path / "home", "--capture")
    assert second.ends() == 0
    assert "running already" in at_work.told.read_text()
    screen.hand("windowclose", at_work.has_window("Capture this call"))
    until(lambda: not screen.windows("Capture this call"), "the window's end")
    services = verbs(at_work)
    assert services.capture.status() is None, "no click records"

    at_work.picture_the_menu(PICTURES / "tray-menu-idle.png")
    at_work.choose(Stage.IDLE, Act.CLOCK_START)
    at_work.has_window("^Tenth: the clock runs")
    services.capture.start(YES)
    at_work.shows(RED)
    at_work.picture_the_menu(PICTURES / "tray-menu-recording.png")
    at_work.choose(Stage.RECORDING, Act.PAUSE)
    at_work.shows(AMBER)
    at_work.choose(Stage.PAUSED, Act.RESUME)
    at_work.shows(RED)
    at_work.choose(Stage.RECORDING, Act.STOP_AND_QUIT)
    assert at_work.ends() == 0
    until(lambda: screen.icon() is None, "the icon's end")
    (kept,) = services.review.overview().sources
    assert kept.kept.recording is not None, "handed over, not lost"
    assert "still being recorded" not in at_work.told.read_text()

    again = AtWork(screen, tmp_path / "home", "--no-browser")
    again.icon()
    services.capture.start(YES)
    again.shows(RED)
    again.process.terminate()
    assert again.ends() == 0
    assert "A call is still being recorded. Stop it: tenth capture stop." in again.told.read_text()
    status = services.capture.status()
    assert status is not None
    assert status.stage == "recording", "ended from outside, Tenth leaves the recording and says so"
    services.capture.discard()
    services.close()


def test_a_status_notifier_shows_the_same_menu(tmp_path: Path) -> None:
    if not installed(NOTIFIERS):
        pytest.skip("xfce4-panel is not installed")
    with Screen(tmp_path / "screen", NOTIFIERS) as screen:
        until(lambda: watcher(screen, "IsStatusNotifierHostRegistered"), "the panel's tray")
        at_work = AtWork(screen, tmp_path / "home", "--no-browser")
        (item,) = until(lambda: watcher(screen, "RegisteredStatusNotifierItems"), "the icon")
        until(lambda: labels(screen, item)[:2] == ["Capture this call …", "Clock only"], "the menu")
        doctor = subprocess.run(
            at_work.command("doctor"), env=screen.environment, capture_output=True, text=True, cwd=ROOT
        )
        assert "Tray: AppIndicator, where a click opens the menu" in doctor.stdout
        at_work.process.terminate()
        assert at_work.ends() == 0


def test_without_a_tray_everything_goes_on_and_it_is_said_once(tmp_path: Path) -> None:
    if not installed():
        pytest.skip("Xvfb is not installed")
    with Screen(tmp_path / "screen", host=None) as screen:
        at_work = AtWork(screen, tmp_path / "home", "--capture")
        at_work.has_window("Capture this call")
        assert at_work.told.read_text().count("There is no tray icon") == 1
        at_work.process.terminate()
        assert at_work.ends() == 0
        until(lambda: not screen.windows("Tenth"), "the end of its windows")


ASK = """
import json, sys
from gi.repository import Gio, GLib
bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
def ask(name, path, interface, method, words):
    return bus.call_sync(name, path, interface, method, words, None, 0, 5000, None).unpack()
"""
WATCH = """
name = "org.kde.StatusNotifierWatcher"
words = GLib.Variant("(ss)", (name, sys.argv[1]))
print(json.dumps(ask(name, "/StatusNotifierWatcher", "org.freedesktop.DBus.Properties", "Get", words)[0]))
"""
LABELS = """
owner, path = sys.argv[1].split("/", 1)
layout = ask(owner, "/" + path + "/Menu", "com.canonical.dbusmenu", "GetLayout", GLib.Variant("(iias)", (0, -1, [])))
print(json.dumps([item[1].get("label", "").replace("_", "") for item in layout[1][2]]))
"""


def over_the_bus(screen: Screen, asks: str, *words: str) -> Any:
    done = subprocess.run(
        ["/usr/bin/python3", "-c", ASK + asks, *words], env=screen.environment, capture_output=True, text=True,
        timeout=30, check=False,
    )  # fmt: skip
    return json.loads(done.stdout or "null")


def watcher(screen: Screen, name: str) -> Any:
    """Ask who watches status notifiers."""
    return over_the_bus(screen, WATCH, name)


def labels(screen: Screen, item: str) -> list[str]:
    """Return the lines of a status notifier's menu, as any panel reads them."""
    return over_the_bus(screen, LABELS, item) or []
