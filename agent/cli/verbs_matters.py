"""`tenth matters` and `alias`: search the mirror, and your own names for matters."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from agent.cli.asked import DONE, Arguments, answer, opened, tell
from agent.domain.matter import Matter
from agent.errors import UsedWrongly


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    matters = verbs.add_parser(
        "matters", parents=[common], help="search the firm's matters as they were last read"
    )
    matters.add_argument(
        "words", nargs="*", metavar="WORD", help="of number, client, description or a name of yours"
    )
    matters.set_defaults(run=_matters)
    alias = verbs.add_parser(
        "alias", parents=[common], help="call a matter by a name of your own; lists them alone"
    )
    alias.add_argument("matter", nargs="?", metavar="DISPLAY_NUMBER")
    alias.add_argument("name", nargs="*", metavar="NAME")
    alias.add_argument("--forget", metavar="NAME", help="take a name away again")
    alias.set_defaults(run=_alias)


def _matters(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        _show(arguments, asked.services.mirror.search(" ".join(arguments.words), limit=20))
    return DONE


def _alias(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        mirror = asked.services.mirror
        if arguments.forget:
            mirror.forget_alias(arguments.forget)
            answer(arguments, {"forgotten": arguments.forget}, lambda: tell("Forgotten."))
        elif arguments.matter and arguments.name:
            _show(arguments, [mirror.call(arguments.matter, " ".join(arguments.name))])
        elif arguments.matter:
            raise UsedWrongly("a name is missing", hint='Give one: tenth alias 20417-Hale "the bakery".')
        else:
            _show(arguments, mirror.called())
    return DONE


def _show(arguments: Arguments, found: Sequence[Matter]) -> None:
    shape: dict[str, object] = {
        "matters": [
            {
                "matter": m.display_number, "client": m.client_name, "description": m.description, "status": m.status,
                "aliases": list(m.aliases),
            }
            for m in found
        ]
    }  # fmt: skip
    answer(arguments, shape, lambda: _print(found))


def _print(found: Sequence[Matter]) -> None:
    for matter in found:
        names = f"  ({', '.join(matter.aliases)})" if matter.aliases else ""
        print(
            f"{matter.display_number:<28} {matter.status:<8} {matter.client_name} - {matter.description}{names}"
        )
    if not found:
        tell("Nothing found.")
