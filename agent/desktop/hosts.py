"""Is there a tray on this desktop, by which of pystray's backends, and why? Looked at before anything is shown.

Linux knows two trays. The newer one (status notifiers: KDE, Xfce, Ubuntu's GNOME) is spoken to by AppIndicator; a click there
opens the menu and nothing else. The older one (XEMBED) is spoken to by GTK. Both need the distribution's own Python with `gi`.
pystray's third way, bare Xlib, shows an icon that can neither be clicked nor has a menu (pystray 151, 159): it counts as none.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from dataclasses import dataclass
from typing import Any

PATIENCE_MS = 2_000

_BUS = "org.freedesktop.DBus"
_WATCHER = "org.kde.StatusNotifierWatcher"
_NOTIFICATIONS = "org.freedesktop.Notifications"
_XEMBED = "_NET_SYSTEM_TRAY_S0"


@dataclass(frozen=True, slots=True)
class Host:
    """What was found: pystray's name for the backend, None without a tray, and a sentence that says why."""

    backend: str | None
    says: str


def find() -> Host:
    """Look for a tray. Shows nothing, and starts nothing but the desktop's notifications, which every tray needs."""
    if sys.platform == "win32":
        return Host("win32", "Windows' own notification area")
    if sys.platform == "darwin":
        return Host("darwin", "the Mac's own menu bar, where a click opens the menu")
    return _on_linux()


def _on_linux() -> Host:
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return Host(None, "there is no desktop here")
    if not _knows("Gtk", "3.0"):
        return Host(
            None,
            "it needs python3-gi and gir1.2-gtk-3.0, and the distribution's own Python, which alone sees them",
        )
    bus = session_bus()
    if isinstance(bus, str):
        return Host(None, bus)
    if trouble := _trouble_of_notifications(bus):
        return Host(None, trouble)
    if _has_notifier_host(bus):
        if _knows("AyatanaAppIndicator3", "0.1") or _knows("AppIndicator3", "0.1"):
            return Host("appindicator", "AppIndicator, where a click opens the menu")
        if not _has_xembed_host():
            return Host(
                None, "this desktop's tray needs gir1.2-ayatanaappindicator3-0.1, which is not installed"
            )
    if _has_xembed_host():
        return Host("gtk", "a GTK status icon, where a click captures and the right button opens the menu")
    return Host(None, "this desktop shows no tray; on GNOME, the extension AppIndicator brings one")


def has_gi() -> bool:
    """Whether the desktop's libraries can be asked here: only the distribution's own Python sees them."""
    return importlib.util.find_spec("gi") is not None


def _knows(library: str, version: str) -> bool:
    """Whether `gi` can be imported here and has a library of the desktop's."""
    if not has_gi():
        return False
    import gi

    known: list[str] = gi.Repository.get_default().enumerate_versions(library)
    return version in known


def session_bus() -> Any:
    """Return the session's bus, or a sentence why there is none."""
    from gi.repository import Gio, GLib

    try:
        return Gio.bus_get_sync(Gio.BusType.SESSION, None)
    except GLib.Error:
        return "there is no session bus (D-Bus), by which trays are spoken to"


def _trouble_of_notifications(bus: Any) -> str:
    """Return why pystray could not begin. Its GTK part makes this very proxy first, and dies of one that fails to start."""
    from gi.repository import Gio, GLib

    try:
        Gio.DBusProxy.new_sync(
            bus, 0, None, _NOTIFICATIONS, "/org/freedesktop/Notifications", _NOTIFICATIONS, None
        )
    except GLib.Error:
        return "this desktop's notifications do not start, and the tray needs them"
    return ""


def _has_notifier_host(bus: Any) -> bool:
    """Whether somebody shows status notifiers: a watcher alone shows nothing."""
    from gi.repository import GLib

    if not _asked(
        bus, _BUS, f"/{_BUS.replace('.', '/')}", _BUS, "NameHasOwner", GLib.Variant("(s)", (_WATCHER,))
    ):
        return False
    asked = GLib.Variant("(ss)", (_WATCHER, "IsStatusNotifierHostRegistered"))
    return bool(
        _asked(bus, _WATCHER, "/StatusNotifierWatcher", "org.freedesktop.DBus.Properties", "Get", asked)
    )


def _asked(bus: Any, name: str, path: str, interface: str, method: str, words: Any) -> Any:
    from gi.repository import GLib

    try:
        return bus.call_sync(name, path, interface, method, words, None, 0, PATIENCE_MS, None).unpack()[0]
    except GLib.Error:
        return False


def _has_xembed_host() -> bool:
    if not os.environ.get("DISPLAY"):
        return False
    from Xlib import X, display, error

    try:
        screen = display.Display()
    except (error.DisplayError, OSError):
        return False
    try:
        return bool(screen.get_selection_owner(screen.intern_atom(_XEMBED)) != X.NONE)
    finally:
        screen.close()
