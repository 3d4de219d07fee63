"""Which programs are calls, from the list that comes with Tenth, and what a window's title tells of a meeting."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from agent.capture.routing import Applications
from agent.domain.offering import Holder, Kind, Window

System = Literal["linux", "windows", "macos"]

_UNREAD = re.compile(r"\(\d+\)\s*")  # how many messages wait, before many titles


@dataclass(frozen=True, slots=True)
class Program:
    """What the list says of one program."""

    label: str
    kind: Kind | None  # None: it listens without being in a call
    meetings: tuple[tuple[str, re.Pattern[str]], ...] = ()  # whose, and the titles of windows that show one


@cache
def programs(system: System) -> dict[str, Program]:
    """Return all programs that are known, by the names that a system has for them."""
    told = listed()
    sites = tuple((s["label"], re.compile(p)) for s in told["site"] for p in s["meeting"])
    found = {name: Program(name, None) for name in told["ignored"].get(system, ())}
    for each in told["call"]:
        meetings = tuple((each["label"], re.compile(p)) for p in each.get("meeting", ()))
        found |= dict.fromkeys(each.get(system, ()), Program(each["label"], Kind.CALL, meetings))
    for each in told["browser"]:
        found |= dict.fromkeys(each.get(system, ()), Program(each["label"], Kind.BROWSER, sites))
    return found


def holder(
    program: Program | None, name: str, session: str, titles: Iterable[tuple[int, str]] | None = None
) -> Holder | None:
    """Return who holds the microphone, None for a program that does so without being in a call.

    `program` None: nobody knows it. `titles`: of its windows by their id, None where they cannot be read.
    """
    if program is None:
        return Holder(session, name, Kind.UNKNOWN)
    if program.kind is None:
        return None
    windows = None if titles is None else tuple(_window(program, id, title) for id, title in titles)
    site = next((_site(program, w.title) for w in windows or () if w.meeting), None)
    return Holder(session, site or program.label, program.kind, windows)


def _window(program: Program, id: int, title: str) -> Window:
    match = _shown(program, title)
    return Window(id, title, match[1][1].strip() if match else "")


def _site(program: Program, title: str) -> str | None:
    match = _shown(program, title)
    return match[0] if match else None


def _shown(program: Program, title: str) -> tuple[str, re.Match[str]] | None:
    plain = _UNREAD.sub("", title.strip(), count=1)
    return next(((label, m) for label, p in program.meetings if (m := p.fullmatch(plain))), None)


@cache
def listed() -> dict[str, Any]:
    """Return the list as it is written."""
    return tomllib.loads((files(__package__) / "applications.toml").read_text("utf-8"))


@cache
def applications() -> Applications:
    """Return the programs whose sound is a call, from the list that comes with Tenth."""
    known = {name: program.kind for name, program in programs("linux").items() if program}
    return Applications(
        *(frozenset(n for n, k in known.items() if k is kind) for kind in (Kind.CALL, Kind.BROWSER))
    )
