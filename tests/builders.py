"""Builders of nouns for tests: each states only what the test is about. All names are invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from agent.domain.entry import TimeEntry
from agent.domain.ids import (
    EntryId,
    MatterId,
    PushId,
    RemoteId,
    SourceId,
    SuggestionId,
    TimekeeperId,
    passage_id,
)
from agent.domain.matter import Contact, Matter, Timekeeper
from agent.domain.push import Outgoing, Posted, Push
from agent.domain.source import Context, Passage, Person, Source, SourceKind, Stage
from agent.domain.suggestion import Evidence, Extraction, MatterState, Suggestion

NOON = dt.datetime(2026, 5, 19, 12, tzinfo=dt.timezone(dt.timedelta(hours=10)))
TODAY = NOON.date()


def a_passage(
    number: int, start: float | None = 0, end: float | None = 10, text: str = "yes", who: str = "Ruth"
) -> Passage:
    """Return a passage; times in seconds."""
    ms = [None if t is None else int(t * 1000) for t in (start, end)]
    return Passage(passage_id(number), text, who, ms[0], ms[1])


def a_source(*passages: Passage, **fields: Any) -> Source:
    """Return a transcript of ten-second passages, six unless given."""
    made = passages or tuple(a_passage(n, n * 10 - 10, n * 10) for n in range(1, 7))
    base = Source(
        id=SourceId("source"), kind=SourceKind.TRANSCRIPT, form="zoom_vtt", stage=Stage.TRANSCRIBED, sha256="0" * 64,
        passages=made, date=TODAY,
        context=Context(timekeeper="Ruth Calder", participants=(Person("Ruth Calder"), Person("Marcus Hale"))),
    )  # fmt: skip
    return replace(base, **fields)


def a_matter(number: int = 1, **fields: Any) -> Matter:
    """Return an open matter."""
    base = Matter(
        MatterId(number), f"{number:05d}-Hale", f"Lease {number}", "Copper Kettle Bakery Pty Ltd",
        contacts=(Contact("Marcus Hale", "marcus@copperkettle.example.com"),),
    )  # fmt: skip
    return replace(base, **fields)


def a_suggestion(**fields: Any) -> Suggestion:
    """Return a sure suggestion over the first three passages."""
    base = Suggestion(
        matter_state=MatterState.AUTO, matter_id=MatterId(1), matter="00001-Hale", candidates=(),
        passages=(passage_id(1), passage_id(2), passage_id(3)), seconds=30, units=1, billable=True, activity="A106",
        narrative="Telephone conference with Marcus Hale regarding draft lease",
        evidence=(Evidence("matter", (passage_id(1),)), Evidence("rent", (passage_id(3),))),
    )  # fmt: skip
    return replace(base, **fields)


def an_extraction(*suggestions: Suggestion) -> Extraction:
    """Return an extraction by the rules."""
    return Extraction(suggestions, (), "rules")


def an_entry(**fields: Any) -> TimeEntry:
    """Return a draft that is ready to be confirmed."""
    base = TimeEntry(
        id=EntryId("entry"), source_id=SourceId("source"), suggestion_id=SuggestionId("suggestion"), date=TODAY,
        timekeeper="Ruth Calder", narrative="Telephone conference with Marcus Hale regarding draft lease", seconds=30,
        units=1, matter_state=MatterState.AUTO, matter_id=MatterId(1), matter="00001-Hale",
        passages=tuple(passage_id(n) for n in range(1, 7)),
        evidence=(Evidence("matter", (passage_id(1),)), Evidence("rent", (passage_id(5),))),
    )  # fmt: skip
    return replace(base, **fields)


def a_timekeeper(**fields: Any) -> Timekeeper:
    """Return the lawyer."""
    return replace(
        Timekeeper(TimekeeperId(7), "Ruth Calder", "ruth@kestrel.example", "Australia/Sydney"), **fields
    )


def an_outgoing(**fields: Any) -> Outgoing:
    """Return what is sent for one unit."""
    base = Outgoing(TODAY, 360, "Telephone conference regarding lease", MatterId(1), TimekeeperId(7), True)
    return replace(base, **fields)


def a_posted(number: int = 900, **fields: Any) -> Posted:
    """Return what the practice system would hold for `an_outgoing`."""
    sent = an_outgoing()
    base = Posted(
        RemoteId(number),
        sent.date,
        sent.seconds,
        sent.narrative,
        sent.matter_id,
        sent.user_id,
        created_at=NOON,
    )
    return replace(base, **fields)


def a_push(**fields: Any) -> Push:
    """Return a ledger row whose answer is not known yet."""
    return replace(Push(PushId("push"), EntryId("entry"), sent=an_outgoing(), written_at=NOON), **fields)
