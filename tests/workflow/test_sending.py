"""agent/workflow/sending.py: what is sent, what never is, and how what was lost is settled."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.ids import RemoteId
from agent.domain.matter import MatterStatus
from agent.domain.push import Outcome
from agent.domain.revision import Revision
from agent.domain.source import Context
from agent.errors import (
    Busy,
    NotAllowedNow,
    OutcomeUnknown,
    Refused,
    SignedOut,
    Unreachable,
)
from tests.builders import NOON, TODAY, a_matter
from tests.workflow.conftest import Office


def confirmed_entry(office: Office, text: str = "one\ntwo\nthree") -> TimeEntry:
    """One more confirmed entry, of a call of its own."""
    draft = office.draft(text)
    return office.review.confirm(draft.id, draft.version)


def keep(office: Office, entry: TimeEntry, **changes: object) -> None:
    """Change an entry behind everybody's back, as only a mistake of ours could."""
    store = office.store
    with store.transaction():
        now = store.entries.get(entry.id)
        store.entries.change(replace(now, version=now.version + 1, **changes), was=now.version)


# What never leaves


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"units": 0}, "no_time"),
        ({"units": None}, "no_time"),
        ({"narrative": "  "}, "no_narrative"),
        ({"date": TODAY + dt.timedelta(days=1)}, "in_the_future"),
        ({"matter_id": None}, "no_matter"),
    ],
)
def test_what_no_bill_can_carry_never_leaves(
    office: Office, confirmed: TimeEntry, changes: dict[str, object], code: str
) -> None:
    keep(office, confirmed, **changes)
    (push,) = office.push.push()
    assert (push.outcome, push.code, bool(push.hint)) == (Outcome.REFUSED, code, True)
    assert office.practice.held == []


def test_the_day_is_the_practice_systems_when_this_computers_clock_is_a_day_ahead(
    office: Office, confirmed: TimeEntry
) -> None:
    keep(office, confirmed, date=TODAY + dt.timedelta(days=1))
    wrong = replace(office.desk, now=lambda: NOON + dt.timedelta(days=1))
    (push,) = replace(office.push, desk=wrong).push()
    assert push.code == "in_the_future"
    assert office.practice.held == []


def test_an_entry_without_matter_goes_only_on_an_explicit_tick(office: Office, confirmed: TimeEntry) -> None:
    office.review.revise(confirmed.id, None, Revision(no_matter=True))
    office.review.confirm(confirmed.id, None)
    (push,) = office.push.push()
    assert (push.outcome, office.practice.held[0].matter_id) == (Outcome.CREATED, None)


def test_a_matter_closed_since_needs_a_tick(office: Office, confirmed: TimeEntry) -> None:
    office.store.matters.keep([a_matter(1, status=MatterStatus.CLOSED)])
    (push,) = office.push.push()
    assert (push.outcome, push.code) == (Outcome.REFUSED, "matter_closed")
    office.review.revise(confirmed.id, None, Revision(matter_id=a_matter(1).id, on_closed=True))
    office.review.confirm(confirmed.id, None)
    (push,) = office.push.push()
    assert push.outcome is Outcome.CREATED


def test_clios_answer_about_a_closed_matter_is_shown(office: Office, confirmed: TimeEntry) -> None:
    refused = Refused("closed", hint="Clio says: Matter is closed")
    office.practice.before = [refused]
    (push,) = office.push.push()
    assert push.hint == "Clio says: Matter is closed"


# Locked matters


def test_a_matter_that_can_no_longer_be_seen_is_locked_everywhere(
    office: Office, confirmed: TimeEntry
) -> None:
    draft_source = office.take_in.data(b"four\nfive", "more.vtt", Context())
    office.process.all()
    (draft,) = office.store.entries.of_source(draft_source)
    office.practice.unseen = {a_matter(1).id}
    refused = Refused("not found")
    refused.hidden = True
    office.practice.before = [refused]
    (push,) = office.push.push()
    assert push.code == "matter_locked"
    assert [m.id for m in office.mirror.search("lease")] == [2]
    assert office.mirror.matter(a_matter(1).id) is None
    for entry in (office.store.entries.get(confirmed.id), office.store.entries.get(draft.id)):
        assert (entry.status, entry.matter_id, entry.matter) == (EntryStatus.DRAFT, None, None)
        assert "matter_locked" in entry.flags
    office.store.matters.keep([a_matter(1)])  # the next sync shows it again
    assert office.mirror.matter(a_matter(1).id) is not None


def test_a_refusal_of_something_else_locks_nothing(office: Office, confirmed: TimeEntry) -> None:
    refused = Refused("forbidden")
    refused.hidden = True
    office.practice.before = [refused]
    (push,) = office.push.push()
    assert push.code == "refused"
    assert office.mirror.matter(a_matter(1).id) is not None


# One request for each entry, and none for nothing


@pytest.mark.parametrize("trouble", [SignedOut("out"), Unreachable("offline"), Busy("wait")])
def test_an_unusable_clio_is_asked_once_and_not_once_per_entry(office: Office, trouble: Exception) -> None:
    entries = [confirmed_entry(office, f"call {n}") for n in range(5)]
    office.practice.before = [trouble]
    pushes = office.push.push()
    assert [p.outcome for p in pushes] == [Outcome.REFUSED] * 5
    assert {p.code for p in pushes} == {trouble.code}
    assert office.practice.held == []
    assert len(office.push.push()) == len(entries)
    assert len(office.practice.held) == 5


def test_an_echo_that_differs_is_shown(
    office: Office, confirmed: TimeEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = office.practice.create
    monkeypatch.setattr(office.practice, "create", lambda sent: replace(create(sent), seconds=0))
    (push,) = office.push.push()
    assert (push.outcome, push.code) == (Outcome.CREATED, "quantity_differs")
    assert push.hint


# Settling


def lost_twice(office: Office) -> TimeEntry:
    """An entry whose answer was lost, and Clio holds another like it."""
    entry = confirmed_entry(office)
    office.practice.after = [OutcomeUnknown("cut off")]
    office.push.push()
    office.practice.held.append(replace(office.practice.held[0], id=RemoteId(5)))
    (push,) = office.push.reconcile()
    assert (push.outcome, push.code) == (Outcome.UNKNOWN, "several_alike")
    assert "1000" in (push.hint or "")
    return entry


def test_the_lawyer_says_which_of_several_is_ours(office: Office) -> None:
    entry = lost_twice(office)
    with pytest.raises(NotAllowedNow):
        office.push.answer(entry.id, RemoteId(77))
    push = office.push.answer(entry.id, RemoteId(5))
    assert (push.outcome, push.remote_id) == (Outcome.CREATED, 5)
    assert office.store.entries.get(entry.id).status is EntryStatus.PUSHED
    with pytest.raises(NotAllowedNow):
        office.push.answer(entry.id, None)


def test_the_lawyer_says_that_none_of_several_is_ours(office: Office) -> None:
    entry = lost_twice(office)
    assert office.push.answer(entry.id, None).outcome is Outcome.REFUSED
    (push,) = office.push.push([entry.id])
    assert (push.outcome, len(office.practice.held)) == (Outcome.CREATED, 3)


def test_an_impatient_look_leaves_unknown_what_may_still_be_under_way(
    office: Office, confirmed: TimeEntry
) -> None:
    office.practice.before = [OutcomeUnknown("cut off")]
    office.push.push()
    for _ in range(3):
        (push,) = office.push.reconcile(patient=False)
        assert (push.outcome, push.code) == (Outcome.UNKNOWN, "looking")
    assert office.waits == []
    assert office.practice.held == []
    office.practice.clock = NOON + dt.timedelta(minutes=2)
    (push,) = office.push.reconcile(patient=False)
    assert push.outcome is Outcome.CREATED


def test_what_arrives_after_everything_is_named_and_not_hidden(
    office: Office, confirmed: TimeEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.practice.before = [OutcomeUnknown("cut off")]
    (lost,) = office.push.push()
    create = office.practice.create

    def with_the_late_one(sent: object) -> object:
        create(lost.sent)
        return create(lost.sent)

    monkeypatch.setattr(office.practice, "create", with_the_late_one)
    (push,) = office.push.reconcile()
    assert (push.outcome, push.code) == (Outcome.CREATED, "arrived_twice")
    assert "1000" in (push.hint or "")


@pytest.mark.parametrize("hours", [-9, 9, 25])
def test_a_clock_that_is_hours_wrong_hides_nothing_and_adopts_nothing_older(
    office: Office, confirmed: TimeEntry, hours: int
) -> None:
    wrong = replace(office.desk, now=lambda: NOON + dt.timedelta(hours=hours))
    pushing = replace(office.push, desk=wrong)
    office.practice.after = [OutcomeUnknown("cut off")]
    pushing.push()
    older = replace(office.practice.held[0], id=RemoteId(5), created_at=NOON - dt.timedelta(hours=1))
    office.practice.held.append(older)
    (push,) = pushing.reconcile()
    assert (push.outcome, push.remote_id) == (Outcome.CREATED, 1000)


def test_where_clio_never_says_its_time_a_look_reaches_further_back(
    office: Office, confirmed: TimeEntry
) -> None:
    wrong = replace(office.desk, now=lambda: NOON + dt.timedelta(hours=9))
    pushing = replace(office.push, desk=wrong)
    office.practice.clock = None
    office.practice.after = [OutcomeUnknown("cut off")]
    pushing.push()
    (push,) = pushing.reconcile()
    assert push.outcome is Outcome.CREATED
    assert len(office.practice.held) == 1


def test_an_entry_that_the_lawyer_moved_in_clio_after_its_answer_was_lost_is_not_billed_twice(
    office: Office, confirmed: TimeEntry
) -> None:
    office.practice.after = [OutcomeUnknown("cut off")]
    office.push.push()
    moved = replace(office.practice.held[0], matter_id=a_matter(2).id, narrative=confirmed.narrative)
    office.practice.held[0] = moved
    office.practice.clock = NOON + dt.timedelta(hours=12)  # the lid was closed meanwhile
    (push,) = office.push.reconcile()
    assert (push.outcome, len(office.practice.held)) == (Outcome.UNKNOWN, 1)
    push = office.push.answer(confirmed.id, moved.id)
    assert (push.outcome, push.code, len(office.practice.held)) == (Outcome.CREATED, "matter_differs", 1)
