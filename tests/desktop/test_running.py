"""agent/desktop/running.py with no tray, or one that breaks: everything goes on without, and that is said once."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator

import pytest

from agent.desktop import running
from agent.desktop.hosts import Host
from agent.desktop.menu import Act, Notice
from agent.desktop.running import Around, Desktop
from agent.desktop.standing import Stage, Standing
from agent.desktop.tray import Look
from agent.domain.offering import Offer, What


class FakeTray:
    """A tray whose desktop does what the test wants."""

    shown: list[Look]
    comes_up = True

    def __init__(self, backend: str, look: Look, chosen: Callable[[Act], None]) -> None:
        if backend == "broken":
            raise ImportError("Gtk could not be initialised")
        self.chosen = chosen
        self.ended = threading.Event()
        FakeTray.shown.append(look)

    def run(self, *, late: Callable[[], None]) -> bool:
        if not self.comes_up:
            return False
        self.chosen(Act.QUIT)
        assert self.ended.wait(30)
        return True

    def show(self, look: Look) -> None: ...

    def say(self, title: str, words: str) -> None: ...

    def stop(self) -> None:
        self.ended.set()


class FakeNotices:
    """A desktop's notifications, as they come and go."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def show(self, notice: Notice) -> bool:
        self.seen.append(notice.title)
        return True

    def withdraw(self) -> None:
        self.seen.append("withdrawn")


@pytest.fixture(autouse=True)
def no_notices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "notices", lambda chosen: None)


@pytest.fixture(autouse=True)
def fake_tray(monkeypatch: pytest.MonkeyPatch) -> None:
    FakeTray.shown = []
    monkeypatch.setattr(running, "Tray", FakeTray)
    monkeypatch.setattr(running, "SECONDS_BETWEEN_SEARCHES", 0.01)


def held(found: Iterator[Host]) -> list[str]:
    """Hold the main thread with these trays found one after the other, then stop; return what was told."""
    told: list[str] = []
    stop = threading.Event()

    def find() -> Host:
        host = next(found, None)
        if host is None:
            stop.set()
        return host or Host(None, "")

    Desktop(Around(lambda: None, lambda name: None, told.append, lambda: "", stop, find)).hold()
    return told


def test_without_a_tray_it_is_said_once_and_looked_for_again() -> None:
    told = held(iter([Host(None, "this desktop shows no tray")] * 3))
    assert len(told) == 1
    assert "this desktop shows no tray" in told[0]
    assert FakeTray.shown == []


def test_a_tray_that_starts_later_is_noticed() -> None:
    told = held(iter([Host(None, "this desktop shows no tray"), Host("gtk", "a GTK status icon")]))
    assert len(told) == 1
    assert [look.title for look in FakeTray.shown] == ["Tenth: the keyring is locked"]


@pytest.mark.parametrize("broken", [True, False])
def test_one_that_does_not_come_up_is_like_none(broken: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeTray, "comes_up", False)
    told = held(iter([Host("broken" if broken else "gtk", "a GTK status icon")] * 2))
    assert len(told) == 1
    assert "did not show it" in told[0]


def test_quitting_ends_the_tray_and_lets_the_main_thread_go() -> None:
    assert held(iter([Host("gtk", "a GTK status icon")])) == []


@pytest.mark.parametrize("wants_a_tray", [True, False])
def test_without_a_tray_a_call_is_offered_once_and_the_offer_goes_with_the_call(
    wants_a_tray: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offers(id: str) -> Standing:
        return Standing(Stage.OFFERED, offer=Offer(id, What.CAPTURE, "Zoom", dt.datetime.now(dt.UTC)))

    nothing = Standing(Stage.IDLE)
    stands = iter([nothing, offers("7"), offers("7"), nothing, nothing, offers("7"), nothing, offers("8")])
    stop, shown = threading.Event(), FakeNotices()

    def standing(*_: object) -> Standing:
        found = next(stands, None)
        if found is None:
            stop.set()
        return found or nothing

    monkeypatch.setattr(running, "standing", standing)
    monkeypatch.setattr(running, "notices", lambda chosen: shown)
    monkeypatch.setattr(running, "SECONDS_BETWEEN_LOOKS", 0.01)
    find = (lambda: Host(None, "this desktop shows no tray")) if wants_a_tray else None
    Desktop(Around(lambda: None, lambda name: None, lambda words: None, lambda: "", stop, find)).hold()
    assert shown.seen[:3] == ["Zoom call noticed", "withdrawn", "Zoom call noticed"], "once for each call"
