"""agent/capture: who holds the microphone, by three systems' books, and what a window's title tells.

One contract for the three: a known program by its label, an unknown one as such, nobody who listens without a call, never us,
and a new session each time. Windows' and macOS' books are recorded shapes of what those systems answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pytest

from agent.capture.consent_store import Use, WindowsHolding
from agent.capture.holding import holding
from agent.capture.process_list import MacHolding
from agent.capture.programs import System, listed, programs
from agent.capture.scene import Listening, Outlet, Scene
from agent.domain.offering import Holder, Kind

MICROPHONE = Outlet(2, "mic", None, 3)
SCENE = Scene("speakers", "mic", (Outlet(0, "speakers.monitor", 0), MICROPHONE))


@dataclass
class Process:
    """A process as catap tells of it."""

    pid: int
    bundle_id: str | None
    name: str
    is_inputting: bool = True
    is_outputting: bool = False


def linux(*names: tuple[str, str]) -> Sequence[Holder]:
    """Ask with these holding the microphone, each a program and its turn."""
    listening = tuple(
        Listening(2, n, str(k), index=10 * k + int(turn)) for k, (n, turn) in enumerate(names, 1)
    )
    return holding(replace(SCENE, listening=listening), lambda _: None)


def windows(*names: tuple[str, str]) -> Sequence[Holder]:
    return WindowsHolding(
        lambda: [Use(name, 133_000_000_000_000_000 + int(turn), 0) for name, turn in names]
    ).holders()


def macos(*names: tuple[str, str]) -> Sequence[Holder]:
    return MacHolding(
        lambda: [Process(500 + k * 10 + int(turn), name, "App") for k, (name, turn) in enumerate(names)]
    ).holders()


SYSTEMS = {
    "linux": (linux, "zoom", "firefox", "scribe", "easyeffects"),
    "windows": (windows, r"C:#Users#me#AppData#Roaming#Zoom#bin#Zoom.exe", "C:#Program Files#Mozilla Firefox#firefox.exe",
                "C:#Tools#scribe.exe", "C:#Program Files#NVIDIA#NVIDIA Broadcast.exe"),
    "macos": (macos, "us.zoom.caphost", "org.mozilla.firefox", "au.example.scribe", "com.apple.CoreSpeech"),
}  # fmt: skip

Asked = Callable[..., Sequence[Holder]]


@pytest.mark.parametrize("system", SYSTEMS)
def test_each_book_tells_known_and_unknown_programs_apart_and_leaves_filters_out(system: str) -> None:
    ask, zoom, firefox, unknown, ignored = SYSTEMS[system]
    found = ask((zoom, "1"), (firefox, "1"), (unknown, "1"), (ignored, "1"))
    assert sorted((h.kind, h.label) for h in found if h.kind is not Kind.UNKNOWN) == [
        (Kind.BROWSER, "Firefox"),
        (Kind.CALL, "Zoom"),
    ]
    assert [h.may_be_captured for h in found if h.kind is Kind.UNKNOWN] == [False]
    assert ask() == []


@pytest.mark.parametrize("system", SYSTEMS)
def test_taking_the_microphone_again_is_another_session(system: str) -> None:
    ask, zoom, *_ = SYSTEMS[system]
    (first,), (again,), (second,) = ask((zoom, "1")), ask((zoom, "1")), ask((zoom, "2"))
    assert first.session == again.session
    assert first.session != second.session


def test_on_linux_modules_meters_halted_streams_monitors_and_ourselves_hold_nothing() -> None:
    zoom = Listening(2, "zoom", "100", index=7)
    for other in (
        Listening(2, "", "", 3), replace(zoom, keeps=False), replace(zoom, outlet=0), replace(zoom, name="Tenth"),
        Listening(2, "", "100"),
    ):  # fmt: skip
        assert holding(replace(SCENE, listening=(other,)), lambda _: None) == []
    assert len(holding(replace(SCENE, listening=(zoom, replace(zoom, index=9))), lambda _: None)) == 1


def test_on_windows_who_let_go_and_ourselves_hold_nothing() -> None:
    import sys

    ours = sys.executable.replace("/", "#")
    uses = [Use("MSTeams_8wekyb3d8bbwe", 5, 9), Use(ours, 5, 0), Use("MSTeams_8wekyb3d8bbwe", 10, 0)]
    assert [h.label for h in WindowsHolding(lambda: uses).holders()] == ["Microsoft Teams"]
    assert [h.label for h in windows(("Microsoft.YourPhone_8wekyb3d8bbwe", "1"))] == ["Phone Link"]


def test_on_a_mac_helpers_are_their_program_and_ourselves_hold_nothing() -> None:
    known = [
        Process(900, "com.microsoft.teams2.modulehost", "Teams"), Process(901, "com.microsoft.teams2", "Teams"),
        Process(905, "org.python.python", "Python"), Process(902, "us.zoom.xos", "zoom.us", is_inputting=False),
        Process(903, "com.apple.avconferenced", "avconferenced"), Process(904, None, "tool"),
    ]  # fmt: skip
    assert [h.label for h in MacHolding(lambda: known).holders()] == [
        "Microsoft Teams",
        "FaceTime or iPhone",
    ]


@pytest.mark.parametrize(
    ("program", "title", "label", "meeting"),
    [
        ("teams", "Lease - Hale | Microsoft Teams", "Microsoft Teams", "Lease - Hale"),
        ("teams", "(3) Lease - Hale | Microsoft Teams", "Microsoft Teams", "Lease - Hale"),
        ("teams", "Calendar | Microsoft Teams", "Microsoft Teams", ""),
        ("teams", "Chat | Ruth | Microsoft Teams", "Microsoft Teams", ""),
        ("zoom", "Zoom Meeting 40-Minutes", "Zoom", "Zoom Meeting"),
        ("zoom", "Zoom Workplace", "Zoom", ""),
        ("chrome", "Meet - abc-defg-hij - Google Chrome", "Google Meet", "abc-defg-hij"),
        ("firefox", "Meet – Lease with Hale — Mozilla Firefox", "Google Meet", "Lease with Hale"),
        ("msedge", "Lease | Microsoft Teams and 3 more pages", "Microsoft Teams", "Lease"),
        ("chrome", "Inbox - Gmail - Google Chrome", "Chrome", ""),
    ],
)
def test_a_windows_title_tells_the_meeting(program: str, title: str, label: str, meeting: str) -> None:
    scene = replace(SCENE, listening=(Listening(2, program, "100", index=1),))
    (found,) = holding(scene, lambda _: ((44, title),))
    assert found.label == label
    assert [w.meeting for w in found.windows or ()] == [meeting]
    assert title not in repr(found)


def test_windows_are_asked_for_of_who_is_in_a_call_only() -> None:
    asked: list[str] = []
    scene = replace(
        SCENE, listening=(Listening(2, "scribe", "100", index=1), Listening(2, "zoom", "200", index=2))
    )
    holding(scene, lambda process: asked.append(process))
    assert asked == ["200"]


def test_no_name_stands_for_two_programs() -> None:
    systems: tuple[System, ...] = ("linux", "windows", "macos")
    for system in systems:
        told = [
            name for kind in ("call", "browser") for each in listed()[kind] for name in each.get(system, ())
        ]
        assert len(told) == len(set(told)), system
        assert len(programs(system)) > len(told) > 15
