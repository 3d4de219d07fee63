"""What answers say of the ledger and of expenses, in the page's words; see `answers` too. Money is ex GST unless said."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from agent.domain.expense import ExpenseCategory
from agent.domain.ledger import Batch


@dataclass(frozen=True, slots=True)
class Differs:
    """One thing that two versions say differently, in words for the screen."""

    what: str
    was: str = field(repr=False)
    now: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Deed:
    """The newest correction or undoing of an entry. `theirs`: after a conflict, what Clio holds against what was wanted."""

    deed: str
    ending: str | None
    code: str | None
    hint: str | None = field(repr=False)
    theirs: tuple[Differs, ...]


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One entry or expense with its id in Clio and where it stands there; each of its `units` is `unit` seconds long."""

    id: str
    kind: str
    activity_id: int | None
    version: int
    source: str | None
    date: dt.date
    matter_id: int | None
    matter: str | None = field(repr=False)
    client: str | None = field(repr=False)
    timekeeper: str = field(repr=False)
    earner_id: int | None
    narrative: str = field(repr=False)
    units: int | None
    unit: int | None
    hours: Decimal | None
    total: Decimal | None
    total_with_gst: Decimal | None
    charge: str
    category_id: int | None
    state: str
    code: str | None
    hint: str | None = field(repr=False)
    bill: str | None
    etag: str | None
    seen_at: dt.datetime | None
    sent_at: dt.datetime | None
    batch: str | None
    deed: Deed | None


@dataclass(frozen=True, slots=True)
class SentBatch:
    """Entries that were sent together, with what became of them; `failed` may be tried again."""

    state: str
    batch: Batch


@dataclass(frozen=True, slots=True)
class LedgerMatter:
    """A matter that lines stand on."""

    id: int
    matter: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The lines asked for, how many there are in all, and what they can be sifted by."""

    lines: tuple[LedgerLine, ...]
    found: int
    batches: tuple[SentBatch, ...]
    matters: tuple[LedgerMatter, ...]
    timekeepers: tuple[str, ...] = field(repr=False)
    unsettled: int
    today: dt.date
    clio_page: str | None


@dataclass(frozen=True, slots=True)
class Looked:
    """How many entries were read back."""

    read: int


@dataclass(frozen=True, slots=True)
class LedgerPreview:
    """What a correction would change, whether Clio makes the price anew, and why it may not be done, if so."""

    line: LedgerLine
    changes: tuple[Differs, ...]
    resets_price: bool
    code: str | None
    hint: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class LedgerDeed:
    """The line after something was done to it."""

    line: LedgerLine


@dataclass(frozen=True, slots=True)
class Reached:
    """A place that a text reached, in words, whether it is out of there again, and whether it is this computer."""

    words: str = field(repr=False)
    gone: bool
    here: bool


@dataclass(frozen=True, slots=True)
class WrongClientDone:
    """What became of an entry on the wrong matter, and every place its text reached."""

    line: LedgerLine
    done: bool
    code: str | None
    hint: str | None = field(repr=False)
    places: tuple[Reached, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A sum that a source names, with the words around it."""

    amount: Decimal
    text: str = field(repr=False)
    quote: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ExpenseForm:
    """What a form for an expense needs; `gst_rate` is 0 where no GST is known."""

    categories: tuple[ExpenseCategory, ...]
    chips: tuple[Chip, ...]
    gst_rate: Decimal


@dataclass(frozen=True, slots=True)
class Expense:
    """One expense as it is now. `amount` and `gst` as entered, both sums beside it."""

    id: str
    version: int
    status: str
    date: dt.date
    matter_id: int | None
    matter: str | None = field(repr=False)
    narrative: str = field(repr=False)
    amount: Decimal
    gst: str
    without_gst: Decimal
    with_gst: Decimal
    category_id: int | None
    source: str | None
    quote: str | None = field(repr=False)
    missing: str | None
    outcome: str | None
    activity_id: int | None
    code: str | None
    hint: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class ExpenseAnswer:
    """One expense as it is now."""

    expense: Expense


@dataclass(frozen=True, slots=True)
class Expenses:
    """The expenses that are not discarded, the newest first."""

    expenses: tuple[Expense, ...]
