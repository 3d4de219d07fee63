"""extension/panel/agent.js and signing.js: their own tests under Node, and one conversation with the real agent."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.web.running import Running
from tests.web.signing_client import secret_in
from tools import node

ROOT = Path(__file__).parent.parent.parent
LOCKED = node.locked()
NODE = LOCKED.node if LOCKED else shutil.which("node")

pytestmark = pytest.mark.skipif(NODE is None, reason="there is no Node: `./run test` fetches it")


def run_node(*arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
    assert NODE is not None
    return subprocess.run(
        [NODE, *arguments],
        input=said,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
        check=False,
    )


@pytest.mark.slow
def test_their_own_tests_pass() -> None:
    ran = run_node("--test", *(f"extension/tests/{name}.test.js" for name in ("signing", "agent", "pairing")))
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_page_and_the_agent_understand_each_other(running: Running) -> None:
    secret = secret_in(running.windows.launch_page())
    ran = run_node("extension/tests/against_agent.js", f"http://127.0.0.1:{running.port}", said=secret)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == {"timekeeper": "Ruth Calder", "state": "error", "code": "not_found"}


def test_a_wrong_secret_opens_nothing(running: Running) -> None:
    running.windows.launch_page()
    ran = run_node("extension/tests/against_agent.js", f"http://127.0.0.1:{running.port}", said="00" * 32)
    assert ran.returncode == 1
    assert "unpaired" in ran.stderr
