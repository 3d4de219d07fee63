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
    book = Book.opened(desk)
    firm = change.charge is not None and change.charge.is_firm
    if firm and change.matter is None:
        change = replace(change, matter=_firm_matter(book, change))
    matter_id = change.matter.id if change.matter else None if change.no_matter else entry.matter_id
    revised = entry.revised(change, book.rule(matter_id))
    _learn(book, revised, change)
    return revised


def _learn(book: Book, revised: TimeEntry, change: Revision) -> None:
    money, policy = book.desk.store.money, book.policy
    charge, matter_id = revised.charge, revised.matter_id
    if change.charge is not None and not change.charge.is_firm and matter_id and book.default(revised).asks:
        terms = replace(policy.of_matter(matter_id), charge=change.charge)
        money.policy = policy.with_matter(matter_id, terms)
    if charge is not None and charge.is_firm and change.matter and policy.firm_matter(charge) != matter_id:
        money.policy = policy.with_firm_matter(charge, change.matter.id)


def _firm_matter(book: Book, change: Revision) -> Matter | None:
    """The matter that takes this kind of firm time, None where it stays on this computer."""
    matter_id = book.policy.firm_matter(change.charge)
    matter = book.matter(matter_id)
    if matter is None or matter.is_closed or book.desk.store.matters.is_locked(matter.id):
        return None
    return matter
