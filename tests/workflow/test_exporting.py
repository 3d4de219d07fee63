"""agent/workflow/exporting.py: an entry is in one place only, and every file has its receipt."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import os
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from agent import wiring
from agent.domain.charging import Charge
from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.export import ExportRow, Receipt
from agent.domain.firm import Member
from agent.domain.ids import TimekeeperId
from agent.domain.revision import Revision
from agent.domain.source import Context
from agent.errors import NotAllowedNow, NotReady
from agent.export.errors import RowRefused
from agent.export.writing import write_rows
from agent.paths import staged_private
from agent.workflow.exporting import Exporting, Save
from tests.builders import a_push
from tests.workflow.conftest import Office

PRIYA = Member(TimekeeperId(801), "Priya Nair", initials="PXN", email="priya@kestrel.example")


@pytest.fixture
def exporting(office: Office) -> Exporting:
    """The verb with the real writer and the real targets."""
    return wiring.exporting(office.desk)


def test_a_file_takes_the_confirmed_entries_with_it(
    office: Office, exporting: Exporting, confirmed: TimeEntry
) -> None:
    file = exporting.write("generic", "csv")
    assert confirmed.narrative.encode() in file.data
    assert file.receipt.entries == (confirmed.id,)
    assert file.receipt.sha256 == hashlib.sha256(file.data).hexdigest()
    assert office.store.ledger.receipts() == [file.receipt]
    assert office.store.entries.get(confirmed.id).status is EntryStatus.EXPORTED


def test_an_exported_entry_is_neither_exported_nor_pushed_again(
    office: Office, exporting: Exporting, confirmed: TimeEntry
) -> None:
    exporting.write("generic", "csv")
    with pytest.raises(NotReady):
        exporting.write("generic", "csv")
    with pytest.raises(NotReady):
        office.push.push([confirmed.id])
    assert office.practice.held == []


def test_a_draft_is_not_in_the_file(office: Office, exporting: Exporting, confirmed: TimeEntry) -> None:
    office.review.reopen(confirmed.id, None)
    with pytest.raises(NotReady):
        exporting.write("generic", "csv")


def test_an_entry_that_may_already_be_in_clio_is_not_exported(
    office: Office, exporting: Exporting, confirmed: TimeEntry
) -> None:
    office.store.ledger.open(a_push(entry_id=confirmed.id))
    with pytest.raises(NotReady):
        exporting.write("generic", "csv")


def test_when_the_file_cannot_be_written_the_entries_stay(
    office: Office, exporting: Exporting, confirmed: TimeEntry
) -> None:
    def full_disk(_data: bytes) -> contextlib.AbstractContextManager[None]:
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011  # any failure to save
        exporting.write("generic", "csv", full_disk)
    assert office.store.entries.get(confirmed.id).status is EntryStatus.CONFIRMED
    assert office.store.ledger.receipts() == []


def test_one_refused_row_writes_nothing(office: Office, exporting: Exporting, confirmed: TimeEntry) -> None:
    office.review.revise(confirmed.id, None, Revision(narrative="=cmd()"))
    office.review.confirm(confirmed.id, None)
    with pytest.raises(RowRefused):
        exporting.write("generic", "csv")
    assert office.store.entries.get(confirmed.id).status is EntryStatus.CONFIRMED


def test_what_a_file_cannot_say_stays_here_and_the_rest_goes(
    office: Office, exporting: Exporting, confirmed: TimeEntry
) -> None:
    """The control is a system whose file has a column for it."""
    office.take_in.data(b"four\nfive", "second.vtt", Context())
    office.process.all()
    (free,) = office.store.entries.all(EntryStatus.DRAFT)
    office.review.revise(free.id, None, Revision(charge=Charge.NOT_BILLABLE))
    office.review.confirm(free.id, None)
    file = exporting.write("leap", "csv")
    assert (file.receipt.entries, file.left_out) == ((confirmed.id,), (free.id,))
    assert office.store.entries.get(free.id).status is EntryStatus.CONFIRMED
    with pytest.raises(NotReady, match="not billable"):
        exporting.write("leap", "csv")
    assert exporting.write("generic", "csv").receipt.entries == (free.id,)


def test_a_rate_that_the_lawyer_set_stands_in_the_file_and_no_other_does(
    office: Office, exporting: Exporting, confirmed: TimeEntry
) -> None:
    office.review.reopen(confirmed.id, None)
    office.review.revise(confirmed.id, None, Revision(rate=Decimal("412.50"), rate_why="agreed"))
    office.review.confirm(confirmed.id, None)
    assert b"412.50" in exporting.write("generic", "csv").data


def test_a_colleagues_time_is_exported_in_the_colleagues_name(
    office: Office, exporting: Exporting, confirmed: TimeEntry
) -> None:
    """The control is the entry that is the lawyer's own."""
    office.store.firm.keep_members([PRIYA])
    assert b"Ruth Calder" in exporting.write("generic", "csv").data
    source_id = office.take_in.data(b"four\nfive", "second.vtt", Context())
    office.process.all()
    (draft,) = office.store.entries.of_source(source_id)
    (theirs,) = office.whose.choose([(draft.id, draft.version)], PRIYA.id)
    office.review.confirm(theirs.id, theirs.version)
    (row,) = csv.DictReader(io.StringIO(exporting.write("leap", "csv").data.decode("utf-8-sig")))
    assert row["FeeEarner"] == "PXN"


class Killed(BaseException):
    """The process ends here, and no handler runs."""


def _interrupted(office: Office, exporting: Exporting, save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(_receipt: Receipt) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(office.store.ledger, "keep_receipt", dies)
        with pytest.raises(Killed):
            exporting.write("generic", "csv", save)


def test_a_kill_before_the_entries_moved_leaves_no_file_that_could_be_imported(
    office: Office,
    exporting: Exporting,
    confirmed: TimeEntry,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "time.csv"
    _interrupted(office, exporting, lambda data: staged_private(out, data), monkeypatch)
    assert not out.exists()
    assert office.store.entries.get(confirmed.id).status is EntryStatus.CONFIRMED
    exporting.write("generic", "csv", lambda data: staged_private(out, data))
    assert confirmed.narrative in out.read_text()
    assert out.stat().st_mode & 0o077 == 0 or os.name == "nt"


def test_a_file_written_at_once_would_be_billed_beside_its_entries(
    office: Office,
    exporting: Exporting,
    confirmed: TimeEntry,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control."""
    out = tmp_path / "time.csv"
    _interrupted(office, exporting, lambda data: contextlib.nullcontext(out.write_bytes(data)), monkeypatch)
    assert out.exists()
    assert office.store.entries.get(confirmed.id).status is EntryStatus.CONFIRMED


def test_a_lost_file_is_written_once_more_and_holds_no_other_entry(
    office: Office, exporting: Exporting, confirmed: TimeEntry
) -> None:
    first = exporting.write("generic", "csv")
    office.take_in.data(b"four\nfive", "second.vtt", Context())
    office.process.all()
    for draft in office.store.entries.all(EntryStatus.DRAFT):
        office.review.confirm(draft.id, draft.version)
    again = exporting.again("generic", "csv")
    assert (again.data, again.receipt.entries) == (first.data, first.receipt.entries)
    assert office.store.ledger.receipts() == [first.receipt]
    with pytest.raises(NotReady):
        exporting.again("leap", "csv")


def test_an_entry_that_is_changed_while_the_file_is_written_waits_until_it_is_exported(
    office: Office, confirmed: TimeEntry
) -> None:
    """Else the file would be there without its mark, and the next one would have all of it again."""
    other: list[threading.Thread] = []

    def beside(target: str, form: str, rows: Sequence[ExportRow]) -> bytes:
        other.append(threading.Thread(target=reopened, args=(office, confirmed)))
        other[0].start()
        other[0].join(0.5)
        return write_rows(target, form, rows)

    file = Exporting(office.desk, beside, ()).write("generic", "csv")
    other[0].join()
    assert office.store.ledger.receipts() == [file.receipt]
    assert office.store.entries.get(confirmed.id).status is EntryStatus.EXPORTED


def reopened(office: Office, entry: TimeEntry) -> None:
    with suppress(NotAllowedNow):
        office.review.reopen(entry.id, None)


def test_what_the_practice_system_holds_is_in_no_file_whatever_the_entry_says(
    office: Office, exporting: Exporting, confirmed: TimeEntry
) -> None:
    office.push.push()
    pushed = office.store.entries.get(confirmed.id)
    office.store.entries.change(
        replace(confirmed, version=pushed.version + 1), was=pushed.version
    )  # as a bug might
    with pytest.raises(NotReady):
        exporting.write("generic", "csv")
