"""agent/workflow/call_logging.py: one true log for each matter of a call, made once, naming only that matter's people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.matter import Contact
from agent.domain.push import Outcome
from agent.domain.revision import Revision
from agent.domain.source import Context, Person, SourceKind
from agent.errors import OutcomeUnknown, Refused
from tests.builders import a_matter, a_suggestion, an_extraction
from tests.workflow.conftest import Office

HALE = Contact("Marcus Hale", "marcus@copperkettle.example.com", id=900)
RIVAL = Contact("Ines Duarte", "ines@rival.example.com", id=901)


@pytest.fixture
def call(office: Office) -> list[TimeEntry]:
    """Three confirmed entries of one call with two clients: two on the first matter, one on the second."""
    office.store.home.call_logs = True
    office.store.matters.keep([a_matter(1, contacts=(HALE,)), a_matter(2, contacts=(RIVAL,))])
    parts = [a_suggestion(narrative=f"Advising {n}") for n in range(2)]
    other = a_suggestion(narrative="Advising 2", matter_id=a_matter(2).id, matter="00002-Hale")
    office.extractor.says = an_extraction(*parts, other)
    people = (Person("Ruth Calder"), Person("marcus hale"), Person("I. Duarte", "INES@rival.example.com"))
    office.take_in.data(b"one\ntwo", "Hale v Duarte strategy.vtt", Context(participants=people))
    office.process.all()
    drafts = office.store.entries.all(EntryStatus.DRAFT)
    return [office.review.confirm(draft.id, None) for draft in drafts]


def test_each_matter_of_a_call_gets_one_log_and_entries_link_to_it(
    office: Office, call: list[TimeEntry]
) -> None:
    assert {p.outcome for p in office.push.push()} == {Outcome.CREATED}
    assert [log.matter_id for log in office.practice.logs] == [1, 2]
    assert [p.log_id for p in office.practice.held] == [5001, 5001, 5002]


def test_a_log_names_only_its_matters_people_and_never_the_title(
    office: Office, call: list[TimeEntry]
) -> None:
    office.push.push()
    first, second = office.practice.logs
    assert first.subject == "Telephone call with Marcus Hale"
    assert second.subject == "Telephone call with Ines Duarte"
    assert "strategy" not in first.subject + second.subject


def test_off_by_default(office: Office, call: list[TimeEntry]) -> None:
    office.store.home.call_logs = False
    office.push.push()
    assert office.practice.logs == []
    assert {p.log_id for p in office.practice.held} == {None}


def test_an_e_mail_is_never_logged_as_a_call(office: Office, call: list[TimeEntry]) -> None:
    kept = office.store.sources.get(call[0].source_id)
    office.store.sources.advance(replace(kept.source, kind=SourceKind.EMAIL))
    office.push.push()
    assert office.practice.logs == []


def test_a_log_whose_answer_was_lost_is_found_by_its_key_and_not_made_again(
    office: Office, call: list[TimeEntry]
) -> None:
    office.practice.after_log = [OutcomeUnknown("cut off")]
    first = office.push.push()
    assert first[0].code == "call_log_unknown"
    assert {p.outcome for p in office.push.push()} == {Outcome.CREATED}
    assert [log.matter_id for log in office.practice.logs] == [1, 2]


def test_a_log_that_never_arrived_is_made_only_when_that_is_certain(
    office: Office, call: list[TimeEntry]
) -> None:
    office.practice.before_log = [OutcomeUnknown("cut off")]
    assert office.push.push([call[0].id])[0].code == "call_log_unknown"
    assert office.push.push([call[0].id])[0].code == "call_log_unknown"
    assert office.practice.held == []
    office.wait(80)
    assert office.push.push([call[0].id])[0].outcome is Outcome.CREATED
    assert len(office.practice.logs) == 1


def test_a_log_that_clio_turns_down_keeps_the_entry_here_with_the_reason(
    office: Office, call: list[TimeEntry]
) -> None:
    office.practice.before_log = [Refused("forbidden", hint="Tick Communications.")]
    push = office.push.push([call[0].id])[0]
    assert (push.outcome, push.code) == (Outcome.REFUSED, "call_log_refused")
    assert "Tick Communications." in (push.hint or "")
    assert office.practice.held == []
    assert office.push.push([call[0].id])[0].outcome is Outcome.CREATED


def test_a_crash_after_the_log_makes_no_second_one(office: Office, call: list[TimeEntry]) -> None:
    office.practice.before = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        office.push.push([call[0].id])
    assert len(office.practice.logs) == 1
    (settled,) = office.push.reconcile()
    assert settled.outcome is Outcome.CREATED
    assert len(office.practice.logs) == 1
    assert office.practice.held[0].log_id == 5001


def test_an_entry_by_hand_without_the_log_is_not_taken_for_ours(
    office: Office, call: list[TimeEntry]
) -> None:
    office.practice.after = [OutcomeUnknown("cut off")]
    office.push.push([call[0].id])
    office.practice.held.append(replace(office.practice.held[0], id=office.practice.held[0].id, log_id=None))
    office.practice.held.reverse()
    (settled,) = office.push.reconcile()
    assert settled.posted is not None
    assert settled.posted.log_id == 5001


def test_a_change_meanwhile_is_refused_while_the_push_is_open(office: Office, call: list[TimeEntry]) -> None:
    office.practice.after = [OutcomeUnknown("cut off")]
    office.push.push([call[0].id])
    with pytest.raises(Exception, match="on its way"):
        office.review.revise(call[0].id, None, Revision(narrative="other"))
