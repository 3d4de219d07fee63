"""`tenth say`: the lawyer's own words after a call, from the microphone alone."""

from __future__ import annotations

import argparse
import sys
import threading
import time

from agent.cli.app import is_running
from agent.cli.asked import DONE, Arguments, Shape, answer, existing, opened, tell
from agent.cli.tables import print_entries
from agent.domain.dictation import LONGEST_SECONDS
from agent.domain.ids import SourceId
from agent.workflow.saying import Saying


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add the verb."""
    say = verbs.add_parser("say", parents=[common], help="say in your own words what a call was, after it")
    say.add_argument("--call", metavar="ID", help="which call; without one the last of today")
    say.add_argument(
        "--seconds",
        type=int,
        metavar="N",
        help=f"how long, at most {LONGEST_SECONDS}; without it until Enter",
    )
    say.add_argument(
        "--from", dest="file", default="", metavar="FILE", help="hear a sound file in a microphone's place"
    )
    say.set_defaults(run=_say)


def _say(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        services = asked.services
        file = str(existing(arguments.file).absolute()) if arguments.file else ""
        source = services.say.start(SourceId(arguments.call) if arguments.call else None, file=file)
        tell(f"Say it; at most {LONGEST_SECONDS} seconds." + ("" if arguments.seconds else " Enter ends it."))
        _heard(services.say, arguments.seconds)
        if not is_running(asked.home):
            services.process.all()
        view = services.review.source_view(source)
        if view.kept.failure is not None:
            tell(f"{view.kept.failure.message.capitalize()}. {view.kept.failure.hint}")
        shape: Shape = {"source": source, "entries": [e.id for e in view.entries]}
        answer(arguments, shape, lambda: print_entries(view.entries, view.pushes, services.rates.book()))
    return DONE


def _heard(saying: Saying, seconds: int | None) -> None:
    """Wait until it was said: for so many seconds, or until Enter; never longer than the longest."""

    def said() -> None:
        if seconds is None:
            sys.stdin.readline()
        else:
            time.sleep(seconds)
        saying.enough()

    threading.Thread(target=said, daemon=True).start()
    saying.ended()
