"""`tenth take-in`, `entries`, `confirm`, `discard` and `export`: from a file to a confirmed entry, at the terminal."""

from __future__ import annotations

import argparse
from pathlib import Path

from agent.cli import shapes
from agent.cli.asked import DONE, Arguments, answer, context_of, context_options, opened, tell
from agent.cli.tables import print_entries
from agent.domain.entry import EntryStatus
from agent.domain.ids import EntryId
from agent.errors import TenthError
from agent.paths import write_private
from agent.workflow.reviewing import Change


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    take_in = verbs.add_parser("take-in", parents=[common], help="take in a call, e-mail or document")
    take_in.add_argument("file", metavar="FILE")
    take_in.add_argument("--matter", metavar="DISPLAY_NUMBER", help="when you already know the matter")
    context_options(take_in)
    take_in.set_defaults(run=_take_in)
    entries = verbs.add_parser("entries", parents=[common], help="list entries")
    entries.add_argument("--status", choices=[status.value for status in EntryStatus])
    entries.set_defaults(run=_entries)
    confirm = verbs.add_parser("confirm", parents=[common], help="make a draft your own, ready to push")
    confirm.add_argument("entry", metavar="ENTRY")
    confirm.add_argument("--matter", metavar="DISPLAY_NUMBER")
    confirm.add_argument("--units", type=int, metavar="N")
    confirm.add_argument("--narrative", metavar="TEXT")
    confirm.add_argument(
        "--although-closed", action="store_true", help="with --matter: the matter may be closed"
    )
    confirm.add_argument("--without-matter", action="store_true", help="push the entry without a matter")
    confirm.set_defaults(run=_confirm)
    discard = verbs.add_parser("discard", parents=[common], help="say that an entry is not to be billed")
    discard.add_argument("entry", metavar="ENTRY")
    discard.set_defaults(run=_discard)
    export = verbs.add_parser("export", parents=[common], help="write confirmed entries to a file")
    export.add_argument(
        "--target", required=True, metavar="TARGET", help="clio-csv, clio-lexunits, actionstep, ..."
    )
    export.add_argument("--out", required=True, metavar="FILE", help="ends in .csv or .xlsx")
    export.set_defaults(run=_export)


def _take_in(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        services = asked.services
        if arguments.matter:
            services.mirror.numbered(arguments.matter)  # a wrong number is said before anything is read
        source_id = services.take_in.file(Path(arguments.file), context_of(arguments))
        services.process.all(lambda what, done: tell(f"{what} {done // 1000} s") if done else None)
        view = services.review.source_view(source_id)
        if failure := view.kept.failure:
            raise _Failed(failure.message, code=failure.code, hint=failure.hint)
        found: dict[str, object] = {"source": source_id, "entries": [e.id for e in view.entries]}
        answer(arguments, found, lambda: print_entries(view.entries, view.pushes))
    return DONE


def _entries(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        review = asked.services.review
        found = review.entries(EntryStatus(arguments.status) if arguments.status else None)
        pushes = review.pushes()
        answer(arguments, shapes.entries(found, pushes), lambda: print_entries(found, pushes))
    return DONE


def _confirm(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        services, entry_id = asked.services, EntryId(arguments.entry)
        matter = services.mirror.numbered(arguments.matter) if arguments.matter else None
        change = Change(
            narrative=arguments.narrative, units=arguments.units, matter_id=matter.id if matter else None,
            on_closed=arguments.although_closed, no_matter=arguments.without_matter,
        )  # fmt: skip
        if change != Change():
            services.review.revise(entry_id, None, change)
        entry = services.review.confirm(entry_id, None)
        answer(arguments, shapes.entry(entry, None), lambda: tell(f"Confirmed {entry.id}."))
    return DONE


def _discard(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        entry = asked.services.review.discard(EntryId(arguments.entry), None)
        answer(arguments, shapes.entry(entry, None), lambda: tell(f"Discarded {entry.id}."))
    return DONE


def _export(arguments: Arguments) -> int:
    out = Path(arguments.out)
    with opened(arguments) as asked:
        form = out.suffix.removeprefix(".").lower() or "csv"
        file = asked.services.export.write(arguments.target, form, lambda data: _save(out, data))
        receipt = shapes.receipt(file.receipt, out)
        write_private(out.with_name(f"{out.name}.receipt.json"), shapes.text(receipt))
        answer(arguments, receipt, lambda: tell(f"Wrote {len(file.receipt.entries)} entries to {out.name}."))
    return DONE


def _save(out: Path, data: bytes) -> None:
    try:
        out.write_bytes(data)
    except OSError as error:
        raise NotSaved("the file could not be written") from error


class NotSaved(TenthError):
    """The disk did not take a file; the entries stay confirmed."""

    code = "not_saved"
    hint = "Check the folder and the free space, then export again."


class _Failed(TenthError):
    """A step of processing that did not work, told as it was kept."""

    def __init__(self, message: str, *, code: str, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.code = code
