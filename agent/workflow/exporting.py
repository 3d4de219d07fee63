"""Exporting: confirmed entries to a file for another system. An entry is in one place only: pushed, exported, or here."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.export import ExportRow, Receipt
from agent.domain.firm import Member
from agent.domain.ids import EntryId, ExportId
from agent.domain.push import Outcome
from agent.errors import NotReady
from agent.workflow.desk import Desk

Writer = Callable[[str, str, Sequence[ExportRow]], bytes]
"""Writes rows for a target in a form (csv, xlsx). Raises ExportError for a row that may not be written so."""

Save = Callable[[bytes], contextlib.AbstractContextManager[object]]
"""Puts the bytes on the disk, and makes them the file once the entries have moved: a kill between leaves no file that could be
imported while its entries may still be exported or pushed."""


@dataclass(frozen=True, slots=True)
class ExportTarget:
    """One system a file can be written for."""

    id: str
    title: str
    formats: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file as it will stand on disk, and its receipt."""

    name: str
    data: bytes = field(repr=False)
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Exporting:
    """Writes files from the table of targets."""

    desk: Desk
    writer: Writer
    known_targets: tuple[ExportTarget, ...]

    def targets(self) -> tuple[ExportTarget, ...]:
        """Return the systems a file can be written for."""
        return self.known_targets

    def write(self, target: str, form: str, save: Save = contextlib.nullcontext) -> ExportFile:
        """Write all confirmed entries for a target. `save` puts the bytes where they belong."""
        store = self.desk.store
        with (
            self.desk.only_one("push"),
            contextlib.ExitStack() as file,  # is whole once the entries have moved
            store.transaction(),  # nobody changes an entry between its row and its mark
        ):
            entries = [e for e in store.entries.all(EntryStatus.CONFIRMED) if not self._is_there(e)]
            if not entries:
                raise NotReady(
                    "there is no confirmed entry to export",
                    hint="Confirm entries first. `tenth export --again` writes the last file once more.",
                )
            data = self._file(target, form, entries)
            receipt = Receipt(
                id=ExportId(self.desk.new_id()), target=target, file_name=f"tenth-{target}-{self.desk.today()}.{form}",
                sha256=hashlib.sha256(data).hexdigest(), entries=tuple(e.id for e in entries), written_at=self.desk.now(),
            )  # fmt: skip
            file.enter_context(save(data))
            store.ledger.keep_receipt(receipt)
            store.entries.forget_changes()
            for entry in entries:
                store.entries.change(entry.exported(), was=entry.version)
        return ExportFile(receipt.file_name, data, receipt)

    def again(self, target: str, form: str, save: Save = contextlib.nullcontext) -> ExportFile:
        """Write the last file of a target and form once more, for where it was lost: the same entries, and no other."""
        store = self.desk.store
        of_target = [r for r in store.ledger.receipts() if r.target == target]
        receipt = next((r for r in reversed(of_target) if PurePath(r.file_name).suffix == f".{form}"), None)
        if receipt is None:
            raise NotReady(
                "no such file was written here", hint="Give the target and form of the file that was lost."
            )
        data = self._file(target, form, [store.entries.get(id) for id in receipt.entries])
        with save(data):
            return ExportFile(
                receipt.file_name, data, replace(receipt, sha256=hashlib.sha256(data).hexdigest())
            )

    def _file(self, target: str, form: str, entries: Sequence[TimeEntry]) -> bytes:
        return self.writer(target, form, [self._row(entry) for entry in entries])

    def _is_there(self, entry: TimeEntry) -> bool:
        """Whether the practice system has an entry, or may have it."""
        push = self.desk.store.ledger.of_entry(EntryId(entry.id))
        return push is not None and (push.is_open or push.outcome is Outcome.CREATED)

    def _row(self, entry: TimeEntry) -> ExportRow:
        store, who = self.desk.store, self.desk.store.home.timekeeper
        matter = None if entry.matter_id is None else store.matters.get(entry.matter_id)
        category = next((c.name for c in store.matters.categories() if c.id == entry.category_id), None)
        earner = self._earner(entry)
        own = who if entry.earner_id is None else None
        name = own.name if own else earner.name if earner else entry.timekeeper
        initials = earner.initials if earner else ""
        return ExportRow(
            entry_id=entry.id, date=entry.date, units=entry.units or 0, unit=entry.unit, matter=entry.matter or "",
            client_name=matter.client_name if matter else "", narrative=entry.narrative, activity_code=entry.activity,
            category=category, user_name=name,
            user_email=own.email if own else earner.email if earner else None,
            user_initials=initials or "".join(word[0] for word in name.split()) or None, billable=entry.billable,
            rate=entry.rate if entry.rate_why else None,
            matter_id=entry.matter_id,
        )  # fmt: skip

    def _earner(self, entry: TimeEntry) -> Member | None:
        """Return whose time it is, as the firm knows them: who is signed in, unless the lawyer gave it to somebody else."""
        who = self.desk.store.home.timekeeper
        whose = entry.earner_id or (who and who.id)
        return next((member for member in self.desk.store.users() if member.id == whose), None)
