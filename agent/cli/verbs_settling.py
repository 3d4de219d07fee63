"""`tenth wait`, `settle` and `call-logs`: what the lawyer decides about entries on their way to Clio."""

from __future__ import annotations

import argparse

from agent.cli import shapes
from agent.cli.asked import COULD_NOT, DONE, Arguments, answer, opened, tell
from agent.cli.tables import print_pushes
from agent.domain.entry import EntryStatus
from agent.domain.ids import EntryId, RemoteId

CALL_LOGS = (
    'Entries of a call {will} carry a call log: one line "Telephone call with ..." in the file of each matter of the call, '
    "naming only that matter's people. It is part of the client's file, so check that it is true."
)


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    wait = verbs.add_parser(
        "wait", parents=[common], help="let an entry wait for a matter still to be opened"
    )
    wait.add_argument("entry", metavar="ENTRY")
    wait.add_argument("--number", required=True, metavar="DISPLAY_NUMBER", help="that the matter will have")
    wait.set_defaults(run=_wait)
    settle = verbs.add_parser(
        "settle", parents=[common], help="say what became of an entry when Clio holds several like it"
    )
    settle.add_argument("entry", metavar="ENTRY")
    said = settle.add_mutually_exclusive_group(required=True)
    said.add_argument("--is", dest="activity", type=int, metavar="ID", help="it is this entry in Clio")
    said.add_argument("--not-there", action="store_true", help="none of them is this one")
    settle.set_defaults(run=_settle)
    logs = verbs.add_parser("call-logs", parents=[common], help="log calls in the client's file: on or off")
    logs.add_argument("switch", choices=("on", "off"))
    logs.set_defaults(run=_call_logs)


def _wait(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        entry = asked.services.waiting.wait(EntryId(arguments.entry), None, arguments.number)
        waits = entry.status is EntryStatus.WAITING
        words = "Waits for the matter." if waits else "The matter is there: confirm the entry."
        answer(arguments, shapes.entry(entry, None), lambda: tell(words))
    return DONE


def _settle(arguments: Arguments) -> int:
    remote_id = None if arguments.not_there else RemoteId(arguments.activity)
    with opened(arguments) as asked:
        push = asked.services.push.answer(EntryId(arguments.entry), remote_id)
        answer(arguments, shapes.pushes([push]), lambda: print_pushes([push]))
    return COULD_NOT if push.is_open else DONE


def _call_logs(arguments: Arguments) -> int:
    on = arguments.switch == "on"
    with opened(arguments) as asked:
        asked.services.push.log_calls(on=on)
        answer(
            arguments, {"call_logs": on}, lambda: tell(CALL_LOGS.format(will="will" if on else "will not"))
        )
    return DONE
