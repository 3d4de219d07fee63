"""What a child process may not do: write files, open connections, start programs, fill the memory, or get in anybody's way.

It holds client speech and reads files that others made. All it needs is to read, and to answer through its pipe.

What the operating system forbids holds for the libraries too: on Linux the child sits in a network of its own that reaches
nothing; there and on macOS it can write no byte to any file and leaves no core dump. The audit hook holds for Python everywhere
and names what was tried. And libraries that would speak to their makers are told not to, before they are loaded.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys

SILENCE = {
    "ORT_DISABLE_TELEMETRY": "1",  # onnxruntime reports to Microsoft by default, on every system, since 1.29
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
}
"""Environment of every process that loads the speech engine."""

REFUSED = (
    "socket.connect",
    "socket.bind",
    "socket.getaddrinfo",
    "socket.sendto",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


class NotForAChild(RuntimeError):
    """The child tried something that it never needs."""


def confine(*, memory_bytes: int | None = None) -> None:
    """Bind this process for the rest of its life. Cannot be undone."""
    if sys.platform != "win32":
        _leave_the_network()
        _limit(memory_bytes)
        os.nice(10)  # on Windows the parent starts the child below normal
    sys.dont_write_bytecode = True
    sys.addaudithook(_refuse)


def _leave_the_network() -> None:
    """Move into an empty network. Where the system does not let us (some containers), the audit hook is what remains."""
    if sys.platform == "linux":
        new_user, new_network = (
            0x10000000,
            0x40000000,
        )  # linux/sched.h; root needs no user namespace, others do
        ctypes.CDLL(None).unshare(new_network if os.geteuid() == 0 else new_user | new_network)


def _limit(memory_bytes: int | None) -> None:
    if sys.platform == "win32":
        return
    import resource

    limits = {resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CORE: 0}
    if memory_bytes is not None:
        limits[resource.RLIMIT_AS] = memory_bytes
    for limit, most in limits.items():
        with contextlib.suppress(ValueError, OSError):  # macOS knows no limit on addresses
            resource.setrlimit(limit, (most, most))


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        path, _, flags = arguments
        allowed = isinstance(path, int) or path == os.devnull
        if isinstance(flags, int) and flags & _WRITING and not allowed:
            raise NotForAChild("writing a file")
    elif event in REFUSED:
        raise NotForAChild(event)
