"""The JSON shapes of the command line. They are public: benchmarks, installers and other people's scripts lean on them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from agent.domain.entry import TimeEntry
from agent.domain.export import Receipt
from agent.domain.ids import EntryId
from agent.domain.push import Outcome, Push
from agent.domain.suggestion import Evidence, Extraction, Suggestion
from agent.domain.transcript import SPEAKERS, Transcript
from agent.workflow.money import Book

Shape = dict[str, object]

RECEIPT_VERSION = 1


def extraction(found: Extraction) -> Shape:
    """Return what an extractor made of a source."""
    return {
        "entries": [suggestion(s) for s in found.suggestions],
        "nonbillable": [n.passage for n in found.not_billed],
    }


def suggestion(s: Suggestion) -> Shape:
    """Return one suggestion."""
    return {
        "matter": s.matter,
        "matter_state": s.matter_state,
        "candidates": [c.display_number for c in s.candidates],
        "segments": list(s.passages),
        "seconds": s.seconds,
        "units": s.units,
        "billable": s.billable,
        "activity": s.activity,
        "narrative": s.narrative,
        "facts": list(s.facts),
        "evidence": _passages(s.evidence),
        "corrections": _corrections(s.evidence),
        "flags": list(s.flags),
    }


def entry(e: TimeEntry, push: Push | None) -> Shape:
    """Return one entry, with its id in the practice system once it is there."""
    return {
        "id": e.id,
        "source": e.source_id,
        "date": e.date.isoformat(),
        "status": e.status,
        "matter": e.matter,
        "matter_state": e.matter_state,
        "candidates": [c.display_number for c in e.candidates],
        "seconds": e.seconds,
        "units": e.units,
        "unit": e.unit,
        "billable": e.billable,
        "activity": e.activity,
        "narrative": e.narrative,
        "facts": list(e.facts),
        "evidence": _passages(e.evidence),
        "corrections": _corrections(e.evidence),
        "flags": list(e.flags),
        "activity_id": push.remote_id if push and push.outcome is not Outcome.UNDONE else None,
    }


def money(e: TimeEntry, book: Book) -> Shape:
    """Return how an entry is charged, and what it is expected to come to, ex GST: null where that cannot be told."""
    expected = book.estimate(e)
    return {
        "measured": e.evidenced,
        "charge": book.charge(e),
        "charge_why": book.default(e).why if e.charge is None else "",
        "estimate": None
        if expected is None
        else {
            "total": str(expected.total),
            "rate": str(expected.rate.amount),
            "origin": book.origin(e, expected),
        },
    }


def entries(found: Sequence[TimeEntry], pushes: dict[EntryId, Push]) -> Shape:
    """Return entries in their order."""
    return {"entries": [entry(e, pushes.get(e.id)) for e in found]}


def pushes(results: Sequence[Push]) -> Shape:
    """Return one outcome per entry."""
    return {
        "results": [
            {
                "entry": p.entry_id,
                "outcome": p.outcome,
                "activity_id": p.remote_id,
                "code": p.code,
                "hint": p.hint,
            }
            for p in results
        ]
    }


def transcript(spoken: Transcript) -> Shape:
    """Return the segments of a transcript, times in seconds."""
    return {
        "segments": [
            {
                "id": f"s{number}",
                "start": s.start_ms / 1000,
                "end": s.end_ms / 1000,
                "track": s.track,
                "speaker": SPEAKERS[s.track],
                "text": s.text,
            }
            for number, s in enumerate(spoken.segments, 1)
        ]
    }


def receipt(written: Receipt, out: Path) -> Shape:
    """Return the receipt of a file: which entries stand in it, and its SHA-256."""
    return {
        "target": written.target,
        "file": str(out),
        "sha256": written.sha256,
        "entries": list(written.entries),
        "written_at": written.written_at.isoformat(),
        "schema_version": RECEIPT_VERSION,
    }


def text(shape: Shape) -> str:
    """Return a shape as JSON text."""
    return json.dumps(shape, ensure_ascii=False, indent=1) + "\n"


def _corrections(evidence: Sequence[Evidence]) -> list[Shape]:
    """Return the names that were put right: what was heard stays beside what was meant."""
    return [{"meant": e.clause, "heard": e.heard, "segments": list(e.passages)} for e in evidence if e.heard]


def _passages(evidence: Sequence[Evidence]) -> list[str]:
    return list(dict.fromkeys(p for e in evidence for p in e.passages))
