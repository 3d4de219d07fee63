"""A disk on which every statement and every commit is a moment at which the process may be killed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from agent.store.database import Database
from tests.storm.storm import Storm


@contextlib.contextmanager
def dangerous_disk(storm: Storm) -> Iterator[None]:
    """Let every statement and every commit of the database be a moment at which a process may be killed."""
    write, transaction = Database.write, Database.transaction

    def dangerous_write(self: Database, statement: str, *values: object) -> int:
        storm.risk()
        return write(self, statement, *values)

    @contextlib.contextmanager
    def dangerous_transaction(self: Database, **how: bool) -> Iterator[None]:
        with self._using() as connection:
            inner = connection.in_transaction
        with transaction(self, **how):
            yield
        if not inner:
            storm.step()

    Database.write, Database.transaction = dangerous_write, dangerous_transaction
    try:
        yield
    finally:
        Database.write, Database.transaction = write, transaction
