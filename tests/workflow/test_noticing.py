"""agent/workflow/noticing.py: offers, never records by itself, and ends what the end of a call leaves running."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from agent.domain.diary import DiaryPage, Meeting
from agent.domain.ids import SourceId
from agent.domain.offering import Holder, Kind, Noticed, What, Window
from agent.workflow.noticing import Noticing
from tests.builders import NOON
from tests.workflow.booth import YES, Booth, open_booth
from tests.workflow.conftest import Office

pytestmark = pytest.mark.slow  # a recording program runs in a thread, and is waited for

ZOOM = Holder("100:1", "Zoom", Kind.CALL)


@pytest.fixture
def booth(office: Office) -> Iterator[Booth]:
    with open_booth(office) as booth:
        yield booth


class Watchman:
    """Looks once a second by a clock of its own, with whoever holds the microphone."""

    def __init__(self, booth: Booth) -> None:
        self.booth, self.now = booth, NOON
        booth.desk = replace(booth.desk, now=lambda: self.now)

    @property
    def noticing(self) -> Noticing:
        return self.booth.noticing

    def for_seconds(self, seconds: int, *holders: Holder) -> What | None:
        self.booth.held.now = list(holders)
        for _ in range(seconds):
            self.now += dt.timedelta(seconds=1)
            self.noticing.look()
        offer = self.noticing.offer()
        return None if offer is None else offer.what


@pytest.fixture
def watchman(booth: Booth) -> Watchman:
    return Watchman(booth)


def test_a_call_is_offered_and_nothing_begins_by_itself(watchman: Watchman) -> None:
    assert watchman.for_seconds(5, ZOOM) is What.CAPTURE
    assert watchman.for_seconds(600, ZOOM) is What.CAPTURE
    booth = watchman.booth
    assert (booth.card.opened, booth.sealed(), booth.clock.running()) == ([], [], None)


def test_looking_changes_nothing_that_a_window_shows_until_something_happens(watchman: Watchman) -> None:
    watchman.for_seconds(5, ZOOM)
    before = watchman.booth.office.store.home.revision
    watchman.for_seconds(50, ZOOM)
    assert watchman.booth.office.store.home.revision == before


def test_a_program_that_nobody_knows_is_offered_the_clock_only(watchman: Watchman) -> None:
    assert watchman.for_seconds(5, Holder("7:1", "scribe", Kind.UNKNOWN)) is What.CLOCK


@pytest.mark.parametrize("where", ["calendar", "window"])
def test_a_hearing_is_offered_the_clock_only(watchman: Watchman, where: str) -> None:
    title, holder = "Hale v Copper: directions hearing", ZOOM
    if where == "calendar":
        meeting = Meeting("m1", title, NOON, NOON + dt.timedelta(hours=1))
        page = DiaryPage(watchman.booth.desk.day_of(NOON), NOON, (), (meeting,))
        watchman.booth.office.store.days.keep_page(page)
    else:
        holder = replace(ZOOM, windows=(Window(1, title, title),))
    assert watchman.for_seconds(5, holder) is What.CLOCK
    offer = watchman.noticing.offer()
    assert offer is not None
    assert offer.because == "hearing"


def test_not_this_call_is_kept_over_a_restart_until_the_program_lets_go(watchman: Watchman) -> None:
    watchman.for_seconds(5, ZOOM)
    watchman.noticing.not_this_call()
    assert watchman.for_seconds(60, ZOOM) is None
    watchman.for_seconds(120)
    assert watchman.for_seconds(5, replace(ZOOM, session="100:2")) is What.CAPTURE


def test_a_clock_that_began_with_the_call_stops_with_it_at_the_moment_it_was_over(watchman: Watchman) -> None:
    watchman.for_seconds(5, ZOOM)
    clock = watchman.booth.clock.start(call=True)
    watchman.for_seconds(595, ZOOM)
    assert watchman.for_seconds(10) is What.STOP
    assert watchman.booth.clock.running() is not None
    watchman.for_seconds(30)
    assert watchman.booth.clock.running() is None
    (passage,) = watchman.booth.office.store.sources.get(clock.id).source.passages
    assert passage.end_ms == 596_000, "the silence before it was stopped is nobody's time"


def test_a_clock_of_something_else_is_left_alone(watchman: Watchman) -> None:
    """The control of the one above: a desk telephone's call, while some program tried the microphone."""
    watchman.booth.clock.start(call=True)
    watchman.now += dt.timedelta(minutes=10)
    watchman.for_seconds(5, Holder("7:1", "scribe", Kind.UNKNOWN))
    assert watchman.for_seconds(120) is None
    assert watchman.booth.clock.running() is not None


def test_the_next_call_without_a_gap_starts_with_the_clock_only(watchman: Watchman) -> None:
    watchman.for_seconds(5, ZOOM)
    first = watchman.booth.clock.start(call=True)
    watchman.for_seconds(60, ZOOM)
    watchman.for_seconds(5, Holder("300:5", "Microsoft Teams", Kind.CALL))
    second = watchman.booth.clock.running()
    assert second is not None
    assert second.id != first.id
    assert watchman.booth.office.store.sources.get(first.id) is not None
    assert watchman.booth.card.opened == []


def test_a_paused_recording_is_not_offered_to_be_begun(booth: Booth) -> None:
    booth.capture.start(YES)
    booth.capture.pause()
    booth.office.store.home.noticed = Noticed(
        "100:1", "100:1", "Zoom", booth.desk.now() - dt.timedelta(seconds=9)
    )
    assert booth.noticing.offer() is None
    booth.capture.discard()
    assert booth.noticing.offer() is not None


def test_a_recording_is_offered_to_be_stopped_and_handed_over_after_the_silence(booth: Booth) -> None:
    watched: list[SourceId] = []
    booth.held.now = [ZOOM]
    booth.noticing.look()
    booth.capture.start(YES)
    booth.held.now = []
    booth.noticing.look()
    offer = booth.noticing.offer()
    assert offer is not None
    assert offer.what is What.STOP
    seen = booth.office.store.home.noticed
    assert seen is not None
    booth.office.store.home.noticed = replace(seen, gone_at=booth.desk.now() - dt.timedelta(seconds=31))
    booth.noticing.look()
    watched = [kept.source.id for kept in booth.office.store.sources.all() if kept.recording is not None]
    assert len(watched) == 1
    assert booth.capture.status() is None
