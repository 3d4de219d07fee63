"""`tenth terms`, `share` and `join`: in which units time is charged, and over which matters."""

from __future__ import annotations

import argparse
from dataclasses import replace

from agent.cli import shapes
from agent.cli.asked import DONE, Arguments, answer, opened, tell
from agent.domain.billing import UNIT_LENGTHS, RoundTo, in_words
from agent.domain.charging import IN_WORDS, Charge
from agent.domain.ids import EntryId
from agent.domain.terms import Terms
from agent.errors import UsedWrongly

WAYS = [way.value for way in Charge if not way.is_firm]


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    terms = verbs.add_parser("terms", parents=[common], help="units, minimum, rounding and charging")
    whose = terms.add_mutually_exclusive_group()
    whose.add_argument("--matter", metavar="DISPLAY_NUMBER", help="of one matter; without it, of the firm")
    whose.add_argument("--client", metavar="NAME", help="of one client")
    terms.add_argument(
        "--unit", type=int, choices=[length // 60 for length in UNIT_LENGTHS], help="minutes in one unit"
    )
    terms.add_argument("--step", type=int, metavar="UNITS", help="charge in steps of so many units")
    terms.add_argument("--minimum", type=int, metavar="UNITS", help="charge at least so many units")
    terms.add_argument("--rounding", choices=[way.value for way in RoundTo])
    terms.add_argument("--charge", choices=WAYS, help="how the client's or matter's time is charged")
    terms.add_argument("--clear", action="store_true", help="forget what was set before")
    terms.set_defaults(run=_terms)
    share = verbs.add_parser("share", parents=[common], help="share an entry over matters")
    share.add_argument("entry", metavar="ENTRY")
    share.add_argument("shares", nargs="+", metavar="DISPLAY_NUMBER=UNITS")
    share.set_defaults(run=_share)
    join = verbs.add_parser("join", parents=[common], help="make several short entries one")
    join.add_argument("entries", nargs="+", metavar="ENTRY")
    join.set_defaults(run=_join)


def _terms(arguments: Arguments) -> int:
    given = {
        "unit": arguments.unit and arguments.unit * 60,
        "step": arguments.step,
        "minimum": arguments.minimum,
        "rounding": RoundTo(arguments.rounding) if arguments.rounding else None,
        "charge": Charge(arguments.charge) if arguments.charge else None,
    }
    said = {name: value for name, value in given.items() if value is not None}
    with opened(arguments) as asked:
        agreeing = asked.services.agreeing
        whose = agreeing.named(matter=arguments.matter, client=arguments.client)
        terms = Terms() if arguments.clear else agreeing.terms(whose)
        if said or arguments.clear:
            terms = agreeing.agree(whose, replace(terms, **said))
        answer(arguments, _shape(terms), lambda: tell(_words(terms)))
    return DONE


def _shape(terms: Terms) -> dict[str, object]:
    return {
        "unit": terms.unit,
        "step": terms.step,
        "minimum": terms.minimum,
        "rounding": terms.rounding,
        "charge": terms.charge,
    }


def _words(terms: Terms) -> str:
    parts = [
        f"units of {terms.unit // 60} minutes" if terms.unit else "",
        f"in steps of {terms.step} units" if terms.step else "",
        f"at least {terms.minimum} units" if terms.minimum is not None else "",
        f"rounded {terms.rounding}" if terms.rounding else "",
        IN_WORDS[terms.charge] if terms.charge else "",
    ]
    said = ", ".join(filter(None, parts))
    return f"{said[0].upper()}{said[1:]}." if said else "Nothing of its own."


def _share(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        services = asked.services
        units = {}
        for share in arguments.shares:
            number, equals, count = share.rpartition("=")
            if not equals or not count.isdigit():
                raise UsedWrongly("that is no share", hint="Write each as DISPLAY_NUMBER=UNITS.")
            units[services.mirror.numbered(number).id] = int(count)
        parts = services.sharing.share(EntryId(arguments.entry), None, units)
        shape = shapes.entries(parts, {})
        answer(arguments, shape, lambda: tell(f"Shared over {len(parts)} matters."))
    return DONE


def _join(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        whole, *gone = asked.services.sharing.join([(EntryId(e), None) for e in arguments.entries])
        words = f"{len(gone) + 1} entries are one of {in_words(whole.units or 0, whole.unit)} units."
        answer(arguments, shapes.entries([whole, *gone], {}), lambda: tell(words))
    return DONE
