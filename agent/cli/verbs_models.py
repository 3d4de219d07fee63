"""`tenth models` and `tenth differences`: speech models by hand, and what a second hearing of a call would change."""

from __future__ import annotations

import argparse
from pathlib import Path

from agent import wiring
from agent.cli.asked import DONE, Arguments, Shape, answer, opened, tell
from agent.cli.tables import a_table, clock, console
from agent.domain.ids import SourceId
from agent.domain.speech import ModelLine
from agent.errors import UsedWrongly
from agent.workflow.hearing_again import Offered
from agent.workflow.model_shelf import in_megabytes
from agent.workflow.models import Models, Shelf

STEP = 5  # percent between two lines of progress
GOOD_FOR = {"live": "words come during the call", "later": "overnight only", "no": "too little memory"}


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add both verbs."""
    models = verbs.add_parser("models", parents=[common], help="speech models: list, download, import, use")
    models.set_defaults(run=_list)
    deeds = models.add_subparsers(dest="deed", metavar="DEED")
    deeds.add_parser("list", parents=[common], help="which there are, and what to expect here")
    download = deeds.add_parser(
        "download", parents=[common], help="from huggingface.co, or go on where it stopped"
    )
    download.add_argument("name", metavar="NAME")
    download.add_argument("--hub", metavar="URL", help="a stand-in on this computer, in a practice home only")
    download.set_defaults(run=_download)
    importing = deeds.add_parser(
        "import", parents=[common], help="from a folder or a share, without internet"
    )
    importing.add_argument("folder", metavar="FOLDER")
    importing.add_argument("--name", metavar="NAME", help="what to call a model that is not in the list")
    importing.set_defaults(run=_import)
    use = deeds.add_parser("use", parents=[common], help="hear calls with this model from now on")
    use.add_argument("name", metavar="NAME")
    use.add_argument(
        "--later", action="store_true", help="for second hearings at night instead; 'none' for none"
    )
    use.set_defaults(run=_use)
    remove = deeds.add_parser("remove", parents=[common], help="delete it from this computer")
    remove.add_argument("name", metavar="NAME")
    remove.set_defaults(run=_remove)
    measure = deeds.add_parser("measure", parents=[common], help="hear a minute of the practice call with it")
    measure.add_argument("name", metavar="NAME")
    measure.set_defaults(run=_measure)
    differ = verbs.add_parser(
        "differences", parents=[common], help="what a second hearing of a call would change"
    )
    differ.add_argument("call", nargs="?", metavar="CALL")
    differ.add_argument("--now", action="store_true", help="hear the calls that wait again now, not at night")
    differ.add_argument("--take", nargs="+", metavar="TURN", help="take these turns over, or: all")
    differ.add_argument("--leave", action="store_true", help="leave the call as it is")
    differ.set_defaults(run=_differences)


def _list(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        shelf = asked.services.models.look()
    answer(arguments, _shelf(shelf), lambda: _print(shelf))
    return DONE


def _download(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        models = asked.services.models
        if arguments.hub:
            if not asked.services.practice:
                raise UsedWrongly("--hub is for practice homes", hint="Import a folder or a share instead.")
            models = models.at(wiring.hub_of(arguments.hub), arguments.hub)
        models.download(arguments.name, _Progress(models.model(arguments.name).bytes))
        return _said(arguments, models, arguments.name)


def _import(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        models = asked.services.models
        name = models.take_in(Path(arguments.folder).expanduser(), arguments.name)
        return _said(arguments, models, name)


def _measure(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        asked.services.models.measure(arguments.name)
        return _said(arguments, asked.services.models, arguments.name)


def _use(arguments: Arguments) -> int:
    name = None if arguments.later and arguments.name == "none" else arguments.name
    with opened(arguments) as asked:
        asked.services.models.use(name, later=arguments.later)
    when = "for second hearings at night" if arguments.later else "from the next call on"
    answer(arguments, {"used": name, "later": arguments.later}, lambda: tell(f"{name or 'None'}: {when}."))
    return DONE


def _remove(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        asked.services.models.remove(arguments.name)
    answer(arguments, {"removed": arguments.name}, lambda: tell("Removed from this computer."))
    return DONE


def _differences(arguments: Arguments) -> int:
    if (arguments.take or arguments.leave) and not arguments.call:
        raise UsedWrongly("--take and --leave need a CALL", hint="See which there are: tenth differences.")
    with opened(arguments) as asked:
        again = asked.services.again
        if arguments.now:
            tell(f"{again.hear()} heard again.")
        if arguments.leave:
            again.leave(SourceId(arguments.call))
        elif arguments.take:
            turns = None if arguments.take == ["all"] else arguments.take
            if again.take(SourceId(arguments.call), turns):
                asked.services.process.all()
                tell("Taken over; the drafts are made anew.")
            else:
                tell("Taken over; drafts and entries stay as they are.")
        offered = [each for each in again.offered() if arguments.call in (None, each.source_id)]
    answer(arguments, {"calls": [_offered(each) for each in offered]}, lambda: _print_differences(offered))
    return DONE


def _said(arguments: Arguments, models: Models, name: str) -> int:
    line = next(each for each in models.look().models if each.name == name)
    answer(arguments, _line(line), lambda: tell(f"{name} is here. {line.expect}"))
    return DONE


class _Progress:
    """Says how far a download is, every few percent."""

    def __init__(self, whole: int) -> None:
        self._whole, self._told = whole, -STEP

    def __call__(self, done: int) -> None:
        percent = done * 100 // self._whole
        if percent >= self._told + STEP:
            self._told = percent
            tell(f"{percent} % of {in_megabytes(self._whole)}")


def _shelf(shelf: Shelf) -> Shape:
    computer = shelf.computer
    return {
        "models": [_line(line) for line in shelf.models],
        "used": shelf.live,
        "later": shelf.later,
        "suggested": shelf.suggested,
        "suggested_later": shelf.suggested_later,
        "computer": {"memory": computer.memory_bytes, "cores": computer.cores, "cuda": computer.cuda},
    }


def _line(line: ModelLine) -> Shape:
    return {
        "name": line.name,
        "bytes": line.bytes,
        "memory_mb": line.offered.memory_mb if line.offered else None,
        "errors": list(line.offered.errors) if line.offered else [],
        "fit": line.fit,
        "expect": line.expect,
        "here": line.here,
        "come": line.come,
    }


def _print(shelf: Shelf) -> None:
    table = a_table("model", "size", "memory", "words wrong", "good for", "a minute of a call takes")
    for line in shelf.models:
        marks = [m for m, of in (("used", shelf.live), ("at night", shelf.later)) if line.name == of]
        here = ", ".join(marks) or ("here" if line.here else "")
        name = f"{line.name} ({here})" if here else line.name
        known = line.offered
        table.add_row(
            name, in_megabytes(line.bytes), in_megabytes(known.memory_mb * 10**6) if known else "",
            f"{known.errors[0]:.0f} %" if known else "", GOOD_FOR[line.fit] if line.fit else "", _takes(line),
        )  # fmt: skip
    console().print(table)
    if shelf.live is None and shelf.suggested:
        tell(f"For this computer: tenth models download {shelf.suggested}")


def _takes(line: ModelLine) -> str:
    if line.measured is not None:
        return f"{line.measured.seconds:.0f} s (measured)"
    return f"about {line.estimated_seconds:.0f} s (estimate)" if line.estimated_seconds else ""


def _offered(each: Offered) -> Shape:
    return {
        "call": each.source_id,
        "model": each.hearing.model,
        "failure": each.hearing.failure.code if each.hearing.failure else None,
        "differences": [
            {
                "turn": d.turn,
                "start": d.start_ms,
                "speaker": d.speaker,
                "kind": d.kind,
                "was": " ".join(run.was for run in d.runs if run.was),
                "now": d.now,
            }
            for d in each.differences
        ],
    }


def _print_differences(offered: list[Offered]) -> None:
    if not offered:
        tell("No call was heard a second time.")
    for each in offered:
        if each.hearing.failure:
            print(f"{each.source_id}: {each.hearing.failure.message} {each.hearing.failure.hint}")
            continue
        print(f"{each.source_id}: {len(each.differences)} turns were heard otherwise by {each.hearing.model}")
        for d in each.differences:
            changes = "; ".join(f"“{r.was}” → “{r.now}”" for r in d.runs if not r.same)
            print(f"  {d.turn:<10} {clock(d.start_ms):>7}  {d.kind:<6}  {changes}")
