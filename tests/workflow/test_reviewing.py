"""agent/workflow/reviewing.py: every change can be taken back, and nobody edits what is on its way."""

from __future__ import annotations

import pytest

from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.ids import EntryId, MatterId, PassageId
from agent.domain.matter import MatterStatus
from agent.domain.push import Outgoing, Posted
from agent.domain.revision import Revision
from agent.domain.source import Stage
from agent.errors import NotAllowedNow, NotFound
from agent.store.errors import VersionConflict
from tests.builders import a_matter, a_push
from tests.workflow.conftest import Office


def test_an_edit_and_its_undo(office: Office, draft: TimeEntry) -> None:
    edited = office.review.revise(draft.id, draft.version, Revision(narrative="Attending on lease", units=3))
    assert (edited.narrative, edited.units) == ("Attending on lease", 3)
    (back,) = office.review.undo()
    assert (back.narrative, back.units) == (draft.narrative, draft.units)
    assert back.version > edited.version, "an undo is a change like any other"
    with pytest.raises(NotAllowedNow):
        office.review.undo()


def test_an_edit_of_an_old_version_is_refused(office: Office, draft: TimeEntry) -> None:
    office.review.revise(draft.id, draft.version, Revision(units=2))
    with pytest.raises(VersionConflict):
        office.review.revise(draft.id, draft.version, Revision(units=9))


def test_a_split_can_be_taken_back(office: Office, draft: TimeEntry) -> None:
    first, second = office.review.split(draft.id, None, PassageId("s2"))
    assert (first.passages, second.passages) == (("s1",), ("s2", "s3"))
    office.review.undo()
    assert office.store.entries.get(draft.id).passages == draft.passages
    assert office.store.entries.get(second.id).status is EntryStatus.DISCARDED


def test_a_merge_can_be_taken_back(office: Office, draft: TimeEntry) -> None:
    first, second = office.review.split(draft.id, None, PassageId("s2"))
    joined, gone = office.review.merge(first.id, first.version, second.id)
    assert joined.passages == draft.passages
    assert gone.status is EntryStatus.DISCARDED
    office.review.undo()
    assert office.store.entries.get(second.id).status is EntryStatus.DRAFT


def test_a_source_is_reviewed_when_no_draft_is_left(office: Office, draft: TimeEntry) -> None:
    office.review.confirm(draft.id, draft.version)
    assert office.store.sources.get(draft.source_id).source.stage is Stage.REVIEWED
    office.review.reopen(draft.id, None)
    assert office.store.sources.get(draft.source_id).source.stage is Stage.SUGGESTED


def test_a_whole_source_is_discarded_as_one_change(office: Office, draft: TimeEntry) -> None:
    office.review.split(draft.id, None, PassageId("s2"))
    assert len(office.review.discard_source(draft.source_id)) == 2
    assert len(office.review.undo()) == 2


def test_a_closed_or_unknown_matter_is_not_chosen(office: Office, draft: TimeEntry) -> None:
    office.store.matters.keep([a_matter(9, status=MatterStatus.CLOSED)])
    with pytest.raises(NotAllowedNow):
        office.review.revise(draft.id, None, Revision(matter_id=MatterId(9)))
    with pytest.raises(NotFound):
        office.review.revise(draft.id, None, Revision(matter_id=MatterId(404)))


def test_an_entry_on_its_way_is_nobodys_to_change(office: Office, draft: TimeEntry) -> None:
    office.review.confirm(draft.id, draft.version)
    office.store.ledger.open(a_push(entry_id=draft.id))
    for change in (office.review.reopen, office.review.discard):
        with pytest.raises(NotAllowedNow):
            change(draft.id, None)


def test_the_overview_shows_every_source_with_its_entries(office: Office, draft: TimeEntry) -> None:
    overview = office.review.overview()
    assert [[e.id for e in view.entries] for view in overview.sources] == [[draft.id]]
    assert overview.counts[EntryStatus.DRAFT] == 1
    assert overview.version == office.review.revision()
    assert office.review.entries(EntryStatus.CONFIRMED) == []
    assert office.review.source_view(draft.source_id).entries[0].id == EntryId(draft.id)


def test_an_undo_takes_nothing_back_from_clio_that_was_changed_while_others_were_sent(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stack of changes is emptied when a push begins; this change comes after that, and leaves with its entry."""
    entries = []
    for text in ("one", "two"):
        draft = office.draft(text)
        entries.append(office.review.confirm(draft.id, draft.version))
    create = office.practice.create

    def meanwhile(sent: Outgoing) -> Posted:
        monkeypatch.setattr(office.practice, "create", create)
        waiting = next(e for e in entries if office.store.ledger.of_entry(e.id) is None)
        office.review.reopen(waiting.id, None)
        office.review.confirm(waiting.id, None)
        return create(sent)

    monkeypatch.setattr(office.practice, "create", meanwhile)
    office.push.push()
    assert len(office.practice.held) == 2
    for _ in range(2):
        with pytest.raises(NotAllowedNow):
            office.review.undo()
    assert {office.store.entries.get(e.id).status for e in entries} == {EntryStatus.PUSHED}
