"""agent/domain/day.py and things.py: each thing once, gaps are questions, units are in Clio or waiting, never both."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from agent.domain.day import Day, Known, RowState, day_of
from agent.domain.diary import Meeting, Recorded
from agent.domain.entry import EntryStatus
from agent.domain.ids import EntryId, MatterId, RemoteId
from agent.domain.marks import Mark, MarkKind, gap_key, gap_of
from agent.domain.suggestion import MatterState
from agent.domain.things import Thing, ThingKind
from tests.builders import an_entry

SYDNEY = dt.timezone(dt.timedelta(hours=10))
MIDNIGHT = dt.datetime(2026, 5, 19, tzinfo=SYDNEY)
DAY = MIDNIGHT.date()


def at(hour: int, minute: int = 0) -> dt.datetime:
    return MIDNIGHT.replace(hour=hour, minute=minute)


def a_day(*things: Thing, **known: Any) -> Day:
    whole = {"first": MIDNIGHT, "last": MIDNIGHT + dt.timedelta(days=1), **known}
    return day_of(Known(DAY, things=things, **whole))


def a_call(key: str, start: dt.datetime, end: dt.datetime, *statuses: EntryStatus, units: int = 3) -> Thing:
    entries = tuple(
        an_entry(id=EntryId(f"{key}{n}"), status=status, units=units) for n, status in enumerate(statuses)
    )
    return Thing(f"source:{key}", ThingKind.CALL, "Marcus Hale", "sound", start, end, entries)


def a_meeting(start: dt.datetime, end: dt.datetime, matter: int | None = 1) -> Meeting:
    return Meeting(
        "m", "Conference with counsel", start, end, MatterId(matter) if matter else None, "00001-Hale"
    )


def a_record(number: int = 900, **fields: Any) -> Recorded:
    return replace(
        Recorded(RemoteId(number), DAY, 1080, "Attending counsel", MatterId(1), "00001-Hale"), **fields
    )


def states(day: Day) -> list[tuple[str, RowState]]:
    return [(row.thing.kind.value, row.state) for row in day.rows]


def test_a_gap_is_a_question_and_never_an_estimate() -> None:
    day = a_day(
        a_call("a", at(9), at(9, 30), EntryStatus.DRAFT),
        a_call("b", at(10), at(10, 30), EntryStatus.CONFIRMED),
    )
    assert states(day) == [
        ("call", RowState.REVIEW), ("gap", RowState.QUESTION), ("call", RowState.CONFIRMED),
    ]  # fmt: skip
    assert (day.rows[1].units, day.rows[1].seconds) == (0, 1800)
    assert (day.questions, day.to_review, day.to_push, day.left) == (1, 1, 1, 3)
    assert (day.recorded_units, day.waiting_units) == (0, 6)


def test_nothing_is_asked_before_the_first_thing_or_after_the_last() -> None:
    assert a_day(a_call("a", at(11), at(11, 30), EntryStatus.DRAFT)).questions == 0
    assert a_day().rows == ()


def test_our_entry_and_the_record_it_became_are_one() -> None:
    call = a_call("a", at(9), at(9, 30), EntryStatus.PUSHED)
    day = a_day(call, recorded=[a_record()], ours={RemoteId(900): EntryId("a0")})
    assert states(day) == [("call", RowState.RECORDED)]
    assert (day.recorded_units, day.rows[0].typed_there) == (3, False)


def test_what_was_sent_counts_before_clio_is_read_again_and_not_after_it_was_deleted_there() -> None:
    call = a_call("a", at(9), at(9, 30), EntryStatus.PUSHED)
    assert a_day(call).recorded_units == 3
    gone = a_day(call, gone=frozenset({EntryId("a0")}))
    assert (gone.recorded_units, gone.rows[0].gone) == (0, True)


def test_clios_own_rounding_is_what_counts() -> None:
    call = a_call("a", at(9), at(9, 30), EntryStatus.PUSHED)
    record = a_record(rounded_hours=Decimal("0.40"))
    day = a_day(call, recorded=[record], ours={RemoteId(900): EntryId("a0")})
    assert day.recorded_units == 4


def test_a_meeting_and_the_call_that_filled_it_are_one() -> None:
    day = a_day(a_call("a", at(10), at(10, 31), EntryStatus.DRAFT), meetings=[a_meeting(at(10), at(10, 30))])
    assert states(day) == [("call", RowState.REVIEW)]
    assert day.rows[0].thing.meeting is not None


def test_a_meeting_that_merely_touches_a_call_stays_one_and_the_overlap_is_marked_and_counted_once() -> None:
    day = a_day(
        a_call("a", at(11, 20), at(12, 20), EntryStatus.DRAFT), meetings=[a_meeting(at(10, 54), at(11, 36))]
    )
    assert [(t.keys, t.seconds // 60) for t in day.tiles] == [
        (("calendar:m",), 26), (("source:a", "calendar:m"), 16), (("source:a",), 44),
    ]  # fmt: skip
    assert [len(row.overlaps) for row in day.rows] == [1, 1]


def test_a_meeting_nobody_recorded_is_a_question() -> None:
    day = a_day(meetings=[a_meeting(at(16), at(17))])
    assert states(day) == [("calendar", RowState.QUESTION)]


def test_a_meeting_still_to_come_is_no_part_of_the_day() -> None:
    assert a_day(meetings=[a_meeting(at(16), at(17))], last=at(16, 30)).rows == ()


def test_time_recorded_for_a_meeting_belongs_to_it() -> None:
    record = a_record(seconds=720, meeting="m")
    day = a_day(meetings=[a_meeting(at(16), at(17))], recorded=[record])
    assert states(day) == [("calendar", RowState.RECORDED)]
    assert (day.rows[0].typed_there, day.recorded_units) == (True, 2)


def test_time_of_a_meetings_matter_and_length_is_the_meetings_when_nothing_else_can_be_meant() -> None:
    hour = a_record(seconds=3600)
    meeting = a_meeting(at(16), at(17))
    assert states(a_day(meetings=[meeting], recorded=[hour])) == [("calendar", RowState.RECORDED)]
    two = a_day(meetings=[meeting], recorded=[hour, a_record(901, seconds=3300)])
    assert [kind for kind, _ in states(two)] == ["calendar", "clio", "clio"]
    other = a_day(meetings=[meeting], recorded=[a_record(seconds=3600, matter_id=MatterId(2))])
    assert [kind for kind, _ in states(other)] == ["calendar", "clio"]


def test_time_typed_into_clio_has_a_row_and_no_minutes() -> None:
    day = a_day(recorded=[a_record()])
    assert states(day) == [("clio", RowState.RECORDED)]
    assert (day.tiles, day.recorded_units, day.rows[0].typed_there) == ((), 3, True)


def test_an_answered_gap_is_asked_no_more_and_yields_to_what_turns_up() -> None:
    calls = [
        a_call("a", at(9), at(9, 30), EntryStatus.DRAFT),
        a_call("b", at(11), at(11, 30), EntryStatus.DRAFT),
    ]
    mark = Mark(gap_key(at(9, 30), at(11)), DAY, MarkKind.NOTHING, at(12), start=at(9, 30), end=at(11))
    answered = a_day(*calls, marks=[mark])
    assert [state for _, state in states(answered)] == [RowState.REVIEW, RowState.NOTHING, RowState.REVIEW]
    late = a_day(*calls, a_call("c", at(10), at(10, 20), EntryStatus.DRAFT), marks=[mark])
    assert not any(tile.is_twice for tile in late.tiles)
    assert late.questions == 0


def test_a_parked_question_waits_and_a_parked_draft_too() -> None:
    calls = [
        a_call("a", at(9), at(9, 30), EntryStatus.DRAFT),
        a_call("b", at(11), at(11, 30), EntryStatus.PUSHED),
    ]
    later = DAY + dt.timedelta(days=2)
    marks = [
        Mark(gap_key(at(9, 30), at(11)), DAY, MarkKind.PARKED, at(12), until=later),
        Mark("source:a", DAY, MarkKind.PARKED, at(12), until=later),
    ]
    day = a_day(*calls, marks=marks)
    assert [state for _, state in states(day)] == [RowState.PARKED, RowState.PARKED, RowState.RECORDED]
    assert day.left == 0


def test_a_draft_without_a_matter_asks_for_it() -> None:
    entry = an_entry(matter_id=None, matter_state=MatterState.ABSTAIN)
    call = replace(a_call("a", at(9), at(9, 30)), entries=(entry,))
    assert states(a_day(call)) == [("call", RowState.MATTER)]


def test_a_call_is_cut_at_midnight() -> None:
    day = a_day(a_call("a", MIDNIGHT - dt.timedelta(minutes=10), at(0, 5), EntryStatus.DRAFT))
    assert [(t.start, t.seconds) for t in day.tiles] == [(MIDNIGHT, 300)]


@given(
    st.lists(
        st.tuples(st.integers(0, 1300), st.integers(1, 130), st.sampled_from(list(EntryStatus))), max_size=8
    )
)
def test_every_minute_of_the_day_is_a_rows_or_nobodys(drawn: list[tuple[int, int, EntryStatus]]) -> None:
    things = [
        a_call(
            f"k{n}", MIDNIGHT + dt.timedelta(minutes=s), MIDNIGHT + dt.timedelta(minutes=s + length), status
        )
        for n, (s, length, status) in enumerate(drawn)
    ]
    day = a_day(*things)
    placed = sum(row.seconds for row in day.rows)
    quiet = sum(t.seconds for t in day.tiles if not t.keys and not t.is_gap)
    whole = (day.tiles[-1].end - day.tiles[0].start).total_seconds() if day.tiles else 0
    gaps = sum(t.seconds for t in day.tiles if t.is_gap)
    rows = [r for r in day.rows if r.thing.kind is not ThingKind.GAP]
    assert sum(r.seconds for r in rows) + gaps + quiet == whole
    assert placed + quiet == whole
    assert day.questions == sum(t.is_gap for t in day.tiles)


def test_a_gaps_name_can_be_read_back() -> None:
    assert gap_of(gap_key(at(9), at(10))) == (at(9), at(10))
    assert [gap_of(key) for key in ("source:a", "gap:1", "gap:2-1", "gap:a-b")] == [None] * 4


def test_titles_stay_out_of_logs() -> None:
    day = a_day(a_call("a", at(9), at(9, 30), EntryStatus.DRAFT), meetings=[a_meeting(at(16), at(17))])
    assert not [word for word in ("Hale", "counsel", "lease") if word in repr(day)]
