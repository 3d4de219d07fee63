"""Reads a file in a child process of its own, so that whatever it does to a parser happens there.

The child gets the file on standard input, nothing on its command line, an environment that holds only the way to this
package, and the limits of `limits.py`: it confines its own memory (see `confine`), this side keeps the clock and the size
of the answer. The file is never written to a disk.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import agent
from agent.domain.ids import SourceId
from agent.domain.source import Context, Source
from agent.intake import wire
from agent.intake.admission import admit
from agent.intake.errors import ReaderCrashed, TooBig, TookTooLong
from agent.intake.limits import DEFAULT_LIMITS, Limits
from agent.intake.reading import Reading, Zone, as_source

CHILD = (sys.executable, "-P", "-m", "agent.intake.child")


class GuardedReader:
    """The Reader port behind a child process. One child per file; the reader itself holds nothing and may be shared."""

    def __init__(
        self, limits: Limits = DEFAULT_LIMITS, *, command: Sequence[str] = CHILD, zone: Zone | None = None
    ) -> None:
        self._limits = limits
        self._zone = zone
        self._command = tuple(command)

    def read(self, data: bytes, *, name: str, source_id: SourceId, context: Context) -> Source:
        """Read a transcript, e-mail or document within the limits; without a name it is pasted text. Raise IntakeError."""
        admit(data, self._limits)  # as the child does: here it saves starting one
        reading = self._reading(wire.request(data, name, self._limits))
        return as_source(reading, source_id=source_id, context=context, zone=self._zone)

    def _reading(self, request: bytes) -> Reading:
        out_of_time = threading.Event()
        with subprocess.Popen(  # noqa: S603 - our own module, no shell, no argument from outside
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        ) as child:
            assert child.stdin
            assert child.stdout
            clock = threading.Timer(self._limits.seconds, _stop, (child, out_of_time))
            # A thread of its own: a child that answers before it has listened would leave both sides waiting.
            sending = threading.Thread(target=_send, args=(child.stdin, request))
            clock.start()
            sending.start()
            try:
                answer = child.stdout.read(self._limits.answer_bytes + 1)  # one more than is taken
            finally:
                clock.cancel()
                child.kill()
                sending.join()
        if out_of_time.is_set():
            raise TookTooLong(f"Reading this file took longer than {self._limits.seconds:g} seconds.")
        if len(answer) > self._limits.answer_bytes:
            raise TooBig("This file holds more text than one source can have.")
        try:
            return wire.understood(answer)
        except ValueError:
            raise ReaderCrashed("This file broke the reader; nothing of it was kept.") from None


def _send(stdin: BinaryIO, request: bytes) -> None:
    with (
        contextlib.suppress(OSError),
        stdin,
    ):  # the child died before it had listened: its empty answer says so
        stdin.write(request)


def _stop(child: subprocess.Popen[bytes], out_of_time: threading.Event) -> None:
    out_of_time.set()
    child.kill()


def _environment() -> dict[str, str]:
    """Return the little a Python process needs; no home, no proxy, no token of the parent's reaches the child."""
    needed = {
        "PYTHONPATH": str(Path(agent.__file__).parent.parent),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return needed | {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
