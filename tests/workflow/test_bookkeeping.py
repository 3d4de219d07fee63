"""agent/workflow/bookkeeping.py: the lines of the ledger, read back in few requests; batches; and where a text went."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agent.domain.correction import Ending
from agent.domain.entry import EntryStatus
from agent.domain.export import Receipt
from agent.domain.firm import Member
from agent.domain.ids import EntryId, ExportId, TimekeeperId
from agent.domain.ledger import BatchState, LineState, PlaceKind, Sieve
from agent.domain.revision import Revision
from agent.errors import UsedWrongly
from agent.workflow import bookkeeping
from tests.workflow.after import ONE, After, opened

TWO = EntryId("e1")


@pytest.fixture
def after(tmp_path: Path) -> Iterator[After]:
    with opened(tmp_path) as after:
        after.fill(3)
        yield after


def states(after: After) -> dict[str, LineState]:
    return {line.entry.id: line.state for line in after.books.lines()}


def test_every_state_is_read_back(after: After) -> None:
    firm = after.clio.firm
    firm.put_on_bill(after.remote(ONE))
    firm.change("activities", after.remote(TWO), note="Theirs")
    firm.remove("activities", after.remote(EntryId("e2")))
    assert set(states(after).values()) == {LineState.UNBILLED}
    assert after.books.look_again() == 3
    assert states(after) == {"e0": LineState.DRAFT, "e1": LineState.CHANGED, "e2": LineState.DELETED}
    firm.change("bills", firm.find("activities", after.remote(ONE))["bill_id"], state="paid")  # type: ignore[index]  # it is there
    after.books.look_again([ONE])
    assert states(after)["e0"] is LineState.BILLED


def test_a_look_takes_one_request_for_fifty_and_leaves_out_what_is_gone_for_good(
    after: After, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = after.asked("GET")
    after.books.look_again()
    assert after.asked("GET") == before + 1
    after.clio.firm.remove("activities", after.remote(ONE))
    after.books.look_again()
    assert after.books.look_again() == 2
    monkeypatch.setattr(bookkeeping, "MOST_PER_LOOK", 1)
    assert after.books.look_again() == 1


def test_what_was_longest_unread_is_read_first(after: After, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bookkeeping, "MOST_PER_LOOK", 1)
    for _ in range(3):
        after.books.look_again()
        after.sleep(5)
    assert len(after.store.corrections.standing()) == 3


def test_lines_are_sifted(after: After) -> None:
    day = after.sky.now().date()
    here, there = after.matters[0].id, after.matters[1].id
    after.clio.firm.put_on_bill(after.remote(ONE))
    after.books.look_again()
    assert len(after.books.lines(Sieve(matter_id=here, timekeeper="Ruth Calder", first=day, last=day))) == 3
    assert after.books.lines(Sieve(matter_id=there)) == []
    assert after.books.lines(Sieve(timekeeper="Somebody Else")) == []
    assert [line.entry.id for line in after.books.lines(Sieve(states=frozenset({LineState.DRAFT})))] == ["e0"]


def test_a_batch_is_accepted_partly_accepted_or_rejected_and_only_what_failed_is_tried_again(
    after: After,
) -> None:
    (first,) = after.books.batches()
    assert (first.state, first.accepted, first.failed) == (BatchState.ACCEPTED, 3, ())
    for entry_id in (ONE, TWO):
        after.correcting.undo(entry_id)
        entry = after.entry(entry_id)
        after.store.entries.change(entry.confirmed(after.sky.now().date()), was=entry.version)
    after.clio.misbehave("forbidden", "POST", "/api/v4/activities", times=1)
    after.pushing.push()
    second = after.books.batches()[0]
    assert (second.state, second.accepted, second.rejected) == (BatchState.PARTLY, 1, 1)
    after.clio.misbehave("forbidden", "POST", "/api/v4/activities", times=1)
    after.pushing.push(list(second.failed))
    third, second = after.books.batches()[:2]
    assert (third.state, second.failed) == (BatchState.REJECTED, ()), "the newer batch is the one to retry"
    after.pushing.push(list(third.failed))
    assert after.books.batches()[0].state is BatchState.ACCEPTED
    assert len(after.held) == 3


def test_an_undone_push_stays_a_line_beside_its_new_one(after: After) -> None:
    after.correcting.undo(ONE)
    entry = after.entry()
    after.store.entries.change(entry.confirmed(after.sky.now().date()), was=entry.version)
    after.pushing.push()
    mine = [line.state for line in after.books.lines(Sieve(entry_id=ONE))]
    assert mine == [LineState.UNBILLED, LineState.UNDONE]


# The wrong client


def test_off_the_wrong_client_with_its_log_and_on_the_right_matter_as_a_draft(tmp_path: Path) -> None:
    with opened(tmp_path) as after:
        after.store.home.call_logs = True
        after.fill()
        log_id = after.push_of().sent.log_id
        made = after.books.wrong_client(ONE, after.matters[1].id)
        assert (after.held, after.logs) == ([], [])
        entry = after.entry()
        assert (entry.status, entry.matter) == (EntryStatus.DRAFT, after.matters[1].display_number)
        gone = {(p.kind, p.name): p.gone for p in made.places}
        assert gone[PlaceKind.CALL_LOG, str(log_id)]
        assert gone[PlaceKind.ENTRY, str(made.correction and made.correction.base.id)]
        assert not gone[PlaceKind.HERE, "call"]


def test_without_the_right_matter_it_waits_for_one(after: After) -> None:
    after.books.wrong_client(ONE, None)
    entry = after.entry()
    assert (entry.matter_id, entry.no_matter, entry.is_ready) == (None, False, False)


def test_what_cannot_be_taken_out_is_said_with_every_place(after: After) -> None:
    after.clio.firm.put_on_bill(after.remote())
    receipt = Receipt(ExportId("f"), "clio-csv", "clio.csv", "0" * 64, (ONE,), after.sky.now())
    after.store.ledger.keep_receipt(receipt)
    made = after.books.wrong_client(ONE, after.matters[1].id)
    assert made.correction is None
    assert made.refusal is not None
    assert made.refusal.code == "on_draft_bill"
    assert after.entry().status is EntryStatus.PUSHED
    kinds = [p.kind for p in made.places]
    assert kinds == [PlaceKind.ENTRY, PlaceKind.BILL, PlaceKind.SAME_SOURCE, PlaceKind.SAME_SOURCE, PlaceKind.FILE,
                     PlaceKind.HERE]  # fmt: skip
    assert not any(p.gone for p in made.places)


def test_a_log_that_another_entry_needs_is_told_as_still_there(tmp_path: Path) -> None:
    with opened(tmp_path) as after:
        after.store.home.call_logs = True
        after.fill(2)
        made = after.books.wrong_client(ONE, None)
        (log,) = [p for p in made.places if p.kind is PlaceKind.CALL_LOG]
        assert not log.gone
        assert len(after.logs) == 1


def test_moved_it_keeps_its_number_and_its_log_goes_all_the_same(tmp_path: Path) -> None:
    with opened(tmp_path) as after:
        after.store.home.call_logs = True
        after.fill()
        remote, wrong = after.remote(), after.matters[0].id
        made = after.books.wrong_client(ONE, after.matters[1].id, move=True)
        assert made.correction is not None
        assert (made.correction.ending, made.correction.moves) == (Ending.DONE, True)
        assert [(a["id"], a["matter_id"]) for a in after.held] == [(remote, after.matters[1].id)]
        assert after.logs == []
        entry = after.entry()
        assert (entry.status, entry.matter) == (EntryStatus.PUSHED, after.matters[1].display_number)
        assert {p.kind: p.gone for p in made.places} == {
            PlaceKind.MOVED: True, PlaceKind.CALL_LOG: True, PlaceKind.HERE: False,
        }  # fmt: skip
        assert made.correction.base.matter_id == wrong


@pytest.mark.parametrize("fault", ["drop-after", "drop-before"])
def test_a_move_whose_log_could_not_be_told_about_is_finished_later(tmp_path: Path, fault: str) -> None:
    with opened(tmp_path) as after:
        after.store.home.call_logs = True
        after.fill()
        after.clio.misbehave(fault, "DELETE", "/api/v4/communications/", times=1)
        made = after.books.wrong_client(ONE, after.matters[1].id, move=True)
        assert made.correction is not None
        assert made.correction.ending is Ending.UNKNOWN
        (settled,) = after.correcting.settle(patient=True)
        assert (settled.ending, after.logs) == (Ending.DONE, [])
        assert after.held[0]["matter_id"] == after.matters[1].id
        assert after.asked("PATCH") == 1


def test_what_stands_on_a_bill_is_not_moved(after: After) -> None:
    after.clio.firm.put_on_bill(after.remote())
    made = after.books.wrong_client(ONE, after.matters[1].id, move=True)
    assert (made.correction, made.refusal and made.refusal.code) == (None, "on_draft_bill")
    with pytest.raises(UsedWrongly):
        after.books.wrong_client(ONE, None, move=True)
    assert after.asked("PATCH") == 0


# Whose time, and what Clio keeps


def test_another_fee_earner_is_sent_priced_anew_and_known_here(after: After) -> None:
    earner = TimekeeperId(after.clio.firm.named("users", "Daniel Osman")["id"])
    after.store.firm.keep_members([Member(earner, "Daniel Osman")])
    change = after.correcting.revision(Revision(earner_id=earner))
    seen = after.correcting.preview(ONE, change)
    assert ([d.what for d in seen.changes], seen.resets_price) == (["user"], True)
    assert after.correct(earner_id=earner).ending is Ending.DONE
    held = next(a for a in after.held if a["id"] == after.remote())
    assert (held["user_id"], after.entry().earner_id) == (earner, earner)
    assert after.entry().timekeeper == "Daniel Osman"


@pytest.mark.parametrize(
    "change", [{"no_matter": True}, {"category_id": 0}, {"earner_id": TimekeeperId(404)}]
)
def test_what_clio_cannot_do_is_said_before_anything_is_asked_of_it(
    after: After, change: dict[str, Any]
) -> None:
    """PATCH: "the keyword null is not valid" for a matter and a category."""
    with pytest.raises(UsedWrongly) as refused:
        after.correcting.revision(Revision(**change))
    assert refused.value.hint
    assert after.asked("PATCH") == 0
