"""What this computer has: memory and cores, as the system tells it. macOS and Windows were not tried."""

from __future__ import annotations

import ctypes
import os
import sys

from agent.domain.speech import Computer


def this_computer(*, cuda: int = 0) -> Computer:
    """Return it; memory is None where the system does not say."""
    return Computer(memory_bytes(), os.cpu_count() or 1, cuda)


def memory_bytes() -> int | None:
    """Return how much memory is built in, or given to this container's kernel."""
    if sys.platform == "win32":
        return _of_windows()
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return None


def _of_windows() -> int | None:
    class Status(ctypes.Structure):  # sysinfoapi.h: MEMORYSTATUSEX
        _fields_ = (
            ("length", ctypes.c_uint32),
            ("load", ctypes.c_uint32),
            *(
                (name, ctypes.c_uint64)
                for name in ("total", "free", "file", "file_free", "own", "own_free", "more")
            ),
        )

    status = Status(length=ctypes.sizeof(Status))
    windows = getattr(ctypes, "windll", None)
    if windows is None or not windows.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
        return None
    return int(status.total)
