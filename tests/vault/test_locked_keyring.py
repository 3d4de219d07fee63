"""`tenth app` with the real GNOME Keyring, locked: it says so to everybody, and carries on when the keyring opens."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.vault.test_real_keyring import NEEDED

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="GNOME Keyring is Linux's"),
    pytest.mark.skipif(not all(map(shutil.which, NEEDED)), reason="gnome-keyring or dbus is not installed"),
]


def test_a_locked_keyring_stops_nothing_for_good(tmp_path: Path) -> None:
    program = [sys.executable, str(Path(__file__).with_name("locked_session.py")), str(tmp_path / "home")]
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(ROOT),
        "XDG_RUNTIME_DIR": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"),
    }  # fmt: skip
    done = subprocess.run(
        ["dbus-run-session", "--", *program], env=environment, cwd=ROOT, capture_output=True, text=True, timeout=180,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    heard = json.loads(done.stdout)
    assert "keyring is locked" in heard["terminal"]
    assert heard["hello"]["locked"] is True
    assert heard["hello"]["proof"] is None
    assert heard["locked"] == [423, "keyring_locked", False]
    assert heard["refused"] == 423
    assert heard["opened"] == [200, None, True], "the same browser, without a restart"
    assert heard["listed"] == ["Firefox"]
    assert heard["ended"] == 0
