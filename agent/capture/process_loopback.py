"""What Windows plays on every loudspeaker, but for Tenth's own: process loopback, where PyAudioWPatch's loopback cannot be had.

Written to the documented interface (audioclientactivationparams.h, mmdeviceapi.h, audioclient.h; Windows build 20348 and later)
and to the order of Microsoft's own example: activate the virtual device on a thread of the multithreaded apartment, name a
format (it has none of its own), hear by an event. It was never run on Windows; tests/capture holds the layouts against the
documents and runs every call on a stand-in that keeps to the published tables.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from ctypes import POINTER, Structure, byref, c_int32, c_longlong, c_uint16, c_uint32, c_void_p
from typing import Any
from uuid import UUID

from agent.capture import OWN_TREE
from agent.capture.converting import Form
from agent.capture.portaudio import Opened

DEVICE = "VAD\\Process_Loopback"
PROCESS_LOOPBACK, EXCLUDE_TREE = 1, 1
VT_BLOB = 65
SHARED, LOOPBACK, EVENTS, AUTOCONVERT, GOOD_QUALITY = 0, 0x20000, 0x40000, 0x80000000, 0x8000000
SILENT = 2  # a flag of a packet
BUFFER = 2_000_000  # of 100 ns: 0.2 s
FORM = Form(48_000, 2)
WAIT_MS = 100
SECONDS_TO_BEGIN = 5.0
FIRST_BUILD = 20348
S_OK, E_NOINTERFACE = 0, -2147467262

# Methods by their place in each interface's table, after IUnknown's three.
RELEASE, GET_RESULT = 2, 3
INITIALIZE, START, STOP, SET_EVENT, GET_SERVICE = 3, 10, 11, 13, 14
GET_BUFFER, RELEASE_BUFFER, NEXT_PACKET = 3, 4, 5

Function: Any = getattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE)
"""Makes the type of a function that is called as Windows' interfaces are."""


class Guid(Structure):
    """A GUID as it lies in memory."""

    _fields_ = (("data", ctypes.c_ubyte * 16),)


class Params(Structure):
    """AUDIOCLIENT_ACTIVATION_PARAMS with its one kind of content, AUDIOCLIENT_PROCESS_LOOPBACK_PARAMS."""

    _fields_ = (("kind", c_int32), ("process", c_uint32), ("mode", c_int32))


class Blob(Structure):
    """BLOB."""

    _fields_ = (("size", c_uint32), ("content", c_void_p))


class Variant(Structure):
    """PROPVARIANT that holds a blob."""

    _fields_ = (("kind", c_uint16), ("reserved", c_uint16 * 3), ("blob", Blob))


class WaveFormat(Structure):
    """WAVEFORMATEX, which the headers pack without a gap."""

    _pack_ = 1
    _fields_ = (
        ("tag", c_uint16), ("channels", c_uint16), ("rate", c_uint32), ("bytes_per_second", c_uint32),
        ("block", c_uint16), ("bits", c_uint16), ("more", c_uint16),
    )  # fmt: skip


def guid(text: str) -> Guid:
    """Return a GUID by its usual spelling."""
    return Guid.from_buffer_copy(UUID(text).bytes_le)


AUDIO_CLIENT = guid("1cb9ad4c-dbfa-4c32-b178-c2f568a703b2")
CAPTURE_CLIENT = guid("c8adbd64-e71e-48a0-a4de-185c395cd317")
UNKNOWN = guid("00000000-0000-0000-c000-000000000046")
AGILE = guid("94ea2b94-e9cc-49e0-c0ff-ee64ca8f5b90")
COMPLETION = guid("41d949ab-9862-444a-80f6-c261334da5eb")


@contextmanager
def all_but_own(take: Callable[[bytes], None], windows: Any = None) -> Iterator[Opened]:
    """Hear everything but Tenth's own tree of processes; `take` gets its samples on a thread. Raise OSError.

    `windows` has the functions of three of its libraries by their names.
    """
    tree = int(os.environ.get(OWN_TREE) or os.getppid())
    hearing = _Hearing(windows or _Windows(), tree, take)
    hearing.start()
    try:
        if not hearing.begun.wait(SECONDS_TO_BEGIN) or hearing.failed is not None:
            raise hearing.failed or OSError("the loopback does not begin")
        yield Opened("everything but Tenth", FORM, hearing.is_alive)
    finally:
        hearing.ends.set()
        hearing.join()


class _Hearing(threading.Thread):
    """One loopback from its activation to its end, all on this thread: it is of the multithreaded apartment."""

    def __init__(self, windows: Any, tree: int, take: Callable[[bytes], None]) -> None:
        super().__init__(daemon=True)
        self._windows, self._tree, self._take = windows, tree, take
        self.begun, self.ends = threading.Event(), threading.Event()
        self.failed: OSError | None = None

    def run(self) -> None:
        try:
            with ExitStack() as stack:
                self._hear(stack)
        except OSError as error:
            self.failed = error
        finally:
            self.begun.set()

    def _hear(self, stack: ExitStack) -> None:
        windows = self._windows
        _right(windows.CoInitializeEx(None, 0))
        stack.callback(windows.CoUninitialize)
        client = self._activated(stack)
        block = 2 * FORM.channels
        shape = WaveFormat(1, FORM.channels, FORM.rate, FORM.rate * block, block, 16, 0)
        flags = LOOPBACK | EVENTS | AUTOCONVERT | GOOD_QUALITY
        _call(
            client, INITIALIZE, c_int32(SHARED), c_uint32(flags), c_longlong(BUFFER), c_longlong(0), byref(shape),
            c_void_p(),
        )  # fmt: skip
        event = c_void_p(windows.CreateEventW(None, False, False, None))
        stack.callback(windows.CloseHandle, event)
        _call(client, SET_EVENT, event)
        capture = c_void_p()
        _call(client, GET_SERVICE, byref(CAPTURE_CLIENT), byref(capture))
        stack.callback(_release, capture)
        _call(client, START)
        stack.callback(_call, client, STOP)
        self.begun.set()
        while not self.ends.is_set():
            windows.WaitForSingleObject(event, WAIT_MS)
            self._empty(capture, block)

    def _activated(self, stack: ExitStack) -> c_void_p:
        """Return the audio client of the virtual device."""
        params = Params(PROCESS_LOOPBACK, self._tree, EXCLUDE_TREE)
        blob = Blob(ctypes.sizeof(params), ctypes.cast(byref(params), c_void_p))
        asked = Variant(VT_BLOB, (c_uint16 * 3)(), blob)
        self._handler = handler = _Handler()  # kept: Windows lets go of it only with the operation
        operation, client, result = c_void_p(), c_void_p(), c_int32()
        _right(
            self._windows.ActivateAudioInterfaceAsync(
                ctypes.c_wchar_p(DEVICE),
                byref(AUDIO_CLIENT),
                byref(asked),
                byref(handler.face),
                byref(operation),
            )
        )
        stack.callback(_release, operation)
        if not handler.done.wait(SECONDS_TO_BEGIN):
            raise OSError("the loopback is not activated")
        _call(operation, GET_RESULT, byref(result), byref(client))
        _right(result.value)
        stack.callback(_release, client)
        return client

    def _empty(self, capture: c_void_p, block: int) -> None:
        """Hand over every packet that waits."""
        waits, frames, flags, data = c_uint32(), c_uint32(), c_uint32(), c_void_p()
        while True:
            _call(capture, NEXT_PACKET, byref(waits))
            if not waits.value:
                return
            _call(capture, GET_BUFFER, byref(data), byref(frames), byref(flags), c_void_p(), c_void_p())
            length = frames.value * block
            is_silent = flags.value & SILENT or not data.value
            self._take(bytes(length) if is_silent else ctypes.string_at(data.value or 0, length))
            _call(capture, RELEASE_BUFFER, c_uint32(frames.value))


class _Handler:
    """IActivateAudioInterfaceCompletionHandler, which must be agile. It lives as long as this object, whoever counts."""

    def __init__(self) -> None:
        self.done = threading.Event()
        table = (
            Function(c_int32, c_void_p, POINTER(Guid), POINTER(c_void_p))(self._query),
            Function(c_uint32, c_void_p)(lambda _: 1),
            Function(c_uint32, c_void_p)(lambda _: 1),
            Function(c_int32, c_void_p, c_void_p)(self._activated),
        )
        self._kept = table, (c_void_p * 4)(*(ctypes.cast(method, c_void_p) for method in table))
        self.face = c_void_p(ctypes.addressof(self._kept[1]))

    def _query(self, this: int, wanted: Any, found: Any) -> int:
        known = bytes(wanted.contents.data) in {bytes(each.data) for each in (UNKNOWN, AGILE, COMPLETION)}
        found[0] = this if known else None
        return S_OK if known else E_NOINTERFACE

    def _activated(self, _this: int, _operation: int) -> int:
        self.done.set()
        return S_OK


class _Windows:
    """The functions that are needed, from the libraries that have them. Raise OSError on a Windows before them."""

    def __init__(self) -> None:
        version: Any = getattr(sys, "getwindowsversion", None)
        if version is None or version().build < FIRST_BUILD:
            raise OSError("this Windows has no process loopback")
        load: Any = ctypes.WinDLL  # type: ignore[attr-defined, unused-ignore]  # there on Windows only
        ole32, kernel32, devices = load("ole32"), load("kernel32"), load("mmdevapi")
        self.CoInitializeEx, self.CoUninitialize = ole32.CoInitializeEx, ole32.CoUninitialize
        self.ActivateAudioInterfaceAsync = devices.ActivateAudioInterfaceAsync
        self.WaitForSingleObject, self.CloseHandle = kernel32.WaitForSingleObject, kernel32.CloseHandle
        self.CreateEventW = kernel32.CreateEventW
        self.CreateEventW.restype = c_void_p  # a handle is as wide as a pointer


def _call(this: c_void_p, method: int, *arguments: Any) -> None:
    """Call a method of an interface by its place. Raise OSError."""
    table = ctypes.cast(this, POINTER(POINTER(c_void_p)))[0]
    kinds = [c_void_p if not isinstance(each, ctypes._SimpleCData) else type(each) for each in arguments]
    _right(Function(c_int32, c_void_p, *kinds)(table[method] or 0)(this, *arguments))


def _release(this: c_void_p) -> None:
    table = ctypes.cast(this, POINTER(POINTER(c_void_p)))[0]
    Function(c_uint32, c_void_p)(table[RELEASE] or 0)(this)


def _right(result: int) -> None:
    if result < 0:
        raise OSError(f"Windows answered {result & 0xFFFFFFFF:08x}")
