"""What is read before a push, held against a practice Clio on a real socket: everybody's time there, and the running timer."""

from __future__ import annotations

import datetime as dt

import pytest

from agent.domain.ids import TimekeeperId
from agent.errors import Refused
from agent.sandbox import PracticeClio
from agent.sandbox.behaviour import Behaviour
from tests.clio.fakes import Bench, signed_in_to
from tests.contracts.test_practice_system import an_entry, every_matter


def test_a_timer_is_found_with_its_matter_and_none_is_none(home: Bench, firm: PracticeClio) -> None:
    assert home.practice.timer() is None
    made = home.practice.create(an_entry(home))
    since = firm.firm.clock().replace(microsecond=0)
    firm.firm.add("timers", user_id=made.user_id, activity_id=made.id, start_time=since.isoformat())
    running = home.practice.timer()
    assert running is not None
    assert (running.matter_id, running.since) == (made.matter_id, since)
    firm.firm.remove("timers", firm.firm.all("timers")[0]["id"])


def test_a_timer_that_may_not_be_seen_keeps_nobody_from_pushing(home: Bench, firm: PracticeClio) -> None:
    firm.misbehave("forbidden", "GET", "/api/v4/timer", times=1)
    assert home.practice.timer() is None


def test_everybodys_time_on_a_matter_and_day_is_shown(home: Bench, firm: PracticeClio) -> None:
    osman = TimekeeperId(firm.firm.named("users", "Daniel Osman")["id"])
    mine = home.practice.create(an_entry(home))
    his = home.practice.create(an_entry(home, user_id=osman, seconds=1440))
    day = mine.date
    found = {there.id: there for there in home.practice.already(mine.matter_id, day, day)}
    assert [(found[id].who, found[id].seconds) for id in (mine.id, his.id)] == [
        ("Ruth Calder", 1080), ("Daniel Osman", 1440),
    ]  # fmt: skip
    other = next(m.id for m in every_matter(home) if m.id != mine.matter_id)
    assert mine.id not in {t.id for t in home.practice.already(other, day, day)}
    assert {mine.id, his.id} <= {t.id for t in home.practice.already(None, day, day)}
    yesterday = day - dt.timedelta(days=1)
    assert mine.id not in {t.id for t in home.practice.already(None, yesterday, yesterday)}


def test_time_for_somebody_else_is_taken_refused_or_made_ones_own_and_never_unnoticed() -> None:
    for choice in ("taken", "refused", "made_own"):
        with PracticeClio(matters=12, behaviour=Behaviour(time_for_others=choice)) as firm:
            home = Bench(None, signed_in_to(firm))
            osman = TimekeeperId(firm.firm.named("users", "Daniel Osman")["id"])
            sent = an_entry(home, user_id=osman, prepared_by=home.practice.who().id)
            if choice == "refused":
                with pytest.raises(Refused) as caught:
                    home.practice.create(sent)
                assert caught.value.hidden
                assert not [each for each in firm.firm.activities if each["user_id"] == osman]
            else:
                differs = home.practice.create(sent).difference(sent)
                assert (differs and differs[0]) == (None if choice == "taken" else "user_differs")
            home.line.close()
