"""`tenth names`: which names of a call were put right, with what was heard, and to take one back."""

from __future__ import annotations

import argparse

from agent.cli.app import is_running
from agent.cli.asked import DONE, Arguments, Shape, answer, opened, tell
from agent.cli.tables import clock
from agent.cli.verbs_voices import LEFT
from agent.domain.ids import PassageId, SourceId
from agent.domain.source import Misheard
from agent.errors import UsedWrongly


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add the verb."""
    names = verbs.add_parser("names", parents=[common], help="which names of a call were put right")
    names.add_argument("call", metavar="CALL")
    names.add_argument("--as-heard", metavar="NAME", help="it was right as it was heard: s4:15 as listed")
    names.set_defaults(run=_names)


def _names(arguments: Arguments) -> int:
    call = SourceId(arguments.call)
    with opened(arguments) as asked:
        names, follows = asked.services.names, True
        if arguments.as_heard:
            follows = names.take_back(call, *_place(arguments.as_heard))
            if not is_running(asked.home):
                asked.services.process.all()
        view = asked.services.review.source_view(call)
        found, start_of = names.corrections(call), {p.id: p.start_ms for p in view.kept.source.passages}
    shape: Shape = {
        "call": call,
        "corrections": [
            {"name": _name(m), "passage": m.passage, "meant": m.meant, "heard": m.heard} for m in found
        ],
        "entries": [e.id for e in view.entries],
    }
    lines = [
        f"{_name(m):<8} {clock(start_of[m.passage]):>7}  {m.meant} \u00b7 heard \u201c{m.heard}\u201d"
        for m in found
    ]
    answer(
        arguments,
        shape,
        lambda: print("\n".join(lines)) if lines else tell("No name of this call is put right."),
    )
    if not follows:
        tell(LEFT)
    return DONE


def _name(each: Misheard) -> str:
    return f"{each.passage}:{each.at}"


def _place(name: str) -> tuple[PassageId, int]:
    passage, _, at = name.partition(":")
    if not at.isascii() or not at.isdigit():
        raise UsedWrongly(
            "that names no correction", hint="Give it as listed: tenth names CALL --as-heard s4:15."
        )
    return PassageId(passage), int(at)
