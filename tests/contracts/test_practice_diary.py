"""The part of the `PracticeSystem` contract that reads days: time recorded on them, and the calendar."""

from __future__ import annotations

import datetime as dt

from agent.domain.ids import TimekeeperId
from agent.sandbox import PracticeClio
from tests.clio.fakes import Bench
from tests.contracts.test_practice_system import an_entry


def test_the_time_of_some_days_is_all_there_is_of_that_person(home: Bench) -> None:
    entry = an_entry(home)
    made = home.practice.create(entry)
    home.practice.create(an_entry(home, date=dt.date(2026, 11, 18)))
    found = home.practice.activities(entry.user_id, dt.date(2026, 11, 19), dt.date(2026, 11, 20))
    (ours,) = [each for each in found if each.id == made.id]
    assert (ours.date, ours.seconds, ours.charged, ours.matter_id) == (
        entry.date,
        1080,
        1080,
        entry.matter_id,
    )
    assert ours.matter
    assert {each.date for each in found} <= {dt.date(2026, 11, 19), dt.date(2026, 11, 20)}
    assert home.practice.activities(TimekeeperId(1), entry.date, entry.date) == []


def test_time_recorded_for_a_meeting_says_so(home: Bench, firm: PracticeClio) -> None:
    meeting = firm.firm.all("calendar_entries")[0]
    made = home.practice.create(an_entry(home))
    firm.firm.change("activities", made.id, calendar_entry_id=meeting["id"])
    (found,) = home.practice.activities(home.practice.who().id, made.date, made.date)
    assert found.meeting == str(meeting["id"])


def test_the_calendar_is_ones_own_and_knows_matter_and_people(home: Bench) -> None:
    found = home.practice.calendar(dt.date(2026, 5, 19), dt.date(2026, 5, 19))
    assert [each.title for each in found] == ["Marcus Hale", "Partners' meeting"]
    assert (found[0].matter, found[0].people, found[1].matter_id) == (
        "20417-Copper Kettle",
        ("Marcus Hale",),
        None,
    )
    assert found[0].start.isoformat() == "2026-05-19T10:00:00+10:00"


def test_a_meeting_of_the_next_day_is_not_of_this_one(home: Bench) -> None:
    assert [m.title for m in home.practice.calendar(dt.date(2026, 5, 20), dt.date(2026, 5, 20))] == [
        "Doyle - contract"
    ]


def test_what_lasts_the_whole_day_is_no_meeting(home: Bench, firm: PracticeClio) -> None:
    first = firm.firm.all("calendar_entries")[0]
    firm.firm.change("calendar_entries", first["id"], all_day=True)
    found = home.practice.calendar(dt.date(2026, 5, 19), dt.date(2026, 5, 19))
    firm.firm.change("calendar_entries", first["id"], all_day=False)
    assert [each.title for each in found] == ["Partners' meeting"]
