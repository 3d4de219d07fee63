"""The titles of a process's windows, by libxcb, where there is an X server with a window manager. Asked while a call runs only.

Wayland shows no program another one's windows: there are no window facts there. A browser with the microphone is taken for a
call, and the microphone's holder and the calendar still tell one call from the next.

libxcb rather than Xlib: a window that closes between two questions is an answer there, and the end of the process with Xlib.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

ANY_TYPE, WM_NAME, LONGEST = 0, 39, 4096  # of a property, in 32-bit words


def titles_of(process: str) -> tuple[tuple[int, str], ...] | None:
    """Return id and title of each window of a process or of those that started it; None where they cannot be read.

    A browser's sound comes from a process that a window's process started.
    """
    family = set(_ancestry(process))
    with _connected() as screen:
        if screen is None or not family:
            return None
        windows = struct.iter_unpack("I", screen.property(screen.root, screen.atom("_NET_CLIENT_LIST")))
        of_process = screen.atom("_NET_WM_PID")
        ours = [w for (w,) in windows if screen.property(w, of_process)[:4] in family]
        return tuple((w, screen.title(w)) for w in ours) or None


def what_windows_tell() -> str:
    """Return in a sentence whether the titles of windows can be read in this session."""
    if os.environ.get("WAYLAND_DISPLAY") or os.environ.get("XDG_SESSION_TYPE") == "wayland":
        return (
            "no window facts on Wayland; the microphone's holder and the calendar tell one call from the next"
        )
    if not os.environ.get("DISPLAY") or _library() is None:
        return "no window facts without an X server; the microphone's holder and the calendar tell one call from the next"
    return "the titles of a call program's windows can be read (X11)"


class _Screen:
    """The first screen of an open connection."""

    def __init__(self, xcb: Any, connection: Any) -> None:
        self._xcb, self._connection = xcb, connection
        self.root = int(xcb.xcb_setup_roots_iterator(xcb.xcb_get_setup(connection)).data[0])

    def atom(self, name: str) -> int:
        """Return the number of a name; 0 when the server does not answer."""
        text = name.encode()
        asked = self._xcb.xcb_intern_atom(self._connection, 0, len(text), text)
        with self._reply(self._xcb.xcb_intern_atom_reply(self._connection, asked, None)) as reply:
            return int(struct.unpack("8xI", ctypes.string_at(reply, 12))[0]) if reply else 0

    def property(self, window: int, name: int) -> bytes:
        """Return a property of a window, b"" when it has none or is gone."""
        asked = self._xcb.xcb_get_property(self._connection, 0, window, name, ANY_TYPE, 0, LONGEST)
        with self._reply(self._xcb.xcb_get_property_reply(self._connection, asked, None)) as reply:
            if not reply:
                return b""
            length = self._xcb.xcb_get_property_value_length(reply)
            return ctypes.string_at(self._xcb.xcb_get_property_value(reply), length)

    def title(self, window: int) -> str:
        """Return a window's title."""
        told = self.property(window, self.atom("_NET_WM_NAME")) or self.property(window, WM_NAME)
        return told.decode("utf-8", "replace")

    @contextmanager
    def _reply(self, reply: Any) -> Iterator[Any]:
        try:
            yield reply
        finally:
            if reply:
                _free()(reply)


@contextmanager
def _connected() -> Iterator[_Screen | None]:
    xcb = _library() if os.environ.get("DISPLAY") else None
    if xcb is None:
        yield None
        return
    connection = xcb.xcb_connect(None, None)
    try:
        yield None if xcb.xcb_connection_has_error(connection) else _Screen(xcb, connection)
    finally:
        xcb.xcb_disconnect(connection)


def _ancestry(process: str) -> Iterator[bytes]:
    """Yield a process and those that started it, as _NET_WM_PID has them."""
    with suppress(OSError, ValueError, StopIteration):
        while int(process) > 1:
            yield struct.pack("I", int(process))
            lines = Path(f"/proc/{process}/status").read_text().splitlines()
            process = next(line.split()[1] for line in lines if line.startswith("PPid:"))


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Screens(ctypes.Structure):
    _fields_ = (("data", ctypes.POINTER(ctypes.c_uint32)), ("rem", ctypes.c_int), ("index", ctypes.c_int))


@cache
def _library() -> Any:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return None
    pointer, word = ctypes.c_void_p, ctypes.c_uint32
    for name, result, arguments in (
        ("xcb_connect", pointer, (ctypes.c_char_p, pointer)),
        ("xcb_disconnect", None, (pointer,)),
        ("xcb_connection_has_error", ctypes.c_int, (pointer,)),
        ("xcb_get_setup", pointer, (pointer,)),
        ("xcb_setup_roots_iterator", _Screens, (pointer,)),
        ("xcb_intern_atom", _Cookie, (pointer, ctypes.c_uint8, ctypes.c_uint16, ctypes.c_char_p)),
        ("xcb_intern_atom_reply", pointer, (pointer, _Cookie, pointer)),
        ("xcb_get_property", _Cookie, (pointer, ctypes.c_uint8, word, word, word, word, word)),
        ("xcb_get_property_reply", pointer, (pointer, _Cookie, pointer)),
        ("xcb_get_property_value", pointer, (pointer,)),
        ("xcb_get_property_value_length", ctypes.c_int, (pointer,)),
    ):
        function = getattr(xcb, name)
        function.restype, function.argtypes = result, arguments
    return xcb


@cache
def _free() -> Any:
    free = ctypes.CDLL(None).free
    free.restype, free.argtypes = None, (ctypes.c_void_p,)
    return free
