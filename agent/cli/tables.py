"""Results in words, for a person at a terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from rich.console import Console
from rich.table import Table

from agent.domain import billing
from agent.domain.browser import Browser
from agent.domain.charging import IN_WORDS
from agent.domain.entry import TimeEntry
from agent.domain.ids import EntryId, MatterId
from agent.domain.matter import Matter
from agent.domain.push import Outcome, Push
from agent.domain.source import Source
from agent.domain.suggestion import MatterState, Suggestion
from agent.domain.transcript import SPEAKERS, Transcript
from agent.workflow.looking_first import Found
from agent.workflow.money import Book
from agent.workflow.pairing import Shown

UNSURE = {
    MatterState.SUGGEST: "choose",
    MatterState.ABSTAIN: "no matter found",
    MatterState.NEW_ENQUIRY: "new enquiry",
}
WIDTH_WITHOUT_TERMINAL = 110


def console() -> Console:
    """Return the terminal, or a page of fixed width where there is none."""
    out = Console(highlight=False, markup=False)
    return out if out.is_terminal else Console(highlight=False, markup=False, width=WIDTH_WITHOUT_TERMINAL)


def clock(ms: int | None) -> str:
    """Return a place in the sound: 3:14."""
    return "" if ms is None else f"{ms // 60_000}:{ms // 1000 % 60:02d}"


def matter_words(state: MatterState, matter: str | None, candidates: Sequence[str]) -> str:
    """Return an entry's matter, or why there is none yet."""
    if matter and state in (MatterState.AUTO, MatterState.CHOSEN):
        return matter
    first = f": {' or '.join(candidates[:2])}" if candidates and state is MatterState.SUGGEST else ""
    return f"({UNSURE.get(state, 'choose')}{first})"


def print_suggestions(source: Source, found: Sequence[Suggestion] | Sequence[TimeEntry]) -> None:
    """Show suggestions, or the drafts they became, with matter, units, narrative and evidence."""
    table = a_table("Matter", "Units", "Narrative", "Evidence")
    for s in found:
        evidence = "\n".join(
            f"{clock(source.passage(e.passages[0]).start_ms)} {e.shown}".strip()
            for e in s.evidence[:6]
            if e.passages
        )
        table.add_row(
            matter_words(s.matter_state, s.matter, [c.display_number for c in s.candidates]),
            "-" if s.units is None else _units(s), s.narrative, evidence,
        )  # fmt: skip
    console().print(table)


def _units(each: Suggestion | TimeEntry) -> str:
    return billing.in_words(
        each.units or 0, each.unit if isinstance(each, TimeEntry) else billing.UNIT_SECONDS
    )


def print_entries(entries: Sequence[TimeEntry], pushes: Mapping[EntryId, Push], book: Book) -> None:
    """Show entries with where they stand, and what they are expected to come to or came to."""
    table = a_table("Entry", "Date", "Status", "Matter", "Units", "Charged, ex GST", "Narrative")
    for e in entries:
        push = pushes.get(e.id)
        there = push.remote_id if push and push.outcome is Outcome.CREATED else None
        status = f"{e.status} {there}" if there else str(e.status)
        matter = matter_words(e.matter_state, e.matter, [c.display_number for c in e.candidates])
        table.add_row(
            e.id, e.date.isoformat(), status, matter, "-" if e.units is None else _units(e), charged_words(e, push, book),
            e.narrative,
        )  # fmt: skip
    console().print(table)


def charged_words(entry: TimeEntry, push: Push | None, book: Book) -> str:
    """Return what an entry came to in Clio, or should come to, and how it is charged."""
    if push and push.posted and push.posted.total is not None:
        return f"${push.posted.total}"
    way, expected = IN_WORDS[book.charge(entry)], book.estimate(entry)
    if expected is None:
        return way
    return (
        f"est. ${expected.total}, {book.origin(entry, expected) if book.charge(entry).is_billable else way}"
    )


def already_lines(found: Found, matter_of: Callable[[MatterId], Matter | None]) -> list[str]:
    """Return a line for each entry that Clio already shows beside those to be pushed, and for a timer that runs there."""
    lines = []
    for there in (each.there for each in found.beside):
        length = "a length hidden from you" if there.seconds is None else f"{billing.hours(there.seconds)} h"
        matter = matter_of(there.matter_id) if there.matter_id is not None else None
        number = matter.display_number if matter else "the matter"
        lines.append(
            f"Clio already shows {length} by {there.who} on {number}, {there.date}: {there.narrative}"
        )
    if found.timer is not None:
        lines.append(
            "A timer runs in Clio on a matter of this push: its time comes on top unless it is stopped."
        )
    return lines


def print_pushes(results: Sequence[Push]) -> None:
    """Show what became of each push."""
    out = console()
    for push in results:
        out.print(f"{push.entry_id}  {outcome_words(push)}")
    if not results:
        out.print("Nothing to send.")


def outcome_words(push: Push) -> str:
    """Return what became of a push, in one line."""
    if push.outcome is Outcome.CREATED and push.posted is not None:
        money = "" if push.posted.total is None else f" · ${push.posted.total} ex GST"
        hours = push.posted.rounded_hours or billing.hours(push.sent.seconds)
        said = "".join(f" · {words}" for words in (*push.explained, push.hint) if words)
        return f"In Clio as {push.remote_id} · {hours} h{money}{said}"
    words = "Not sent" if push.outcome is Outcome.REFUSED else "Not known yet whether it arrived"
    return f"{words}. {push.hint or ''}".strip()


def print_code(shown: Shown) -> None:
    """Show the code that lets one more browser in."""
    out = console()
    out.print(f"Type this code in the browser you want to pair, within {shown.seconds // 60} minutes:\n")
    out.print(f"    {shown.code}\n")


def print_browsers(browsers: Sequence[Browser]) -> None:
    """Show the paired browsers."""
    table = a_table("Browser", "Name", "Paired", "Last used")
    for browser in browsers:
        used = "not yet" if browser.last_used is None else _local(browser.last_used)
        table.add_row(browser.id, browser.name, _local(browser.paired_at), used)
    out = console()
    out.print(table if browsers else "No browser is paired. `tenth pair` shows a code that lets one in.")


def _local(moment: dt.datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def print_transcript(spoken: Transcript) -> None:
    """Show a transcript line by line."""
    out = console()
    for segment in spoken.segments:
        out.print(f"{clock(segment.start_ms):>6}  {SPEAKERS[segment.track]}: {segment.text}")


def a_table(*columns: str) -> Table:
    """Return an empty table; ids and days stay in one line."""
    table = Table(show_lines=True)
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in ("Entry", "Date", "Browser", "Expense"))
    return table
