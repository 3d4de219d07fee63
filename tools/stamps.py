"""Remembering which steps of the set-up are done, so that the second run takes no time.

A stamp is written after its step, and holds a digest of everything the step depended on. An interrupted step has no
stamp and is done again. All stamps lie in the environment they speak of and vanish with it.
"""

import hashlib
from pathlib import Path

from tools.places import VENV


def digest(*parts: str | Path) -> str:
    """Give one short digest of texts and of files' contents; a missing file counts as empty."""
    total = hashlib.sha256()
    for part in parts:
        total.update(hashlib.sha256(_content(part)).digest())
    return total.hexdigest()[:32]


def is_fresh(name: str, *digests: str) -> bool:
    """Say whether the step was last done with one of these digests."""
    stamp = _path(name)
    return stamp.is_file() and stamp.read_text().strip() in digests


def exists(name: str) -> bool:
    """Say whether there is a stamp, of whatever digest."""
    return _path(name).is_file()


def mark(name: str, done: str) -> None:
    """Record that the step is done."""
    stamp = _path(name)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(done + "\n")


def forget(name: str) -> None:
    """Take the stamp away before the step begins, so that an interruption leaves it undone."""
    _path(name).unlink(missing_ok=True)


def _path(name: str) -> Path:
    return VENV / ".tenth" / name


def _content(part: str | Path) -> bytes:
    if isinstance(part, str):
        return part.encode()
    return part.read_bytes() if part.is_file() else b""
