"""A database as it lies on the disk on its first day: making one takes longer than most tests do, so it is copied."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from agent.store.store import Store

KEY = bytes(range(32))


def empty(store: Store) -> None:
    """Leave the database as it is made."""


def a_store(folder: Path, furnish: Callable[[Store], None] = empty) -> Store:
    """Open a database in a folder, with what `furnish` put there."""
    path = folder / "tenth.db"
    path.write_bytes(_made(furnish))
    return Store(path, KEY)


@cache
def _made(furnish: Callable[[Store], None]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "tenth.db")
        store = Store(path, KEY)
        furnish(store)
        store.close()
        return path.read_bytes()
