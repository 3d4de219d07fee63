"""Which Python the environment is made from.

The distribution's own comes first on Linux: the desktop libraries (`gi`: tray, window) exist for that one alone, and
a `.venv` sees them only when it is made from it with --system-site-packages. Any other Python from 3.11 to 3.13 runs
everything except the tray.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

OLDEST, TOO_NEW = (3, 11), (3, 14)
DISTRIBUTION = "/usr/bin/python3"

PROBE = """
import importlib.util, json, sys
has = lambda name: importlib.util.find_spec(name) is not None
path = getattr(sys, "_base_executable", None) or sys.executable
print(json.dumps([path, sys.base_prefix, sys.version_info[:2], has("gi"), has("ensurepip")]))
"""


@dataclass(frozen=True, slots=True)
class Python:
    """One Python found on this machine."""

    path: str
    prefix: str  # where it is installed; an environment made from it reports the same
    version: tuple[int, int]
    has_desktop: bool  # `gi` can be imported
    has_pip: bool  # can put pip into a new environment (Debian: only with python3-venv)

    @property
    def fits(self) -> bool:
        """Is it a version that Tenth runs on?"""
        return OLDEST <= self.version < TOO_NEW

    @property
    def shares_desktop(self) -> bool:
        """Should an environment made from it see the distribution's packages?"""
        return self.has_desktop and self.path.startswith("/usr/bin/")


def probe(path: str) -> Python | None:
    """Ask a Python about itself; None when it does not answer."""
    try:
        done = subprocess.run([path, "-c", PROBE], capture_output=True, text=True, timeout=30, check=False)
        real_path, prefix, version, has_desktop, has_pip = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return Python(real_path, prefix, (version[0], version[1]), has_desktop, has_pip)


def candidates() -> Iterator[Python]:
    """Find Pythons, best first, each asked only when the one before did not do. TENTH_PYTHON names the only one allowed."""
    named = os.environ.get("TENTH_PYTHON")
    on_path = (shutil.which(f"python3.{minor}") for minor in range(TOO_NEW[1] - 1, OLDEST[1] - 1, -1))
    first = DISTRIBUTION if sys.platform == "linux" else None
    for path in [named] if named else [first, sys.executable, *on_path]:
        found = probe(path) if path else None
        if found:
            yield found


def choose(found: Iterable[Python], *, has_uv: bool) -> Python | None:
    """Take the first that fits and whose environment can be filled: by uv, or by a pip of its own."""
    return next((python for python in found if python.fits and (has_uv or python.has_pip)), None)
