"""agent/workflow/waiting.py: an entry waits for a matter that is still to be opened, and comes back when it is there."""

from __future__ import annotations

import pytest

from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.matter import MatterStatus
from agent.domain.source import Stage
from agent.domain.suggestion import MatterState
from agent.errors import NotReady
from agent.workflow.waiting import Waiting
from tests.builders import a_matter
from tests.workflow.conftest import Office


def test_a_waiting_entry_is_not_pushed_and_not_forgotten(office: Office, draft: TimeEntry) -> None:
    waits = Waiting(office.desk).wait(draft.id, draft.version, " 00003-Hale ")
    assert (waits.status, waits.waits_for, waits.matter_id) == (EntryStatus.WAITING, "00003-Hale", None)
    assert office.push.push() == []
    with pytest.raises(NotReady):
        office.review.confirm(draft.id, None)


def test_after_a_sync_its_matter_is_there_and_it_is_a_draft_again(office: Office, draft: TimeEntry) -> None:
    Waiting(office.desk).wait(draft.id, draft.version, "00003-Hale")
    office.mirror.sync()
    assert office.store.entries.get(draft.id).status is EntryStatus.WAITING
    office.practice.known = [a_matter(3)]
    office.mirror.sync()
    entry = office.store.entries.get(draft.id)
    assert (entry.status, entry.matter_id, entry.matter_state) == (EntryStatus.DRAFT, 3, MatterState.AUTO)
    assert entry.candidates[0].display_number == "00003-Hale"
    assert "matter_found" in entry.flags
    assert office.store.sources.get(draft.source_id).source.stage is Stage.SUGGESTED
    office.review.confirm(draft.id, None)


@pytest.mark.parametrize("known", [a_matter(30), a_matter(3, status=MatterStatus.CLOSED)])
def test_only_an_open_matter_of_exactly_that_number_will_do(
    office: Office, draft: TimeEntry, known: object
) -> None:
    Waiting(office.desk).wait(draft.id, draft.version, "00003-Hale")
    office.practice.known = [known]
    office.mirror.sync()
    assert office.store.entries.get(draft.id).status is EntryStatus.WAITING


def test_a_number_that_is_there_already_is_the_entrys_at_once(office: Office, draft: TimeEntry) -> None:
    found = Waiting(office.desk).wait(draft.id, draft.version, "00002-Hale")
    assert (found.status, found.matter_id) == (EntryStatus.DRAFT, 2)


def test_waiting_can_be_taken_back(office: Office, draft: TimeEntry) -> None:
    Waiting(office.desk).wait(draft.id, draft.version, "00003-Hale")
    office.review.undo()
    assert office.store.entries.get(draft.id).status is EntryStatus.DRAFT
    assert office.store.entries.get(draft.id).matter_id == draft.matter_id
