"""agent/workflow/expensing.py: an expense is what the lawyer entered, and is in Clio exactly once."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.clio.books import ClioBooks
from agent.domain.expense import Expense, ExpenseStatus, Gst
from agent.domain.ids import RemoteId, SourceId
from agent.domain.preferences import Preferences
from agent.domain.push import Outcome
from agent.errors import NotAllowedNow, NotReady, TenthError, WatchOnly
from agent.store.errors import VersionConflict
from agent.store.expenses import Expenses
from agent.workflow.expensing import Entered
from tests.workflow.after import After, opened

ACTIVITIES = "/api/v4/activities"
LOST = (
    "drop-after",
    "error-after",
    "truncated",
    "html",
    "drop-before",
    "error-before",
    "unavailable",
    "portal",
    "late",
)


@pytest.fixture
def after(tmp_path: Path) -> Iterator[After]:
    with opened(tmp_path) as after:
        yield after


def entered(after: After, words: str = "ASIC company search", **fields: object) -> Entered:
    given = {"amount": "22.50", "gst": Gst.INCLUDED, "matter_id": after.matters[0].id, "category_id": 41}
    return Entered(words, **{**given, **fields})  # type: ignore[arg-type]  # keys are our own


def added(after: After, words: str = "ASIC company search", **fields: object) -> Expense:
    return after.expensing.add(entered(after, words, **fields))


def held(after: After) -> list[dict[str, object]]:
    return [a for a in after.clio.firm.activities if a["type"] == "ExpenseEntry"]


def test_clio_gets_one_of_it_at_its_sum_without_gst_with_the_tax_setting(after: After) -> None:
    made = added(after)
    push = after.expensing.push(made.id, made.version)
    (activity,) = held(after)
    assert push.outcome is Outcome.CREATED
    assert (activity["quantity"], activity["price"], activity["tax_setting"]) == (1.0, 20.45, "tax_1_only")
    assert (activity["matter_id"], activity["expense_category_id"]) == (after.matters[0].id, 41)
    assert after.store.expenses.get(made.id).status is ExpenseStatus.PUSHED
    assert after.asked("POST") == 1


def test_without_tax_it_goes_out_as_it_is(after: After) -> None:
    made = added(after, gst=Gst.NONE, amount="1,250")
    after.expensing.push(made.id, made.version)
    assert (held(after)[0]["price"], held(after)[0]["tax_setting"]) == (1250.0, "no_tax")


def test_pushing_twice_sends_once(after: After) -> None:
    made = added(after)
    after.expensing.push(made.id, made.version)
    after.expensing.push(made.id, made.version)
    assert len(held(after)) == 1


def test_what_is_sent_is_what_was_seen(after: After) -> None:
    made = added(after)
    after.expensing.revise(made.id, made.version, entered(after, amount="99"))
    with pytest.raises(VersionConflict):
        after.expensing.push(made.id, made.version)
    assert held(after) == []


@pytest.mark.parametrize("fields", [{"matter_id": None}, {"category_id": None}, {"words": " "}])
def test_what_is_not_complete_stays_here(after: After, fields: dict[str, object]) -> None:
    made = added(after, **fields)
    with pytest.raises(NotReady):
        after.expensing.push(made.id, made.version)
    assert after.asked("POST") == 0


def test_while_tenth_only_watches_nothing_is_sent(after: After) -> None:
    after.store.home.preferences = Preferences(None, None, after.sky.now().date())
    made = added(after)
    with pytest.raises(WatchOnly):
        after.expensing.push(made.id, made.version)


@pytest.mark.parametrize("fault", LOST)
def test_a_lost_answer_is_settled_by_looking(after: After, fault: str) -> None:
    made = added(after)
    after.clio.misbehave(fault, "POST", ACTIVITIES, times=1)
    assert after.expensing.push(made.id, made.version).outcome is Outcome.UNKNOWN
    after.clio.settle()
    (settled,) = after.expensing.settle(patient=True)
    if settled.outcome is Outcome.REFUSED:
        assert (settled.code, held(after)) == ("never_arrived", [])
        after.expensing.push(made.id, made.version)
    assert len(held(after)) == 1
    assert after.store.expenses.get(made.id).status is ExpenseStatus.PUSHED


def test_one_on_its_way_is_nobodys_to_change(after: After) -> None:
    made = added(after)
    after.clio.misbehave("drop-before", "POST", ACTIVITIES, times=1)
    after.expensing.push(made.id, made.version)
    with pytest.raises(NotAllowedNow):
        after.expensing.discard(made.id, made.version)


def test_several_alike_are_the_lawyers_to_tell_apart(after: After) -> None:
    made = added(after)
    after.clio.misbehave("drop-after", "POST", ACTIVITIES, times=1)
    after.expensing.push(made.id, made.version)
    (first,) = held(after)
    after.clio.firm.add(
        "activities", **{k: v for k, v in first.items() if k not in ("id", "etag", "revision")}
    )
    (asked,) = after.expensing.settle(patient=True)
    assert (asked.outcome, asked.code) == (Outcome.UNKNOWN, "several_alike")
    first_id = first["id"]
    assert isinstance(first_id, int)
    answered = after.expensing.answer(made.id, RemoteId(first_id))
    assert (answered.outcome, answered.remote_id) == (Outcome.CREATED, first_id)


def test_a_sum_that_was_named_becomes_no_expense_by_itself(after: After) -> None:
    after.fill()
    after.expensing.chips(SourceId("call"))
    assert after.expensing.all() == []


def test_kinds_of_expense_are_kept_for_when_clio_is_away(after: After) -> None:
    known = after.expensing.categories()
    after.clio.misbehave("forbidden", "GET", "/api/v4/expense_categories")
    assert known
    assert after.expensing.categories(look=True) == known


# Storms


def storm(after: After, seed: int) -> int:
    """Push three expenses through whatever may happen, settle, push again; return how many stand in Clio."""
    chance = random.Random(seed)
    there_before = len(held(after))
    made = [added(after, words=f"Storm {seed} {n}") for n in range(3)]
    for _ in range(6):
        if chance.random() < 0.7:
            after.clio.misbehave(chance.choice(LOST), "*", "/api/v4/", times=1, lag=chance.randint(0, 4))
        each = chance.choice(made)
        try:
            if chance.random() < 0.3:
                after.expensing.settle()
            else:
                after.expensing.push(each.id, each.version)
        except (TenthError, Killed):
            pass
        after.sleep(chance.choice((0, 10, 50)))
    after.clio.behave()
    after.clio.settle()
    after.expensing.settle(patient=True)
    for each in made:
        after.expensing.push(each.id, each.version)
    return len(held(after)) - there_before


class Killed(BaseException):
    """The process ended here."""


@pytest.mark.slow
def test_each_expense_is_in_clio_once_whatever_happens(after: After) -> None:
    assert {seed: made for seed in range(40) if (made := storm(after, seed)) != 3} == {}


def test_without_the_look_it_is_there_twice(after: After, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ClioBooks, "spent", lambda self, sent, since: [])
    assert any(storm(after, seed) > 3 for seed in range(40))


def test_without_the_row_it_is_there_twice(after: After, monkeypatch: pytest.MonkeyPatch) -> None:
    made = added(after)
    monkeypatch.setattr(Expenses, "settle_push", lambda self, push: (_ for _ in ()).throw(Killed()))
    with pytest.raises(Killed):
        after.expensing.push(made.id, made.version)
    monkeypatch.undo()
    with_row = len(held(after))
    after.expensing.push(made.id, made.version)
    assert len(held(after)) == with_row == 1
    second = added(after, words="Without the row")
    monkeypatch.setattr(Expenses, "open_push", lambda self, push: None)
    monkeypatch.setattr(Expenses, "settle_push", lambda self, push: (_ for _ in ()).throw(Killed()))
    with pytest.raises(Killed):
        after.expensing.push(second.id, second.version)
    monkeypatch.undo()
    after.expensing.push(second.id, second.version)
    assert len(held(after)) == 3


def test_an_expense_that_was_changed_in_clio_after_its_answer_was_lost_is_asked_about(after: After) -> None:
    made = added(after)
    after.clio.misbehave("drop-after", "POST", ACTIVITIES, times=1)
    after.expensing.push(made.id, made.version)
    (activity,) = held(after)
    after.clio.firm.change("activities", int(str(activity["id"])), matter_id=after.matters[1].id)
    (push,) = after.expensing.settle(patient=True)
    assert (push.outcome, push.code) == (Outcome.UNKNOWN, "several_alike")
    assert str(activity["id"]) in (push.hint or "")
    push = after.expensing.answer(made.id, RemoteId(int(str(activity["id"]))))
    assert (push.outcome, push.code, len(held(after))) == (Outcome.CREATED, "matter_differs", 1)


def test_an_expense_that_never_arrived_is_not_taken_for_another_of_that_day(after: After) -> None:
    """The control: one typed in Clio at another time is none of ours."""
    made = added(after)
    after.expensing.push(made.id, made.version)
    other = added(after, "Title search")
    after.sky.pass_until(after.sky.seconds + 900)
    after.clio.misbehave("drop-before", "POST", ACTIVITIES, times=1)
    after.expensing.push(other.id, other.version)
    (push,) = after.expensing.settle(patient=True)
    assert (push.outcome, push.code) == (Outcome.REFUSED, "never_arrived")
