"""What is sent for an expense and what the practice system holds of it; an expense's push lives by the rules of a push."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from decimal import Decimal

from agent.domain.correction import Correction
from agent.domain.expense import CENT, Expense, ExpenseStatus, Gst
from agent.domain.ids import MatterId, RemoteId, TimekeeperId, id_text
from agent.domain.push import Attempt
from agent.domain.standing import Standing
from agent.domain.wording import is_writable, words_of
from agent.errors import NotAllowedNow


@dataclass(frozen=True, slots=True)
class Outlay:
    """Exactly what is sent for one expense. `price` is without GST, `taxed` lets the bill add it."""

    date: dt.date
    price: Decimal
    narrative: str = field(repr=False)
    matter_id: MatterId | None
    user_id: TimekeeperId
    category_id: int | None
    taxed: bool

    @classmethod
    def of(cls, expense: Expense, user: TimekeeperId) -> Outlay:
        """Return what is sent for an expense, whether or not it may leave: see `unfit`."""
        return cls(
            expense.date, expense.without_gst, expense.narrative, expense.matter_id, user, expense.category_id,
            expense.gst is not Gst.NONE,
        )  # fmt: skip

    def said(self) -> dict[str, str | None]:
        """Return what it says, by names."""
        return _said(self, Decimal(1), self.price)

    def unfit(self, today: dt.date) -> tuple[str, str] | None:
        """Return code and next step when this must never leave; `today` is the lawyer's day."""
        if self.matter_id is None:
            return "no_matter", "Choose a matter, then push again."
        if self.price <= 0:
            return "no_amount", "Enter the amount, then push again."
        if not self.narrative.strip() or not is_writable(self.narrative):
            return "no_narrative", "Say what the expense is for, then push again."
        if self.date > today:
            return "in_the_future", "The expense is dated in the future: correct the date, then push again."
        return None


@dataclass(frozen=True, slots=True)
class PostedOutlay:
    """One expense as the practice system holds it. `price` is None where the sign-in may not see it."""

    id: RemoteId
    date: dt.date
    price: Decimal | None
    quantity: Decimal
    narrative: str = field(repr=False)
    matter_id: MatterId | None
    user_id: TimekeeperId | None
    category_id: int | None
    taxed: bool
    created_at: dt.datetime
    total: Decimal | None = None
    etag: str | None = None  # the practice system's mark of this version

    def said(self) -> dict[str, str | None]:
        """Return what it says, by names; a hidden price has none."""
        return _said(self, self.quantity, self.price)

    def is_like(self, sent: Outlay) -> bool:
        """Whether this is what `sent` would have become."""
        return self.difference(sent) is None

    def is_nearly(self, sent: Outlay) -> bool:
        """Whether this may be what became of `sent`: the same words and sum on the same matter and day by the same person."""
        placed = (self.matter_id, self.user_id, self.date) == (sent.matter_id, sent.user_id, sent.date)
        return (
            placed
            and self.price in (None, sent.price)
            and words_of(self.narrative) == words_of(sent.narrative)
        )

    def may_come_of(self, sent: Outlay) -> bool:
        """Whether a person may have made this of `sent`: other words on its matter and day, or its words elsewhere."""
        there = (self.matter_id, self.date) == (sent.matter_id, sent.date)
        same_words = words_of(self.narrative) == words_of(sent.narrative)
        return self.user_id == sent.user_id and (there or same_words)

    def difference(self, sent: Outlay) -> tuple[str, str] | None:
        """Return code and next step when the practice system made something else of `sent`."""
        pairs = {
            "price_differs": ("another amount", self.price, sent.price),
            "quantity_differs": ("another quantity", self.quantity, Decimal(1)),
            "user_differs": ("another fee earner", self.user_id, sent.user_id),
            "matter_differs": ("another matter", self.matter_id, sent.matter_id),
            "date_differs": ("another day", self.date, sent.date),
            "narrative_differs": ("other words", words_of(self.narrative), words_of(sent.narrative)),
            "category_differs": ("another kind of expense", self.category_id, sent.category_id),
            "tax_differs": ("another tax setting", self.taxed, sent.taxed),
        }
        for code, (what, held, meant) in pairs.items():
            if held != meant and not (code == "price_differs" and held is None):
                return (
                    code,
                    f"Clio holds {what} than was sent: open the expense in Clio and correct it there.",
                )
        return None


def _said(spent: Outlay | PostedOutlay, quantity: Decimal, price: Decimal | None) -> dict[str, str | None]:
    said = {
        "date": spent.date.isoformat(),
        "quantity": f"{quantity.normalize():f}",
        "narrative": words_of(spent.narrative),
        "matter": id_text(spent.matter_id),
        "user": id_text(spent.user_id),
        "kind": id_text(spent.category_id),
        "tax": "gst" if spent.taxed else "none",
    }
    return said if price is None else said | {"price": str(price.quantize(CENT))}


@dataclass(frozen=True, slots=True)
class ExpensePush(Attempt[Outlay, PostedOutlay]):
    """One attempt to create one expense."""

    id: str
    expense_id: str


OutlayStanding = Standing[PostedOutlay]
OutlayCorrection = Correction[PostedOutlay, Outlay]


def as_held(expense: Expense, held: PostedOutlay) -> Expense:
    """Return an expense as the practice system holds it; the amount stays as entered where it comes to the sum there."""
    made = replace(expense, date=held.date, narrative=held.narrative, category_id=held.category_id)
    if held.price in (None, expense.without_gst) and held.taxed == (expense.gst is not Gst.NONE):
        return made
    amount = expense.without_gst if held.price is None else held.price
    return replace(made, amount=amount, gst=Gst.EXCLUDED if held.taxed else Gst.NONE)


def corrected(expense: Expense, held: PostedOutlay) -> Expense:
    """Return an expense that is in the practice system as it was corrected there."""
    if expense.status is not ExpenseStatus.PUSHED:
        raise NotAllowedNow(f"expense {expense.id} is {expense.status}, not in Clio")
    return replace(as_held(expense, held), version=expense.version + 1)
