"""`tenth voices`: whose the words of a call are: a room or a headset, who said what, or a memo of the lawyer's own."""

from __future__ import annotations

import argparse

from agent.cli.app import is_running
from agent.cli.asked import DONE, Arguments, Asked, Shape, answer, opened, tell
from agent.cli.tables import clock
from agent.domain.ids import PassageId, SourceId

LEFT = "Kept with the call. You have changed a draft of it, so the drafts stay as they are."


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add the verb."""
    voices = verbs.add_parser("voices", parents=[common], help="whose the words of a call are")
    voices.add_argument("call", metavar="CALL")
    was = voices.add_mutually_exclusive_group()
    was.add_argument(
        "--room", action="store_const", const="room", dest="was", help="the microphone held everybody"
    )
    was.add_argument(
        "--headset", action="store_const", const="headset", dest="was", help="the microphone was you alone"
    )
    was.add_argument(
        "--memo",
        action="store_const",
        const="memo",
        dest="was",
        help="a sound file in which you alone dictate",
    )
    voices.add_argument("--mine", action="append", default=[], metavar="PASSAGE", help="you said this")
    voices.add_argument(
        "--not-mine", action="append", default=[], metavar="PASSAGE", help="somebody else said this"
    )
    voices.add_argument("--who", default="", metavar="NAME", help="with --not-mine: who it was")
    voices.set_defaults(run=_voices)


def _voices(arguments: Arguments) -> int:
    call = SourceId(arguments.call)
    with opened(arguments) as asked:
        follows = _said(arguments, asked, call)
        if arguments.was == "memo":
            asked.services.voices.memo(call)
        elif arguments.was is not None:
            asked.services.voices.in_room(call, room=arguments.was == "room")
        if not is_running(asked.home):
            asked.services.process.all()
        view = asked.services.review.source_view(call)
    source, claims = view.kept.source, view.kept.claims
    shape: Shape = {
        "call": call,
        "room": source.room,
        "asked": [{"passage": c.passage, "question": c.text} for c in claims],
        "passages": [{"passage": p.id, "who": p.speaker, "text": p.text} for p in source.passages if p.text],
        "entries": [e.id for e in view.entries],
    }
    lines = [
        f"{p.id:<5} {clock(p.start_ms):>7}  {p.speaker or ''}: {p.text}" for p in source.passages if p.text
    ]
    answer(arguments, shape, lambda: print("\n".join(lines)))
    if not follows:
        tell(LEFT)
    for claim in claims:
        tell(f"{claim.text} tenth voices {call} --mine {claim.passage}, or --not-mine {claim.passage}.")
    return DONE


def _said(arguments: Arguments, asked: Asked, call: SourceId) -> bool:
    """Keep who said what; return whether the drafts follow."""
    voices, follows = asked.services.voices, True
    for passage in arguments.mine:
        follows = voices.said_by(call, PassageId(passage), mine=True)
    for passage in arguments.not_mine:
        follows = voices.said_by(call, PassageId(passage), arguments.who, mine=False)
    return follows
