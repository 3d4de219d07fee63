"""The JSON shapes of the ledger's and the expenses' commands; public like those of `shapes`."""

from __future__ import annotations

from collections.abc import Sequence

from agent.domain.correction import EntryCorrection
from agent.domain.ledger import Line, SpentLine
from agent.domain.outlay import OutlayCorrection
from agent.workflow.bookkeeping import WrongClient

Shape = dict[str, object]


def ledger(lines: Sequence[Line]) -> Shape:
    """Return the lines, the newest push first."""
    return {"entries": [_line(line) for line in lines]}


def correction(made: EntryCorrection | OutlayCorrection) -> Shape:
    """Return what became of a correction or an undoing."""
    return {
        "entry": made.entry_id, "deed": made.deed, "outcome": made.ending, "activity_id": made.base.id,
        "code": made.code, "hint": made.hint,
    }  # fmt: skip


def wrong_client(made: WrongClient) -> Shape:
    """Return what became of an entry on the wrong matter, and where its text went."""
    refusal = {"code": made.refusal.code, "hint": made.refusal.hint} if made.refusal else {}
    done = correction(made.correction) if made.correction else {"outcome": "refused", **refusal}
    return {**done, "places": [{"kind": p.kind, "name": p.name, "gone": p.gone} for p in made.places]}


def told_of(made: WrongClient) -> str:
    """Return the same in words."""
    moved = made.correction is not None and made.correction.moves
    done = (
        "The entry is on the right matter in Clio."
        if moved
        else "The entry is out of Clio and a draft here again."
    )
    first = made.refusal.hint if made.refusal else (made.correction and made.correction.hint) or done
    where = [f"  {p.kind} {p.name}: {'gone' if p.gone else 'still there'}" for p in made.places]
    return "\n".join([first, "Its text reached:", *where])


def expense(line: SpentLine) -> Shape:
    """Return one expense with both sums, as decimal strings, and where it stands."""
    made, push = line.held, line.push
    return {
        "id": made.id, "date": made.date.isoformat(), "status": made.status, "matter": made.matter,
        "narrative": made.narrative, "amount": str(made.amount), "gst": made.gst,
        "without_gst": str(made.without_gst), "with_gst": str(made.with_gst), "missing": made.what_is_missing(),
        "state": line.state, "bill": line.standing.bill if line.standing else None,
        "outcome": push.outcome if push else None, "activity_id": push.remote_id if push else None,
        "code": push.code if push else None, "hint": push.hint if push else None,
    }  # fmt: skip


def _line(line: Line) -> Shape:
    push, posted = line.push, (line.standing.posted if line.standing else None) or line.push.posted
    return {
        "entry": line.entry.id, "activity_id": push.remote_id, "state": line.state, "date": push.sent.date.isoformat(),
        "matter": line.entry.matter, "total": str(posted.total) if posted and posted.total is not None else None,
        "bill": line.standing.bill if line.standing else None,
        "seen_at": line.standing.seen_at.isoformat() if line.standing else None,
        "batch": push.batch, "code": push.code, "hint": push.hint,
    }  # fmt: skip
