"""After its push: correct an expense in the practice system, or take it out again. See `deeds`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from agent.domain.expense import Expense
from agent.domain.ids import EntryId, MatterId, RemoteId
from agent.domain.outlay import (
    ExpensePush,
    Outlay,
    OutlayCorrection,
    OutlayStanding,
    PostedOutlay,
    as_held,
    corrected,
)
from agent.domain.push import Outcome
from agent.domain.standing import Standing
from agent.errors import NotAllowedNow, NotReady
from agent.store.corrections import Corrections
from agent.workflow.deeds import Deeds

Rewrite = Callable[[Expense], Expense]
"""Returns an expense as it is to be: `Expensing.rewritten` makes one of what was entered."""


@dataclass(frozen=True, slots=True)
class ExpenseCorrecting(Deeds[PostedOutlay, Outlay, Rewrite]):
    """What the lawyer does to expenses that are in the practice system. The sum is always sent, so that Clio sets none anew."""

    @property
    def _rows(self) -> Corrections[PostedOutlay, Outlay]:
        return self.desk.store.expense_corrections

    def _posted(self, entry_id: EntryId) -> PostedOutlay:
        return self._pushed(entry_id)[1]

    def _as_seen(self, posted: PostedOutlay, etag: str) -> PostedOutlay:
        return replace(posted, etag=etag)

    def _stands(self, remote_id: RemoteId) -> OutlayStanding:
        return self.books().outlay_stands(remote_id, self.desk.now())

    def _wanted(self, entry_id: EntryId, base: PostedOutlay, change: Rewrite) -> Outlay:
        made = change(as_held(self.desk.store.expenses.get(entry_id), base))
        if missing := made.what_is_missing():
            raise NotReady(f"expense {entry_id} is not complete", hint=missing)
        sent = self._pushed(entry_id)[0].sent
        return Outlay.of(made, base.user_id or sent.user_id)

    def _patch(self, base: PostedOutlay, wanted: Outlay) -> OutlayStanding:
        return self.books().correct_outlay(base, wanted, self.desk.now())

    def _adopt(self, row: OutlayCorrection, held: PostedOutlay) -> None:
        store = self.desk.store
        push, _ = self._pushed(row.entry_id)
        expense = store.expenses.get(row.entry_id)
        made = corrected(expense, held)
        matter = store.matters.known(MatterId(held.matter_id or 0))
        if matter is not None and matter.id != expense.matter_id:
            made = replace(made, matter_id=matter.id, matter=matter.display_number)
        store.expenses.settle_push(push.holding(held))
        store.expenses.change(made, was=expense.version)

    def _let_go(self, row: OutlayCorrection) -> OutlayCorrection:
        store = self.desk.store
        push, expense = store.expenses.pushes().get(row.entry_id), store.expenses.get(row.entry_id)
        if push is not None and push.outcome is Outcome.CREATED and push.remote_id == row.base.id:
            store.expenses.settle_push(push.undone())
            store.expenses.change(expense.taken_back(), was=expense.version)
            self._rows.saw([Standing(row.base.id, self.desk.now())])
        return row

    def _pushed(self, entry_id: EntryId) -> tuple[ExpensePush, PostedOutlay]:
        push = self.desk.store.expenses.pushes().get(entry_id)
        if push is None or push.outcome is not Outcome.CREATED or push.posted is None:
            raise NotAllowedNow(
                f"expense {entry_id} is not in Clio", hint="Push it first, or edit the draft."
            )
        return push, push.posted
