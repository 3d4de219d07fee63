"""`tenth take-in`, `entries`, `confirm`, `discard` and `export`: from a file to a confirmed entry, at the terminal."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path

from agent.cli import shapes
from agent.cli.asked import DONE, Arguments, amount, answer, context_of, context_options, opened, tell
from agent.cli.tables import print_entries
from agent.domain.charging import Charge
from agent.domain.entry import EntryStatus
from agent.domain.ids import EntryId
from agent.domain.revision import Revision
from agent.errors import TenthError
from agent.paths import staged_private, write_private
from agent.workflow.services import Services

AT_THE_TERMINAL = "units given at the terminal"


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    take_in = verbs.add_parser("take-in", parents=[common], help="take in a call, e-mail or document")
    take_in.add_argument("file", metavar="FILE")
    take_in.add_argument("--matter", metavar="DISPLAY_NUMBER", help="when you already know the matter")
    take_in.add_argument(
        "--memo", action="store_true", help="a sound file in which you alone dictate: your own note"
    )
    context_options(take_in)
    take_in.set_defaults(run=_take_in)
    entries = verbs.add_parser("entries", parents=[common], help="list entries")
    entries.add_argument("--status", choices=[status.value for status in EntryStatus])
    entries.add_argument(
        "--money", action="store_true", help="with --json: how each is charged, and the estimate"
    )
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
    confirm.add_argument("--charge", choices=[way.value for way in Charge], help="how it is charged")
    confirm.add_argument("--why", metavar="TEXT", help="why more is charged than was measured")
    confirm.add_argument("--rate", type=amount, metavar="AMOUNT", help="your own rate an hour, ex GST")
    confirm.add_argument("--rate-why", metavar="TEXT", help="why this rate")
    confirm.set_defaults(run=_confirm)
    discard = verbs.add_parser("discard", parents=[common], help="say that an entry is not to be billed")
    discard.add_argument("entry", metavar="ENTRY")
    discard.set_defaults(run=_discard)
    export = verbs.add_parser("export", parents=[common], help="write confirmed entries to a file")
    export.add_argument(
        "--target", required=True, metavar="TARGET", help="clio-csv, clio-lexunits, actionstep, ..."
    )
    export.add_argument("--out", required=True, metavar="FILE", help="ends in .csv or .xlsx")
    export.add_argument(
        "--again", action="store_true", help="the last file of this target once more, because it was lost"
    )
    export.set_defaults(run=_export)


def _take_in(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        services = asked.services
        if arguments.matter:
            services.mirror.numbered(arguments.matter)  # a wrong number is said before anything is read
        source_id = services.take_in.file(Path(arguments.file), context_of(arguments), memo=arguments.memo)
        services.process.all(lambda what, done: tell(f"{what} {done // 1000} s") if done else None)
        view = services.review.source_view(source_id)
        if failure := view.kept.failure:
            raise _Failed(failure.message, code=failure.code, hint=failure.hint)
        found: dict[str, object] = {
            "source": source_id,
            "entries": [e.id for e in view.entries],
            "words_by": [host for host in view.kept.words_by if host],
        }
        answer(arguments, found, lambda: print_entries(view.entries, view.pushes, services.rates.book()))
    return DONE


def _entries(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        review, book = asked.services.review, asked.services.rates.book()
        found = review.entries(EntryStatus(arguments.status) if arguments.status else None)
        pushes = review.pushes()
        shape = shapes.entries(found, pushes)
        if arguments.money:
            shape = {"entries": [shapes.entry(e, pushes.get(e.id)) | shapes.money(e, book) for e in found]}
        answer(arguments, shape, lambda: print_entries(found, pushes, book))
        for offer in asked.services.sharing.offers():
            tell(f"{offer.words} tenth join {' '.join(offer.entries)}")
    return DONE


def _confirm(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        services, entry_id = asked.services, EntryId(arguments.entry)
        matter = services.mirror.numbered(arguments.matter) if arguments.matter else None
        change = Revision(
            narrative=arguments.narrative, units=arguments.units, matter_id=matter.id if matter else None,
            on_closed=arguments.although_closed, no_matter=arguments.without_matter,
            charge=Charge(arguments.charge) if arguments.charge else None, rate=arguments.rate,
            rate_why=arguments.rate_why, raised_why=arguments.why or (AT_THE_TERMINAL if arguments.units else None),
        )  # fmt: skip
        if change != Revision():
            services.review.revise(entry_id, None, change)
        _charged_as_its_matter(services, entry_id)
        entry = services.review.confirm(entry_id, None)
        answer(arguments, shapes.entry(entry, None), lambda: tell(f"Confirmed {entry.id}."))
    return DONE


def _charged_as_its_matter(services: Services, entry_id: EntryId) -> None:
    """Where a matter's way of charging would be asked: who confirms at the terminal is told, and takes it."""
    entry, book = services.review.entry(entry_id), services.rates.book()
    of_matter = book.default(entry)
    if entry.charge is None and of_matter.asks:
        tell(f"{of_matter.why.capitalize()}: charged so from now on; --charge says otherwise.")
        services.review.revise(entry_id, None, Revision(charge=of_matter.charge))


def _discard(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        entry = asked.services.review.discard(EntryId(arguments.entry), None)
        answer(arguments, shapes.entry(entry, None), lambda: tell(f"Discarded {entry.id}."))
    return DONE


def _export(arguments: Arguments) -> int:
    out = Path(arguments.out)
    with opened(arguments) as asked:
        form = out.suffix.removeprefix(".").lower() or "csv"
        export = asked.services.export
        write, how = (export.again, "once more ") if arguments.again else (export.write, "")
        file = write(arguments.target, form, lambda data: _saving(out, data))
        receipt = shapes.receipt(file.receipt, out) | {"left_out": list(file.left_out)}
        try:
            write_private(out.with_name(f"{out.name}.receipt.json"), shapes.text(receipt))
        except OSError:  # the file stands and its entries have moved: that must not look like a failure
            tell("The receipt could not be written beside the file; Tenth keeps its own.")
        said = f"Wrote {len(file.receipt.entries)} entries {how}to {out.name}."
        if file.left_out:
            said += f" {len(file.left_out)} stay here: {CANNOT_SAY}"
        answer(arguments, receipt, lambda: tell(said))
    return DONE


@contextlib.contextmanager
def _saving(out: Path, data: bytes) -> Iterator[None]:
    """Save under the name asked for, for this user alone. A file that is there may hold entries that stand nowhere else."""
    try:
        if out.exists() and (out.is_dir() or out.stat().st_size):
            raise NotSaved(
                "there is a file of that name", hint="Give another name, or remove that file first."
            )
        with staged_private(out, data):
            yield
    except OSError as error:
        raise NotSaved("the file could not be written") from error


CANNOT_SAY = "that system's file cannot say that time is not billable, or has a rate of its own."


class NotSaved(TenthError):
    """The disk did not take a file; the entries stay confirmed."""

    code = "not_saved"
    hint = "Check the folder and the free space, then export again."


class _Failed(TenthError):
    """A step of processing that did not work, told as it was kept."""

    def __init__(self, message: str, *, code: str, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.code = code
