"""The one key of the database: made once, read back before it is used, never replaced."""

from __future__ import annotations

import base64
import secrets as chance
from pathlib import Path
from typing import Protocol

from agent.vault.errors import KeyMissing, VaultError

NAME = "database-key"
KEY_BYTES = 32


class _Secrets(Protocol):
    def read(self, name: str) -> str | None: ...
    def write(self, name: str, value: str) -> None: ...


def database_key(secrets: _Secrets, database: Path) -> bytes:
    """Return the 32-byte key for `database`. A missing key beside an existing database is an error, never a new key."""
    kept = secrets.read(NAME)
    if kept is None:
        if database.exists():
            raise KeyMissing("the database's key is not in the keyring")
        secrets.write(NAME, base64.b64encode(chance.token_bytes(KEY_BYTES)).decode())
        kept = secrets.read(NAME)
    try:
        key = base64.b64decode(kept or "", validate=True)
    except ValueError as error:
        raise VaultError("the database's key in the keyring is damaged") from error
    if len(key) != KEY_BYTES:
        raise VaultError("the database's key in the keyring is damaged")
    return key
