"""Expenses, their pushes, each row written before its request, and the kinds of expense the firm lists."""

from __future__ import annotations

from collections.abc import Sequence

from agent.domain.expense import Expense, ExpenseCategory
from agent.domain.ids import RemoteId
from agent.domain.outlay import ExpensePush
from agent.domain.push import Outcome
from agent.errors import NotFound
from agent.store.database import Database
from agent.store.errors import VersionConflict
from agent.store.values import dump, load


class Expenses:
    """Every expense there ever was; discarded ones too."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, expense: Expense) -> None:
        """Keep a new expense."""
        with self._database.transaction():
            self._database.write(
                "INSERT INTO expense VALUES(?, ?, ?, ?)",
                expense.id, expense.status, expense.version, dump(expense),
            )  # fmt: skip

    def change(self, expense: Expense, *, was: int) -> None:
        """Keep a changed expense that was read at version `was`. Raise VersionConflict when somebody was faster."""
        with self._database.transaction():
            touched = self._database.write(
                "UPDATE expense SET status = ?, version = ?, body = ? WHERE id = ? AND version = ?",
                expense.status, expense.version, dump(expense), expense.id, was,
            )  # fmt: skip
            if not touched:
                raise VersionConflict(f"expense {expense.id} has changed since version {was}")

    def get(self, expense_id: str) -> Expense:
        """Return one expense. Raise NotFound."""
        row = self._database.row("SELECT body FROM expense WHERE id = ?", expense_id)
        if row is None:
            raise NotFound(f"there is no expense {expense_id}")
        return load(Expense, row["body"])

    def all(self) -> list[Expense]:
        """Return every expense, the newest first."""
        rows = self._database.rows("SELECT body FROM expense ORDER BY rowid DESC")
        return [load(Expense, row["body"]) for row in rows]

    def open_push(self, push: ExpensePush) -> None:
        """Write the row of a push that is about to be sent; the database refuses a second open one for an expense."""
        with self._database.transaction():
            self._database.write(
                "INSERT INTO expense_push VALUES(?, ?, ?, ?, ?)",
                push.id, push.expense_id, push.outcome, push.remote_id, dump(push),
            )  # fmt: skip

    def settle_push(self, push: ExpensePush) -> None:
        """Write down what became of a push."""
        with self._database.transaction():
            self._database.write(
                "UPDATE expense_push SET outcome = ?, remote_id = ?, body = ? WHERE id = ?",
                push.outcome, push.remote_id, dump(push), push.id,
            )  # fmt: skip

    def pushes(self) -> dict[str, ExpensePush]:
        """Return each expense's newest push."""
        rows = self._database.rows("SELECT body FROM expense_push ORDER BY rowid")
        return {push.expense_id: push for push in (load(ExpensePush, row["body"]) for row in rows)}

    def unsettled(self) -> list[ExpensePush]:
        """Return the pushes of which nobody knows yet whether they arrived, oldest first."""
        rows = self._database.rows(
            "SELECT body FROM expense_push WHERE outcome IS NULL OR outcome = ? ORDER BY rowid",
            Outcome.UNKNOWN,
        )
        return [load(ExpensePush, row["body"]) for row in rows]

    def owned(self) -> frozenset[RemoteId]:
        """Return the ids, in the practice system, of every expense that is ours."""
        rows = self._database.rows("SELECT remote_id FROM expense_push WHERE remote_id IS NOT NULL")
        return frozenset(RemoteId(row["remote_id"]) for row in rows)

    def keep_categories(self, categories: Sequence[ExpenseCategory]) -> None:
        """Replace the kinds of expense."""
        with self._database.transaction(unseen=True):
            self._database.write("DELETE FROM expense_category")
            for category in categories:
                self._database.write("INSERT INTO expense_category VALUES(?, ?)", category.id, dump(category))

    def categories(self) -> list[ExpenseCategory]:
        """Return the kinds of expense by name."""
        rows = self._database.rows("SELECT body FROM expense_category")
        return sorted((load(ExpenseCategory, row["body"]) for row in rows), key=lambda c: c.name.casefold())
