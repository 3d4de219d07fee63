"""`tenth expense`: what was laid out for a client: entered, pushed, and after that corrected or taken out again."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Sequence

from agent.cli import shapes_ledger as shapes
from agent.cli.asked import COULD_NOT, DONE, Arguments, Asked, answer, opened
from agent.cli.tables_ledger import print_expenses
from agent.cli.verbs_ledger import told
from agent.domain.expense import ExpenseStatus, Gst
from agent.domain.ids import EntryId
from agent.domain.ledger import SpentLine
from agent.errors import UsedWrongly
from agent.workflow.expensing import Entered


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add the verb."""
    expense = verbs.add_parser("expense", parents=[common], help="what was laid out for a client")
    expense.add_argument("what", choices=tuple(DOES))
    expense.add_argument("text", nargs="?", metavar="TEXT", help="add: what it is for; else: its id")
    expense.add_argument("--narrative", metavar="TEXT", help="correct: what it is for")
    expense.add_argument("--amount", metavar="DOLLARS", help="like 22.50")
    expense.add_argument("--gst", choices=[g.value for g in Gst], help="whether the amount includes GST")
    expense.add_argument("--matter", metavar="DISPLAY_NUMBER")
    expense.add_argument("--category", metavar="NAME", help="as the firm's list names it")
    expense.add_argument("--date", type=dt.date.fromisoformat, metavar="DAY")
    expense.set_defaults(run=_expense)


def _expense(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        return DOES[arguments.what](arguments, asked)


def _add(arguments: Arguments, asked: Asked) -> int:
    if not arguments.text or not arguments.amount or not arguments.gst:
        raise UsedWrongly(
            "an expense needs words, an amount and its GST",
            hint='Write tenth expense add "ASIC search" --amount 22.50 --gst included.',
        )
    given = _given(arguments, asked)
    made = asked.services.expenses.add(
        Entered(
            narrative=arguments.text,
            amount=arguments.amount,
            gst=Gst(arguments.gst),
            date=arguments.date,
            matter_id=given.matter_id,
            category_id=given.category_id,
        )
    )
    answer(arguments, {"expense": shapes.expense(SpentLine(made))}, lambda: print_expenses([SpentLine(made)]))
    return DONE


def _given(arguments: Arguments, asked: Asked) -> Entered:
    """Return what the options name, looked up."""
    services = asked.services
    named = [c for c in services.expenses.categories() if c.name == arguments.category]
    if arguments.category and not named:
        known = ", ".join(c.name for c in services.expenses.categories())
        raise UsedWrongly("the firm has no such kind of expense", hint=f"Choose one of: {known}.")
    matter = services.mirror.numbered(arguments.matter) if arguments.matter else None
    return Entered(
        narrative=arguments.narrative or "",
        amount=arguments.amount or "",
        gst=Gst(arguments.gst) if arguments.gst else Gst.NONE,
        date=arguments.date,
        matter_id=matter.id if matter else None,
        category_id=named[0].id if named else None,
    )


def _list(arguments: Arguments, asked: Asked) -> int:
    return _shown(arguments, asked.services.expenses.all())


def _push(arguments: Arguments, asked: Asked) -> int:
    expenses = asked.services.expenses
    waiting = [line.expense for line in expenses.all() if arguments.text in (None, line.expense.id)]
    ready = [e for e in waiting if e.status is ExpenseStatus.DRAFT and e.what_is_missing() is None]
    pushes = [expenses.push(each.id, each.version) for each in ready]
    _shown(arguments, [expenses.line(push.expense_id) for push in pushes])
    return COULD_NOT if any(push.is_open for push in pushes) else DONE


def _correct(arguments: Arguments, asked: Asked) -> int:
    """Change what the options name of an expense in Clio; what they do not name stays as it is there."""
    services, expense_id = asked.services, EntryId(arguments.text or "")
    held, given = services.expenses.line(expense_id).held, _given(arguments, asked)
    entered = Entered(
        narrative=given.narrative or held.narrative,
        amount=given.amount or str(held.amount),
        gst=given.gst if arguments.gst else held.gst,
        date=given.date,
        matter_id=given.matter_id,
        category_id=given.category_id or held.category_id,
        quote=None if given.amount else held.quote,
    )
    change = services.expenses.rewritten(entered)
    seen = services.expense_correcting.preview(expense_id, change)
    etag = (seen.standing.posted.etag if seen.standing.posted else None) or ""
    return told(arguments, services.expense_correcting.correct(expense_id, change, etag=etag))


def _undo(arguments: Arguments, asked: Asked) -> int:
    return told(arguments, asked.services.expense_correcting.undo(EntryId(arguments.text or "")))


def _shown(arguments: Arguments, found: Sequence[SpentLine]) -> int:
    shape: shapes.Shape = {"expenses": [shapes.expense(line) for line in found]}
    answer(arguments, shape, lambda: print_expenses(found))
    return DONE


DOES = {"add": _add, "list": _list, "push": _push, "correct": _correct, "undo": _undo}
