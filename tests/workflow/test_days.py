"""agent/workflow/days.py and day_answers.py over a real database: a day is shown, answered and closed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from agent.domain.day import RowState
from agent.domain.diary import Meeting, Recorded
from agent.domain.ids import MatterId, RemoteId
from agent.domain.marks import MarkKind
from agent.domain.revision import Revision
from agent.domain.source import Context
from agent.errors import NotAllowedNow, NotFound, NotReady, Unreachable, UsedWrongly, WatchOnly
from agent.workflow.days import Days
from tests.builders import NOON, TODAY
from tests.workflow.conftest import Office

DAY = TODAY


def on(office: Office, moment: dt.datetime) -> Office:
    """The office at another moment."""
    return replace(office, desk=replace(office.desk, now=lambda: moment))


def ago(minutes: int) -> dt.datetime:
    return NOON - dt.timedelta(minutes=minutes)


def a_call(office: Office, start: dt.datetime, words: bytes = b"We act for the bakery.\nThe rent.") -> None:
    """A call of twenty seconds with one draft."""
    office.take_in.data(words, "call.vtt", Context(call_start=start))
    office.process.all()


def worked(office: Office, minutes_ago: int, minutes: int) -> None:
    """A stretch measured by the clock."""
    on(office, ago(minutes_ago)).clock.start(matter_id=MatterId(1))
    on(office, ago(minutes_ago - minutes)).clock.stop()
    office.process.all()


def rows(office: Office) -> list[tuple[str, RowState]]:
    return [(row.thing.kind.value, row.state) for row in office.days.day(DAY).day.rows]


def gap(office: Office) -> str:
    return next(row.key for row in office.days.day(DAY).day.rows if row.thing.kind == "gap")


@pytest.fixture
def gapped(office: Office) -> Office:
    """Two stretches of work with an hour between them."""
    worked(office, 180, 30)
    worked(office, 90, 30)
    return office


def test_a_gap_is_answered_by_a_note_with_its_time(gapped: Office) -> None:
    source = gapped.day_answers.note(DAY, gap(gapped), "lease mark-up")
    kept = gapped.store.sources.get(source).source
    assert (kept.passages[0].text, kept.passages[0].end_ms) == ("lease mark-up", 3_600_000)
    gapped.process.all()
    assert [kind for kind, _ in rows(gapped)] == ["clock", "note", "clock"]
    assert gapped.days.day(DAY).day.questions == 0


def test_a_gap_is_answered_by_nothing_billable_and_asked_again_when_that_is_taken_back(
    gapped: Office,
) -> None:
    key = gap(gapped)
    gapped.day_answers.nothing(DAY, key)
    assert [state for _, state in rows(gapped)][1] is RowState.NOTHING
    gapped.day_answers.back(DAY, key)
    assert [state for _, state in rows(gapped)][1] is RowState.QUESTION


def test_a_question_answered_elsewhere_meanwhile_is_refused(gapped: Office) -> None:
    key = gap(gapped)
    gapped.day_answers.note(DAY, key, "lease mark-up")
    with pytest.raises(NotFound):
        gapped.day_answers.note(DAY, key, "lease mark-up")


def test_closing_a_day_needs_an_end_for_each_thing(gapped: Office) -> None:
    with pytest.raises(NotReady):
        gapped.days.close(DAY)
    view = gapped.days.day(DAY)
    first, question, second = (row.key for row in view.day.rows)
    gapped.day_answers.dismiss(DAY, first, "recorded elsewhere")
    gapped.day_answers.dismiss(DAY, question, "lunch")
    gapped.day_answers.park(DAY, second, DAY + dt.timedelta(days=1))
    closed = gapped.days.close(DAY)
    assert closed.is_closed
    assert [state for _, state in rows(gapped)] == [RowState.DISMISSED, RowState.NOTHING, RowState.PARKED]


def test_a_day_that_something_comes_up_for_is_open_again(gapped: Office) -> None:
    gapped.day_answers.dismiss(DAY, gap(gapped), "lunch")
    for row in gapped.days.day(DAY).day.rows[::2]:
        gapped.day_answers.dismiss(DAY, row.key, "not worth billing")
    assert gapped.days.close(DAY).is_closed
    gapped.clock.add("0.2 call")
    gapped.process.all()
    assert not gapped.days.day(DAY).is_closed


def test_what_was_put_aside_comes_back_as_a_draft(gapped: Office) -> None:
    key = gapped.days.day(DAY).day.rows[0].key
    gapped.day_answers.dismiss(DAY, key, "a duplicate")
    gapped.day_answers.back(DAY, key)
    assert gapped.days.day(DAY).day.rows[0].state is RowState.REVIEW


def test_a_reason_and_a_later_day_are_needed(gapped: Office) -> None:
    key = gapped.days.day(DAY).day.rows[0].key
    with pytest.raises(UsedWrongly):
        gapped.day_answers.dismiss(DAY, key, "  ")
    with pytest.raises(UsedWrongly):
        gapped.day_answers.park(DAY, key, DAY)


def test_what_was_parked_waits_on_its_day_and_is_part_of_it(gapped: Office) -> None:
    tomorrow = DAY + dt.timedelta(days=1)
    key = gapped.days.day(DAY).day.rows[0].key
    gapped.day_answers.park(DAY, key, tomorrow)
    later = on(gapped, NOON + dt.timedelta(days=1)).days.day(tomorrow)
    assert [(c.day, c.row.key) for c in later.carried] == [(DAY, key)]
    assert later.left == 1
    with pytest.raises(NotReady):
        on(gapped, NOON + dt.timedelta(days=1)).days.close(tomorrow)


def test_what_was_recorded_cannot_be_put_aside(gapped: Office) -> None:
    (first, *_) = gapped.days.day(DAY).day.rows
    for entry in first.thing.entries:
        gapped.review.revise(entry.id, None, Revision(narrative="Attending on lease"))
        gapped.review.confirm(entry.id, None)
        gapped.push.push([entry.id])
    assert gapped.days.day(DAY).day.rows[0].state is RowState.RECORDED
    with pytest.raises(NotAllowedNow):
        gapped.day_answers.dismiss(DAY, first.key, "a duplicate")


def test_clio_is_read_when_asked_for_and_kept_for_a_time_without_it(office: Office) -> None:
    office.practice.typed = [
        Recorded(RemoteId(77), DAY, 1080, "Attending counsel", MatterId(1), "00001-Hale")
    ]
    office.practice.meetings = [Meeting("m", "Counsel", ago(120), ago(60), MatterId(2), "00002-Hale")]
    assert office.days.day(DAY).day.rows == ()
    read = office.days.day(DAY, look=True)
    assert (read.as_of, read.problem, read.day.recorded_units) == (NOON, None, 3)
    office.practice.offline = Unreachable("offline")
    kept = office.days.day(DAY, look=True)
    assert kept.problem is office.practice.offline
    assert (kept.as_of, kept.day.recorded_units, len(kept.day.rows)) == (NOON, 3, 2)


def test_a_week_is_read_in_one_go(office: Office) -> None:
    week = office.days.week(DAY, look=True)
    assert [view.day.day.weekday() for view in week] == list(range(7))
    assert office.practice.days_read == 1


def test_units_are_in_clio_or_waiting_and_never_both(office: Office) -> None:
    a_call(office, ago(120))
    before = office.days.day(DAY).day
    assert (before.recorded_units, before.waiting_units) == (0, 1)
    (entry,) = office.review.entries()
    office.review.confirm(entry.id, None)
    office.push.push()
    unread = office.days.day(DAY).day
    assert (unread.recorded_units, unread.waiting_units) == (1, 0)
    after = office.days.day(DAY, look=True).day
    assert (after.recorded_units, after.waiting_units, len(after.rows)) == (1, 0, 1)


def test_what_was_deleted_in_clio_is_told(office: Office) -> None:
    a_call(office, ago(120))
    (entry,) = office.review.entries()
    office.review.confirm(entry.id, None)
    office.push.push()
    office.practice.held.clear()
    assert office.days.day(DAY, look=True).day.rows[0].gone is False  # its list may only be late
    later = on(office, NOON + dt.timedelta(minutes=10)).days.day(DAY, look=True)
    assert (later.day.rows[0].gone, later.day.recorded_units) == (True, 0)


def test_the_running_clock_is_on_the_strip(office: Office) -> None:
    on(office, ago(25)).clock.start(matter_id=MatterId(1))
    (row,) = office.days.day(DAY).day.rows
    assert (row.state, row.seconds, row.thing.matter) == (RowState.RUNNING, 1500, "00001-Hale")


def test_a_meeting_is_answered_by_a_note_on_its_matter(office: Office) -> None:
    office.practice.meetings = [Meeting("m", "Counsel", ago(120), ago(60), MatterId(2), "00002-Hale")]
    office.days.day(DAY, look=True)
    office.day_answers.note(DAY, "calendar:m", "conference with counsel")
    office.process.all()
    (row,) = office.days.day(DAY).day.rows
    assert (row.thing.kind, row.thing.entries[0].matter_id) == ("note", MatterId(2))


def test_the_reminder_is_nameless_comes_once_and_only_when_something_waits(gapped: Office) -> None:
    days = gapped.days
    assert days.reminder() is None
    days.set_preferences(target_units=None, reminder="11:30", watch_only=False)
    assert days.reminder() == "3 things of today wait"
    days.reminded()
    assert days.reminder() is None
    early = Days(replace(gapped.desk, now=lambda: NOON - dt.timedelta(hours=1)), lambda: gapped.practice)
    assert early.reminder() is None


def test_nothing_is_reminded_of_when_nothing_waits(office: Office) -> None:
    office.days.set_preferences(target_units=None, reminder="00:00", watch_only=False)
    assert office.days.reminder() is None


def test_while_tenth_only_watches_nothing_is_pushed_whoever_asks(office: Office) -> None:
    a_call(office, ago(120))
    (entry,) = office.review.entries()
    office.review.confirm(entry.id, None)
    office.days.set_preferences(target_units=None, reminder=None, watch_only=True)
    for named in ([entry.id], None):
        with pytest.raises(WatchOnly) as refused:
            office.push.push(named)
        assert refused.value.code == "watch_only"
    assert office.practice.held == []
    office.days.set_preferences(target_units=None, reminder=None, watch_only=False)
    assert len(office.push.push()) == 1  # the same push, once watching has ended


def test_watching_shows_what_was_typed_beside_what_was_suggested(office: Office) -> None:
    a_call(office, ago(120))
    office.practice.typed = [
        Recorded(RemoteId(77), DAY, 720, "Call", MatterId(1), "00001-Hale"),
        Recorded(RemoteId(78), DAY, 720, "Letter", MatterId(2), "00002-Hale"),
    ]
    assert office.days.day(DAY, look=True).pairs == ()
    office.days.set_preferences(target_units=None, reminder=None, watch_only=True)
    found = [
        (p.entry is not None, p.record and p.record.id, *p.units(360)) for p in office.days.day(DAY).pairs
    ]
    assert found == [(True, 77, 1, 2), (False, 78, None, 2)]


def test_watching_begins_when_it_is_switched_on_and_may_go_on_for_another_week(office: Office) -> None:
    office.days.set_preferences(target_units=60, reminder=None, watch_only=True)
    later = on(office, NOON + dt.timedelta(days=8)).days
    kept = later.set_preferences(target_units=50, reminder=None, watch_only=True)
    assert (kept.watch_since, kept.asks(DAY + dt.timedelta(days=8))) == (DAY, True)
    assert later.watch_on().watch_since == DAY + dt.timedelta(days=8)


def test_an_answer_is_kept_with_its_time(gapped: Office) -> None:
    gapped.day_answers.nothing(DAY, gap(gapped))
    (mark,) = gapped.store.days.marks(DAY)
    assert (mark.kind, mark.said_at) == (MarkKind.NOTHING, NOON)
