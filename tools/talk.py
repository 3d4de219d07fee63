"""Speaking to the person at the terminal, and starting other programs on their behalf."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.places import ROOT

# Settings of the caller's shell that would send packages, or Python itself, somewhere other than our own environment.
LEADING_ASTRAY = ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "VIRTUAL_ENV")

# Node brings a list of certificates of its own; a firm's network may be vouched for by the operating system's alone.
TRUSTING_THE_SYSTEM = {"NODE_USE_SYSTEM_CA": "1"}


class CannotGoOn(Exception):
    """Set-up cannot be finished. The message is one sentence for the person, with what to do next."""


def say(line: str) -> None:
    """Print one line at once, in order with what the programs we start print."""
    print(line, flush=True)


def clean_environment(now: Mapping[str, str]) -> dict[str, str]:
    """Give the caller's environment without the settings that would lead an installer astray."""
    return {name: value for name, value in now.items() if name not in LEADING_ASTRAY}


def run_quietly(argv: Sequence[str | Path], *, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run to the end, keeping the output (both streams, in `stdout`). Never raises for a failing exit status."""
    return subprocess.run(
        [str(part) for part in argv],
        cwd=cwd,
        env=clean_environment(os.environ) | TRUSTING_THE_SYSTEM,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )


def run_or_stop(argv: Sequence[str | Path], *, what: str, cwd: Path = ROOT) -> None:
    """Run quietly; when it fails, show everything it said and raise CannotGoOn."""
    done = run_quietly(argv, cwd=cwd)
    if done.returncode != 0:
        say(done.stdout.rstrip())
        raise CannotGoOn(f"{what} did not work; the lines above say why.")


def become(argv: Sequence[str | Path]) -> int:
    """Hand this process over to another program, so that signals and the exit status are its own."""
    words = [str(part) for part in argv]
    sys.stdout.flush()
    if (
        os.name == "nt"
    ):  # exec on Windows returns to the shell at once and leaves the program in the background
        return subprocess.call(words)
    os.execv(words[0], words)
