"""`tenth echoes`: what of a call was taken for the other side in the microphone, and to show it again."""

from __future__ import annotations

import argparse

from agent.cli.asked import DONE, Arguments, Shape, answer, opened, tell
from agent.cli.tables import clock
from agent.domain.ids import PassageId, SourceId


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add the verb."""
    echoes = verbs.add_parser(
        "echoes", parents=[common], help="what of a call was hidden as an echo of the other side"
    )
    echoes.add_argument("call", metavar="CALL")
    echoes.add_argument("--show", metavar="PASSAGE", help="it was you who said this: show it again")
    echoes.set_defaults(run=_echoes)


def _echoes(arguments: Arguments) -> int:
    call = SourceId(arguments.call)
    with opened(arguments) as asked:
        if arguments.show:
            asked.services.echoes.show(call, PassageId(arguments.show))
        hidden = asked.services.echoes.of(call)
    shape: Shape = {"echoes": [{"passage": p.id, "start": p.start_ms, "text": p.text} for p in hidden]}
    lines = [f"{p.id:<5} {clock(p.start_ms):>7}  {p.text}" for p in hidden]
    answer(
        arguments,
        shape,
        lambda: print("\n".join(lines)) if lines else tell("Nothing of this call is hidden."),
    )
    return DONE
