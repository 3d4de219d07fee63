"""agent/workflow/pushing.py: each entry reaches the practice system exactly once, or says why not."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.push import Outcome
from agent.domain.revision import Revision
from agent.domain.source import Context
from agent.errors import Busy, NotAllowedNow, NotReady, OutcomeUnknown, Refused, SignedOut, Unreachable
from agent.store.errors import StoreError
from tests.builders import a_posted, a_push
from tests.workflow.conftest import Office


def test_one_entry_makes_one_request_and_one_activity(office: Office, confirmed: TimeEntry) -> None:
    (push,) = office.push.push()
    assert push.outcome is Outcome.CREATED
    assert [(p.seconds, p.narrative) for p in office.practice.held] == [(360, confirmed.narrative)]
    assert office.store.entries.get(confirmed.id).status is EntryStatus.PUSHED
    assert office.practice.looks == 0


def test_pushing_again_sends_nothing(office: Office, confirmed: TimeEntry) -> None:
    first = office.push.push()
    assert office.push.push([confirmed.id]) == first
    assert office.push.push() == []
    assert len(office.practice.held) == 1


def test_a_draft_never_leaves(office: Office, confirmed: TimeEntry) -> None:
    office.review.reopen(confirmed.id, None)
    with pytest.raises(NotReady):
        office.push.push([confirmed.id])
    assert office.push.push() == []
    assert office.practice.held == []


@pytest.mark.parametrize("error", [Refused("no"), Busy("wait"), Unreachable("offline"), SignedOut("out")])
def test_what_certainly_did_not_arrive_can_be_sent_again(
    office: Office, confirmed: TimeEntry, error: Exception
) -> None:
    office.practice.before = [error]
    (push,) = office.push.push()
    assert push.outcome is Outcome.REFUSED
    assert push.hint
    assert office.store.entries.get(confirmed.id).status is EntryStatus.CONFIRMED
    (again,) = office.push.push()
    assert again.outcome is Outcome.CREATED
    assert len(office.practice.held) == 1


def test_a_lost_answer_is_settled_by_looking_and_adopted(office: Office, confirmed: TimeEntry) -> None:
    office.practice.after = [OutcomeUnknown("cut off")]
    (push,) = office.push.push()
    assert push.outcome is Outcome.UNKNOWN
    (settled,) = office.push.reconcile()
    assert (settled.outcome, settled.remote_id) == (Outcome.CREATED, office.practice.held[0].id)
    assert len(office.practice.held) == 1
    assert office.store.entries.get(confirmed.id).status is EntryStatus.PUSHED


def test_sending_again_blind_would_bill_twice(office: Office, confirmed: TimeEntry) -> None:
    """The control: without the look, the same lost answer makes two activities."""
    office.practice.after = [OutcomeUnknown("cut off")]
    (push,) = office.push.push()
    office.practice.create(push.sent)
    assert len(office.practice.held) == 2


def test_a_lost_question_is_sent_again_only_after_two_clean_looks(
    office: Office, confirmed: TimeEntry
) -> None:
    office.practice.before = [OutcomeUnknown("cut off")]
    office.push.push()
    (settled,) = office.push.reconcile()
    assert settled.outcome is Outcome.CREATED
    assert office.practice.looks == 3, "two clean ones, and one after sending again"
    assert office.waits == [75]
    assert len(office.practice.held) == 1


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_crash_between_row_and_answer_is_settled_at_the_next_start(
    office: Office, confirmed: TimeEntry, moment: str
) -> None:
    setattr(office.practice, moment, [KeyboardInterrupt()])
    with pytest.raises(KeyboardInterrupt):
        office.push.push()
    assert [p.outcome for p in office.store.ledger.unsettled()] == [None]
    with pytest.raises(NotAllowedNow):
        office.review.discard(confirmed.id, None)
    (settled,) = office.push.reconcile()
    assert settled.outcome is Outcome.CREATED
    assert len(office.practice.held) == 1


def test_several_alike_are_for_the_lawyer_and_nothing_is_sent(office: Office, confirmed: TimeEntry) -> None:
    office.practice.after = [OutcomeUnknown("cut off")]
    (push,) = office.push.push()
    office.practice.held.append(replace(office.practice.held[0], id=a_posted(5).id))
    (settled,) = office.push.reconcile()
    assert (settled.outcome, settled.code) == (Outcome.UNKNOWN, "several_alike")
    assert len(office.practice.held) == 2
    assert push.entry_id == settled.entry_id


def test_two_equal_entries_are_two_activities_even_when_an_answer_is_lost(
    office: Office, confirmed: TimeEntry
) -> None:
    office.take_in.data(b"another\ncall", "other.vtt", Context())
    office.process.all()
    twin = office.store.entries.all(EntryStatus.DRAFT)[0]
    office.review.confirm(twin.id, None)
    office.practice.after = [None, OutcomeUnknown("cut off")]
    office.push.push()
    office.push.reconcile()
    assert len(office.practice.held) == 2
    assert len(office.store.ledger.owned()) == 2


def test_two_panels_pressing_push_at_once_send_once(office: Office, confirmed: TimeEntry) -> None:
    threads = [threading.Thread(target=lambda: office.push.push([confirmed.id])) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(office.practice.held) == 1


def test_the_database_stops_a_second_push_when_the_lock_is_taken_away(
    office: Office, confirmed: TimeEntry
) -> None:
    office.store.ledger.open(a_push(entry_id=confirmed.id))
    with pytest.raises(StoreError):
        office.push._sending(patient=False).send(confirmed.id)
    assert office.practice.held == []


def test_an_entry_edited_meanwhile_is_not_sent_as_it_was(office: Office, confirmed: TimeEntry) -> None:
    office.review.revise(confirmed.id, None, Revision(narrative="other words"))
    push = office.push._sending(patient=False).send(confirmed.id)
    assert (push.outcome, push.code) == (Outcome.REFUSED, "changed_meanwhile")
    assert office.practice.held == []
    assert office.store.ledger.of_entry(confirmed.id) is None


def test_after_a_push_there_is_nothing_to_undo(office: Office, confirmed: TimeEntry) -> None:
    office.push.push()
    with pytest.raises(NotAllowedNow):
        office.review.undo()


def test_a_push_that_meets_nobody_says_that_clio_is_away(office: Office, confirmed: TimeEntry) -> None:
    office.practice.before = [Unreachable("nobody answers at that address")]
    office.push.push([confirmed.id])
    trouble = office.mirror.status().trouble
    assert (trouble and trouble.code) == "unreachable"
    office.push.push([confirmed.id])
    assert office.mirror.status().trouble is None
