"""What requests about the ledger and about expenses may say; the rules are those of `bodies`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from agent.domain.charging import Charge
from agent.domain.expense import Gst
from agent.domain.ids import MatterId, SourceId
from agent.domain.ledger import LineState
from agent.domain.revision import Revision
from agent.web.bodies import Body, Day, Id, Name, RemoteNumber, Version
from agent.workflow.expensing import Entered

Etag = Annotated[str, StringConstraints(max_length=200)]
Narrative = Annotated[str, StringConstraints(max_length=10_000)]


class LedgerList(Body):
    """Which lines are asked for; null lets everything pass. Days are those of the work, both included."""

    matter_id: RemoteNumber | None = None
    timekeeper: Name | None = Field(default=None, repr=False)
    first: Day | None = None
    last: Day | None = None
    kind: Literal["time", "expense"] | None = None
    states: Annotated[tuple[LineState, ...], Field(max_length=20)] | None = None
    limit: Annotated[int, Field(ge=1, le=1_000)] = 200


class LedgerLook(Body):
    """Entries to read back; null means as many as fit into one look."""

    entries: Annotated[tuple[Id, ...], Field(max_length=200)] | None = None


class LedgerEntry(Body):
    entry: Id


class LedgerChange(Body):
    """What is to change of an entry in Clio; what is left out stays as it is there."""

    narrative: Narrative | None = Field(default=None, repr=False)
    units: Annotated[int, Field(ge=1, le=240)] | None = None
    matter_id: RemoteNumber | None = None
    date: Day | None = None
    charge: Literal[Charge.BILLABLE, Charge.NO_CHARGE, Charge.NOT_BILLABLE] | None = None
    category_id: RemoteNumber | None = None
    earner_id: RemoteNumber | None = None

    def change(self) -> Revision:
        """Return the change in the workflow's words."""
        return Revision(**self.model_dump(exclude_unset=True))


class LedgerPreview(LedgerEntry):
    change: LedgerChange


class LedgerCorrect(LedgerEntry):
    """`etag` names the version that was seen."""

    etag: Etag
    change: LedgerChange


class WrongClient(LedgerEntry):
    """`matter_id` is the right matter, null when that is to be chosen later; `move` it there instead of taking it out."""

    matter_id: RemoteNumber | None
    move: bool = False


class ExpenseForm(Body):
    """What a form for an expense needs; `source` when its sums are to be offered."""

    source: Id | None = None


class ExpenseBody(Body):
    """One expense as entered. `amount` as typed; `quote` the words that a chip's amount was taken from."""

    narrative: Annotated[str, StringConstraints(max_length=2_000)] = Field(repr=False)
    amount: Annotated[str, StringConstraints(max_length=20)]
    gst: Gst
    date: Day | None = None
    matter_id: RemoteNumber | None = None
    category_id: RemoteNumber | None = None
    source: Id | None = None
    quote: Annotated[str, StringConstraints(max_length=2_000)] | None = Field(default=None, repr=False)

    def entered(self) -> Entered:
        """Return it in the workflow's words."""
        return Entered(
            narrative=self.narrative, amount=self.amount, gst=self.gst, date=self.date,
            matter_id=None if self.matter_id is None else MatterId(self.matter_id), category_id=self.category_id,
            source_id=None if self.source is None else SourceId(self.source), quote=self.quote,
        )  # fmt: skip


class ExpenseNamed(Body):
    expense: Id


class OneExpense(ExpenseNamed):
    version: Version


class ExpenseRevise(OneExpense):
    entered: ExpenseBody


class ExpensePreview(ExpenseNamed):
    entered: ExpenseBody


class ExpenseCorrect(ExpensePreview):
    """`etag` names the version that was seen."""

    etag: Etag


class ExpenseSettle(Body):
    """What became of an expense as the lawyer says who looked; null: it is not there."""

    expense: Id
    activity_id: RemoteNumber | None
