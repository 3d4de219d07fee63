"""A computer that sleeps: every process of a browser stands still for a while, as when a lid is closed."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time


def fall_asleep(named: str, seconds: float) -> None:
    """Stop the processes whose command line has `named` in it, and all their children, and let them go on after `seconds`."""
    sleeping = _family(named)
    assert len(sleeping) > 3, "a browser is many processes"
    for sign, after in ((signal.SIGSTOP, seconds), (signal.SIGCONT, 0)):
        for process in sleeping:
            with contextlib.suppress(ProcessLookupError):  # it ended by itself meanwhile
                os.kill(process, sign)
        time.sleep(after)


def _family(named: str) -> list[int]:
    listed = subprocess.run(
        ["ps", "-eww", "-o", "pid,ppid,args"], capture_output=True, text=True, check=True
    ).stdout
    lines = [line.split(None, 2) for line in listed.splitlines()[1:]]
    family = [int(pid) for pid, _, args in lines if named in args]
    for pid, parent, _ in lines:  # a child is listed after its parent
        if int(parent) in family and int(pid) not in family:
            family.append(int(pid))
    return family
