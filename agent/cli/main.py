"""`tenth`: one verb per thing Tenth can do; alone it is `tenth app`. Exit 0: done. 1: could not, and why. 2: used wrongly."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Sequence

from agent import __version__
from agent.cli import (
    app,
    demo,
    doctor,
    verbs_browsers,
    verbs_capture,
    verbs_clio,
    verbs_desktop,
    verbs_echoes,
    verbs_entries,
    verbs_expense,
    verbs_ledger,
    verbs_matters,
    verbs_models,
    verbs_money,
    verbs_names,
    verbs_say,
    verbs_settling,
    verbs_speech,
    verbs_time,
    verbs_voices,
    verbs_words,
)
from agent.cli.asked import COULD_NOT, USED_WRONGLY, Arguments, tell
from agent.errors import TenthError, UsedWrongly
from agent.log import dump_nothing

log = logging.getLogger(__name__)

INTERRUPTED = 130  # what a shell expects after Ctrl-C


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. A person never sees a traceback."""
    dump_nothing()
    arguments = parser().parse_args(argv)
    if arguments.verb is None:
        arguments = parser().parse_args([*(sys.argv[1:] if argv is None else argv), "app"])
    try:
        code: int = arguments.run(arguments)
        return code
    except TenthError as error:
        _say(error, arguments)
        return USED_WRONGLY if isinstance(error, UsedWrongly) else COULD_NOT
    except KeyboardInterrupt:
        tell("Stopped. Nothing was lost.")
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return COULD_NOT
    except (
        Exception
    ) as error:  # a door: whatever was overlooked ends in one sentence, its words stay out of sight
        log.exception("%s failed", arguments.verb)
        _say(TenthError(f"something unexpected happened ({type(error).__name__})"), arguments)
        return COULD_NOT


def parser() -> argparse.ArgumentParser:
    """Return the whole command line."""
    top = argparse.ArgumentParser(
        prog="tenth",
        parents=[_common()],
        description="Calls, e-mails and documents into six-minute time entries.",
    )
    top.set_defaults(home=None, sandbox=False, json=False)
    top.add_argument("--version", action="version", version=f"tenth {__version__}")
    verbs = top.add_subparsers(dest="verb", metavar="VERB")
    common = _common()  # not the one above: its defaults would undo what stands before the verb
    for module in (
        app, demo, verbs_words, verbs_entries, verbs_time, verbs_capture, verbs_say, verbs_speech, verbs_echoes, verbs_names,
        verbs_voices, verbs_clio, verbs_matters, verbs_models, verbs_money, verbs_settling, verbs_ledger, verbs_expense,
        verbs_browsers, verbs_desktop, doctor,
    ):  # fmt: skip
        module.add(verbs, common)
    return top


def _common() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--home", metavar="DIR", help="the folder of your data")
    common.add_argument("--sandbox", action="store_true", help="a practice home, for practice Clio only")
    common.add_argument("--json", action="store_true", help="print results as JSON")
    return common


def _say(error: TenthError, arguments: Arguments) -> None:
    if arguments.json:
        json.dump({"code": error.code, "message": str(error), "hint": error.hint}, sys.stdout)
        sys.stdout.write("\n")
    message = str(error).rstrip(".")
    tell(f"{message[:1].upper()}{message[1:]}. {error.hint}")
