"""Run a command in a network of its own, where nothing but this computer's own addresses exists, and after everybody else.

    python -m tools.apart COMMAND ...

Two groups of tests can then run side by side although both come back to the same fixed ports. Linux lets root alone do it,
and not in every container: `is_possible` tries.
"""

import ctypes
import os
import socket
import struct
import subprocess
import sys
from collections.abc import Sequence

from tools.places import ROOT, program

CLONE_NEWNET = 0x40000000  # linux/sched.h
SIOCSIFFLAGS = 0x8914  # linux/sockios.h
IFF_UP = 0x1  # linux/if.h
LAST = 19  # the niceness of work that may wait


def command(argv: Sequence[object]) -> tuple[str, ...]:
    """Return the command that runs another one apart."""
    return (str(program("python")), "-m", "tools.apart", *map(str, argv))


def is_possible() -> bool:
    """Tell whether this computer lets us."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return False
    tried = subprocess.run(command(["true"]), cwd=ROOT, check=False, capture_output=True)
    return tried.returncode == 0


def _leave() -> None:
    """Take this process into a new network and give that its loopback."""
    if sys.platform == "linux":
        import fcntl

        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), "a network of its own is not allowed here")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
            fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP))
        os.nice(LAST)


if __name__ == "__main__":
    _leave()
    os.execvp(sys.argv[1], sys.argv[1:])  # a developer's own command, without a shell
