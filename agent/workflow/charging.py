"""How an entry is charged: the lawyer's word on it, and what that teaches about its matter and the firm's own time."""

from __future__ import annotations

from dataclasses import replace

from agent.domain.entry import TimeEntry
from agent.domain.matter import Matter
from agent.domain.revision import Revision
from agent.workflow.desk import Desk
from agent.workflow.money import Book


def charged(desk: Desk, entry: TimeEntry, change: Revision) -> TimeEntry:
    """Return the entry with a change, its units by the rule of its matter. Use inside a transaction.

    The first word on a matter that is asked about holds for the matter. Firm time goes on the matter that took its kind before,
    and the matter chosen for it now takes its kind from now on.
    """
    book, store = Book.opened(desk), desk.store
    firm = change.charge is not None and change.charge.is_firm
    if firm and change.matter is None:
        change = replace(change, matter=_firm_matter(book, change))
    matter_id = change.matter.id if change.matter else None if change.no_matter else entry.matter_id
    revised = entry.revised(change, book.rule(matter_id))
    if change.charge is not None and not firm and book.default(revised).asks and revised.matter_id:
        terms = replace(book.policy.of_matter(revised.matter_id), charge=change.charge)
        store.money.policy = book.policy.with_matter(revised.matter_id, terms)
    elif revised.charge is not None and revised.charge.is_firm and change.matter is not None:
        if book.policy.firm_matter(revised.charge) != change.matter.id:
            store.money.policy = book.policy.with_firm_matter(revised.charge, change.matter.id)
    return revised


def _firm_matter(book: Book, change: Revision) -> Matter | None:
    """The matter that takes this kind of firm time, None where it stays on this computer."""
    matter_id = book.policy.firm_matter(change.charge)
    matter = book.matter(matter_id)
    if matter is None or matter.is_closed or book.desk.store.matters.is_locked(matter.id):
        return None
    return matter
