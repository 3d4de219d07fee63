"""agent/store/database.py: encrypted, migrated whole or not at all, and all or nothing per step."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from agent.store.database import Database
from agent.store.errors import NewerDatabase, StoreError, WrongKey
from agent.store.migrations import STEPS

KEY = bytes(range(32))
CANARY = "confidential-canary"


def test_nothing_readable_stands_on_the_disk(tmp_path: Path) -> None:
    database = Database(tmp_path / "tenth.db", KEY)
    with database.transaction():
        database.write("INSERT INTO home VALUES('word', ?)", CANARY)
    on_disk = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert CANARY.encode() not in on_disk
    assert b"SQLite format" not in on_disk


def test_the_same_word_is_readable_without_encryption(tmp_path: Path) -> None:
    """The control: plain SQLite shows it, so the test above can fail."""
    import sqlite3

    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE home(value TEXT)")
    plain.execute("INSERT INTO home VALUES(?)", (CANARY,))
    plain.commit()
    assert CANARY.encode() in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    Database(tmp_path / "tenth.db", KEY).close()
    with pytest.raises(WrongKey):
        Database(tmp_path / "tenth.db", bytes(32))
    Database(tmp_path / "tenth.db", KEY)


def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "tenth.db"
    Database(path, KEY, (*STEPS, ("CREATE TABLE later(a) ",))).close()
    before = path.read_bytes()
    with pytest.raises(NewerDatabase):
        Database(path, KEY)
    assert path.read_bytes() == before


def test_a_migration_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "tenth.db"
    Database(path, KEY).close()
    with pytest.raises(StoreError):
        Database(path, KEY, (*STEPS, ("CREATE TABLE half(a)", "CREATE TABLE half(a)")))
    database = Database(path, KEY)
    assert database.rows("SELECT name FROM sqlite_master WHERE name = 'half'") == []


def test_a_transaction_happens_whole_or_not_at_all(tmp_path: Path) -> None:
    database = Database(tmp_path / "tenth.db", KEY)
    with pytest.raises(StoreError), database.transaction():
        _write_the_same_twice(database)
    assert database.row("SELECT * FROM home WHERE key = 'a'") is None


def test_writes_outside_a_transaction_are_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        Database(tmp_path / "tenth.db", KEY).write("INSERT INTO home VALUES('a', 'b')")


def test_errors_of_the_database_name_no_values(tmp_path: Path) -> None:
    database = Database(tmp_path / "tenth.db", KEY)
    with pytest.raises(StoreError) as refusal, database.transaction():
        database.write("INSERT INTO home VALUES(?, ?)", "revision", CANARY)
    assert CANARY not in str(refusal.value)


@pytest.mark.slow
def test_a_kill_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "tenth.db"
    Database(path, KEY).close()
    context = multiprocessing.get_context("spawn")
    for round_number in range(4):
        ours, theirs = context.Pipe(duplex=False)
        child = context.Process(target=_write_until_killed, args=(path, round_number, theirs))
        child.start()
        theirs.close()
        ours.recv()
        time.sleep(0.05 + round_number * 0.03)
        os.kill(child.pid or 0, signal.SIGKILL)
        child.join()
        acknowledged = []
        while ours.poll():
            try:
                acknowledged.append(ours.recv())
            except EOFError:
                break
        database = Database(path, KEY)
        kept = {row["key"] for row in database.rows("SELECT key FROM home")}
        assert set(acknowledged) <= kept
        assert database.row("PRAGMA integrity_check")[0] == "ok"  # type: ignore[index]  # always one row
        assert database.rows("PRAGMA cipher_integrity_check") == []
        database.close()


def _write_the_same_twice(database: Database) -> None:
    database.write("INSERT INTO home VALUES('a', 'b')")
    database.write("INSERT INTO home VALUES('a', 'b')")


def _write_until_killed(path: Path, round_number: int, pipe: Any) -> None:
    database = Database(path, KEY)
    for number in range(100_000):
        with database.transaction():
            database.write("INSERT INTO home VALUES(?, 'x')", f"{round_number}.{number}")
        pipe.send(f"{round_number}.{number}")
