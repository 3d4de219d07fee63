"""The child process that reads one file and dies: `python -m agent.intake.child`, started by `guarded` only."""

from __future__ import annotations

import sys

from agent.intake import wire
from agent.intake.confine import confine
from agent.intake.errors import IntakeError, TookTooMuchMemory
from agent.intake.reader import read_bytes


def main() -> None:
    """Take the file in, give up what is not needed, read it, answer."""
    data, name, limits = wire.asked(sys.stdin.buffer)
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # a library that prints must not spoil the answer
    confine(limits)
    try:
        said = wire.answer(read_bytes(data, name=name, limits=limits))
    except IntakeError as error:
        said = wire.refusal(error)
    except MemoryError:
        said = wire.refusal(TookTooMuchMemory("Reading this file would take too much memory."))
    answers.write(said)
    answers.flush()


if __name__ == "__main__":
    main()
