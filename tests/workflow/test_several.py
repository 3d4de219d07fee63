"""agent/workflow/several.py, finding.py and the moving of passages: many at once, taken back as one."""

from __future__ import annotations

import pytest

from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.ids import EntryId, MatterId, PassageId, passage_id
from agent.domain.matter import MatterStatus
from agent.domain.revision import Revision
from agent.domain.source import Context
from agent.domain.suggestion import MatterState, NotBilled, NotBilledWhy, Promise
from agent.errors import NotAllowedNow, NotReady
from agent.store.errors import VersionConflict
from agent.workflow.finding import Finding
from agent.workflow.several import Deed, Several
from tests.builders import a_matter, a_suggestion, an_extraction
from tests.workflow.conftest import Office


@pytest.fixture
def drafts(office: Office) -> list[TimeEntry]:
    """Three drafts of one call of six lines; the last one has no matter."""
    office.extractor.says = an_extraction(
        a_suggestion(passages=(passage_id(1), passage_id(2))),
        a_suggestion(passages=(passage_id(3), passage_id(4)), narrative="Perusing Nguyễn’s deed of easement"),
        a_suggestion(
            passages=(passage_id(6),), matter_state=MatterState.ABSTAIN, matter_id=None, matter=None
        ),
    )
    source_id = office.take_in.data(b"1\n2\n3\n4\n5\n6", "call.vtt", Context())
    office.process.all()
    return office.store.entries.of_source(source_id)


def seen(entries: list[TimeEntry]) -> list[tuple[EntryId, int]]:
    return [(e.id, e.version) for e in entries]


def test_all_that_can_be_confirmed_is_and_the_rest_is_left_with_its_reason(
    office: Office, drafts: list[TimeEntry]
) -> None:
    done, left = Several(office.desk).do(Deed.CONFIRM, seen(drafts))
    assert [e.status for e in done] == [EntryStatus.CONFIRMED] * 2
    assert [(one.entry, one.why) for one in left] == [(drafts[2].id, "Choose a matter first.")]
    assert len(office.review.undo()) == 2, "one undo takes all of it back"
    assert {e.status for e in office.store.entries.all()} == {EntryStatus.DRAFT}


def test_several_are_discarded_or_moved_as_one(office: Office, drafts: list[TimeEntry]) -> None:
    several = Several(office.desk)
    moved, left = several.do(Deed.MATTER, seen(drafts), MatterId(2))
    assert ({e.matter_id for e in moved}, left) == ({MatterId(2)}, [])
    several.do(Deed.DISCARD, seen(moved))
    office.review.undo()
    office.review.undo()
    assert [e.matter_id for e in office.store.entries.of_source(drafts[0].source_id)] == [1, 1, None]


def test_nothing_done_is_nothing_to_take_back(office: Office, drafts: list[TimeEntry]) -> None:
    done, left = Several(office.desk).do(Deed.CONFIRM, [(drafts[0].id, 99)])
    assert (done, [one.code for one in left]) == ([], ["version_conflict"])
    with pytest.raises(NotAllowedNow):
        office.review.undo()


def test_no_matter_or_a_closed_one_moves_nothing(office: Office, drafts: list[TimeEntry]) -> None:
    office.store.matters.keep([a_matter(9, status=MatterStatus.CLOSED)])
    for matter in (None, MatterId(9)):
        with pytest.raises(NotAllowedNow):
            Several(office.desk).do(Deed.MATTER, seen(drafts), matter)


def test_passages_change_hands_and_come_back(office: Office, drafts: list[TimeEntry]) -> None:
    first, second, _ = drafts
    changed = office.review.assign(
        first.source_id, frozenset({PassageId("s2")}), second.id, dict(seen([first, second]))
    )
    assert {e.id: e.passages for e in changed} == {first.id: ("s1",), second.id: ("s2", "s3", "s4")}
    assert len(office.review.undo()) == 2
    assert office.store.entries.get(second.id).passages == second.passages


def test_passages_that_another_window_moved_meanwhile_are_not_moved_blind(
    office: Office, drafts: list[TimeEntry]
) -> None:
    first, second, third = drafts
    for versions in ({first.id: 99, second.id: 1}, {second.id: second.version, third.id: third.version}):
        with pytest.raises(VersionConflict):
            office.review.assign(first.source_id, frozenset({PassageId("s2")}), second.id, versions)


def test_words_that_stop_an_entry_keep_it_from_being_confirmed(
    office: Office, drafts: list[TimeEntry]
) -> None:
    bad = office.review.revise(
        drafts[0].id, None, Revision(narrative="Reviewing transcript of the call with Hale")
    )
    with pytest.raises(NotReady) as refusal:
        office.review.confirm(bad.id, bad.version)
    assert "transcript of the call" in refusal.value.hint
    _, left = Several(office.desk).do(Deed.CONFIRM, seen([bad]))
    assert left[0].why == refusal.value.hint


def test_any_entry_is_found_by_matter_client_or_word_with_or_without_accents(
    office: Office, drafts: list[TimeEntry]
) -> None:
    finding = Finding(office.desk)
    assert [e.id for e in finding.entries("nguyen easement", 9)] == [drafts[1].id]
    assert [e.id for e in finding.entries("00001", 9)] == [drafts[0].id, drafts[1].id]
    assert {e.id for e in finding.entries("copper kettle", 9)} == {drafts[0].id, drafts[1].id}
    assert (finding.entries("zebra", 9), finding.entries(" ", 9)) == ([], [])
    office.review.discard(drafts[1].id, None)
    assert [e.id for e in finding.entries("easement", 9)] == [drafts[1].id], "what was put aside is found too"


def test_what_was_joined_into_another_entry_is_not_found_by_itself(
    office: Office, drafts: list[TimeEntry]
) -> None:
    office.review.merge(drafts[0].id, None, drafts[1].id)
    assert [e.id for e in Finding(office.desk).entries("easement", 9)] == [drafts[0].id]


def test_promises_are_kept_with_their_source(office: Office) -> None:
    promise = Promise("Draft the deed of easement", passage_id(1))
    found = an_extraction(a_suggestion())
    office.extractor.says = type(found)(
        found.suggestions, (NotBilled(passage_id(4), NotBilledWhy.HOLD),), "rules", (promise,)
    )
    source_id = office.take_in.data(b"1\n2\n3\n4", "call.vtt", Context())
    office.process.all()
    assert office.store.sources.get(source_id).promises == (promise,)
