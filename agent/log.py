"""The log, and what a crash leaves: ids, stages, counts, durations and codes, never a word of anybody's matter.

Modules log through `logging.getLogger(__name__)`; this file only says where it goes. An exception is logged by its type and its
place in our code: its message may quote what it stumbled over.
"""

from __future__ import annotations

import contextlib
import logging
import logging.handlers
import sys
import traceback
from pathlib import Path


class _TypeAndPlace(logging.Formatter):
    """Formats an exception as its type and the last place in our code, leaving its message out."""

    def formatException(self, ei: object) -> str:  # noqa: N802  # the name is logging's
        if not (isinstance(ei, tuple) and ei[0] is not None):
            return ""
        frames = traceback.extract_tb(ei[2])
        place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
        return f"{ei[0].__name__}{place}"


def dump_nothing() -> None:
    """Let no crash of this process, or of its children, write their memory to the disk: it holds the key and the words.

    systemd-coredump keeps to this limit too. Windows and a Mac write no dumps unless somebody switched them on.
    """
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def start_logging(folder: Path) -> None:
    """Log to `folder`/tenth.log, five files of a megabyte at most. Libraries may speak from WARNING on."""
    handler = logging.handlers.RotatingFileHandler(
        folder / "tenth.log", maxBytes=1_000_000, backupCount=4, encoding="utf-8", delay=True
    )
    handler.setFormatter(_TypeAndPlace("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("agent")
    root.setLevel(logging.INFO)
    root.propagate = False
    root.handlers[:] = [handler]
