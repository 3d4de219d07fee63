"""The real thing: GNOME Keyring over a session bus of its own, unlocked, locked and absent."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NEEDED = ("dbus-run-session", "gnome-keyring-daemon")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="GNOME Keyring is Linux's"),
    pytest.mark.skipif(not all(map(shutil.which, NEEDED)), reason="gnome-keyring or dbus is not installed"),
]

KEEP = """
from pathlib import Path
from agent.vault.database_key import database_key
from agent.vault.keyring_secrets import KeyringSecrets, installed_backends
from agent.errors import TenthError
try:
    key = database_key(KeyringSecrets("home", installed_backends), Path("tenth.db"))
    print("key", len(key), database_key(KeyringSecrets("home", installed_backends), Path("tenth.db")) == key)
except TenthError as error:
    print(error.code)
"""
UNLOCKED = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"'
WRONG = 'printf other | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"'


def said(tmp_path: Path, shell: str | None) -> str:
    """Run the program in a session of its own and return what it says."""
    program = [sys.executable, "-c", KEEP]
    command = ["dbus-run-session", "--", "bash", "-c", shell, "bash", *program] if shell else program
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2]),
        "XDG_RUNTIME_DIR": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"),
    }  # fmt: skip
    return subprocess.run(
        command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    ).stdout


def test_an_unlocked_keyring_keeps_the_key_and_its_file_does_not_show_it(tmp_path: Path) -> None:
    assert said(tmp_path, UNLOCKED).strip() == "key 32 True"
    assert said(tmp_path, UNLOCKED).strip() == "key 32 True", "the same key after a restart of the daemon"


def test_a_locked_keyring_is_said_to_be_locked_and_nothing_is_written(tmp_path: Path) -> None:
    assert said(tmp_path, UNLOCKED).strip() == "key 32 True"
    assert said(tmp_path, WRONG).strip() == "keyring_locked"
    assert not (tmp_path / "tenth.db").exists()


def test_without_any_keyring_nothing_is_kept_in_plain(tmp_path: Path) -> None:
    assert said(tmp_path, None).strip() == "no_safe_keyring"
