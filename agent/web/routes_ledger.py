"""Calls about the ledger: where entries stand in Clio, correcting and undoing them, and expenses."""

from __future__ import annotations

from agent.domain.ids import EntryId, MatterId, RemoteId, SourceId
from agent.domain.ledger import Line, Sieve
from agent.web import answers_ledger as answers
from agent.web import bodies_ledger as bodies
from agent.web import payloads_ledger as payloads
from agent.web.bodies import Nothing
from agent.web.door import Door


def list_lines(door: Door, body: bodies.LedgerList) -> answers.Ledger:
    """List what was sent, with where it stands in Clio as last read, and the batches it went in."""
    services = door.services
    sieve = Sieve(
        None if body.matter_id is None else MatterId(body.matter_id), body.timekeeper, body.first, body.last,
        None if body.states is None else frozenset(body.states),
    )  # fmt: skip
    lines = [] if body.kind == "expense" else services.books.lines(sieve)
    spent = [] if body.kind == "time" else [e for e in services.expenses.all() if sieve.passes_expense(e)]
    return payloads.ledger(services, lines, spent, body.limit)


def look(door: Door, body: bodies.LedgerLook) -> answers.Looked:
    """Read back from Clio where entries stand, within the share of requests that the mirror has."""
    chosen = None if body.entries is None else [EntryId(each) for each in body.entries]
    return answers.Looked(door.services.books.look_again(chosen))


def preview(door: Door, body: bodies.LedgerPreview) -> answers.LedgerPreview:
    """Say what a correction would change in Clio, before it is done."""
    correcting = door.services.correcting
    found = correcting.preview(EntryId(body.entry), correcting.revision(body.change.change()))
    code, hint = found.refusal or (None, None)
    shown = payloads.changes(door.services, found.changes)
    return answers.LedgerPreview(_line(door, body.entry), shown, found.resets_price, code, hint)


def correct(door: Door, body: bodies.LedgerCorrect) -> answers.LedgerDeed:
    """Change an entry in Clio as it was seen, by one request."""
    correcting = door.services.correcting
    change = correcting.revision(body.change.change())
    with door.services.board.during("pushing"):
        correcting.correct(EntryId(body.entry), change, etag=body.etag)
    return answers.LedgerDeed(_line(door, body.entry))


def undo(door: Door, body: bodies.LedgerEntry) -> answers.LedgerDeed:
    """Take an entry out of Clio, with its call log; here it becomes a draft again."""
    with door.services.board.during("pushing"):
        door.services.correcting.undo(EntryId(body.entry))
    return answers.LedgerDeed(_line(door, body.entry))


def wrong_client(door: Door, body: bodies.WrongClient) -> answers.WrongClientDone:
    """Take an entry off the wrong client's matter in Clio, or move it, and list every place its text reached."""
    matter = None if body.matter_id is None else MatterId(body.matter_id)
    with door.services.board.during("pushing"):
        made = door.services.books.wrong_client(EntryId(body.entry), matter, move=body.move)
    code = made.refusal.code if made.refusal else made.correction.code if made.correction else None
    hint = made.refusal.hint if made.refusal else made.correction.hint if made.correction else None
    line = _line(door, body.entry)
    done = line.state == "undone" or (made.correction is not None and made.correction.moves)
    return answers.WrongClientDone(line, done, code, hint, payloads.places(made.places))


def settle(door: Door, body: Nothing) -> answers.Looked:
    """Settle by reading what became of corrections, undoings and expenses whose answer was lost."""
    services = door.services
    settled = len(services.correcting.settle()) + len(services.expenses.settle())
    return answers.Looked(settled + len(services.expense_correcting.settle()))


def list_expenses(door: Door, body: Nothing) -> answers.Expenses:
    """List the expenses that are not discarded, the newest first."""
    found = door.services.expenses.all()
    return answers.Expenses(tuple(map(payloads.expense, found)))


def expense_form(door: Door, body: bodies.ExpenseForm) -> answers.ExpenseForm:
    """Return what a form for an expense needs: kinds of expense, the GST rate, and the sums that a source names."""
    expenses = door.services.expenses
    chips = [] if body.source is None else expenses.chips(SourceId(body.source))
    return answers.ExpenseForm(
        tuple(expenses.categories()),
        tuple(answers.Chip(c.amount, c.text, c.quote) for c in chips),
        expenses.rate(),
    )


def add_expense(door: Door, body: bodies.ExpenseBody) -> answers.ExpenseAnswer:
    """Keep a new expense as a draft."""
    return _of(door, door.services.expenses.add(body.entered()).id)


def revise_expense(door: Door, body: bodies.ExpenseRevise) -> answers.ExpenseAnswer:
    """Replace what the draft of an expense says."""
    door.services.expenses.revise(body.expense, body.version, body.entered.entered())
    return _of(door, body.expense)


def discard_expense(door: Door, body: bodies.OneExpense) -> answers.ExpenseAnswer:
    """Say that the draft of an expense is not to be charged."""
    door.services.expenses.discard(body.expense, body.version)
    return _of(door, body.expense)


def push_expense(door: Door, body: bodies.OneExpense) -> answers.ExpenseAnswer:
    """Send an expense as it was seen; asking for it confirms it."""
    with door.services.board.during("pushing"):
        door.services.expenses.push(body.expense, body.version)
    return _of(door, body.expense)


def settle_expense(door: Door, body: bodies.ExpenseSettle) -> answers.ExpenseAnswer:
    """Settle an expense as the lawyer says who looked in Clio."""
    remote_id = None if body.activity_id is None else RemoteId(body.activity_id)
    door.services.expenses.answer(body.expense, remote_id)
    return _of(door, body.expense)


def preview_expense(door: Door, body: bodies.ExpensePreview) -> answers.LedgerPreview:
    """Say what a correction of an expense would change in Clio, before it is done."""
    services = door.services
    change = services.expenses.rewritten(body.entered.entered())
    found = services.expense_correcting.preview(EntryId(body.expense), change)
    code, hint = found.refusal or (None, None)
    shown = payloads.changes(services, found.changes)
    return answers.LedgerPreview(_spent(door, body.expense), shown, found.resets_price, code, hint)


def correct_expense(door: Door, body: bodies.ExpenseCorrect) -> answers.LedgerDeed:
    """Change an expense in Clio as it was seen, by one request."""
    services = door.services
    change = services.expenses.rewritten(body.entered.entered())
    with services.board.during("pushing"):
        services.expense_correcting.correct(EntryId(body.expense), change, etag=body.etag)
    return answers.LedgerDeed(_spent(door, body.expense))


def undo_expense(door: Door, body: bodies.ExpenseNamed) -> answers.LedgerDeed:
    """Take an expense out of Clio; here it becomes a draft again."""
    with door.services.board.during("pushing"):
        door.services.expense_correcting.undo(EntryId(body.expense))
    return answers.LedgerDeed(_spent(door, body.expense))


def _line(door: Door, entry_id: str) -> answers.LedgerLine:
    found: Line = door.services.books.lines(Sieve(entry_id=EntryId(entry_id)))[0]
    return payloads.line(door.services, found)


def _spent(door: Door, expense_id: str) -> answers.LedgerLine:
    return payloads.spent(door.services, door.services.expenses.line(expense_id))


def _of(door: Door, expense_id: str) -> answers.ExpenseAnswer:
    return answers.ExpenseAnswer(payloads.expense(door.services.expenses.line(expense_id)))
