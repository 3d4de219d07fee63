"""`tenth ledger`, `correct` and `undo`: what comes after the push."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Mapping
from typing import TypeVar

from agent.cli import shapes_ledger as shapes
from agent.cli.asked import COULD_NOT, DONE, Arguments, answer, opened, tell
from agent.cli.tables_ledger import print_lines
from agent.domain.charging import Charge
from agent.domain.correction import Ending, EntryCorrection
from agent.domain.ids import EntryId
from agent.domain.ledger import LineState, Sieve
from agent.domain.outlay import OutlayCorrection
from agent.domain.revision import Revision
from agent.errors import UsedWrongly

N = TypeVar("N", bound=int)
CHARGES = (Charge.BILLABLE.value, Charge.NO_CHARGE.value, Charge.NOT_BILLABLE.value)


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    ledger = verbs.add_parser("ledger", parents=[common], help="what was sent, and where it stands in Clio")
    ledger.add_argument("--state", choices=[s.value for s in LineState], help="only entries that stand so")
    ledger.add_argument("--look", action="store_true", help="read back from Clio first")
    ledger.set_defaults(run=_ledger)
    correct = verbs.add_parser("correct", parents=[common], help="change an unbilled entry of yours in Clio")
    correct.add_argument("entry", metavar="ENTRY")
    correct.add_argument("--narrative", metavar="TEXT")
    correct.add_argument("--units", type=int, metavar="N")
    correct.add_argument("--date", type=dt.date.fromisoformat, metavar="DAY")
    correct.add_argument("--matter", metavar="DISPLAY_NUMBER", help="Clio prices the entry anew")
    correct.add_argument("--charge", choices=CHARGES)
    correct.add_argument(
        "--category", metavar="NAME", help="as the firm names it; Clio prices the entry anew"
    )
    correct.add_argument("--earner", metavar="NAME", help="whose time it is; Clio prices the entry anew")
    correct.set_defaults(run=_correct)
    undo = verbs.add_parser(
        "undo", parents=[common], help="take an unbilled, unchanged entry out of Clio again"
    )
    undo.add_argument("entry", metavar="ENTRY")
    undo.add_argument("--wrong-client", action="store_true", help="and list every place its text reached")
    undo.add_argument("--matter", metavar="DISPLAY_NUMBER", help="with --wrong-client: the right matter")
    undo.add_argument(
        "--move", action="store_true", help="with --wrong-client: move it there in Clio instead"
    )
    undo.set_defaults(run=_undo)


def _ledger(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        if arguments.look:
            asked.services.books.look_again()
        states = frozenset({LineState(arguments.state)}) if arguments.state else None
        found = asked.services.books.lines(Sieve(states=states))
        answer(arguments, shapes.ledger(found), lambda: print_lines(found))
    return DONE


def _correct(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        correcting, entry_id = asked.services.correcting, EntryId(arguments.entry)
        matter = asked.services.mirror.numbered(arguments.matter) if arguments.matter else None
        members = {m.name: m.id for m in asked.services.whose.people()}
        change = correcting.revision(
            Revision(
                narrative=arguments.narrative,
                units=arguments.units,
                date=arguments.date,
                charge=Charge(arguments.charge) if arguments.charge else None,
                matter_id=matter.id if matter else None,
                category_id=_named(
                    {c.name: c.id for c in asked.services.mirror.categories()}, arguments.category
                ),
                earner_id=_named(members, arguments.earner),
            )
        )
        seen = correcting.preview(entry_id, change)
        if seen.resets_price:
            tell("Clio prices the entry anew: a rate typed there is lost.")
        etag = (seen.standing.posted.etag if seen.standing.posted else None) or ""
        return told(arguments, correcting.correct(entry_id, change, etag=etag))


def _undo(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        entry_id = EntryId(arguments.entry)
        if not arguments.wrong_client:
            return told(arguments, asked.services.correcting.undo(entry_id))
        matter = asked.services.mirror.numbered(arguments.matter) if arguments.matter else None
        made = asked.services.books.wrong_client(entry_id, matter.id if matter else None, move=arguments.move)
        answer(arguments, shapes.wrong_client(made), lambda: tell(shapes.told_of(made)))
        return DONE if made.correction is not None and made.correction.ending is Ending.DONE else COULD_NOT


def _named(known: Mapping[str, N], name: str | None) -> N | None:
    """Return what the firm calls so. Raise UsedWrongly for a name that it does not know."""
    if name is not None and name not in known:
        raise UsedWrongly("the firm has nothing of that name", hint=f"Choose one of: {', '.join(known)}.")
    return None if name is None else known[name]


def told(arguments: Arguments, made: EntryCorrection | OutlayCorrection) -> int:
    """Say what became of a deed."""
    done = made.ending is Ending.DONE
    words = "Done." if done and not made.hint else made.hint or "It is not known yet what became of it."
    answer(arguments, shapes.correction(made), lambda: tell(words))
    return DONE if done else COULD_NOT
