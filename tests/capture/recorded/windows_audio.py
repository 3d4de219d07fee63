"""Windows' process loopback as its headers publish it: tables of methods in their order, structures by their offsets.

Written from audioclient.h, mmdeviceapi.h and audioclientactivationparams.h, for a machine without Windows, and on purpose with
nothing of the code that is tried on it. It notes what it was asked.
"""

from __future__ import annotations

import ctypes
import struct
import threading
from collections.abc import Callable
from ctypes import c_int32, c_int64, c_uint32, c_void_p
from typing import Any
from uuid import UUID

E_FAIL = -2147467259  # 0x80004005
AUDIO_CLIENT = UUID("1CB9AD4C-DBFA-4C32-B178-C2F568A703B2")
CAPTURE_CLIENT = UUID("C8ADBD64-E71E-48A0-A4DE-185C395CD317")
ACTIVATE_COMPLETED = 3
PACKET = 480  # frames


class Interface:
    """An object whose methods stand in a table, the first three being IUnknown's."""

    def __init__(self, *methods: tuple[Callable[..., int], tuple[Any, ...]]) -> None:
        self.held = 1
        unknown: tuple[tuple[Callable[..., int], tuple[Any, ...]], ...] = (
            (lambda _this, _id, _found: -1, (c_void_p, c_void_p)),
            (lambda _this: self._count(1), ()),
            (lambda _this: self._count(-1), ()),
        )
        self._kept = [
            ctypes.CFUNCTYPE(c_int32, c_void_p, *kinds)(method) for method, kinds in unknown + methods
        ]
        self._table = (c_void_p * len(self._kept))(*(ctypes.cast(each, c_void_p) for each in self._kept))
        self._face = c_void_p(ctypes.addressof(self._table))
        self.address = ctypes.addressof(self._face)

    def _count(self, change: int) -> int:
        self.held += change
        return self.held


def not_called(*_: object) -> int:
    """Stand where a method is that nobody should call."""
    return E_FAIL


def put(address: int, kind: Any, value: Any) -> int:
    kind.from_address(address).value = value
    return 0


class Windows:
    """Three libraries' functions, with four packets of sound to hear: two of a tone, one that is silent, one of a tone."""

    def __init__(self, *, activates: bool = True, unplugged: bool = False) -> None:
        self.asked: dict[str, Any] = {}
        self.calls: list[str] = []
        self._activates, self._unplugged = activates, unplugged
        self._sound = ctypes.create_string_buffer(struct.pack("<hh", 8000, 8000) * PACKET)
        self._packets = [0, 0, 2, 0]  # their flags
        none = (not_called, ())
        self.capture = Interface(
            (self._get_buffer, (c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)),
            (self._noted("ReleaseBuffer"), (c_uint32,)),
            (self._next_packet, (c_void_p,)),
        )
        self.client = Interface(
            (self._initialize, (c_int32, c_uint32, c_int64, c_int64, c_void_p, c_void_p)),
            *[none] * 6,  # GetBufferSize to GetDevicePeriod; GetMixFormat is not implemented there
            (self._noted("Start"), ()),
            (self._noted("Stop"), ()),
            none,  # Reset
            (self._noted("SetEventHandle"), (c_void_p,)),
            (self._get_service, (c_void_p, c_void_p)),
        )
        self.operation = Interface((self._get_result, (c_void_p, c_void_p)))

    def _noted(self, name: str) -> Callable[..., int]:
        return lambda *_: self.calls.append(name) or 0

    def CoInitializeEx(self, _reserved: None, apartment: int) -> int:  # noqa: N802 - the library's own name
        self.asked["apartment"] = apartment
        return 0

    def CoUninitialize(self) -> None:  # noqa: N802 - the library's own name
        self.calls.append("CoUninitialize")

    def CreateEventW(self, *_: object) -> int:  # noqa: N802 - the library's own name
        return 0x77

    def WaitForSingleObject(self, event: c_void_p, wait_ms: int) -> int:  # noqa: N802 - the library's own name
        assert event.value == 0x77
        threading.Event().wait(min(wait_ms, 5) / 1000)
        return 0

    def CloseHandle(self, event: c_void_p) -> int:  # noqa: N802 - the library's own name
        assert event.value == 0x77
        self.calls.append("CloseHandle")
        return 1

    def ActivateAudioInterfaceAsync(  # noqa: N802 - the library's own name
        self, path: ctypes.c_wchar_p, id: Any, params: Any, handler: Any, operation: Any
    ) -> int:
        """Read everything by its place in memory; tell the handler on a thread of Windows' own."""
        at_params, at_handler = address_of(params), address_of(handler)
        (kind,) = struct.unpack("<H", ctypes.string_at(at_params, 2))
        wide = ctypes.sizeof(c_void_p)
        (size,) = struct.unpack("<I", ctypes.string_at(at_params + 8, 4))
        at_blob = c_void_p.from_address(at_params + 8 + wide).value or 0
        self.asked |= {
            "path": path.value, "interface": UUID(bytes_le=ctypes.string_at(address_of(id), 16)), "variant": kind,
            "blob": struct.unpack("<iIi", ctypes.string_at(at_blob, size)),
        }  # fmt: skip
        found = c_void_p()
        for wanted in ("94ea2b94-e9cc-49e0-c0ff-ee64ca8f5b90", "deadbeef-0000-0000-0000-000000000000"):
            named = ctypes.create_string_buffer(UUID(wanted).bytes_le)
            told = method(at_handler, 0, c_void_p, c_void_p)(
                at_handler, ctypes.addressof(named), ctypes.byref(found)
            )
            self.asked[wanted[:8]] = (told, found.value == at_handler)
        put(address_of(operation), c_void_p, self.operation.address)
        completed = method(at_handler, ACTIVATE_COMPLETED, c_void_p)
        threading.Thread(target=completed, args=(at_handler, self.operation.address)).start()
        return 0

    def _get_result(self, _this: int, result: int, client: int) -> int:
        put(result, c_int32, 0 if self._activates else E_FAIL)
        return put(client, c_void_p, self.client.address if self._activates else None)

    def _initialize(
        self, _this: int, mode: int, flags: int, buffer: int, period: int, form: int, _session: int
    ) -> int:
        self.asked["stream"] = (mode, flags, buffer > 0, period)
        self.asked["form"] = struct.unpack("<HHIIHHH", ctypes.string_at(form, 18))
        return 0

    def _get_service(self, _this: int, id: int, found: int) -> int:
        self.asked["service"] = UUID(bytes_le=ctypes.string_at(id, 16))
        return put(found, c_void_p, self.capture.address)

    def _next_packet(self, _this: int, frames: int) -> int:
        if not self._packets and self._unplugged:
            return -2004287484  # AUDCLNT_E_DEVICE_INVALIDATED, 0x88890004
        return put(frames, c_uint32, PACKET if self._packets else 0)

    def _get_buffer(self, _this: int, data: int, frames: int, flags: int, _at: int, _clock: int) -> int:
        put(data, c_void_p, ctypes.addressof(self._sound))
        put(frames, c_uint32, PACKET)
        return put(flags, c_uint32, self._packets.pop(0))


def method(this: int, place: int, *kinds: Any) -> Any:
    """Return a method of somebody else's object by its place in the table."""
    table = c_void_p.from_address(this).value or 0
    address = c_void_p.from_address(table + place * ctypes.sizeof(c_void_p)).value or 0
    return ctypes.CFUNCTYPE(c_int32, c_void_p, *kinds)(address)


def address_of(reference: Any) -> int:
    """Return where a reference points, as a function of C's would see it."""
    return ctypes.cast(reference, c_void_p).value or 0
