"""Takes from this process what a file parser does not need. Called once, in the child, before a parser sees the file.

POSIX: address space, processor time, file size (nothing can be written) and core dumps by resource limits. macOS accepts
the address-space limit without enforcing it, so there only the clock and the size limits hold. Windows: a job object with
a memory limit, written from the documentation and not yet run on a Windows machine.
"""

from __future__ import annotations

import contextlib
import math
import sys

from agent.intake.limits import Limits


def confine(limits: Limits) -> None:
    """Apply the limits to this process, as far as the system allows."""
    if sys.platform == "win32":
        _limit_job_memory(limits.memory_bytes)
    else:
        import resource

        # The parent kills by the clock; processor time ends a child whose parent died first.
        wanted = {
            resource.RLIMIT_AS: limits.memory_bytes,
            resource.RLIMIT_CPU: math.ceil(limits.seconds) + 1,
            resource.RLIMIT_FSIZE: 0,
            resource.RLIMIT_CORE: 0,
        }
        for limit, value in wanted.items():
            with contextlib.suppress(ValueError, OSError):  # a lower one is in force already
                resource.setrlimit(limit, (value, value))


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _EXTENDED_LIMIT_INFORMATION = 9
    _LIMIT_PROCESS_MEMORY = 0x100

    class _ExtendedLimits(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION (winnt.h), the parts left at zero as bare numbers."""

        _fields_ = (
            ("times", ctypes.c_int64 * 2),
            ("flags", wintypes.DWORD),
            ("working_set", ctypes.c_size_t * 2),
            ("processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("classes", wintypes.DWORD * 2),
            ("io_counters", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("other_memory", ctypes.c_size_t * 3),
        )

    def _limit_job_memory(memory_bytes: int) -> None:
        kernel = ctypes.WinDLL("kernel32")
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
        wanted = _ExtendedLimits(flags=_LIMIT_PROCESS_MEMORY, process_memory=memory_bytes)
        kernel.SetInformationJobObject(
            job, _EXTENDED_LIMIT_INFORMATION, ctypes.byref(wanted), ctypes.sizeof(wanted)
        )
        kernel.AssignProcessToJobObject(job, wintypes.HANDLE(kernel.GetCurrentProcess()))
