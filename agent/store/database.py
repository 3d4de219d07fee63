"""The database itself: opening it with its key, migrating it, and one transaction per step of work.

SQLCipher with a raw key: no key derivation to wait for, and the write-ahead log is encrypted too. Every write transaction also
counts up the home's revision, so that a window can ask cheaply whether anything changed, in this process or another; only what
no window shows is left out.

SQLCipher crashes the whole process when a connection is closed under a thread that uses it, so each is used and closed under a
lock of its own, and once the database is closed nobody is given another.
"""

from __future__ import annotations

import contextlib
import threading
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from agent.store.errors import NewerDatabase, StoreClosed, StoreError, StoreUnavailable, WrongKey
from agent.store.migrations import STEPS

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "temp_store=MEMORY")
BUSY_SECONDS = 20.0

FOR_NOW = frozenset({5, 6, 10, 13, 14})
"""SQLite's result codes of what passes by itself: busy, locked, an error of the disk, no room, a file that does not open."""

Row = Any


@dataclass(slots=True, weakref_slot=True, eq=False)
class _Held:
    """One thread's connection. It goes with its thread: a program that runs for weeks starts thousands of them."""

    connection: Any
    lock: threading.Lock = field(default_factory=threading.Lock)


class Database:
    """One encrypted database. Each thread gets a connection of its own."""

    def __init__(
        self,
        path: Path,
        key: bytes,
        steps: Sequence[Sequence[str]] = STEPS,
        *,
        busy_seconds: float = BUSY_SECONDS,
    ) -> None:
        """Open it, and bring it to the newest version. `busy_seconds`: how long to wait for another program's writing."""
        self._path = path
        self._key = key
        self._steps = steps
        self._busy_seconds = busy_seconds
        self._local = threading.local()
        self._open: weakref.WeakSet[_Held] = weakref.WeakSet()
        self._opening = threading.Lock()  # over `_open` and `_closed`
        self._closed = False
        self._migrate()

    def close(self) -> None:
        """Close every thread's connection as soon as its statement is done; a transaction that is open there never happened.

        Whoever comes later is refused.
        """
        with self._opening:
            self._closed = True
            held = list(self._open)
            self._open.clear()
        for each in held:
            with each.lock, contextlib.suppress(sqlcipher.Error):
                each.connection.close()

    def rows(self, query: str, *values: object) -> list[Row]:
        """Run a query and return its rows."""
        with self._using() as connection:
            return list(connection.execute(query, values).fetchall())

    def row(self, query: str, *values: object) -> Row | None:
        """Run a query and return its first row, None when there is none."""
        found = self.rows(query, *values)
        return found[0] if found else None

    def write(self, statement: str, *values: object) -> int:
        """Run one statement inside the open transaction and return how many rows it touched."""
        with self._using() as connection:
            if not connection.in_transaction:
                raise AssertionError("writes belong inside a transaction")
            return int(connection.execute(statement, values).rowcount)

    @contextlib.contextmanager
    def transaction(self, *, unseen: bool = False) -> Iterator[None]:
        """Make the writes inside all happen or none. Nested use joins the outer transaction.

        `unseen` writes change nothing that a window shows, so they leave the home's revision alone.
        """
        with self._using() as connection:
            joins = connection.in_transaction
            if not joins:
                connection.execute("BEGIN IMMEDIATE")
        if joins:
            self._local.seen |= not unseen
            yield
            return
        self._local.seen = not unseen
        try:
            yield
            with self._using() as connection:
                if self._local.seen:
                    connection.execute("UPDATE home SET value = value + 1 WHERE key = 'revision'")
                connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(StoreClosed), self._using() as connection:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
            raise

    @contextlib.contextmanager
    def _using(self) -> Iterator[Any]:
        """Hold this thread's connection, so that nobody closes it meanwhile. Raise StoreClosed."""
        held: _Held | None = getattr(self._local, "held", None)
        if held is None:
            held = self._local.held = self._added(_Held(self._connect()))
        with held.lock, _translated():
            if self._closed:
                raise StoreClosed("the database was closed")
            yield held.connection

    def _added(self, held: _Held) -> _Held:
        with self._opening:
            if self._closed:
                held.connection.close()
            else:
                self._open.add(held)
        return held

    def _connect(self) -> Any:
        if self._closed:
            raise StoreClosed("the database was closed")
        # check_same_thread off only so that `close` can close all of them; each is used by its own thread.
        connection = sqlcipher.connect(
            str(self._path), isolation_level=None, timeout=self._busy_seconds, check_same_thread=False
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
                raise StoreUnavailable(
                    "the database is busy", hint="Wait a moment, then try again."
                ) from error
            if _is_for_now(error):  # the files beside the database want room too
                raise _unavailable(error) from error
            raise WrongKey("the key does not open the database") from error
        return connection

    def _migrate(self) -> None:
        with self._using() as connection:
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > len(self._steps):
            self.close()
            raise NewerDatabase(
                f"the database is of version {version}, this program knows {len(self._steps)}"
            )
        for number, step in enumerate(self._steps[version:], version + 1):
            with self._using() as connection:
                connection.execute("BEGIN IMMEDIATE")
                try:
                    # Another process may have migrated while this one waited for the lock.
                    if int(connection.execute("PRAGMA user_version").fetchone()[0]) < number:
                        for statement in step:
                            connection.execute(statement)
                        connection.execute(f"PRAGMA user_version={number}")
                    connection.execute("COMMIT")
                except BaseException:
                    if connection.in_transaction:  # a full disk has rolled it back already
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
        if _is_for_now(error):
            raise _unavailable(error) from error
        raise StoreError(f"the database answered {type(error).__name__}") from error


def _is_for_now(error: Exception) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in FOR_NOW


def _unavailable(error: Exception) -> StoreUnavailable:
    return StoreUnavailable(f"the database answered {type(error).__name__}")
