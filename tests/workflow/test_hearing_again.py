"""agent/workflow/hearing_again.py: at night, on mains; what differs is offered, and no entry that was touched changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Generator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.hearing import Part, Power
from agent.domain.ids import SourceId
from agent.domain.revision import Revision
from agent.domain.source import Context, Person, Stage
from agent.domain.transcript import Segment, TrackKind
from agent.errors import NotAllowedNow, NotFound, TenthError, UsedWrongly
from agent.ports import Transcriber
from agent.transcribe.errors import EngineCrashed
from agent.workflow import hearing_again
from agent.workflow.hearing_again import HearingAgain
from agent.workflow.retention import Retention
from tests.builders import NOON, a_suggestion, an_extraction
from tests.fakes import RECORDING, ScriptedTranscriber
from tests.workflow.booth import YES, Booth, open_booth
from tests.workflow.conftest import Office

ME, THEM = TrackKind.MICROPHONE, TrackKind.SYSTEM
FIRST = [Segment(ME, 0, 3000, "the rent is 15 a week"), Segment(THEM, 4000, 6000, "right to mister hail")]
AGAIN = [Segment(ME, 0, 3000, "the rent is 50 a week"), Segment(THEM, 4000, 6000, "write to Mister Hale")]
NIGHT = NOON.replace(hour=23)


@dataclass
class Again:
    """A call that became words, and the second hearing of it."""

    office: Office
    call: SourceId
    larger: ScriptedTranscriber = field(default_factory=lambda: ScriptedTranscriber(AGAIN))
    power: Power = field(default_factory=Power)
    moment: dt.datetime = NIGHT

    @property
    def verbs(self) -> HearingAgain:
        desk = replace(self.office.desk, now=lambda: self.moment)
        return HearingAgain(replace(self.office.hearing, desk=desk), self.choose, lambda: self.power)

    def choose(self) -> tuple[str, Transcriber]:
        return "large", self.larger

    def drafts(self) -> list[TimeEntry]:
        return [e for e in self.office.store.entries.of_source(self.call) if e.status is EntryStatus.DRAFT]

    def said(self) -> list[str]:
        return [p.text for p in self.office.store.sources.get(self.call).source.passages]


@pytest.fixture
def again(office: Office) -> Again:
    office.transcriber.hears = FIRST
    call = office.take_in.data(RECORDING, "call.flac", Context())
    office.process.all()
    return Again(office, call)


def test_a_call_is_heard_again_at_night_and_changes_nothing_by_itself(again: Again) -> None:
    before = again.office.store.sources.get(again.call).source
    again.verbs.at_night()
    assert again.verbs.waiting() == []
    (offered,) = again.verbs.offered()
    assert [(d.turn, d.kind) for d in offered.differences] == [("m0", "figure"), ("s4000", "name")]
    assert again.office.store.sources.get(again.call).source == before


@pytest.mark.parametrize(
    "unfit",
    [
        lambda again: setattr(again, "moment", NOON),
        lambda again: setattr(again, "moment", NOON.replace(hour=6)),
        lambda again: setattr(again, "power", Power(on_battery=True, percent=90)),
        lambda again: again.office.review.confirm(again.drafts()[0].id, None),
    ],
    ids=["noon", "six in the morning", "on battery", "nothing is a draft any more"],
)
def test_when_it_is_not_time_for_that_nothing_is_heard(
    again: Again, unfit: Callable[[Again], object]
) -> None:
    unfit(again)
    again.verbs.at_night()
    assert again.verbs.offered() == []


def test_without_a_larger_model_nothing_happens_at_night_and_it_is_said_by_day(again: Again) -> None:
    def none() -> tuple[str, Transcriber]:
        raise UsedWrongly("no model is chosen")

    verbs = replace(again.verbs, larger=none)
    verbs.at_night()
    assert verbs.offered() == []
    with pytest.raises(UsedWrongly):
        verbs.hear()


def test_a_call_that_begins_stops_it_and_nothing_half_is_kept(again: Again) -> None:
    with open_booth(again.office) as booth:
        booth.capture.start(YES)
        again.verbs.at_night()
        assert again.verbs.offered() == []
        booth.capture.discard()
    again.verbs.at_night()
    assert len(again.verbs.offered()) == 1


def test_pulling_the_plug_stops_it_at_night_but_not_who_asked_for_it(again: Again) -> None:
    hear = again.larger.hear

    def pulled(*arguments: Any, **names: Any) -> Generator[Part]:
        again.power = Power(on_battery=True)
        yield from hear(*arguments, **names)

    again.larger.hear = pulled
    again.verbs.at_night()
    assert again.verbs.offered() == []
    assert again.verbs.hear() == 1


def test_two_programs_do_not_hear_again_at_once(again: Again) -> None:
    with again.office.desk.only_one("again"), pytest.raises(NotAllowedNow):
        again.verbs.hear()


def test_what_cannot_be_heard_says_why_and_is_not_tried_every_night(again: Again) -> None:
    again.larger.hears = EngineCrashed()
    again.verbs.at_night()
    (offered,) = again.verbs.offered()
    assert offered.hearing.failure is not None
    assert offered.hearing.failure.code == "engine_crashed"
    assert again.verbs.waiting() == []
    again.larger.hears = AGAIN
    assert again.verbs.hear([again.call]) == 1
    assert len(again.verbs.of(again.call).differences) == 2


def test_words_taken_over_make_untouched_drafts_anew(again: Again) -> None:
    again.verbs.at_night()
    old = again.drafts()
    again.office.extractor.says = an_extraction(
        a_suggestion(narrative="Anew"), a_suggestion(narrative="And more")
    )
    assert again.verbs.take(again.call, ["m0"]) is True
    assert again.said() == ["the rent is 50 a week", "right to mister hail"]
    assert again.office.store.sources.get(again.call).source.stage is Stage.TRANSCRIBED
    again.office.process.all()
    assert [d.narrative for d in again.drafts()] == ["Anew", "And more"]
    assert {e.id for e in old}.isdisjoint({e.id for e in again.drafts()})
    assert [d.turn for d in again.verbs.of(again.call).differences] == ["s4000"]
    assert again.verbs.take(again.call) is True, "once more: what was replaced does not count as the lawyer's"
    again.office.process.all()
    assert again.said()[1] == "write to Mister Hale"


@pytest.mark.parametrize(
    "touch",
    [
        lambda o, e: o.review.revise(e.id, None, Revision(narrative="My own words")),
        lambda o, e: o.review.confirm(e.id, None),
        lambda o, e: o.review.discard(e.id, None),
        lambda o, e: (o.review.confirm(e.id, None), o.push.push()),
    ],
    ids=["revised", "confirmed", "discarded", "pushed"],
)
def test_no_entry_that_the_lawyer_touched_changes(
    again: Again, touch: Callable[[Office, TimeEntry], object]
) -> None:
    again.office.extractor.says = an_extraction(a_suggestion(), a_suggestion())
    again.office.process.again(again.call)
    again.verbs.at_night()
    touch(again.office, again.drafts()[0])
    before = again.office.store.entries.of_source(again.call)
    assert again.verbs.take(again.call) is False
    again.office.process.all()
    assert again.office.store.entries.of_source(again.call) == before
    assert again.said()[0] == "the rent is 50 a week"


def test_without_that_they_would_be_made_anew(again: Again, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing_again, "can_be_made_anew", lambda *_: True)
    again.verbs.at_night()
    again.office.review.revise(again.drafts()[0].id, None, Revision(narrative="My own words"))
    assert again.verbs.take(again.call) is True
    again.office.process.all()
    assert "My own words" not in [d.narrative for d in again.drafts()]


def test_a_difference_that_is_gone_is_not_taken_over(again: Again) -> None:
    again.verbs.at_night()
    again.verbs.take(again.call, ["m0"])
    with pytest.raises(NotFound):
        again.verbs.take(again.call, ["m0"])
    with pytest.raises(NotFound):
        again.verbs.take(again.call, ["s4000", "m77"])
    assert again.said()[1] == "right to mister hail", "nothing of a wrong request is done"


def test_it_can_be_left(again: Again) -> None:
    again.verbs.at_night()
    again.verbs.leave(again.call)
    assert again.verbs.offered() == []
    with pytest.raises(NotFound):
        again.verbs.leave(again.call)


def test_it_goes_with_the_sound(office: Office) -> None:
    with open_booth(office) as booth:
        again = Again(office, captured(booth))
        again.verbs.at_night()
        assert len(again.verbs.offered()) == 1
        for draft in again.drafts():
            office.review.discard(draft.id, None)
        for hours in (0, 25):
            moment = NOON + dt.timedelta(hours=hours)
            Retention(replace(booth.desk, now=lambda moment=moment: moment), office.shelf).sweep()
        assert again.verbs.offered() == []


def captured(booth: Booth) -> SourceId:
    booth.office.transcriber.hears = FIRST
    booth.capture.start(YES)
    call = booth.capture.stop()
    assert call is not None
    booth.office.process.all()
    return call


def test_no_word_of_it_is_shown_by_accident(again: Again) -> None:
    again.verbs.at_night()
    assert "rent" not in repr(again.verbs.offered())
    assert "Hale" not in repr(again.verbs.offered())


def test_an_error_says_what_to_do(again: Again) -> None:
    with pytest.raises(TenthError) as refused:
        again.verbs.of(SourceId("nothing"))
    assert "tenth differences" in refused.value.hint


@pytest.mark.parametrize("second", ["We spoke to Marcus Hale today.", "We spoke to Marcus Hail today."])
def test_a_name_that_is_put_right_in_either_hearing_was_not_heard_otherwise(
    office: Office, second: str
) -> None:
    office.transcriber.hears = [Segment(ME, 0, 3000, "We spoke to Marcus Hail today.")]
    who = (Person("Ruth Calder"), Person("Marcus Hale"))
    call = office.take_in.data(RECORDING, "call.flac", Context(participants=who))
    office.process.all()
    assert [m.meant for m in office.store.sources.get(call).source.misheard] == ["Hale"]
    again = Again(office, call, ScriptedTranscriber([Segment(ME, 0, 3000, second)]))
    again.verbs.at_night()
    assert again.verbs.of(call).differences == ()


def test_what_was_misheard_is_found_anew_in_words_taken_over(office: Office) -> None:
    """Else the correction of a name would be put at the old place in new words."""
    office.transcriber.hears = [Segment(ME, 0, 3000, "We spoke to Marcus Hail today.")]
    who = (Person("Ruth Calder"), Person("Marcus Hale"))
    call = office.take_in.data(RECORDING, "call.flac", Context(participants=who))
    office.process.all()
    again = Again(
        office, call, ScriptedTranscriber([Segment(ME, 0, 3000, "At 15 past I spoke to Marcus Hail.")])
    )
    again.verbs.at_night()
    office.review.confirm(again.drafts()[0].id, None)
    again.verbs.take(call)
    source = office.store.sources.get(call).source
    assert again.said() == ["At 15 past I spoke to Marcus Hail."], "as it was heard"
    assert [p.text for p in source.as_meant().passages] == ["At 15 past I spoke to Marcus Hale."]
    assert again.verbs.of(call).differences == ()
