"""Programs that tests start beside themselves, and their end."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

import pytest

from agent.transcribe import child

SECONDS_TO_END = 10


def end(programs: Sequence[subprocess.Popen[bytes]]) -> None:
    """End programs, the last that was started first: it may lean on the others."""
    for program in reversed(programs):
        program.terminate()
        try:
            program.wait(timeout=SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()


def remembered(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Return a list to which every child process that the readers and the engine start from now on is added."""
    processes: list[subprocess.Popen[bytes]] = []

    class Remembered(subprocess.Popen[bytes]):
        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, **kwargs)
            processes.append(self)

    monkeypatch.setattr(child.subprocess, "Popen", Remembered)
    return processes
