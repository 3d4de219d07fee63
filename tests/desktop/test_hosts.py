"""agent/desktop/hosts.py: which tray there is, and why there is none. Real trays are in test_tray.py."""

from __future__ import annotations

import pytest

from agent.desktop import hosts, window


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A desktop on which everything is there and both kinds of tray are."""
    monkeypatch.setenv("DISPLAY", ":77")
    monkeypatch.setattr(hosts, "_knows", lambda library, version: True)
    monkeypatch.setattr(hosts, "session_bus", lambda: object())
    monkeypatch.setattr(hosts, "_trouble_of_notifications", lambda bus: "")
    monkeypatch.setattr(hosts, "_has_notifier_host", lambda bus: True)
    monkeypatch.setattr(hosts, "_has_xembed_host", lambda: True)
    return monkeypatch


def test_without_a_desktop_nothing_of_it_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(hosts, "_knows", lambda *_: pytest.fail("looked for the desktop's libraries"))
    assert hosts.find() == hosts.Host(None, "there is no desktop here")
    assert not window.is_possible()


def test_the_newer_tray_is_taken_where_both_are(desktop: pytest.MonkeyPatch) -> None:
    assert hosts.find().backend == "appindicator"


def test_the_older_one_where_the_newer_cannot_be_spoken_to(desktop: pytest.MonkeyPatch) -> None:
    desktop.setattr(hosts, "_knows", lambda library, version: library == "Gtk")
    assert hosts.find().backend == "gtk"
    desktop.setattr(hosts, "_has_xembed_host", lambda: False)
    found = hosts.find()
    assert found.backend is None
    assert "gir1.2-ayatanaappindicator3-0.1" in found.says


def test_the_older_one_where_only_that_is_shown(desktop: pytest.MonkeyPatch) -> None:
    desktop.setattr(hosts, "_has_notifier_host", lambda bus: False)
    assert hosts.find().backend == "gtk"


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("_knows", lambda library, version: False, "python3-gi"),
        ("session_bus", lambda: "there is no session bus", "session bus"),
        ("_trouble_of_notifications", lambda bus: "notifications do not start", "notifications"),
    ],
)
def test_what_is_missing_is_named(desktop: pytest.MonkeyPatch, name: str, value: object, why: str) -> None:
    desktop.setattr(hosts, name, value)
    found = hosts.find()
    assert found.backend is None
    assert why in found.says


def test_bare_xlib_which_cannot_be_clicked_counts_as_no_tray(desktop: pytest.MonkeyPatch) -> None:
    desktop.setattr(hosts, "_has_notifier_host", lambda bus: False)
    desktop.setattr(hosts, "_has_xembed_host", lambda: False)
    assert hosts.find().backend is None


@pytest.mark.parametrize(("system", "backend"), [("win32", "win32"), ("darwin", "darwin")])
def test_windows_and_the_mac_have_their_own(
    system: str, backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agent.desktop.hosts.sys.platform", system)
    assert hosts.find().backend == backend
