"""An expense: money laid out for a client, typed by the lawyer or taken from a figure that was said, never by itself.

    DRAFT --push--> PUSHED            DRAFT --discard--> DISCARDED

Amounts are Decimal dollars and cents. GST is asked: `amount` includes it, is without it, or bears none; both sums are shown.
What is sent is the sum without, with the tax setting that lets the bill add it. Rates are those of the law where the account
is: 10 % in Australia (A New Tax System (Goods and Services Tax) Act 1999 s 9-70), 15 % in New Zealand (GST Act 1985 s 8).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from agent.domain.ids import MatterId, PassageId, SourceId
from agent.domain.source import Passage
from agent.errors import NotAllowedNow, NotReady

CENT = Decimal("0.01")
LARGEST = Decimal("1000000")
"""Nobody lays out more for a client in one line; a slip of the keys does."""

AUSTRALIA, NEW_ZEALAND = Decimal("0.10"), Decimal("0.15")


class Gst(StrEnum):
    """What an amount says of the tax."""

    INCLUDED = "included"
    EXCLUDED = "excluded"
    NONE = "none"


class ExpenseStatus(StrEnum):
    """Where an expense stands."""

    DRAFT = "draft"
    PUSHED = "pushed"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class ExpenseCategory:
    """A kind of expense as the practice system lists it ("Searches")."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A figure of a source that may be an amount: as it was said, with the words around it."""

    amount: Decimal
    text: str = field(repr=False)
    quote: str = field(repr=False)
    passage: PassageId


@dataclass(frozen=True, slots=True)
class Expense:
    """One expense. `rate` is the GST rate that applied when it was entered; `quote` the words its amount was taken from."""

    id: str
    date: dt.date
    timekeeper: str = field(repr=False)
    narrative: str = field(repr=False)
    amount: Decimal
    gst: Gst
    rate: Decimal
    matter_id: MatterId | None = None
    matter: str | None = field(default=None, repr=False)  # display number
    category_id: int | None = None
    source_id: SourceId | None = None
    quote: str | None = field(default=None, repr=False)
    status: ExpenseStatus = ExpenseStatus.DRAFT
    version: int = 1

    @property
    def without_gst(self) -> Decimal:
        """The sum that is sent."""
        if self.gst is Gst.INCLUDED:
            return (self.amount / (1 + self.rate)).quantize(CENT, ROUND_HALF_UP)
        return self.amount

    @property
    def with_gst(self) -> Decimal:
        """The sum the client pays."""
        if self.gst is Gst.EXCLUDED:
            return (self.amount * (1 + self.rate)).quantize(CENT, ROUND_HALF_UP)
        return self.amount

    def what_is_missing(self) -> str | None:
        """Say in one sentence what a bill still needs of it; None when it needs nothing."""
        if self.matter_id is None:
            return "Choose a matter first."
        if not self.narrative.strip():
            return "Say what the expense is for."
        if self.category_id is None:
            return "Choose the kind of expense."
        return None

    def revised(self, **changes: Any) -> Expense:
        """Return the draft with the lawyer's changes. Raise NotAllowedNow once it was sent."""
        if self.status is not ExpenseStatus.DRAFT:
            raise NotAllowedNow(f"expense {self.id} is {self.status} and can no longer be edited")
        return replace(self, version=self.version + 1, **changes)

    def discarded(self) -> Expense:
        """Return the draft as not to be charged."""
        return self.revised(status=ExpenseStatus.DISCARDED)

    def pushed(self) -> Expense:
        """Return it as standing in the practice system."""
        return self.revised(status=ExpenseStatus.PUSHED)

    def taken_back(self) -> Expense:
        """Return what stood in the practice system as a draft: it is not there any more."""
        if self.status is not ExpenseStatus.PUSHED:
            raise NotAllowedNow(f"expense {self.id} is {self.status}, not in Clio")
        return replace(self, status=ExpenseStatus.DRAFT, version=self.version + 1)


def gst_rate(time_zone: str) -> Decimal:
    """Return the GST rate where an account's time zone lies; 0 where there is no GST of a kind known here."""
    if time_zone in ("Pacific/Auckland", "Pacific/Chatham"):
        return NEW_ZEALAND
    return AUSTRALIA if time_zone.startswith("Australia/") else Decimal(0)


_AMOUNT = re.compile(r"\$\s?(\d{1,3}(?:,\d{3})+|\d+)(\.\d{2})?(?![\d%])", re.ASCII)


def read_amount(text: str) -> Decimal:
    """Read an amount as it is typed: "22.50", "$1,250". Raise NotReady for anything else."""
    found = re.fullmatch(r"\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,2})?", text.strip(), re.ASCII)
    amount = Decimal(found[1].replace(",", "") + (found[2] or "")) if found else Decimal(0)
    if not 0 < amount <= LARGEST:
        raise NotReady("that is no amount", hint="Write the amount in dollars and cents, like 22.50.")
    return amount.quantize(CENT)


def chips(facts: Iterable[str], passages: Sequence[Passage]) -> list[Chip]:
    """Return the sums of money among mined facts, each with the passage that says it; what no passage says is none."""
    found: dict[Decimal, Chip] = {}
    for fact in facts:
        for match in _AMOUNT.finditer(fact):
            amount = Decimal(match[1].replace(",", "") + (match[2] or "")).quantize(CENT)
            figure = match[1] + (match[2] or "")
            said = next((p for p in passages if _says(p.text, figure)), None)
            if said is not None and 0 < amount <= LARGEST:
                found.setdefault(amount, Chip(amount, fact, " ".join(said.text.split()), said.id))
    return list(found.values())


def _says(text: str, figure: str) -> bool:
    """Whether a text holds exactly this figure, with or without its commas."""
    plain = re.escape(figure.replace(",", ""))
    return re.search(rf"(?<![\d.,]){plain}(?!\d|[.,]\d)", text.replace(",", "")) is not None
