"""agent/log.py: a log tells what happened without a word of anybody's matter."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.log import start_logging

CANARY = "Farrow v Tallow Creek"
PATTERN = Path("/proc/sys/kernel/core_pattern")


def dumps_allowed() -> bool:
    """Whether this session may let a program write its memory."""
    if sys.platform == "win32":
        return False
    import resource

    return resource.getrlimit(resource.RLIMIT_CORE)[1] != 0


@pytest.fixture(autouse=True)
def quiet_again() -> Iterator[None]:
    """Leave the logger as it was."""
    logger = logging.getLogger("agent")
    before = logger.handlers[:], logger.propagate
    yield
    logger.handlers[:], logger.propagate = before


def test_an_exception_is_logged_by_type_and_place_only(tmp_path: Path) -> None:
    start_logging(tmp_path)
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger("agent.workflow").exception("source %s failed", "abc")
    text = (tmp_path / "tenth.log").read_text()
    assert "source abc failed" in text
    assert "ValueError at test_log.py" in text
    assert CANARY not in text


def test_the_usual_formatter_would_have_told(tmp_path: Path) -> None:
    """The control: plain logging writes the exception's words."""
    handler = logging.FileHandler(tmp_path / "plain.log")
    logger = logging.getLogger("plain")
    logger.addHandler(handler)
    try:
        raise ValueError(CANARY)
    except ValueError:
        logger.exception("failed")
    logger.removeHandler(handler)
    assert CANARY in (tmp_path / "plain.log").read_text()


CRASH = """
import os, resource, sys
hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
from agent.log import dump_nothing
held = "".join(["Quell", "marke"]) * 3
if sys.argv[1] == "defended":
    dump_nothing()
os.abort()
"""


def crashed(folder: Path, how: str) -> list[Path]:
    """Let a process crash with a word in its memory, and return what its crash wrote beside it."""
    folder.mkdir()
    import_from = os.pathsep.join(sys.path)
    subprocess.run(
        [sys.executable, "-c", CRASH, how], cwd=folder, check=False, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": import_from},
    )  # fmt: skip
    return [path for path in folder.iterdir() if b"QuellmarkeQuellmarke" in path.read_bytes()]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows writes no dumps by itself")
def test_a_crash_writes_no_memory_to_the_disk(tmp_path: Path) -> None:
    assert crashed(tmp_path / "defended", "defended") == []


@pytest.mark.skipif(
    not PATTERN.is_file() or PATTERN.read_text().startswith(("|", "/")) or not dumps_allowed(),
    reason="this computer writes no dump beside a program",
)
def test_a_crash_left_to_itself_would(tmp_path: Path) -> None:
    """The control."""
    assert crashed(tmp_path / "plain", "plain") != []


@pytest.mark.skipif(sys.platform == "win32", reason="as above")
def test_every_command_begins_so() -> None:
    code = (
        "import resource; from agent.cli.main import main\n"
        "try: main(['--version'])\nexcept SystemExit: print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split()[-1] == "0"
