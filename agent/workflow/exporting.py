"""Exporting: confirmed entries to a file for another system. An entry is in one place only: pushed, exported, or here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.export import ExportRow, Receipt
from agent.domain.ids import EntryId, ExportId
from agent.errors import NotReady
from agent.workflow.desk import Desk

Writer = Callable[[str, str, Sequence[ExportRow]], bytes]
"""Writes rows for a target in a form (csv, xlsx). Raises ExportError for a row that may not be written so."""


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

    def write(self, target: str, form: str, save: Callable[[bytes], None] = lambda _data: None) -> ExportFile:
        """Write all confirmed entries for a target. `save` puts the bytes where they belong before the entries move."""
        store = self.desk.store
        with self.desk.only_one("push"):
            entries = [e for e in store.entries.all(EntryStatus.CONFIRMED) if not self._is_open(e)]
            if not entries:
                raise NotReady("there is no confirmed entry to export", hint="Confirm entries first.")
            data = self.writer(target, form, [self._row(entry) for entry in entries])
            receipt = Receipt(
                id=ExportId(self.desk.new_id()), target=target, file_name=f"tenth-{target}-{self.desk.today()}.{form}",
                sha256=hashlib.sha256(data).hexdigest(), entries=tuple(e.id for e in entries), written_at=self.desk.now(),
            )  # fmt: skip
            save(data)
            with store.transaction():
                store.ledger.keep_receipt(receipt)
                store.entries.forget_changes()
                for entry in entries:
                    store.entries.change(entry.exported(), was=entry.version)
            return ExportFile(receipt.file_name, data, receipt)

    def _is_open(self, entry: TimeEntry) -> bool:
        push = self.desk.store.ledger.of_entry(EntryId(entry.id))
        return push is not None and push.is_open

    def _row(self, entry: TimeEntry) -> ExportRow:
        who = self.desk.store.home.timekeeper
        matter = None if entry.matter_id is None else self.desk.store.matters.get(entry.matter_id)
        category = next(
            (c.name for c in self.desk.store.matters.categories() if c.id == entry.category_id), None
        )
        name = who.name if who else entry.timekeeper
        return ExportRow(
            entry_id=entry.id, date=entry.date, units=entry.units or 0, unit=entry.unit, matter=entry.matter or "",
            client_name=matter.client_name if matter else "", narrative=entry.narrative, activity_code=entry.activity,
            category=category, user_name=name, user_email=who.email if who else None,
            user_initials="".join(word[0] for word in name.split()) or None, billable=entry.billable,
            rate=entry.rate if entry.rate_why else None,
            matter_id=entry.matter_id,
        )  # fmt: skip
