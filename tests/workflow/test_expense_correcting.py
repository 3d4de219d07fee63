"""agent/workflow/expense_correcting.py: an expense in Clio is corrected by one conditional write, undone, and read back."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.clio.books import ClioBooks
from agent.domain.correction import Deed, Ending
from agent.domain.expense import Expense, ExpenseStatus, Gst
from agent.domain.ids import EntryId
from agent.domain.ledger import LineState
from agent.domain.outlay import OutlayCorrection
from agent.domain.push import Outcome
from agent.errors import NotAllowedNow, TenthError
from agent.store.corrections import Corrections
from agent.workflow.expense_correcting import ExpenseCorrecting
from agent.workflow.expensing import Entered
from tests.workflow.after import After, opened

ACTIVITIES = "/api/v4/activities/"
LOST = ("drop-after", "error-after", "drop-before", "error-before", "unavailable")


@pytest.fixture
def after(tmp_path: Path) -> Iterator[After]:
    with opened(tmp_path) as after:
        yield after


def correcting(after: After) -> ExpenseCorrecting:
    return ExpenseCorrecting(after.desk, lambda: ClioBooks(after.client), after.sleep)


def entered(after: After, words: str, amount: str = "22.50", gst: Gst = Gst.INCLUDED) -> Entered:
    return Entered(words, amount, gst, matter_id=after.matters[0].id, category_id=41)


def pushed(after: After, words: str = "ASIC company search") -> Expense:
    made = after.expensing.add(entered(after, words))
    assert after.expensing.push(made.id, made.version).outcome is Outcome.CREATED
    return after.store.expenses.get(made.id)


def correct(after: After, made: Expense, words: str, amount: str = "22.50") -> OutlayCorrection:
    """Look at an expense, then correct it as it was seen."""
    change, id = after.expensing.rewritten(entered(after, words, amount)), EntryId(made.id)
    seen = correcting(after).preview(id, change).standing.posted
    return correcting(after).correct(id, change, etag=(seen and seen.etag) or "")


def held(after: After) -> list[dict[str, object]]:
    return [a for a in after.clio.firm.activities if a["type"] == "ExpenseEntry"]


def test_a_correction_is_one_request_and_both_sides_say_the_same(after: After) -> None:
    made = pushed(after)
    change = after.expensing.rewritten(entered(after, "ASIC search", "44.00"))
    found = correcting(after).preview(EntryId(made.id), change)
    assert {d.what: (d.was, d.now) for d in found.changes} == {
        "narrative": ("ASIC company search", "ASIC search"),
        "price": ("20.45", "40.00"),
    }
    assert (found.resets_price, after.asked("PATCH")) == (False, 0)
    assert correct(after, made, "ASIC search", "44.00").ending is Ending.DONE
    (there,) = held(after)
    here = after.store.expenses.get(made.id)
    assert (there["note"], there["price"], there["quantity"]) == ("ASIC search", 40.0, 1.0)
    assert (here.narrative, here.without_gst, here.status) == ("ASIC search", 40, ExpenseStatus.PUSHED)
    assert after.asked("PATCH") == 1


def test_what_somebody_changed_in_clio_is_read_back_shown_and_not_overwritten(after: After) -> None:
    made = pushed(after)
    change, id = after.expensing.rewritten(entered(after, "Mine")), EntryId(made.id)
    seen = correcting(after).preview(id, change).standing.posted
    remote = after.expensing.line(made.id).push
    assert seen is not None
    assert remote is not None
    after.clio.firm.change("activities", remote.remote_id, note="Theirs", price=30.0)
    conflict = correcting(after).correct(id, change, etag=seen.etag or "")
    assert (conflict.ending, conflict.code) == (Ending.CONFLICT, "clio_changed")
    assert held(after)[0]["note"] == "Theirs"
    line = after.expensing.line(made.id)
    assert (line.state, line.held.narrative, line.held.without_gst) == (LineState.CHANGED, "Theirs", 30)
    with pytest.raises(NotAllowedNow):
        correcting(after).undo(id)


def test_without_the_condition_it_would_be_overwritten(after: After, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent.sandbox.bodies.check_unchanged", lambda record: None)
    made = pushed(after)
    change = after.expensing.rewritten(entered(after, "Mine"))
    seen = correcting(after).preview(EntryId(made.id), change).standing.posted
    assert seen is not None
    after.clio.firm.change("activities", seen.id, note="Theirs")
    correcting(after).correct(EntryId(made.id), change, etag=seen.etag or "")
    assert held(after)[0]["note"] == "Mine"


@pytest.mark.parametrize("state", ["draft", "paid"])
def test_its_bill_is_read_back_and_what_stands_on_one_is_not_touched(after: After, state: str) -> None:
    made = pushed(after)
    push = after.expensing.line(made.id).push
    assert push is not None
    after.clio.firm.put_on_bill(push.remote_id, state=state)
    assert after.books.look_again() == 1
    line = after.expensing.line(made.id)
    assert line.state is (LineState.DRAFT if state == "draft" else LineState.BILLED)
    assert line.standing is not None
    assert line.standing.bill is not None
    for deed in (lambda: correct(after, made, "New"), lambda: correcting(after).undo(EntryId(made.id))):
        with pytest.raises(NotAllowedNow):
            deed()
    assert after.asked("PATCH") + after.asked("DELETE") == 0


def test_undone_it_is_a_draft_that_can_be_changed_and_goes_out_as_a_new_one(after: After) -> None:
    made = pushed(after)
    assert correcting(after).undo(EntryId(made.id)).deed is Deed.UNDO
    line = after.expensing.line(made.id)
    assert (held(after), line.state, line.expense.status) == ([], LineState.DRAFT_HERE, ExpenseStatus.DRAFT)
    again = after.expensing.revise(made.id, line.expense.version, entered(after, "Filing fee"))
    assert after.expensing.push(again.id, again.version).outcome is Outcome.CREATED
    assert [each["note"] for each in held(after)] == ["Filing fee"]


@pytest.mark.parametrize("fault", LOST)
def test_a_lost_answer_is_settled_by_reading(after: After, fault: str) -> None:
    made, other = pushed(after), pushed(after, "Title search")
    after.clio.misbehave(fault, "PATCH", ACTIVITIES, times=1)
    assert correct(after, made, "Corrected").ending is Ending.UNKNOWN
    after.clio.misbehave(fault, "DELETE", ACTIVITIES, times=1)
    assert correcting(after).undo(EntryId(other.id)).ending is Ending.UNKNOWN
    first, second = correcting(after).settle(patient=True)
    done = "after" in fault
    assert (first.ending, second.ending) == ((Ending.DONE, Ending.DONE) if done else (Ending.REFUSED,) * 2)
    assert after.store.expenses.get(made.id).narrative == held(after)[0]["note"]
    assert len(held(after)) == (1 if done else 2)
    assert after.asked("PATCH") == after.asked("DELETE") == 1


# Storms


def storm(after: After, seed: int) -> list[str]:
    """Correct, undo and push two expenses through whatever may happen, then say what does not agree."""
    chance = random.Random(seed)
    for old in after.expensing.all():
        if old.expense.status is ExpenseStatus.PUSHED:
            correcting(after).undo(EntryId(old.expense.id))
    made = [pushed(after, f"Storm {seed} {n}") for n in range(2)]
    for n in range(6):
        each, fault = chance.choice(made), chance.choice((*LOST, "late"))
        if chance.random() < 0.7:
            method = chance.choice(("*", "PATCH", "DELETE", "POST"))
            after.clio.misbehave(fault, method, "/api/v4/", times=1, lag=chance.randint(0, 4))
        try:
            match chance.choice(("correct", "correct", "undo", "push", "settle")):
                case "correct":
                    correct(after, each, f"Storm {seed} corrected {n}")
                case "undo":
                    correcting(after).undo(EntryId(each.id))
                case "push":
                    after.expensing.push(each.id, after.store.expenses.get(each.id).version)
                case _:
                    correcting(after).settle()
        except TenthError:
            pass
        after.sleep(chance.choice((0, 10, 50)))
    after.clio.behave()
    after.clio.settle()
    correcting(after).settle(patient=True)
    after.expensing.settle(patient=True)
    there = {a["id"]: a["note"] for a in held(after)}
    lines = [after.expensing.line(each.id) for each in made]
    ours = {
        x.push.remote_id: x.expense.narrative
        for x in lines
        if x.push and x.expense.status is ExpenseStatus.PUSHED
    }
    return [] if there == ours else [f"seed {seed}: {there} there, {ours} here"]


@pytest.mark.slow
def test_what_is_corrected_or_undone_is_so_once_whatever_happens(after: After) -> None:
    assert [wrong for seed in range(30) for wrong in storm(after, seed)] == []


def test_believing_a_lost_answer_to_be_a_failure_loses_what_was_done(
    after: After, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgetful(self: Corrections[object, object], row: OutlayCorrection) -> None:  # type: ignore[type-var]  # of any kind
        written(self, row.ended(Ending.REFUSED, "lost", "") if row.is_open else row)

    written = Corrections.settle
    monkeypatch.setattr(Corrections, "settle", forgetful)
    assert any(storm(after, seed) for seed in range(30))
