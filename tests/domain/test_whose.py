"""agent/domain/whose.py: whose time an entry is, and which colleagues were on a call."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from agent.domain.entry import EntryStatus
from agent.domain.firm import Member
from agent.domain.ids import TimekeeperId, passage_id
from agent.domain.push import Outgoing
from agent.domain.source import Context, Person, SourceKind
from agent.domain.whose import colleagues, drafted_for, given_to, without_draft
from tests.builders import a_passage, a_source, a_timekeeper, an_entry

RUTH = a_timekeeper()
TOM = Member(TimekeeperId(8), "Tom Okafor", email="tom@kestrellane.example")


def on_call(*people: Person, speakers: tuple[str, ...] = ()) -> Any:
    passages = [a_passage(n, who=who) for n, who in enumerate(speakers or ("Ruth Calder",), 1)]
    return a_source(*passages, context=Context(timekeeper="Ruth Calder", participants=people))


def test_who_is_signed_in_is_sent_for_every_entry_that_nobody_else_was_chosen_for() -> None:
    sent = Outgoing.of(an_entry(timekeeper="Tom Okafor"), RUTH.id)
    assert (sent.user_id, sent.prepared_by) == (RUTH.id, None), "a name in a source chooses nobody"


def test_time_for_somebody_else_is_sent_as_theirs_and_who_prepared_it_is_kept() -> None:
    entry = given_to(an_entry(status=EntryStatus.CONFIRMED), TOM, RUTH)
    assert (entry.earner_id, entry.timekeeper, entry.status) == (TOM.id, "Tom Okafor", EntryStatus.DRAFT)
    sent = Outgoing.of(entry, RUTH.id)
    assert (sent.user_id, sent.prepared_by) == (TOM.id, RUTH.id)
    assert sent.is_of(entry)
    back = given_to(entry, Member(RUTH.id, RUTH.name), RUTH)
    assert back.earner_id is None
    assert not sent.is_of(back)


@pytest.mark.parametrize(
    "source",
    [
        on_call(Person("tom okafor")),
        on_call(Person("T. O.", "TOM@kestrellane.example")),
        on_call(speakers=("Ruth Calder", "Tom Okafor")),
    ],
)
def test_a_colleague_is_known_by_whole_name_or_address(source: Any) -> None:
    assert colleagues(source, [TOM, Member(RUTH.id, "Ruth Calder")], RUTH) == [TOM]


@pytest.mark.parametrize(
    "source", [on_call(Person("Tom")), on_call(Person("Tom Okafor-Hale", "t@client.example")), on_call()]
)
def test_a_namesake_in_part_is_no_colleague(source: Any) -> None:
    assert colleagues(source, [TOM], RUTH) == []


def test_who_got_a_copy_of_an_e_mail_was_on_no_call() -> None:
    mail = replace(on_call(Person("Tom Okafor")), kind=SourceKind.EMAIL)
    assert colleagues(mail, [TOM], RUTH) == []


def test_who_left_the_firm_or_has_a_draft_is_not_offered_one() -> None:
    gone = Member(TOM.id, TOM.name, is_active=False)
    assert colleagues(on_call(Person("Tom Okafor")), [gone], RUTH) == []
    assert without_draft([TOM], [an_entry(earner_id=TOM.id)]) == []
    assert without_draft([TOM], [an_entry(earner_id=TOM.id, status=EntryStatus.DISCARDED)]) == [TOM]


def test_a_colleagues_draft_claims_no_passage_of_the_lawyers_own() -> None:
    draft = drafted_for(an_entry(passages=(passage_id(1),)), TOM)
    assert (draft.passages, draft.earner_id, draft.seconds) == ((), TOM.id, 30)
    assert draft.evidence == an_entry().evidence
