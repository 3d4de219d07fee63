"""Secrets of a practice home: a 0600 file beside the data. Never used for a real home."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

from filelock import FileLock

from agent.paths import write_private
from agent.vault.errors import VaultError


class FileSecrets:
    """A few secrets in one small file that only its owner may read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(path.with_suffix(".lock"))

    def read(self, name: str) -> str | None:
        """Return a secret, None when there is none."""
        return self._all().get(name)

    def write(self, name: str, value: str) -> None:
        """Keep a secret."""
        with self._lock:
            write_private(self._path, json.dumps({**self._all(), name: value}))

    def forget(self, name: str) -> None:
        """Remove a secret; nothing happens when there is none."""
        with self._lock:
            kept = self._all()
            if kept.pop(name, None) is not None:
                write_private(self._path, json.dumps(kept))

    def _all(self) -> dict[str, str]:
        try:
            if os.name == "posix" and stat.S_IMODE(self._path.stat().st_mode) & 0o077:
                raise VaultError(
                    "the practice home's key file can be read by others", hint="Run: chmod 600 keys.json"
                )
            kept: dict[str, str] = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError as error:
            raise VaultError("the practice home's key file is damaged") from error
        return kept
