"""`tenth clock`, `note` and `add`: time without a recording. Nothing here listens: a clock knows the time and nothing else."""

from __future__ import annotations

import argparse
import datetime as dt

from agent.cli.asked import DONE, Arguments, Asked, Shape, answer, opened, tell
from agent.cli.tables import print_entries
from agent.domain.clock import RunningClock
from agent.domain.ids import MatterId, SourceId


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    clock = verbs.add_parser("clock", parents=[common], help="measure time without recording anything")
    clock.add_argument("what", choices=("start", "stop", "status"))
    clock.add_argument("--matter", metavar="DISPLAY_NUMBER", help="what the time is for")
    clock.add_argument("--call", action="store_true", help="it is a call")
    clock.add_argument("--with", dest="whom", default="", metavar="NAME", help="who or what it is about")
    clock.set_defaults(run=_clock)
    note = verbs.add_parser("note", parents=[common], help="write a line down while the clock runs")
    note.add_argument("text", metavar="TEXT")
    note.set_defaults(run=_note)
    typed = verbs.add_parser("add", parents=[common], help='type time: "0.2 lease call", "last 12 min lease"')
    typed.add_argument("text", metavar="TEXT")
    typed.add_argument("--matter", metavar="DISPLAY_NUMBER", help="when you already know the matter")
    typed.set_defaults(run=_add)


def _clock(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        return {"start": _start, "stop": _stop, "status": _status}[arguments.what](arguments, asked)


def _start(arguments: Arguments, asked: Asked) -> int:
    services = asked.services
    running = services.clock.start(
        matter_id=_matter(arguments, asked), what=arguments.whom, call=arguments.call
    )
    services.process.all()  # a clock that ran for something else has become a draft
    answer(arguments, _running(running), lambda: tell(_said(running)))
    return DONE


def _stop(arguments: Arguments, asked: Asked) -> int:
    source = asked.services.clock.stop()
    if source is None:
        answer(arguments, {"source": None, "entries": []}, lambda: tell("No clock runs."))
        return DONE
    return _drafts(arguments, asked, source)


def _status(arguments: Arguments, asked: Asked) -> int:
    running = asked.services.clock.running()
    answer(arguments, _running(running), lambda: tell(_said(running) if running else "No clock runs."))
    return DONE


def _note(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        running = asked.services.clock.note(arguments.text)
        answer(arguments, _running(running), lambda: tell(f"Noted. {_said(running)}"))
    return DONE


def _add(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        source = asked.services.clock.add(arguments.text, matter_id=_matter(arguments, asked))
        return _drafts(arguments, asked, source)


def _drafts(arguments: Arguments, asked: Asked, source: SourceId) -> int:
    services = asked.services
    services.process.all()
    view = services.review.source_view(source)
    found: Shape = {"source": source, "entries": [e.id for e in view.entries]}
    answer(arguments, found, lambda: print_entries(view.entries, view.pushes, asked.services.rates.book()))
    return DONE


def _matter(arguments: Arguments, asked: Asked) -> MatterId | None:
    return asked.services.mirror.numbered(arguments.matter).id if arguments.matter else None


def _running(running: RunningClock | None) -> Shape:
    """Return the clock in its public shape."""
    if running is None:
        return {"since": None, "matter": None, "call": False, "seconds": None, "notes": 0}
    return {
        "since": running.since.isoformat(), "matter": running.matter, "call": running.call,
        "seconds": running.seconds(dt.datetime.now(dt.UTC)), "notes": len(running.notes),
    }  # fmt: skip


def _said(running: RunningClock) -> str:
    minutes = running.seconds(dt.datetime.now(dt.UTC)) // 60
    return f"The clock runs: {minutes // 60}:{minutes % 60:02d}{f' on {running.matter}' if running.matter else ''}."
