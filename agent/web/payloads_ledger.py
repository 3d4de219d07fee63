"""From the ledger's nouns to the ledger page's answers. Puts ids into names; decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from agent.domain import billing
from agent.domain.charging import IN_WORDS, Charge
from agent.domain.correction import EntryCorrection
from agent.domain.expense import Gst
from agent.domain.ids import MatterId
from agent.domain.ledger import Line, LineState, Place, PlaceKind, SpentLine
from agent.domain.outlay import OutlayCorrection
from agent.domain.standing import Difference, charge_of, differences
from agent.web import answers_ledger as answers
from agent.web.payloads import activities_page
from agent.workflow.services import Services

WHAT = {
    "date": "Day", "seconds": "Time", "narrative": "Narrative", "matter": "Matter", "user": "Fee earner",
    "charge": "Charged", "category": "Category", "price": "Ex GST", "tax": "GST", "kind": "Kind of expense",
    "quantity": "How many",
}  # fmt: skip
REACHED = {
    PlaceKind.ENTRY: "Entry {} in Clio",
    PlaceKind.MOVED: "Entry {} in Clio: moved; what Clio keeps of its history may still name the wrong matter",
    PlaceKind.CALL_LOG: "Call log {} in Clio's communications",
    PlaceKind.BILL: "Bill {} in Clio",
    PlaceKind.FILE: "A file written for {}",
    PlaceKind.SAME_SOURCE: "Entry {} in Clio, of the same call or document and on the same matter",
    PlaceKind.HERE: "This computer, encrypted: the source and this entry",
}


def ledger(
    services: Services,
    lines: Sequence[Line],
    expenses: Sequence[SpentLine],
    limit: int,
) -> answers.Ledger:
    """Show lines and expenses together, the newest day first."""
    shown = [line(services, each) for each in lines] + [spent(services, each) for each in expenses]
    shown.sort(key=lambda each: each.date, reverse=True)
    every = services.books.lines()
    matters = {each.matter_id: each.matter for each in (line(services, e) for e in every)}
    return answers.Ledger(
        lines=tuple(shown[:limit]),
        found=len(shown),
        batches=tuple(answers.SentBatch(each.state, each) for each in services.books.batches()),
        matters=tuple(answers.LedgerMatter(id, name) for id, name in matters.items() if id and name),
        timekeepers=tuple(dict.fromkeys(each.entry.timekeeper for each in every if each.entry.timekeeper)),
        unsettled=services.correcting.unsettled()
        + services.push.unsettled()
        + services.expenses.unsettled()
        + services.expense_correcting.unsettled(),
        today=services.review.today(),
        clio_page=activities_page(services),
    )


def line(services: Services, shown: Line) -> answers.LedgerLine:
    """Show one push with where its entry stands: as Clio holds it, where that is known."""
    push, entry, standing = shown.push, shown.entry, shown.standing
    held = (standing.posted if standing else None) or push.posted or push.sent
    posted = (standing.posted if standing else None) or push.posted
    matter = None if held.matter_id is None else services.mirror.matter(held.matter_id)
    return answers.LedgerLine(
        id=entry.id,
        kind="time",
        activity_id=push.remote_id,
        version=entry.version,
        source=entry.source_id,
        date=held.date,
        matter_id=held.matter_id,
        matter=matter.display_number if matter else entry.matter,
        client=matter.client_name if matter else None,
        timekeeper=entry.timekeeper,
        earner_id=held.user_id,
        narrative=held.narrative,
        units=billing.started(held.seconds, entry.unit),
        unit=entry.unit,
        hours=(posted.rounded_hours if posted else None) or billing.hours(held.seconds),
        total=posted.total if posted else None,
        total_with_gst=None,
        charge=charge_of(held),
        category_id=held.category_id,
        state=shown.state,
        code=push.code,
        hint=push.hint,
        bill=standing.bill if standing else None,
        etag=posted.etag if posted else None,
        seen_at=standing.seen_at if standing else None,
        sent_at=push.written_at,
        batch=push.batch,
        deed=None if shown.correction is None else _deed(services, shown.correction),
    )


def changes(services: Services, found: Sequence[Difference]) -> tuple[answers.Differs, ...]:
    """Show what two versions say differently, in words."""
    return tuple(
        answers.Differs(
            WHAT[each.what], _value(services, each.what, each.was), _value(services, each.what, each.now)
        )
        for each in found
    )


def places(found: Sequence[Place]) -> tuple[answers.Reached, ...]:
    """Show where a text went."""
    return tuple(
        answers.Reached(REACHED[each.kind].format(each.name), each.gone, each.kind is PlaceKind.HERE)
        for each in found
    )


def expense(line: SpentLine) -> answers.Expense:
    """Show one expense with both sums; one that is in Clio as Clio holds it."""
    made, push = line.held, line.push
    there = push is not None and line.state is not LineState.DRAFT_HERE
    return answers.Expense(
        id=made.id,
        version=made.version,
        status=made.status,
        date=made.date,
        matter_id=made.matter_id,
        matter=made.matter,
        narrative=made.narrative,
        amount=made.amount,
        gst=made.gst,
        without_gst=made.without_gst,
        with_gst=made.with_gst,
        category_id=made.category_id,
        source=made.source_id,
        quote=made.quote,
        missing=made.what_is_missing(),
        outcome=push.outcome if push else None,
        activity_id=push.remote_id if push and there else None,
        code=push.code if push else None,
        hint=push.hint if push else None,
    )


def spent(services: Services, line: SpentLine) -> answers.LedgerLine:
    """Show one expense with where it stands: as Clio holds it, where that is known."""
    made, standing = line.held, line.standing
    push = line.push if line.state is not LineState.DRAFT_HERE else None
    posted = (standing.posted if standing else None) or (push.posted if push else None)
    matter = None if made.matter_id is None else services.mirror.matter(MatterId(made.matter_id))
    return answers.LedgerLine(
        id=made.id,
        kind="expense",
        activity_id=push.remote_id if push else None,
        version=made.version,
        source=made.source_id,
        date=made.date,
        matter_id=made.matter_id,
        matter=matter.display_number if matter else made.matter,
        client=matter.client_name if matter else None,
        timekeeper=made.timekeeper,
        earner_id=posted.user_id if posted else None,
        narrative=made.narrative,
        units=None,
        unit=None,
        hours=None,
        total=made.without_gst,
        total_with_gst=made.with_gst if made.gst is not Gst.NONE else None,
        charge=Charge.BILLABLE,
        category_id=made.category_id,
        state=line.state,
        code=push.code if push else None,
        hint=push.hint if push else made.what_is_missing(),
        bill=standing.bill if standing and push else None,
        etag=posted.etag if posted else None,
        seen_at=standing.seen_at if standing and push else None,
        sent_at=push.written_at if push else None,
        batch=None,
        deed=None if line.correction is None or push is None else _deed(services, line.correction),
    )


def _deed(services: Services, made: EntryCorrection | OutlayCorrection) -> answers.Deed:
    theirs = (
        differences(made.held, made.wanted)
        if made.held and made.wanted and made.code == "clio_changed"
        else ()
    )
    return answers.Deed(made.deed, made.ending, made.code, made.hint, changes(services, theirs))


def _value(services: Services, what: str, value: str | None) -> str:
    """Say an id, a number or a yes in words."""
    if value is None:
        return "none"
    if what == "seconds":
        return f"{billing.hours(int(value))} h"
    if what == "charge":
        return IN_WORDS[Charge(value)]
    if what == "matter":
        matter = services.mirror.matter(MatterId(int(value)))
        return matter.display_number if matter else f"matter {value}"
    if what == "tax":
        return "added by the bill" if value == "gst" else "none"
    if what == "price":
        return f"${Decimal(value):,}"
    if what in ("category", "kind"):
        known = services.mirror.categories() if what == "category" else services.expenses.categories()
        return {str(c.id): c.name for c in known}.get(value, f"category {value}")
    if what == "user":
        names = {str(e.id): e.name for e in services.whose.people() if e.id is not None}
        return names.get(value, f"fee earner {value}")
    return value
