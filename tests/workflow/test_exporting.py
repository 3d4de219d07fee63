"""agent/workflow/exporting.py: an entry is in one place only, and every file has its receipt."""

from __future__ import annotations

import hashlib
from decimal import Decimal

import pytest

from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.revision import Revision
from agent.domain.source import Context
from agent.errors import NotReady
from agent.export.errors import RowRefused
from agent.export.writing import write_rows
from agent.workflow.exporting import Exporting
from tests.builders import a_push
from tests.workflow.conftest import Office


@pytest.fixture
def exporting(office: Office) -> Exporting:
    """The verb with the real writer."""
    return Exporting(office.desk, write_rows, ())


@pytest.fixture
def confirmed(office: Office) -> TimeEntry:
    """One confirmed entry."""
    source_id = office.take_in.data(b"one\ntwo\nthree", "call.vtt", Context())
    office.process.all()
    draft = office.store.entries.of_source(source_id)[0]
    return office.review.confirm(draft.id, draft.version)


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
    def full_disk(_data: bytes) -> None:
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


def test_a_rate_that_the_lawyer_set_stands_in_the_file_and_no_other_does(
    office: Office, exporting: Exporting, confirmed: TimeEntry
) -> None:
    office.review.reopen(confirmed.id, None)
    office.review.revise(confirmed.id, None, Revision(rate=Decimal("412.50"), rate_why="agreed"))
    office.review.confirm(confirmed.id, None)
    assert b"412.50" in exporting.write("generic", "csv").data
