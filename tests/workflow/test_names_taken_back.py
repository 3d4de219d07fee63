"""agent/workflow/naming.py: one correction is taken back by itself, for good; drafts follow, but no changed one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.ids import PassageId, passage_id
from agent.domain.revision import Revision
from agent.domain.source import Context, Misheard, Person, Source, Stage
from agent.domain.transcript import Segment, TrackKind
from agent.errors import NotFound
from agent.workflow.hearing_again import HearingAgain
from agent.workflow.naming import Names
from tests.builders import NOON, a_passage, a_source, a_suggestion, an_extraction
from tests.fakes import RECORDING, ScriptedTranscriber
from tests.workflow.conftest import Office

SAID = (
    a_passage(1, text="I spoke to Marcus Hail about the hail, and Mr Hail agreed."),
    a_passage(2, text="Then I rang Marcus Hail again."),
)
FIRST, SECOND = passage_id(1), passage_id(2)
CONTEXT = Context(timekeeper="Ruth Calder", participants=(Person("Marcus Hale"),))


@pytest.fixture
def source(office: Office) -> Source:
    office.extractor.says = an_extraction(a_suggestion(passages=(FIRST, SECOND), evidence=()))
    source = a_source(*SAID, context=CONTEXT)
    office.store.sources.add(source, taken_at=NOON)
    office.process.all()
    return source


def now(office: Office, source: Source) -> Source:
    return office.store.sources.get(source.id).source


def places(office: Office, source: Source) -> list[tuple[PassageId, int]]:
    return [(m.passage, m.at) for m in Names(office.desk).corrections(source.id)]


def drafts(office: Office, source: Source) -> list[TimeEntry]:
    return [e for e in office.store.entries.of_source(source.id) if e.status is EntryStatus.DRAFT]


def test_one_is_taken_back_and_the_draft_follows(office: Office, source: Source) -> None:
    assert places(office, source) == [(FIRST, 18), (FIRST, 46), (SECOND, 19)]
    (before,) = drafts(office, source)
    assert Names(office.desk).take_back(source.id, FIRST, 18) is True
    office.process.all()
    assert places(office, source) == [(FIRST, 46), (SECOND, 19)]
    assert [p.text for p in office.extractor.read[-1].passages] == [
        "I spoke to Marcus Hail about the hail, and Mr Hale agreed.", "Then I rang Marcus Hale again.",
    ]  # fmt: skip
    (after,) = drafts(office, source)
    assert after.id != before.id
    assert now(office, source).passages == SAID


def test_it_stays_so_however_often_the_call_is_read_anew(office: Office, source: Source) -> None:
    Names(office.desk).take_back(source.id, FIRST, 18)
    office.process.all()
    Names(office.desk).take_back(source.id, SECOND, 19)
    office.process.all()
    office.store.sources.advance(replace(now(office, source), stage=Stage.TRANSCRIBED))
    office.process.all()
    assert places(office, source) == [(FIRST, 46)]


def test_if_it_were_not_kept_the_name_would_be_put_right_again(
    office: Office, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control."""
    monkeypatch.setattr(Source, "is_right", lambda *_: False)
    Names(office.desk).take_back(source.id, FIRST, 18)
    assert (FIRST, 18) not in places(office, source)
    office.process.all()
    assert (FIRST, 18) in places(office, source)


@pytest.mark.parametrize("sent", [False, True], ids=["changed", "pushed"])
def test_a_draft_that_was_changed_stays_as_the_lawyer_has_it(
    office: Office, source: Source, sent: bool
) -> None:
    (entry,) = drafts(office, source)
    office.review.revise(entry.id, None, Revision(narrative="My own words"))
    if sent:
        office.review.confirm(entry.id, None)
        office.push.push()
    before = office.store.entries.of_source(source.id)
    assert Names(office.desk).take_back(source.id, FIRST, 18) is False
    office.process.all()
    assert office.store.entries.of_source(source.id) == before
    assert (FIRST, 18) not in places(office, source)


def test_what_was_not_put_right_cannot_be_taken_back(office: Office, source: Source) -> None:
    for place in ((FIRST, 17), (PassageId("s9"), 0)):
        with pytest.raises(NotFound):
            Names(office.desk).take_back(source.id, *place)


def test_in_other_words_of_that_passage_the_name_is_left_too() -> None:
    heard = Misheard(FIRST, 18, "Hail", "Hale")
    source = replace(a_source(*SAID), misheard=(heard,)).taken_back(FIRST, 18)
    other = replace(source, passages=(a_passage(1, text="At ten I spoke to Mark Hayle."),))
    assert other.is_right(Misheard(FIRST, 23, "Hayle", "Hale"))
    assert not other.is_right(Misheard(FIRST, 18, "Mark", "Marcus"))
    assert not source.is_right(Misheard(SECOND, 19, "Hail", "Hale"))


def test_a_second_hearing_offers_no_difference_where_the_name_was_taken_back(office: Office) -> None:
    said = [Segment(TrackKind.MICROPHONE, 0, 3000, "We spoke to Marcus Hail today.")]
    office.transcriber.hears = said
    call = office.take_in.data(RECORDING, "call.flac", CONTEXT)
    office.process.all()
    Names(office.desk).take_back(call, FIRST, 19)
    office.process.all()
    again = HearingAgain(office.hearing, lambda: ("large", ScriptedTranscriber(said)))
    again.hear([call])
    assert again.of(call).differences == ()
