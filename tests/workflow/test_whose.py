"""agent/workflow/whose.py and looking_first.py: whose time goes out, and what Clio shows first."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from agent.domain.already import There, Timer
from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.firm import Member
from agent.domain.ids import MatterId, RemoteId, SourceId, TimekeeperId
from agent.domain.matter import MatterStatus
from agent.domain.push import Outcome
from agent.domain.source import Context, Person, Stage
from agent.errors import NotAllowedNow, NotFound, OutcomeUnknown, Refused
from agent.store.errors import VersionConflict
from agent.workflow.looking_first import LookingFirst
from tests.builders import NOON, TODAY, a_matter, a_suggestion, a_timekeeper, an_extraction
from tests.workflow.conftest import Office
from tests.workflow.test_sending import confirmed_entry

TOM = Member(TimekeeperId(8), "Tom Okafor", position="Senior associate")
RUTH = a_timekeeper()


@pytest.fixture(autouse=True)
def firm(office: Office) -> None:
    office.store.firm.keep_members(
        [Member(RUTH.id, RUTH.name), TOM, Member(TimekeeperId(9), "Gone", is_active=False)]
    )


def call_with_tom(office: Office) -> SourceId:
    context = Context(participants=(Person("Tom Okafor"), Person("Marcus Hale")))
    source = office.take_in.data(b"one\ntwo\nthree", "call.vtt", context)
    office.process.all()
    return source


def confirmed_for_tom(office: Office, text: str = "one\ntwo\nthree") -> TimeEntry:
    entry = confirmed_entry(office, text)
    (given,) = office.whose.choose([(entry.id, entry.version)], TOM.id)
    return office.review.confirm(given.id, given.version)


def test_the_user_is_sent_with_every_entry_and_who_prepared_it_is_kept(office: Office) -> None:
    confirmed_entry(office)
    confirmed_for_tom(office, "another")
    pushes = office.push.push()
    assert {p.outcome for p in pushes} == {Outcome.CREATED}
    assert {posted.user_id for posted in office.practice.held} == {RUTH.id, TOM.id}
    assert {(p.sent.user_id, p.sent.prepared_by) for p in pushes} == {(RUTH.id, None), (TOM.id, RUTH.id)}


def test_another_user_in_clios_answer_is_flagged(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    confirmed_for_tom(office)
    create = office.practice.create
    monkeypatch.setattr(office.practice, "create", lambda sent: replace(create(sent), user_id=RUTH.id))
    (push,) = office.push.push()
    assert (push.outcome, push.code) == (Outcome.CREATED, "user_differs")


def test_clio_that_does_not_let_time_be_recorded_for_others_says_what_to_do(office: Office) -> None:
    confirmed_for_tom(office)
    refused = Refused("forbidden")
    refused.hidden = True
    office.practice.before = [refused]
    (push,) = office.push.push()
    assert (push.outcome, push.code, office.practice.held) == (Outcome.REFUSED, "earner_refused", [])


def test_a_lost_entry_for_somebody_else_is_looked_for_among_theirs(office: Office) -> None:
    confirmed_for_tom(office)
    office.practice.after = [OutcomeUnknown("cut off")]
    office.push.push()
    (settled,) = office.push.reconcile()
    assert (settled.outcome, len(office.practice.held)) == (Outcome.CREATED, 1)


def test_the_next_call_begins_with_who_is_signed_in(office: Office) -> None:
    confirmed_for_tom(office)
    office.take_in.data(b"four", "later.vtt", Context())
    office.process.all()
    (next_one,) = office.store.entries.all(EntryStatus.DRAFT)
    assert (next_one.earner_id, next_one.timekeeper) == (None, "Ruth Calder")


def test_a_choice_is_one_change_and_only_of_the_firms_people(office: Office) -> None:
    entry = confirmed_entry(office)
    with pytest.raises(NotFound):
        office.whose.choose([(entry.id, entry.version)], TimekeeperId(9))
    with pytest.raises(VersionConflict):
        office.whose.choose([(entry.id, entry.version - 1)], TOM.id)
    office.whose.choose([(entry.id, entry.version)], TOM.id)
    (back,) = office.review.undo()
    assert (back.earner_id, back.status) == (None, EntryStatus.CONFIRMED)


def test_a_colleague_is_offered_a_draft_and_none_is_made_unasked(office: Office) -> None:
    source = call_with_tom(office)
    assert office.whose.offered(source) == [TOM]
    assert len(office.store.entries.of_source(source)) == 1


def test_nobody_is_offered_a_draft_before_the_lawyers_own_are_there(office: Office) -> None:
    context = Context(participants=(Person("Tom Okafor"),))
    source = office.take_in.data(b"one\ntwo", "call.vtt", context)
    assert office.whose.offered(source) == []
    with pytest.raises(NotAllowedNow):
        office.whose.draft(source, TOM.id)
    office.process.all()
    assert len(office.store.entries.of_source(source)) == 1
    assert office.whose.offered(source) == [TOM]


def test_a_colleagues_draft_is_read_as_theirs_and_is_no_part_of_the_lawyers_day(office: Office) -> None:
    source = call_with_tom(office)
    own = office.days.day(TODAY).day.waiting_units
    office.extractor.says = an_extraction(a_suggestion(narrative="Attending conference with R Calder"))
    (draft,) = office.whose.draft(source, TOM.id)
    assert (draft.status, draft.earner_id, draft.narrative) == (
        EntryStatus.DRAFT, TOM.id, "Attending conference with R Calder",
    )  # fmt: skip
    assert office.extractor.read_as == "Tom Okafor"
    assert office.whose.offered(source) == []
    assert office.days.day(TODAY).day.waiting_units == own
    with pytest.raises(NotAllowedNow):
        office.whose.draft(source, TOM.id)
    office.review.undo()
    assert office.whose.offered(source) == [TOM]


def test_the_call_is_reviewed_again_once_a_draft_is_taken_back(office: Office) -> None:
    source = call_with_tom(office)
    (own,) = office.store.entries.of_source(source)
    office.review.confirm(own.id, own.version)
    office.whose.draft(source, TOM.id)
    assert office.store.sources.get(source).source.stage is Stage.SUGGESTED
    office.review.undo()
    assert office.store.sources.get(source).source.stage is Stage.REVIEWED


def test_entries_of_two_people_are_not_joined(office: Office) -> None:
    source = call_with_tom(office)
    (own,) = office.store.entries.of_source(source)
    (draft,) = office.whose.draft(source, TOM.id)
    with pytest.raises(NotAllowedNow):
        office.review.merge(own.id, own.version, draft.id)


# Looking first


def look(office: Office, *entries: TimeEntry) -> tuple[list[RemoteId], bool]:
    found = LookingFirst(office.desk, lambda: office.practice).look([e.id for e in entries])
    return [each.there.id for each in found.beside], found.timer is not None


def a_there(number: int, matter: int = 1) -> There:
    return There(RemoteId(number), TODAY, MatterId(matter), TOM.id, TOM.name, 1440, "Attending conference")


def test_what_a_colleague_recorded_on_the_matter_and_day_is_found_and_our_own_is_not(office: Office) -> None:
    office.practice.others = [a_there(5), a_there(6, matter=2)]
    entry = confirmed_entry(office)
    assert look(office, entry) == ([5], False)
    office.push.push()
    assert look(office, entry) == ([5], False)


def test_only_a_timer_on_a_matter_of_the_push_matters(office: Office) -> None:
    entry = confirmed_entry(office)
    office.practice.running = Timer(NOON, MatterId(2), "")
    assert look(office, entry) == ([], False)
    office.practice.running = Timer(NOON, MatterId(1), "")
    assert look(office, entry) == ([], True)


def test_many_matters_of_one_day_are_one_question(office: Office) -> None:
    office.store.matters.keep([a_matter(n, status=MatterStatus.OPEN) for n in range(1, 6)])
    entries = []
    for n in range(1, 6):
        office.extractor.says = an_extraction(a_suggestion(matter_id=MatterId(n)))
        entries.append(confirmed_entry(office, f"call {n}"))
    office.practice.others = [a_there(5, matter=4)]
    assert look(office, *entries) == ([5], False)
    assert office.practice.asked_already == [(None, TODAY, TODAY)]


def test_without_a_matter_nothing_is_asked(office: Office) -> None:
    entry = replace(confirmed_entry(office), matter_id=None, no_matter=True)
    office.store.entries.change(replace(entry, version=entry.version + 1), was=entry.version)
    assert look(office, entry) == ([], False)
    assert office.practice.asked_already == []


def test_a_look_sends_nothing(office: Office) -> None:
    look(office, confirmed_entry(office))
    assert (office.practice.held, office.store.ledger.unsettled()) == ([], [])


def test_of_several_alike_those_that_may_be_ours_are_shown_and_the_lawyer_decides(office: Office) -> None:
    entry = confirmed_entry(office)
    with pytest.raises(NotAllowedNow):
        office.push.alike(entry.id)
    office.practice.after = [OutcomeUnknown("cut off")]
    office.push.push()
    (first,) = office.practice.held
    office.practice.held += [
        replace(first, id=RemoteId(7)),
        replace(first, id=RemoteId(8), user_id=TOM.id),
        replace(first, id=RemoteId(9), created_at=NOON - dt.timedelta(days=1)),
    ]
    office.push.reconcile()
    assert {posted.id for posted in office.push.alike(entry.id)} == {first.id, RemoteId(7)}
    assert office.push.answer(entry.id, RemoteId(7)).remote_id == RemoteId(7)
    assert len(office.practice.held) == 4
