"""agent/workflow/clock.py over a real database: one clock, whichever process asks, and no minute of it twice."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import replace

import pytest

from agent.domain.ids import MatterId
from agent.domain.source import SourceKind
from agent.errors import NotAllowedNow, NotFound, UsedWrongly
from agent.extract.rules import RulesExtractor
from agent.extract.typed import TypedFirst
from agent.store.store import Store
from agent.workflow.clock import Clock
from agent.workflow.day_things import bounds
from agent.workflow.desk import Desk
from tests.builders import NOON
from tests.first_day import KEY
from tests.workflow.conftest import Office


def later(office: Office, minutes: float) -> Clock:
    """The clock verb, some minutes on."""
    return Clock(replace(office.desk, now=lambda: NOON + dt.timedelta(minutes=minutes)))


def test_a_clock_becomes_a_draft_of_its_matter_with_its_own_time(office: Office) -> None:
    office.rules = TypedFirst(RulesExtractor())
    office.clock.start(matter_id=MatterId(1))
    later(office, 4).note("lease call re guarantee")
    later(office, 18).stop()
    office.process.all()
    (entry,) = office.review.entries()
    assert (entry.matter_id, entry.seconds, entry.units) == (MatterId(1), 1080, 3)
    assert entry.narrative == "Lease call re guarantee."
    assert entry.is_ready


def test_a_clock_without_words_wants_a_narrative(office: Office) -> None:
    office.rules = TypedFirst(RulesExtractor())
    office.clock.start(matter_id=MatterId(1))
    later(office, 18).stop()
    office.process.all()
    (entry,) = office.review.entries()
    assert entry.what_is_missing() == "the narrative is empty"


def test_stopping_twice_makes_one_source(office: Office) -> None:
    office.clock.start()
    first = later(office, 5).stop()
    assert later(office, 6).stop() is None
    assert [kept.source.id for kept in office.store.sources.all()] == [first]


def test_two_programs_that_stop_at_once_make_one_source(office: Office) -> None:
    office.clock.start()
    made: list[object] = []
    threads = [threading.Thread(target=lambda: made.append(later(office, 5).stop())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([source for source in made if source]) == 1
    assert len(office.store.sources.all()) == 1


def test_a_clock_survives_the_program(office: Office) -> None:
    office.clock.start(matter_id=MatterId(2), what="Marcus Hale", call=True)
    office.clock.note("rent")
    office.store.close()
    again = Store(office.folder / "tenth.db", KEY)
    running = Clock(Desk(again, now=lambda: NOON, new_id=lambda: "new", locks=office.folder)).running()
    again.close()
    assert running is not None
    assert (running.matter_id, running.what, running.call) == (MatterId(2), "Marcus Hale", True)
    assert [note.text for note in running.notes] == ["rent"]


def test_starting_for_something_else_ends_the_other_at_that_moment(office: Office) -> None:
    first = office.clock.start(matter_id=MatterId(1))
    second = later(office, 7).start(matter_id=MatterId(2))
    (ended,) = [kept.source for kept in office.store.sources.all()]
    assert (ended.id, ended.passages[-1].end_ms) == (first.id, 7 * 60_000)
    assert second.since == NOON + dt.timedelta(minutes=7)


def test_starting_again_for_the_same_goes_on(office: Office) -> None:
    first = office.clock.start(matter_id=MatterId(1))
    assert later(office, 3).start(matter_id=MatterId(1)) == first
    assert office.store.sources.all() == []


def test_a_clock_on_a_matter_that_is_not_there_does_not_start(office: Office) -> None:
    with pytest.raises(NotFound):
        office.clock.start(matter_id=MatterId(99))
    assert office.clock.running() is None


def test_a_note_needs_a_clock_and_words(office: Office) -> None:
    with pytest.raises(NotAllowedNow):
        office.clock.note("lease")
    office.clock.start()
    with pytest.raises(UsedWrongly):
        office.clock.note("  ")


def test_typed_time_is_taken_in_with_its_day(office: Office) -> None:
    office.clock.add("last 12 min lease call", matter_id=MatterId(1))
    (kept,) = office.store.sources.all()
    assert (kept.source.kind, kept.source.context.matter) == (SourceKind.NOTE, "00001-Hale")
    assert kept.source.context.call_start == NOON - dt.timedelta(minutes=12)


def test_the_same_line_typed_twice_is_two_pieces_of_work(office: Office) -> None:
    assert office.clock.add("0.1 call") != office.clock.add("0.1 call")


def utc(month: int, day: int, hour: int, minute: int) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (utc(10, 3, 15, 30), utc(10, 3, 16, 30)),  # Sydney's clocks go from 1:59 to 3:00
        (utc(4, 4, 15, 30), utc(4, 4, 16, 30)),  # and from 2:59 back to 2:00
    ],
)
def test_an_hour_over_a_clock_change_is_an_hour_on_the_bill(
    office: Office, start: dt.datetime, end: dt.datetime
) -> None:
    source_id = office.clock.fill(start, end, "lease call")
    source = office.store.sources.get(source_id).source
    assert [(p.start_ms, p.end_ms) for p in source.passages] == [(0, 3_600_000)]
    zone = office.desk.zone()
    wrong = end.astimezone(zone) - start.astimezone(zone)
    assert wrong != dt.timedelta(hours=1), "the control: as the hands of one zone's clock"


def test_minutes_that_count_back_over_a_clock_change_begin_where_they_began(office: Office) -> None:
    now = utc(10, 3, 16, 5)  # five past three
    clock = Clock(replace(office.desk, now=lambda: now))
    source_id = clock.add("last 12 min lease call")
    start = office.store.sources.get(source_id).source.context.call_start
    assert start == now - dt.timedelta(minutes=12)


@pytest.mark.parametrize(("day", "hours"), [((2026, 10, 4), 23), ((2026, 4, 5), 25), ((2026, 5, 19), 24)])
def test_a_day_of_a_clock_change_is_as_long_as_it_is(
    office: Office, day: tuple[int, int, int], hours: int
) -> None:
    begin, end = bounds(dt.date(*day), office.desk.zone())
    assert end - begin == dt.timedelta(hours=hours)
