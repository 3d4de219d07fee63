"""agent/domain/watching.py: suggestions beside what was typed, by matter and the nearest units, each once."""

from __future__ import annotations

import datetime as dt

from agent.domain.diary import Recorded
from agent.domain.ids import EntryId, MatterId, RemoteId
from agent.domain.preferences import Preferences
from agent.domain.suggestion import Candidate
from agent.domain.watching import compared
from tests.builders import an_entry

DAY = dt.date(2026, 5, 19)


def at(hour: int, minute: int) -> dt.datetime:
    return dt.datetime(2026, 5, 19, hour, minute, tzinfo=dt.UTC)


def typed(number: int, units: int, matter: int) -> Recorded:
    return Recorded(RemoteId(number), DAY, units * 360, "typed", MatterId(matter))


def test_the_nearest_in_units_are_a_pair_and_the_rest_is_what_one_side_missed() -> None:
    entries = [
        an_entry(id=EntryId("a"), units=3, matter_id=MatterId(1)),
        an_entry(id=EntryId("b"), units=10, matter_id=MatterId(1)),
        an_entry(id=EntryId("c"), units=2, matter_id=MatterId(2)),
    ]
    records = [typed(1, 9, 1), typed(2, 4, 1), typed(3, 5, 9)]
    found = [
        (p.entry and p.entry.id, p.record and p.record.id, *p.units(360)) for p in compared(entries, records)
    ]
    assert found == [("a", 2, 3, 4), ("b", 1, 10, 9), ("c", None, 2, None), (None, 3, None, 5)]


def test_an_undecided_suggestion_can_be_of_any_of_its_candidates() -> None:
    entry = an_entry(units=3, matter_id=None, candidates=(Candidate(MatterId(4), "00004-Hale", 0.6),))
    (pair,) = compared([entry], [typed(1, 3, 4)])
    assert (pair.entry, *pair.units(360)) == (entry, 3, 3)


def test_the_week_is_over_after_seven_days_and_only_the_lawyer_ends_it() -> None:
    watching = Preferences(watch_since=DAY)
    assert watching.watch_until() == DAY + dt.timedelta(days=6)
    assert [watching.asks(DAY + dt.timedelta(days=n)) for n in (0, 6, 7)] == [False, False, True]
    assert watching.watch_only
    assert not Preferences().watch_only


def test_the_reminder_has_its_time() -> None:
    at_half_past_five = Preferences(reminder="17:30")
    assert not at_half_past_five.reminds_at(at(17, 29))
    assert at_half_past_five.reminds_at(at(17, 30))
    assert not Preferences().reminds_at(at(23, 0))
