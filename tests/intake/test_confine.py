"""agent/intake/confine.py: the child gives up memory, processor time and writing before it opens the file."""

import subprocess
import sys
from pathlib import Path

import pytest

from agent.intake.limits import MEBIBYTE

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not enforce these limits")

CONFINED = (
    "from agent.intake.confine import confine; from agent.intake.limits import Limits; "
    f"confine(Limits(memory_bytes={200 * MEBIBYTE}))"
)


def outcome(*lines: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=False
    )
    return ran.stderr.strip().split("\n")[-1].split(":")[0] or "done"


@pytest.mark.slow
def test_a_confined_process_cannot_take_memory_and_a_free_one_can() -> None:
    deed = f"bytearray({400 * MEBIBYTE})"
    assert outcome(CONFINED, deed) == "MemoryError"
    assert outcome(deed) == "done"


def test_a_confined_process_cannot_write_and_a_free_one_can(tmp_path: Path) -> None:
    deed = f"open({str(tmp_path / 'a')!r}, 'wb', 0).write(b'x')"
    assert outcome(CONFINED, deed) == "OSError"
    assert outcome(deed) == "done"


def test_confining_twice_is_no_error() -> None:
    assert outcome(CONFINED, CONFINED.replace(str(200 * MEBIBYTE), str(300 * MEBIBYTE))) == "done"
