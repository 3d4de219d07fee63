"""agent/store/database.py: it is never closed under a thread that uses it, and refuses whoever comes later."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from agent.store.database import Database
from agent.store.errors import StoreClosed, StoreUnavailable

KEY = bytes(range(32))
ROUNDS, READERS = 30, 4


def test_what_comes_after_the_end_is_refused_in_words(tmp_path: Path) -> None:
    database = Database(tmp_path / "tenth.db", KEY)
    database.close()
    for use in (
        lambda: database.rows("SELECT 1"),
        lambda: database.transaction().__enter__(),
        lambda: in_a_thread(lambda: database.rows("SELECT 1")),
    ):
        with pytest.raises(StoreClosed, match="closed"):
            use()
    database.close()


def test_a_transaction_that_the_end_meets_never_happened(tmp_path: Path) -> None:
    database = Database(tmp_path / "tenth.db", KEY)
    with pytest.raises(StoreClosed):
        _half(database)
    assert Database(tmp_path / "tenth.db", KEY).row("SELECT * FROM home WHERE key = 'word'") is None


@pytest.mark.slow
def test_closing_while_others_read_ends_no_process(tmp_path: Path) -> None:
    assert closed_under_readers(tmp_path, Database) == 0


@pytest.mark.slow
def test_without_the_locks_it_ends_the_process(tmp_path: Path) -> None:
    """The control: SQLCipher does crash when a connection is closed in the middle of a statement."""
    assert closed_under_readers(tmp_path, Reckless) != 0


def test_a_thread_that_has_ended_leaves_no_connection_behind(tmp_path: Path) -> None:
    database = Database(tmp_path / "tenth.db", KEY)
    before = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else 0
    for _ in range(20):
        in_a_thread(lambda: database.rows("SELECT 1"))
    assert len(database._open) == 1, "that of this thread"
    if before:
        assert len(list(Path("/proc/self/fd").iterdir())) < before + 10, "SQLite keeps a few to open again"


def test_a_full_disk_is_no_wrong_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that opens its connection on a full disk is told so, and not to restore a backup."""
    database = Database(tmp_path / "tenth.db", KEY)
    full = sqlcipher.OperationalError("database or disk is full")
    full.sqlite_errorcode = 13

    class Full:
        row_factory = None

        def execute(self, statement: str) -> None:
            if "journal_mode" in statement:
                raise full

        def close(self) -> None:
            pass

    monkeypatch.setattr(sqlcipher, "connect", lambda *_, **__: Full())
    with pytest.raises(StoreUnavailable) as refusal:
        in_a_thread(lambda: database.rows("SELECT 1"))
    assert "disk" in refusal.value.hint


def _half(database: Database) -> None:
    with database.transaction():
        database.write("INSERT INTO home VALUES('word', 'half')")
        in_a_thread(database.close)


class Reckless(Database):
    """The database without its locks."""

    @contextlib.contextmanager
    def _using(self) -> Iterator[Any]:
        with super()._using() as connection:
            pass
        yield connection


def in_a_thread(work: Callable[[], object]) -> None:
    """Do something in a thread, and raise here what it raised there."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if raised:
        raise raised[0]


def closed_under_readers(folder: Path, kind: type[Database]) -> int:
    """Close databases under busy threads in a process of its own, and return how that ended."""
    child = multiprocessing.get_context("spawn").Process(target=_close_under_readers, args=(folder, kind))
    child.start()
    child.join()
    return child.exitcode or 0


def _close_under_readers(folder: Path, kind: type[Database]) -> None:
    os.environ["MALLOC_PERTURB_"] = "165"  # what is freed is no longer what it was
    for number in range(ROUNDS):
        database = kind(folder / f"{number}.db", KEY)
        busy, threads = threading.Barrier(READERS + 1), []
        for _ in range(READERS):
            threads.append(threading.Thread(target=_read_until_closed, args=(database, busy)))
            threads[-1].start()
        busy.wait()
        database.close()
        for thread in threads:
            thread.join()


def _read_until_closed(database: Database, busy: threading.Barrier) -> None:
    with contextlib.suppress(StoreClosed, sqlcipher.Error):
        database.rows("SELECT 1")
        busy.wait()
        while True:
            database.rows(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 3000) SELECT * FROM n"
            )
