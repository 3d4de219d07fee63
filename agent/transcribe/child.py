"""The parent's end of a child process: hands over the job and the sound, reads the answers, and says how it ended."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import agent
from agent.errors import TenthError
from agent.transcribe import messages
from agent.transcribe.confine import SILENCE
from agent.transcribe.errors import KINDS, EngineCrashed, EngineTooSlow, Stopped, TranscribeError
from agent.transcribe.messages import Message

COMMAND = (
    sys.executable,
    "-P",
    "-m",
    "agent.transcribe.worker",
)  # -P: never from the folder we happen to be in


class Child:
    """One run of the worker. Leaving the `with` block ends it, whatever it is doing."""

    def __init__(self, job: Mapping[str, Any], *, patience_seconds: float) -> None:
        self._patience = patience_seconds
        self._ended_by: TenthError | None = None
        self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            creationflags=_below_normal(),
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._incoming, self._answers = self._process.stdin, self._process.stdout
        self.send(Message(job))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        with suppress(OSError):
            self._incoming.close()
        self._process.wait()
        self._answers.close()

    def stop(self) -> None:
        """End it from another thread; whoever reads the answers gets Stopped."""
        self._end(Stopped())

    def send(self, message: Message) -> bool:
        """Send a message; False when the child is gone, which its answers will tell."""
        try:
            messages.write(self._incoming, message)
        except (OSError, ValueError):  # ValueError: the pipe was closed on this side
            return False
        return True

    def feed(self, sound: Iterable[Message]) -> None:
        """Hand over the sound from a thread of its own, so that answers can be read meanwhile."""
        threading.Thread(target=self._feed, args=(sound,), daemon=True).start()

    def answers(self) -> Iterator[Message]:
        """Yield the answers until the child is done. Raise the kind it reports, or how it ended."""
        while True:
            message = self._next()
            if message is None:
                raise self._ended_by or EngineCrashed(_how(self._process.wait()))
            if "error" in message.fields:
                raise KINDS.get(str(message.fields["error"]), TranscribeError)()
            if "done" in message.fields:
                return
            if "alive" not in message.fields:
                yield message

    def _next(self) -> Message | None:
        timer = threading.Timer(self._patience, self._end, (EngineTooSlow(),))
        timer.start()
        try:
            return messages.read(self._answers)
        except ValueError:  # nothing that our worker would say
            self._process.kill()
            return None
        finally:
            timer.cancel()

    def _feed(self, sound: Iterable[Message]) -> None:
        try:
            for message in sound:
                if not self.send(message):
                    return
            self.send(Message({"end": True}))
        except TenthError as error:  # the sound itself ran out with an error
            self._end(error)

    def _end(self, reason: TenthError) -> None:
        self._ended_by = self._ended_by or reason
        self._process.kill()


def _how(status: int) -> str:
    """Say how a process ended; a negative status is the signal that ended it."""
    ended = f"signal {-status}" if status < 0 else f"status {status}"
    return f"{EngineCrashed.sentence[:-1]} ({ended})."


def _environment() -> dict[str, str]:
    """The child's environment: it finds this very package, and its libraries keep to themselves."""
    return {**os.environ, **SILENCE, "PYTHONPATH": str(Path(agent.__file__).parent.parent)}


def _below_normal() -> int:
    if sys.platform == "win32":
        return subprocess.BELOW_NORMAL_PRIORITY_CLASS | subprocess.CREATE_NO_WINDOW
    return 0
