"""The ledger and the expenses in words, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from agent.cli.tables import a_table, console
from agent.domain import billing
from agent.domain.expense import Gst
from agent.domain.ledger import Line, LineState, SpentLine

STANDS = {
    LineState.UNBILLED: "unbilled",
    LineState.CHANGED: "changed in Clio",
    LineState.DRAFT: "on a draft bill",
    LineState.BILLED: "billed",
    LineState.DELETED: "deleted in Clio",
    LineState.NOT_SENT: "not sent",
    LineState.UNKNOWN: "no answer yet",
    LineState.UNDONE: "undone",
    LineState.DRAFT_HERE: "draft",
}


def print_lines(lines: Sequence[Line]) -> None:
    """Show what was sent, with where it stands."""
    table = a_table("Entry", "Date", "In Clio", "Stands", "Matter", "Hours", "Narrative")
    for line in lines:
        push = line.push
        held = (line.standing.posted if line.standing else None) or push.posted or push.sent
        hours = billing.hours(held.seconds)
        table.add_row(
            line.entry.id, held.date.isoformat(), str(push.remote_id or ""), STANDS[line.state],
            line.entry.matter or "", str(hours), held.narrative,
        )  # fmt: skip
    console().print(table if lines else "Nothing was sent yet.")


def print_expenses(found: Sequence[SpentLine]) -> None:
    """Show expenses with both sums."""
    table = a_table("Expense", "Date", "Matter", "Ex GST", "Incl. GST", "What for", "Stands")
    for line in found:
        made = line.held
        drafted = line.state is LineState.DRAFT_HERE
        hint = made.what_is_missing() if drafted else line.push and line.push.hint
        table.add_row(
            made.id,
            made.date.isoformat(),
            made.matter or "",
            str(made.without_gst),
            "no GST" if made.gst is Gst.NONE else str(made.with_gst),
            made.narrative,
            hint or STANDS[line.state],
        )
    console().print(table if found else "There are no expenses.")
