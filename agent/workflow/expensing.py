"""Expenses: entered by the lawyer, and sent each exactly once by the rules of a push.

    1 write the row   2 send   3 write what became of it, and move the expense, in one transaction

A lost answer is settled by looking; an expense is sent again only once it is known not to have arrived.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from agent.domain import expense as rules
from agent.domain.expense import Chip, Expense, ExpenseCategory, ExpenseStatus, Gst
from agent.domain.ids import EntryId, MatterId, RemoteId, SourceId
from agent.domain.ledger import SpentLine
from agent.domain.lost import left_until_sure
from agent.domain.outlay import ExpensePush, Outlay, PostedOutlay
from agent.domain.push import Outcome
from agent.domain.settling import Verdict, unowned, verdict
from agent.errors import NotAllowedNow, NotReady, OutcomeUnknown, PracticeError, SignedOut, WatchOnly
from agent.ports import Books
from agent.store.errors import VersionConflict
from agent.workflow.desk import Desk
from agent.workflow.sending import SECONDS_BETWEEN_LOOKS, STILL_LOOKING

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entered:
    """What the lawyer entered. `amount` as typed; `quote` are the words that a chip's amount was taken from."""

    narrative: str = field(repr=False)
    amount: str
    gst: Gst
    date: dt.date | None = None
    matter_id: MatterId | None = None
    category_id: int | None = None
    source_id: SourceId | None = None
    quote: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Expensing:
    """What the lawyer does with expenses."""

    desk: Desk
    books: Callable[[], Books]
    wait: Callable[[float], None]

    def all(self) -> list[SpentLine]:
        """Return the expenses that were not discarded, the newest first, with what became of each."""
        expenses, after = self.desk.store.expenses, self.desk.store.expense_corrections
        pushes, standing, deeds = expenses.pushes(), after.standing(), after.newest()
        found = []
        for each in expenses.all():
            push = pushes.get(each.id)
            stands = standing.get(push.remote_id) if push and push.remote_id is not None else None
            if each.status is not ExpenseStatus.DISCARDED:
                found.append(SpentLine(each, push, stands, deeds.get(EntryId(each.id))))
        return found

    def line(self, expense_id: str) -> SpentLine:
        """Return one of them. Raise NotFound."""
        return next((each for each in self.all() if each.expense.id == expense_id), None) or SpentLine(
            self.desk.store.expenses.get(expense_id)
        )

    def rate(self) -> Decimal:
        """Return the GST rate where the lawyer's account is; 0 where none is known."""
        who = self.desk.store.home.timekeeper
        return rules.gst_rate(who.time_zone) if who else Decimal(0)

    def categories(self, *, look: bool = False) -> list[ExpenseCategory]:
        """Return the firm's kinds of expense; `look` asks for them first, and offline those known are returned."""
        if look or not self.desk.store.expenses.categories():
            try:
                with self.desk.reach.asking():
                    found = self.books().expense_categories()
            except PracticeError as error:
                log.info("expense categories: %s", error.code)
            else:
                self.desk.store.expenses.keep_categories(found)
        return self.desk.store.expenses.categories()

    def chips(self, source_id: SourceId) -> list[Chip]:
        """Return the sums that a source names, each with its quote; none of them is an expense by itself."""
        store = self.desk.store
        facts = [fact for entry in store.entries.of_source(source_id) for fact in entry.facts]
        return rules.chips(facts, store.sources.get(source_id).source.passages)

    def rewritten(self, entered: Entered) -> Callable[[Expense], Expense]:
        """Return what makes an expense say what was entered. Raise NotReady for what is no amount, NotFound for its matter."""
        matter = None if entered.matter_id is None else self.desk.store.matters.get(entered.matter_id)
        changes: dict[str, Any] = {
            "narrative": " ".join(entered.narrative.split()), "amount": rules.read_amount(entered.amount),
            "gst": entered.gst, "rate": self._taxed(entered.gst), "category_id": entered.category_id,
            "quote": entered.quote,
        }  # fmt: skip
        if entered.date is not None:
            changes["date"] = entered.date
        if matter is not None:
            changes |= {"matter_id": matter.id, "matter": matter.display_number}
        return lambda old: replace(old, **changes)

    def add(self, entered: Entered) -> Expense:
        """Keep a new draft. Raise NotReady for what is no amount."""
        who = self.desk.store.home.timekeeper
        blank = Expense(
            id=self.desk.new_id(), date=self.desk.today(), timekeeper=who.name if who else "", narrative="",
            amount=Decimal(0), gst=entered.gst, rate=Decimal(0), source_id=entered.source_id,
        )  # fmt: skip
        made = self.rewritten(entered)(blank)
        self.desk.store.expenses.add(made)
        return made

    def revise(self, expense_id: str, version: int, entered: Entered) -> Expense:
        """Replace what a draft says."""
        with self.desk.store.transaction():
            made = self.rewritten(entered)(self._at(expense_id, version).revised())
            self.desk.store.expenses.change(made, was=version)
            return made

    def discard(self, expense_id: str, version: int) -> Expense:
        """Say that a draft is not to be charged."""
        with self.desk.store.transaction():
            made = self._at(expense_id, version).discarded()
            self.desk.store.expenses.change(made, was=version)
            return made

    def push(self, expense_id: str, version: int) -> ExpensePush:
        """Send an expense as it was seen at a version: that is its confirmation. One already sent is not sent again."""
        if self.desk.store.home.preferences.watch_only:
            raise WatchOnly("Tenth only watches this week, so nothing was sent")
        with self.desk.only_one("push"):
            last = self.desk.store.expenses.pushes().get(expense_id)
            if last is not None and last.outcome is Outcome.CREATED:
                return last
            if last is not None and last.is_open:
                last = self._settled(last, patient=False)
                if last.outcome is not Outcome.REFUSED:
                    return last
            return self._send(expense_id, version)

    def settle(self, *, patient: bool = False) -> list[ExpensePush]:
        """Settle every expense whose answer was lost, by looking. Nothing is sent by it."""
        with self.desk.only_one("push"):
            return [self._settled(push, patient=patient) for push in self.desk.store.expenses.unsettled()]

    def answer(self, expense_id: str, remote_id: RemoteId | None) -> ExpensePush:
        """Settle an expense as the lawyer says who looked: it is this one in the practice system, or (None) not there."""
        with self.desk.only_one("push"):
            push = self.desk.store.expenses.pushes().get(expense_id)
            if push is None or not push.is_open:
                raise NotAllowedNow(f"expense {expense_id} has no open question", hint="Look at it again.")
            if remote_id is None:
                return self._write(push.refused("not_there", "Push it again when you are ready."))
            for posted in self._possible(push):
                if posted.id == remote_id:
                    return self._arrived(push, posted)
            raise NotAllowedNow(
                "that is not what was sent", hint="Give the id of an expense of the same words and sum."
            )

    def unsettled(self) -> int:
        """Return how many pushes wait for a look, and not for the lawyer's answer."""
        return sum(push.code != "several_alike" for push in self.desk.store.expenses.unsettled())

    # One push

    def _send(self, expense_id: str, version: int) -> ExpensePush:
        push = self._open(expense_id, version)
        if not push.is_open:
            return push
        try:
            with self.desk.reach.asking():
                posted = self.books().spend(push.sent)
        except OutcomeUnknown as error:
            log.warning("expense push %s: outcome unknown (%s)", push.id, error.code)
            return self._write(push.unknown(error.code, error.hint))
        except PracticeError as error:  # looked at and turned down, or never sent: certainly nothing was done
            return self._write(push.refused(error.code, error.hint))
        return self._arrived(push, posted)

    def _open(self, expense_id: str, version: int) -> ExpensePush:
        """Write the row: the expense is read in the same transaction, so what is sent is what was seen."""
        with self.desk.reach.asking():
            there = self.books().now()
        store, here = self.desk.store, self.desk.now()
        with store.transaction():
            expense, who = self._at(expense_id, version), store.home.timekeeper
            if who is None:
                raise SignedOut("nobody is signed in")
            if missing := expense.what_is_missing():
                raise NotReady(f"expense {expense_id} is not complete", hint=missing)
            push = ExpensePush(
                self.desk.new_id(), expense_id, sent=Outlay.of(expense, who.id), written_at=here, since=there
            )
            problem = push.sent.unfit(self.desk.day_of(there or here)) or self._misplaced(push.sent)
            push = push.refused(*problem) if problem else push
            store.expenses.open_push(push)
        return push

    def _misplaced(self, sent: Outlay) -> tuple[str, str] | None:
        matters = self.desk.store.matters
        if sent.matter_id is not None and matters.is_locked(sent.matter_id):
            return "matter_locked", "Clio no longer shows you this matter: choose another one."
        known = matters.known(sent.matter_id) if sent.matter_id is not None else None
        if known is not None and known.is_closed:
            return (
                "matter_closed",
                "The matter is closed in Clio: choose another one, or open it there again.",
            )
        return None

    def _settled(self, push: ExpensePush, *, patient: bool) -> ExpensePush:
        while True:
            try:
                push = push.known_lost(self.books().now(), self.desk.now())
                possible = self._possible(push)
                left = left_until_sure(push.lost, self.books().now(), self.desk.now())
            except PracticeError as error:
                return self._write(push.unknown(error.code, error.hint))
            alike = [p for p in possible if p.is_like(push.sent)]
            twins = sum(each.sent == push.sent for each in self.desk.store.expenses.unsettled())
            said, posted = verdict(possible, alike, clean_looks=push.clean_looks, twins=twins, left=left)
            if said is Verdict.ADOPT and posted is not None:
                return self._arrived(push, posted)
            if said is Verdict.ASK:
                ids = ", ".join(str(p.id) for p in possible)
                hint = f"Clio holds what may be ours ({ids}): look there, then say which one is."
                return self._write(push.unknown("several_alike", hint))
            if said is Verdict.SEND_AGAIN:
                return self._write(push.refused("never_arrived", "It never reached Clio: push it again."))
            looked = replace(push, clean_looks=push.clean_looks + 1)
            push = self._write(looked.unknown("looking", STILL_LOOKING))
            if not patient:
                return push
            self.wait(max(left.total_seconds(), SECONDS_BETWEEN_LOOKS))

    def _possible(self, push: ExpensePush) -> list[PostedOutlay]:
        """Return what may have become of a push, the oldest first: nobody's, and not what another open row made."""
        with self.desk.reach.asking():
            found = self.books().spent(push.sent.user_id, push.look_since)
        expenses = self.desk.store.expenses
        owned, open_rows = expenses.owned(), expenses.unsettled()
        others = [each.sent for each in open_rows if each.sent != push.sent]
        free = unowned(found, owned, others=others)
        return sorted((p for p in free if push.may_be(p)), key=lambda p: p.id)

    def _arrived(self, push: ExpensePush, posted: PostedOutlay) -> ExpensePush:
        store = self.desk.store
        with store.transaction():
            expense = store.expenses.get(push.expense_id)
            if expense.status is ExpenseStatus.DRAFT:
                store.expenses.change(expense.pushed(), was=expense.version)
            return self._write(push.created(posted))

    # What it needs to know

    def _at(self, expense_id: str, version: int) -> Expense:
        expense, push = (
            self.desk.store.expenses.get(expense_id),
            self.desk.store.expenses.pushes().get(expense_id),
        )
        if expense.version != version:
            raise VersionConflict(f"expense {expense_id} has changed since version {version}")
        if push is not None and push.is_open:
            raise NotAllowedNow(
                f"expense {expense_id} is on its way to Clio", hint="Wait until its outcome is known."
            )
        return expense

    def _taxed(self, gst: Gst) -> Decimal:
        """Return the rate for an amount with GST or without it. Raise NotReady where no rate is known."""
        rate = self.rate()
        if gst is not Gst.NONE and not rate:
            raise NotReady(
                "no GST rate is known here", hint="Enter the sum without tax as it is charged: choose No GST."
            )
        return rate

    def _write(self, push: ExpensePush) -> ExpensePush:
        self.desk.store.expenses.settle_push(push)
        return push
