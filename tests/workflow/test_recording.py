"""agent/workflow/recording.py: what cannot be heard is said, and a program that is gone loses nothing it had sealed."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from agent.domain.diary import Meeting
from agent.domain.health import Code
from agent.domain.offering import Holder, Kind, Window
from agent.domain.timeline import Why
from agent.errors import TenthError
from agent.workflow import capturing
from agent.workflow.clock import Clock
from agent.workflow.one_call import OneCall
from agent.workflow.recording import DiskNearlyFull
from tests.workflow.booth import YES, Booth, open_booth, until
from tests.workflow.conftest import Office

pytestmark = pytest.mark.slow  # a recording program runs in a thread, and is waited for

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def booth(office: Office) -> Iterator[Booth]:
    with open_booth(office) as booth:
        yield booth


def test_when_nothing_can_be_heard_it_says_why_and_the_clock_runs(booth: Booth) -> None:
    booth.card.broken = DiskNearlyFull("there is no microphone")
    with pytest.raises(TenthError, match="no microphone") as refusal:
        booth.capture.start(YES)
    assert refusal.value.code == "disk_nearly_full"
    assert booth.clock.running() is not None
    assert (booth.sealed(), booth.capture.status()) == ([], None)


def test_a_disk_with_little_room_begins_nothing(booth: Booth) -> None:
    booth.free = 100 * 1024**2
    with pytest.raises(TenthError, match="disk") as refusal:
        booth.capture.start(YES)
    assert refusal.value.code == "disk_nearly_full"
    assert booth.card.opened == []


def test_one_consent_is_one_call(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program hangs up and calls again at once: nothing of the second call is recorded, and its clock is another."""
    booth.capture.start(YES)
    time.sleep(1.0)
    booth.card.hung_up = True
    booth.threads[-1].join()
    opened = len(booth.card.opened)
    booth.card.hung_up = False
    time.sleep(0.5)
    assert len(booth.card.opened) == opened
    monkeypatch.setattr(capturing, "SECONDS_TO_CALL_AGAIN", 0.0)
    booth.capture.settle()
    (kept,) = booth.office.store.sources.all()
    assert kept.recording is not None
    assert not kept.recording.is_truncated
    assert booth.clock.running() is None
    assert booth.capture.status() is None
    assert booth.clock.start(call=True).id != kept.source.id


def test_another_meeting_in_the_window_ends_the_recording_and_its_clock_begins(booth: Booth) -> None:
    shown = Window(1, "Lease | Microsoft Teams", "Lease")
    teams = Holder("100:1", "Microsoft Teams", Kind.CALL, (shown,))
    booth.held.now = [teams]
    first = booth.capture.start(YES)
    booth.held.now = [replace(teams, windows=(Window(1, "Will | Microsoft Teams", "Will"),))]
    changed = time.monotonic()
    booth.threads[-1].join(timeout=30)
    assert time.monotonic() - changed < 2.0
    booth.capture.settle()
    (kept,) = booth.office.store.sources.all()
    assert (kept.source.id, kept.source.title) == (first.id, "Lease")
    running = booth.clock.running()
    assert running is not None
    assert running.call
    assert running.id != first.id
    assert booth.capture.status() is None


def test_the_next_slot_of_the_calendar_is_another_call(booth: Booth) -> None:
    now = booth.desk.now()
    slots = [(now - HOUR, now + HOUR, "lease"), (now + HOUR, now + 2 * HOUR, "will")]
    meetings = [
        Meeting(name, name, start, end, None, "20417-Hale", ("Marcus Hale",)) for start, end, name in slots
    ]
    booth.office.store.lately.keep_meetings(meetings)
    capture = booth.capture.start(YES)
    assert (capture.about.title, capture.about.meetings) == ("lease", ("lease",))
    assert not OneCall(booth.desk, booth.held).is_another(capture)
    assert OneCall(replace(booth.desk, now=lambda: now + HOUR), booth.held).is_another(capture)


def test_calendar_and_window_facts_go_with_the_call_to_its_matter(booth: Booth) -> None:
    now = booth.desk.now()
    people = ("Marcus Hale", "Thi Nguyen")
    meeting = Meeting("m", "Lease call", now - HOUR, now + HOUR, None, "20417-Hale", people)
    booth.office.store.lately.keep_meetings([meeting])
    booth.capture.start(YES)
    source_id = booth.capture.stop()
    assert source_id is not None
    kept = booth.office.store.sources.get(source_id)
    assert kept.source.title == "Lease call (20417-Hale)"
    assert [p.name for p in kept.source.context.participants] == ["M Hale", "Thi Nguyen"], "each once"
    assert kept.source.context.matter is None, "the calendar's matter is evidence, not the lawyer's choice"
    assert kept.recording is not None
    assert (kept.recording.about.start, kept.recording.about.end) == (meeting.start, meeting.end)
    assert booth.office.process.unfinished() == 1, "its words are next"


def test_the_meters_and_signs_of_a_running_recording_are_told(booth: Booth) -> None:
    booth.free = 1024**3
    booth.capture.start(YES)
    until(lambda: booth.capture.status().report.levels)  # type: ignore[union-attr]  # it is there
    status = booth.capture.status()
    assert status is not None
    until(lambda: {v.peak for v in booth.capture.status().report.levels} == {-30})  # type: ignore[union-attr]  # as above
    assert [sign.code for sign in status.report.signs] == [Code.DISK_LOW]


def test_a_recording_that_goes_on_is_not_settled(booth: Booth) -> None:
    """The control of the one above."""
    booth.capture.start(YES)
    booth.capture.settle()
    assert booth.capture.status() is not None


def test_a_program_that_is_gone_is_seen_and_its_sound_is_handed_over(
    booth: Booth, monkeypatch: pytest.MonkeyPatch
) -> None:
    booth.capture.start(YES)
    time.sleep(1.5)
    die(booth, monkeypatch)
    assert booth.capture.status().broke_off  # type: ignore[union-attr]  # it is there
    booth.capture.recover()
    (kept,) = booth.office.store.sources.all()
    assert kept.recording is not None
    assert kept.recording.is_truncated
    assert kept.recording.length_ms >= 1_000
    assert booth.clock.running() is None


def test_after_it_is_gone_stopping_measures_the_whole_call(
    booth: Booth, monkeypatch: pytest.MonkeyPatch
) -> None:
    booth.capture.start(YES)
    time.sleep(1.0)
    die(booth, monkeypatch)
    time.sleep(1.5)
    _, recording = booth.stopped()
    assert recording.is_truncated
    assert recording.silences[-1].why is Why.BROKEN_OFF
    assert recording.silences[-1].end_ms == recording.length_ms


def die(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    """End the recording program as a kill does: it writes nothing more, its file stays without an end."""

    class Killed(BaseException):
        pass

    def killed(*_: object) -> None:
        raise Killed

    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    with monkeypatch.context() as patch:
        patch.setattr("agent.workflow.recording._Call._follow_orders", killed)
        booth.threads[-1].join()
    assert booth.office.store.captures.current().report.ended_at is None  # type: ignore[union-attr]  # it is there


def test_a_recording_that_goes_on_is_not_taken_for_one_that_is_gone(booth: Booth) -> None:
    """The control of the two above."""
    booth.capture.start(YES)
    booth.capture.recover()
    assert booth.capture.status() is not None
    assert booth.office.store.sources.all() == []


def test_a_call_that_hung_up_just_before_its_program_was_killed_is_handed_over_at_the_next_start(
    booth: Booth,
) -> None:
    """Else its clock would run until somebody looks: until the next morning."""
    booth.capture.start(YES)
    booth.card.hung_up = True
    booth.threads[-1].join()
    assert booth.clock.running() is not None
    later = replace(booth.desk, now=lambda: dt.datetime.now(dt.UTC) + 12 * HOUR)
    replace(booth.capture, desk=later, clock=Clock(later)).recover()
    (kept,) = booth.office.store.sources.all()
    assert kept.recording is not None
    assert kept.recording.length_ms < 60_000
    assert (booth.clock.running(), booth.capture.status()) == (None, None)
