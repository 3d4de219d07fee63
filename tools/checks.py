"""`./run check` and `./run test`: every check in turn, then one summary whose last line a reader can trust.

    check   format, lint, types, the page's types and lint, the fast tests that start no server: in a minute
    test    the same, then the page's own tests and the packages', then every other test: sound, trays and browsers one after
            another, and beside them, where the computer lets us keep their ports apart, the types of other systems, the fast
            tests and the slow ones
    --deep  the same tests at full counts (TENTH_DEEP=1), and those that only make sense there

A failing check does not keep the later ones from running. Browsers and sound servers are crowds of processes with a mind of
their own: when a few of their tests fail they are run again, and what passes then is named as unsteady, so that it gets mended.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from tools import apart, node
from tools.places import BUILD, EXTENSION, ROOT, program
from tools.results import Tally, after_second_look, closing_lines, read_report
from tools.talk import clean_environment, say

FAST = "not slow and not browser and not sound and not tray and not deep"
SLOW = "slow and not browser and not sound and not tray and not deep"
SOUND = "(sound or tray) and not deep"
BROWSER = "browser and not deep"
SERVERS = ("contracts", "extension", "journeys", "panel", "sandbox", "storm", "web")
"""Folders of tests that start practice Clio, the door or a browser: they are left to `./run test`."""
FEW = 5  # more failures than this are no accident
NO_TESTS_CHOSEN = 5  # pytest's exit status
SIDE_BY_SIDE = ("--numprocesses=auto", "--maxprocesses=4")  # only for tests that need nothing but themselves


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to run: a name for the summary, and the command."""

    name: str
    argv: tuple[str | Path, ...]
    folder: Path = ROOT
    report: Path | None = None  # where pytest writes what it counted
    settings: Mapping[str, str] = field(default_factory=dict)
    second_look: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one check went."""

    name: str
    passed: bool
    seconds: float
    tally: Tally | None = None


def check(arguments: Sequence[str]) -> int:
    """Run what a developer runs before each commit; arguments go to pytest."""
    left = [f"--ignore=tests/{name}" for name in SERVERS]
    return run_all([*_source_checks(), _pytest("tests", FAST, [*SIDE_BY_SIDE, *left, *arguments])])


def test(arguments: Sequence[str]) -> int:
    """Run everything; `--deep` at full counts, other arguments go to pytest."""
    deep = "--deep" in arguments
    rest = [word for word in arguments if word != "--deep"]
    settings = {"TENTH_DEEP": "1"} if deep else {}
    alone = [
        *_elsewhere_checks(),
        _pytest("fast tests", FAST, [*SIDE_BY_SIDE, *rest], settings),
        _pytest("slow tests", SLOW, [*SIDE_BY_SIDE, *rest], settings),
    ]
    in_turn = [
        replace(_pytest(name, marks, rest, settings), second_look=True)
        for name, marks in (("sound and tray", SOUND), ("browser tests", BROWSER))
    ]
    if deep:
        in_turn.append(_pytest("deep tests", "deep", rest, settings))
    return run_all([*_source_checks(), *_page_tests()], alone, in_turn)


def pictures_check(arguments: Sequence[str]) -> Check:
    """The tests that write the pictures: those with a browser, and those with a tray."""
    return _pytest("browser and tray tests", f"({BROWSER}) or (tray and not deep)", arguments)


def run_all(checks: Sequence[Check], alone: Sequence[Check] = (), in_turn: Sequence[Check] = ()) -> int:
    """Run each check, then print the summary. Returns 0 when all passed.

    `alone` need nothing but themselves: they run beside those `in_turn` where that is possible, else before them.
    """
    began = time.monotonic()
    outcomes = [_run(check) for check in checks]
    if alone and in_turn and apart.is_possible():
        outcomes += _beside(alone, in_turn)
    else:
        outcomes += [_run(check) for check in (*alone, *in_turn)]
    say("")
    for outcome in outcomes:
        say(f"{outcome.name:<12} {'ok' if outcome.passed else 'FAILED':<7} {outcome.seconds:6.1f} s")
    failed = [outcome.name for outcome in outcomes if not outcome.passed]
    tallies = [outcome.tally for outcome in outcomes if outcome.tally]
    for line in closing_lines(tallies, failed=failed, seconds=time.monotonic() - began):
        say(line)
    return 1 if failed else 0


def _beside(alone: Sequence[Check], in_turn: Sequence[Check]) -> list[Outcome]:
    """Run two rows of checks side by side; what the first has to say is said when it is through."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told, ThreadPoolExecutor(1) as other:
        first = other.submit(lambda: [_run(replace(c, argv=apart.command(c.argv)), told) for c in alone])
        last = [_run(check) for check in in_turn]
        outcomes = first.result()
        told.seek(0)
        say(told.read())
    return [*outcomes, *last]


def _run(check: Check, told: IO[str] | None = None) -> Outcome:
    """Run one check; what it prints goes to the terminal, or to `told`."""
    print(f"\n--- {check.name}", file=told, flush=True)
    began = time.monotonic()
    status, tally = _attempt(check, told)
    if check.second_look and tally and 0 < len(tally.failed) <= FEW:
        say(f"\n--- {check.name}: what failed, once more")
        status, again = _attempt(replace(check, argv=(*check.argv, "--last-failed")), told)
        tally = after_second_look(tally, again) if again else tally
    passed = status == 0 or (check.report is not None and status == NO_TESTS_CHOSEN)
    return Outcome(check.name, passed, time.monotonic() - began, tally)


def _attempt(check: Check, told: IO[str] | None) -> tuple[int, Tally | None]:
    """Run the command once; return its exit status and what pytest counted."""
    if check.report:
        check.report.parent.mkdir(parents=True, exist_ok=True)
        check.report.unlink(missing_ok=True)
    environment = checking_environment(os.environ) | dict(check.settings)
    command = [str(part) for part in check.argv]
    status = subprocess.run(
        command, cwd=check.folder, env=environment, check=False, stdout=told, stderr=told
    ).returncode
    return status, read_report(check.report) if check.report else None


def checking_environment(now: Mapping[str, str]) -> dict[str, str]:
    """Give the environment for checks: no proxy may stand between a test and the servers it starts on this machine.

    Python may keep what it compiled, whatever the shell says: hundreds of processes would compile the same modules each.
    """
    unwanted = {"http_proxy", "https_proxy", "all_proxy", "ftp_proxy", "pythondontwritebytecode"}
    return {name: value for name, value in clean_environment(now).items() if name.lower() not in unwanted}


def _source_checks() -> list[Check]:
    python = program("python")
    return [
        Check("format", (python, "-m", "ruff", "format", "--check", ".")),
        Check("lint", (python, "-m", "ruff", "check", ".")),
        Check("types", (python, "-m", "mypy")),
        *_page_checks(),
    ]


def _elsewhere_checks() -> list[Check]:
    """Check the types of what runs on other systems only. Platform checks make code unreachable on one side, rightly."""
    command = (program("python"), "-m", "mypy", "--no-warn-unreachable")
    others = [name for name in ("linux", "win32", "darwin") if name != sys.platform]
    return [
        Check(f"types {name}", (*command, "--platform", name, "--cache-dir", str(BUILD / "mypy" / name)))
        for name in others
    ]


def _page_checks() -> list[Check]:
    """Type-check and lint the page, once it has source."""
    if not any(EXTENSION.glob("panel/**/*.js")):
        return []
    modules = EXTENSION / "node_modules"
    return [
        Check(
            "page types", (_node(), modules / "typescript/bin/tsc", "--project", "tsconfig.json"), EXTENSION
        ),
        Check("page lint", (_node(), modules / "eslint/bin/eslint.js", "."), EXTENSION),
    ]


def _page_tests() -> list[Check]:
    tests = [str(path) for path in sorted(EXTENSION.glob("tests/**/*.test.js"))]
    if not tests:
        return []
    return [
        Check("page tests", (_node(), "--test", *tests), EXTENSION),
        Check("add-on lint", (program("python"), "-m", "tools.addons")),
    ]


def _node() -> str:
    found = node.locked()
    return found.node if found else "node"


def _pytest(
    name: str, marks: str, arguments: Sequence[str], settings: Mapping[str, str] | None = None
) -> Check:
    place = BUILD / "test" / name.replace(" ", "-")
    report = place.with_suffix(".xml")
    kept = ("-o", f"cache_dir={place}")  # each group remembers its own failures: two may run at once
    command = (
        str(program("python")),
        "-m",
        "pytest",
        "-q",
        "-m",
        marks,
        f"--junitxml={report}",
        *kept,
        *arguments,
    )
    return Check(name, command, report=report, settings=settings or {})
