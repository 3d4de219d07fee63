"""What a command was asked: the parsed arguments every verb receives, and how it answers."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from agent.domain.source import Context, Person
from agent.errors import UsedWrongly
from agent.paths import Home, open_home
from agent.wiring import build
from agent.workflow.services import Services

Arguments = argparse.Namespace
Shape = dict[str, object]
Verb = Callable[[Arguments], int]

DONE, COULD_NOT, USED_WRONGLY = 0, 1, 2
MOST_RATE = 100_000  # dollars an hour: more is a slip of the hand


@dataclass(frozen=True, slots=True)
class Asked:
    """The home a command works in, opened."""

    home: Home
    services: Services

    def __enter__(self) -> Asked:
        return self

    def __exit__(self, *_: object) -> None:
        self.services.close()


def home_of(arguments: Arguments) -> Home:
    """Return the home that --home, TENTH_HOME or the operating system names."""
    named = arguments.home or os.environ.get("TENTH_HOME")
    return open_home(Path(named) if named else None, practice=arguments.sandbox)


def opened(arguments: Arguments) -> Asked:
    """Open the home a command works in."""
    home = home_of(arguments)
    return Asked(home, build(home))


def tell(message: str) -> None:
    """Say something to a person; never mixed with results."""
    print(message, file=sys.stderr, flush=True)


def answer(arguments: Arguments, shape: dict[str, object], plain: Callable[[], None]) -> None:
    """Print a result: as JSON when asked, else in words."""
    if arguments.json:
        json.dump(shape, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        plain()


def moment(text: str) -> dt.datetime:
    """Read an ISO date and time; without an offset it is this computer's."""
    try:
        read = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("write it like 2026-05-19T10:00:00+10:00") from error
    if not 1970 < read.year < 3000:  # at the ends of the calendar there is no other zone
        raise argparse.ArgumentTypeError("write a year in which somebody may have worked")
    return read if read.tzinfo else read.astimezone()


def amount(text: str) -> Decimal:
    """Read an amount in dollars and cents."""
    try:
        read = Decimal(text)
    except InvalidOperation as error:
        raise argparse.ArgumentTypeError("write it like 420 or 412.50") from error
    if not read.is_finite() or not 0 < read <= MOST_RATE or read != round(read, 2):
        raise argparse.ArgumentTypeError("write it like 420 or 412.50")
    return read


def context_options(parser: argparse.ArgumentParser) -> None:
    """Add what the lawyer or the calendar knows about a source."""
    parser.add_argument("--call-start", type=moment, metavar="ISO", help="when the call began")
    parser.add_argument("--timekeeper", default="", metavar="NAME", help="whose time is recorded")
    parser.add_argument(
        "--participant", action="append", default=[], metavar="NAME", help="who took part; repeatable"
    )


def context_of(arguments: Arguments) -> Context:
    """Return what those options say."""
    return Context(
        call_start=arguments.call_start,
        timekeeper=arguments.timekeeper,
        participants=tuple(Person(name) for name in arguments.participant),
        matter=getattr(arguments, "matter", None),
    )


def existing(path: str) -> Path:
    """Return a path that is there."""
    if not Path(path).exists():
        raise UsedWrongly("there is no such file", hint="Check the path.")
    return Path(path)
