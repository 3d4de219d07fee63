"""`tenth ledger`, `correct`, `undo` and `expense`: what comes after the push, and what was laid out for a client."""

from __future__ import annotations

import argparse
import datetime as dt

from agent.cli import shapes_ledger as shapes
from agent.cli.asked import COULD_NOT, DONE, Arguments, Asked, answer, opened, tell
from agent.cli.tables_ledger import print_expenses, print_lines
from agent.domain.charging import Charge
from agent.domain.correction import Correction, Ending
from agent.domain.expense import Expense, ExpenseStatus, Gst
from agent.domain.ids import EntryId
from agent.domain.ledger import LineState, Sieve
from agent.errors import UsedWrongly
from agent.workflow.expensing import Entered
from agent.workflow.reviewing import Change

CHARGES = (Charge.BILLABLE.value, Charge.NO_CHARGE.value, Charge.NOT_BILLABLE.value)


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    ledger = verbs.add_parser("ledger", parents=[common], help="what was sent, and where it stands in Clio")
    ledger.add_argument("--state", choices=[s.value for s in LineState], help="only entries that stand so")
    ledger.add_argument("--look", action="store_true", help="read back from Clio first")
    ledger.set_defaults(run=_ledger)
    correct = verbs.add_parser("correct", parents=[common], help="change an unbilled entry of yours in Clio")
    correct.add_argument("entry", metavar="ENTRY")
    correct.add_argument("--narrative", metavar="TEXT")
    correct.add_argument("--units", type=int, metavar="N")
    correct.add_argument("--date", type=dt.date.fromisoformat, metavar="DAY")
    correct.add_argument("--matter", metavar="DISPLAY_NUMBER", help="Clio prices the entry anew")
    correct.add_argument("--charge", choices=CHARGES)
    correct.set_defaults(run=_correct)
    undo = verbs.add_parser(
        "undo", parents=[common], help="take an unbilled, unchanged entry out of Clio again"
    )
    undo.add_argument("entry", metavar="ENTRY")
    undo.add_argument("--wrong-client", action="store_true", help="and list every place its text reached")
    undo.add_argument("--matter", metavar="DISPLAY_NUMBER", help="with --wrong-client: the right matter")
    undo.set_defaults(run=_undo)
    _add_expense(verbs, common)


def _add_expense(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    expense = verbs.add_parser("expense", parents=[common], help="what was laid out for a client")
    expense.add_argument("what", choices=("add", "list", "push"))
    expense.add_argument("text", nargs="?", metavar="TEXT", help="add: what it is for; push: its id")
    expense.add_argument("--amount", metavar="DOLLARS", help="like 22.50")
    expense.add_argument("--gst", choices=[g.value for g in Gst], help="whether the amount includes GST")
    expense.add_argument("--matter", metavar="DISPLAY_NUMBER")
    expense.add_argument("--category", metavar="NAME", help="as the firm's list names it")
    expense.add_argument("--date", type=dt.date.fromisoformat, metavar="DAY")
    expense.set_defaults(run=_expense)


def _ledger(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        if arguments.look:
            asked.services.books.look_again()
        states = frozenset({LineState(arguments.state)}) if arguments.state else None
        found = asked.services.books.lines(Sieve(states=states))
        answer(arguments, shapes.ledger(found), lambda: print_lines(found))
    return DONE


def _correct(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        correcting, entry_id = asked.services.correcting, EntryId(arguments.entry)
        matter = asked.services.mirror.numbered(arguments.matter) if arguments.matter else None
        change = correcting.revision(
            Change(
                narrative=arguments.narrative,
                units=arguments.units,
                date=arguments.date,
                charge=Charge(arguments.charge) if arguments.charge else None,
                matter_id=matter.id if matter else None,
            )
        )
        seen = correcting.preview(entry_id, change)
        if seen.resets_price:
            tell("Clio prices the entry anew: a rate typed there is lost.")
        etag = (seen.standing.posted.etag if seen.standing.posted else None) or ""
        return _told(arguments, correcting.correct(entry_id, change, etag=etag))


def _undo(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        entry_id = EntryId(arguments.entry)
        if not arguments.wrong_client:
            return _told(arguments, asked.services.correcting.undo(entry_id))
        matter = asked.services.mirror.numbered(arguments.matter) if arguments.matter else None
        made = asked.services.books.wrong_client(entry_id, matter.id if matter else None)
        answer(arguments, shapes.wrong_client(made), lambda: tell(shapes.told_of(made)))
        return DONE if made.correction is not None and made.correction.ending is Ending.DONE else COULD_NOT


def _told(arguments: Arguments, made: Correction) -> int:
    done = made.ending is Ending.DONE
    words = "Done." if done and not made.hint else made.hint or "It is not known yet what became of it."
    answer(arguments, shapes.correction(made), lambda: tell(words))
    return DONE if done else COULD_NOT


def _expense(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        return {"add": _expense_add, "list": _expense_list, "push": _expense_push}[arguments.what](
            arguments, asked
        )


def _expense_add(arguments: Arguments, asked: Asked) -> int:
    if not arguments.text or not arguments.amount or not arguments.gst:
        raise UsedWrongly(
            "an expense needs words, an amount and its GST",
            hint='Write tenth expense add "ASIC search" --amount 22.50 --gst included.',
        )
    services = asked.services
    named = [c for c in services.expenses.categories() if c.name == arguments.category]
    if arguments.category and not named:
        known = ", ".join(c.name for c in services.expenses.categories())
        raise UsedWrongly("the firm has no such kind of expense", hint=f"Choose one of: {known}.")
    matter = services.mirror.numbered(arguments.matter) if arguments.matter else None
    made = services.expenses.add(
        Entered(
            narrative=arguments.text,
            amount=arguments.amount,
            gst=Gst(arguments.gst),
            date=arguments.date,
            matter_id=matter.id if matter else None,
            category_id=named[0].id if named else None,
        )
    )
    answer(arguments, {"expense": shapes.expense(made, None)}, lambda: print_expenses([(made, None)]))
    return DONE


def _expense_list(arguments: Arguments, asked: Asked) -> int:
    found = asked.services.expenses.all()
    shape: shapes.Shape = {"expenses": [shapes.expense(made, push) for made, push in found]}
    answer(arguments, shape, lambda: print_expenses(found))
    return DONE


def _expense_push(arguments: Arguments, asked: Asked) -> int:
    expenses = asked.services.expenses
    waiting = [e for e, _ in expenses.all() if arguments.text in (None, e.id) and _may_go(e)]
    pushes = [expenses.push(each.id, each.version) for each in waiting]
    found = [(made, push) for made, push in expenses.all() if made.id in {p.expense_id for p in pushes}]
    shape: shapes.Shape = {"expenses": [shapes.expense(made, push) for made, push in found]}
    answer(arguments, shape, lambda: print_expenses(found))
    return COULD_NOT if any(push.is_open for push in pushes) else DONE


def _may_go(expense: Expense) -> bool:
    return expense.status is ExpenseStatus.DRAFT and expense.what_is_missing() is None
