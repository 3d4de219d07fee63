"""agent/workflow/saying.py: the lawyer's own words after a call become passages of it; nobody else is ever heard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from agent.domain.entry import EntryStatus
from agent.domain.ids import MatterId, SourceId
from agent.domain.offering import Holder, Kind
from agent.domain.revision import Revision
from agent.domain.source import Stage
from agent.domain.transcript import Segment, TrackKind
from agent.errors import NotAllowedNow, NotFound
from agent.extract.rules import RulesExtractor
from agent.extract.typed import TypedFirst
from agent.vault.sealing import SoundDamaged
from agent.workflow.clock import Clock
from agent.workflow.retention import Retention
from agent.workflow.saying import CallStillOn, Saying
from tests.fakes import ScriptedTranscriber
from tests.workflow.booth import YES, Booth, open_booth, until
from tests.workflow.conftest import Office

pytestmark = pytest.mark.slow  # a recording program runs in a thread, and is waited for

SAID = [Segment(TrackKind.MICROPHONE, 0, 4_000, "Lease call regarding the guarantee.")]


@pytest.fixture
def booth(office: Office) -> Iterator[Booth]:
    office.rules = TypedFirst(RulesExtractor())
    office.transcriber = ScriptedTranscriber(SAID)
    with open_booth(office) as booth:
        yield booth


@pytest.fixture
def saying(booth: Booth) -> Iterator[Saying]:
    saying = Saying(booth.desk, booth.office.shelf, lambda _: booth.card, booth.held)
    yield saying
    saying.stop()


@pytest.fixture
def call(booth: Booth) -> SourceId:
    """A call of twelve minutes that only the clock knows of, with its draft."""
    began = booth.desk.now() - dt.timedelta(minutes=12)
    Clock(replace(booth.desk, now=lambda: began)).start(call=True, matter_id=MatterId(1))
    source = booth.clock.stop()
    assert source is not None
    booth.office.process.all()
    return source


def heard(saying: Saying, booth: Booth) -> None:
    """Say something for a little longer than half a second, quickly."""
    booth.card.read, booth.card.speed = 0, 40
    saying.start()
    until(lambda: booth.card.read > 20_000)
    saying.stop()
    booth.card.speed = 1


def test_what_is_said_of_a_call_is_its_draft_with_all_its_minutes(
    booth: Booth, saying: Saying, call: SourceId
) -> None:
    heard(saying, booth)
    booth.office.process.all()
    kept = booth.office.store.sources.get(call)
    assert [(p.text, p.speaker) for p in kept.source.passages] == [("", None), (SAID[0].text, "Ruth Calder")]
    assert kept.source.stage is Stage.SUGGESTED
    (entry,) = [e for e in booth.office.review.entries() if e.status is EntryStatus.DRAFT]
    assert (entry.narrative, entry.seconds, entry.units) == ("Lease call regarding the guarantee.", 720, 2)
    assert "Marcus Hale" in booth.office.transcriber.hotwords[-1], "of the call's matter"


def test_only_the_microphone_is_opened_and_its_sound_is_gone_with_its_words(
    booth: Booth, saying: Saying, call: SourceId
) -> None:
    heard(saying, booth)
    assert booth.card.opened == [TrackKind.MICROPHONE]
    (sealed,) = booth.sealed()
    assert {SourceId(sealed.stem)} == saying.owned()
    booth.office.process.all()
    assert (booth.sealed(), saying.owned(), booth.card.closed) == ([], set(), 1)


def test_a_draft_that_the_lawyer_has_changed_stays_and_one_more_comes(
    booth: Booth, saying: Saying, call: SourceId
) -> None:
    (first,) = booth.office.review.entries()
    booth.office.review.revise(first.id, first.version, Revision(narrative="My own words."))
    heard(saying, booth)
    booth.office.process.all()
    assert [(e.narrative, e.status) for e in booth.office.review.entries()] == [
        ("My own words.", EntryStatus.DRAFT),
        ("Lease call regarding the guarantee.", EntryStatus.DRAFT),
    ]


def test_words_wait_for_a_recorded_calls_own(booth: Booth, saying: Saying) -> None:
    booth.capture.start(YES)
    source = booth.capture.stop()
    booth.card.opened.clear()
    heard(saying, booth)
    assert booth.office.store.dictations.waiting() == []
    booth.office.process.all()
    assert source is not None
    texts = [p.text for p in booth.office.store.sources.get(source).source.passages]
    assert texts[-1] == SAID[0].text
    assert texts.count(SAID[0].text) == 2, (
        "once as heard in the call by the scripted engine, once as said afterwards"
    )


@pytest.mark.parametrize("on", ["clock", "recording", "program"])
def test_nothing_is_heard_while_a_call_goes_on(booth: Booth, saying: Saying, call: SourceId, on: str) -> None:
    if on == "clock":
        booth.clock.start(call=True)
    elif on == "recording":
        booth.capture.start(YES)
    if on == "program":
        booth.held.now.append(Holder("1", "Zoom", Kind.CALL))
    opened = len(booth.card.opened)
    with pytest.raises(CallStillOn):
        saying.start()
    assert len(booth.card.opened) == opened


def test_without_a_call_today_there_is_nothing_to_say(saying: Saying) -> None:
    with pytest.raises(NotFound):
        saying.start()


def test_one_thing_is_said_at_a_time(saying: Saying, call: SourceId) -> None:
    saying.start()
    with pytest.raises(NotAllowedNow):
        saying.start()


def test_it_ends_by_itself_after_a_minute(booth: Booth, call: SourceId) -> None:
    moments = iter([0.0, 30.0])
    saying = Saying(
        booth.desk,
        booth.office.shelf,
        lambda _: booth.card,
        booth.held,
        monotonic=lambda: next(moments, 61.0),
    )
    assert saying.start() == call
    assert saying.ended() == call


def test_a_tap_keeps_nothing(booth: Booth, saying: Saying, call: SourceId) -> None:
    saying.start()
    saying.stop()
    assert (booth.sealed(), saying.owned()) == ([], set())


def test_silence_is_said_to_be_so_and_forgotten(booth: Booth, saying: Saying, call: SourceId) -> None:
    booth.office.transcriber = ScriptedTranscriber([])
    heard(saying, booth)
    booth.office.process.all()
    failure = booth.office.store.sources.get(call).failure
    assert failure is not None
    assert failure.code == "nothing_heard"
    assert (booth.sealed(), saying.owned()) == ([], set())


def test_what_could_not_be_heard_is_kept_for_another_try_and_goes_with_its_call(
    booth: Booth, saying: Saying, call: SourceId
) -> None:
    booth.office.transcriber = ScriptedTranscriber(SoundDamaged("no words"))
    heard(saying, booth)
    booth.office.process.all()
    assert booth.office.store.sources.get(call).failure is not None
    assert len(booth.sealed()) == 1
    (entry,) = booth.office.review.entries()
    booth.office.review.discard(entry.id, None)
    for hours in (0, 25):
        later = booth.desk.now() + dt.timedelta(hours=hours)
        Retention(replace(booth.desk, now=lambda later=later: later), booth.office.shelf).sweep()
    assert (booth.sealed(), saying.owned()) == ([], set())


def test_the_words_are_in_no_repr(booth: Booth, saying: Saying, call: SourceId) -> None:
    heard(saying, booth)
    assert "key" not in repr(booth.office.store.dictations.waiting())
