"""The database itself: opening it with its key, migrating it, and one transaction per step of work.

SQLCipher with a raw key: no key derivation to wait for, and the write-ahead log is encrypted too. Every write transaction also
counts up the home's revision, so that a window can ask cheaply whether anything changed, in this process or another; only what
no window shows is left out.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from agent.store.errors import NewerDatabase, StoreError, WrongKey
from agent.store.migrations import STEPS

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "temp_store=MEMORY")
BUSY_SECONDS = 20

Row = Any


class Database:
    """One encrypted database. Each thread gets a connection of its own."""

    def __init__(self, path: Path, key: bytes, steps: Sequence[Sequence[str]] = STEPS) -> None:
        self._path = path
        self._key = key
        self._steps = steps
        self._local = threading.local()
        self._open: list[Any] = []
        self._migrate()

    def close(self) -> None:
        """Close every thread's connection."""
        for connection in self._open:
            with contextlib.suppress(sqlcipher.Error):
                connection.close()
        self._open.clear()
        self._local = threading.local()

    def rows(self, query: str, *values: object) -> list[Row]:
        """Run a query and return its rows."""
        with _translated():
            return list(self._connection().execute(query, values).fetchall())

    def row(self, query: str, *values: object) -> Row | None:
        """Run a query and return its first row, None when there is none."""
        found = self.rows(query, *values)
        return found[0] if found else None

    def write(self, statement: str, *values: object) -> int:
        """Run one statement inside the open transaction and return how many rows it touched."""
        if not self._connection().in_transaction:
            raise AssertionError("writes belong inside a transaction")
        with _translated():
            return int(self._connection().execute(statement, values).rowcount)

    @contextlib.contextmanager
    def transaction(self, *, unseen: bool = False) -> Iterator[None]:
        """Make the writes inside all happen or none. Nested use joins the outer transaction.

        `unseen` writes change nothing that a window shows, so they leave the home's revision alone.
        """
        connection = self._connection()
        if connection.in_transaction:
            self._local.seen |= not unseen
            yield
            return
        with _translated():
            connection.execute("BEGIN IMMEDIATE")
        self._local.seen = not unseen
        try:
            yield
            with _translated():
                if self._local.seen:
                    connection.execute("UPDATE home SET value = value + 1 WHERE key = 'revision'")
                connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def _connection(self) -> Any:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._connect()
            self._open.append(connection)
        return connection

    def _connect(self) -> Any:
        # check_same_thread off only so that `close` can close all of them; each is used by its own thread.
        connection = sqlcipher.connect(
            str(self._path), isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False
        )
        connection.row_factory = sqlcipher.Row
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{self._key.hex()}'\"")
        try:
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("SELECT count(*) FROM sqlite_master")
        except sqlcipher.DatabaseError as error:
            connection.close()
            if "locked" in str(error):
                raise StoreError("the database is busy", hint="Wait a moment, then try again.") from error
            raise WrongKey("the key does not open the database") from error
        return connection

    def _migrate(self) -> None:
        connection = self._connection()
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > len(self._steps):
            self.close()
            raise NewerDatabase(
                f"the database is of version {version}, this program knows {len(self._steps)}"
            )
        for number, step in enumerate(self._steps[version:], version + 1):
            with _translated():
                connection.execute("BEGIN IMMEDIATE")
                try:
                    # Another process may have migrated while this one waited for the lock.
                    if int(connection.execute("PRAGMA user_version").fetchone()[0]) < number:
                        for statement in step:
                            connection.execute(statement)
                        connection.execute(f"PRAGMA user_version={number}")
                    connection.execute("COMMIT")
                except BaseException:
                    connection.execute("ROLLBACK")
                    raise


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except sqlcipher.IntegrityError as error:
        # SQLite names tables and columns here, never values.
        raise StoreError(f"the database refused a change: {error}") from error
    except sqlcipher.DatabaseError as error:
        raise StoreError(f"the database answered {type(error).__name__}") from error
