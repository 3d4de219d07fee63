"""agent/workflow/correcting.py: one write each, conditional on what was seen, and a lost answer settled by reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.domain.correction import Deed, Ending
from agent.domain.entry import EntryStatus
from agent.domain.ids import EntryId
from agent.domain.push import Outcome
from agent.domain.revision import Revision
from agent.errors import NotAllowedNow, NotReady
from agent.workflow.correcting import Correcting
from tests.workflow.after import ONE, After, opened

ACTIVITIES = "/api/v4/activities/"
LOST_AFTER = ("drop-after", "error-after", "truncated", "html", "cut-off")
LOST_BEFORE = ("drop-before", "error-before", "unavailable", "portal")


@pytest.fixture
def after(tmp_path: Path) -> Iterator[After]:
    with opened(tmp_path) as after:
        after.fill()
        yield after


def test_a_correction_is_one_request_and_changes_only_what_was_changed(after: After) -> None:
    (before,) = after.held
    made = after.correct(narrative="Attendance on Marcus Hale", units=2)
    (now,) = after.held
    assert (made.ending, made.deed) == (Ending.DONE, Deed.CORRECT)
    assert after.asked("PATCH") == 1
    assert (now["note"], now["quantity"]) == ("Attendance on Marcus Hale", 720.0)
    assert {
        k: v for k, v in now.items() if k in ("matter_id", "user_id", "date", "price", "communication_id")
    } == {k: before[k] for k in ("matter_id", "user_id", "date", "price", "communication_id")}


def test_the_entry_here_says_what_clio_holds_and_the_row_what_was_sent(after: After) -> None:
    after.correct(narrative="Attendance on Marcus Hale", units=2)
    entry, push = after.entry(), after.push_of()
    assert (entry.status, entry.narrative, entry.units) == (
        EntryStatus.PUSHED,
        "Attendance on Marcus Hale",
        2,
    )
    assert push.sent.narrative == "Attendance 0"
    assert push.posted is not None
    assert push.posted.narrative == "Attendance on Marcus Hale"


def test_a_preview_says_what_differs_and_whether_the_price_is_made_anew(after: After) -> None:
    words = after.correcting.preview(ONE, Revision(narrative="Other words"))
    moved = after.correcting.preview(ONE, Revision(matter=after.matters[1]))
    assert [(d.what, d.was, d.now) for d in words.changes] == [("narrative", "Attendance 0", "Other words")]
    assert (words.resets_price, moved.resets_price, words.refusal) == (False, True, None)
    assert after.asked("PATCH") == 0


def test_another_matter_is_priced_anew_by_clio(after: After) -> None:
    after.clio.firm.change("activities", after.remote(), price=999.0)
    made = after.correct(matter=after.matters[1])
    (now,) = after.held
    assert (made.ending, now["matter_id"]) == (Ending.DONE, after.matters[1].id)
    assert now["price"] != 999.0
    assert after.entry().matter == after.matters[1].display_number


def test_what_changed_since_it_was_seen_is_not_overwritten_and_both_versions_are_shown(after: After) -> None:
    seen = after.correcting.preview(ONE, Revision(narrative="Mine")).standing.posted
    assert seen is not None
    after.clio.firm.change("activities", after.remote(), note="Theirs")
    made = after.correcting.correct(ONE, Revision(narrative="Mine"), etag=seen.etag or "")
    assert (made.ending, made.code) == (Ending.CONFLICT, "clio_changed")
    assert made.wanted is not None
    assert made.held is not None
    assert (made.base.narrative, made.wanted.narrative, made.held.narrative) == (
        "Attendance 0",
        "Mine",
        "Theirs",
    )
    assert after.held[0]["note"] == "Theirs"
    assert after.entry().narrative == "Attendance 0"


def test_without_the_condition_it_would_be_overwritten(after: After, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent.sandbox.bodies.check_unchanged", lambda record: None)
    seen = after.correcting.preview(ONE, Revision(narrative="Mine")).standing.posted
    assert seen is not None
    after.clio.firm.change("activities", after.remote(), note="Theirs")
    after.correcting.correct(ONE, Revision(narrative="Mine"), etag=seen.etag or "")
    assert after.held[0]["note"] == "Mine"


@pytest.mark.parametrize("fault", LOST_AFTER)
def test_a_lost_answer_to_a_correction_that_was_made_is_found_by_reading(after: After, fault: str) -> None:
    after.clio.misbehave(fault, "PATCH", ACTIVITIES, times=1)
    assert after.correct(narrative="Corrected").ending is Ending.UNKNOWN
    (settled,) = after.correcting.settle()
    assert settled.ending is Ending.DONE
    assert (after.asked("PATCH"), after.entry().narrative) == (1, "Corrected")


@pytest.mark.parametrize("fault", LOST_BEFORE)
def test_one_that_never_arrived_is_told_once_nothing_can_be_under_way(after: After, fault: str) -> None:
    after.clio.misbehave(fault, "PATCH", ACTIVITIES, times=1)
    assert after.correct(narrative="Corrected").ending is Ending.UNKNOWN
    (still,) = after.correcting.settle()
    assert (still.ending, still.code) == (Ending.UNKNOWN, "looking")
    (settled,) = after.correcting.settle(patient=True)
    assert (settled.ending, settled.code) == (Ending.REFUSED, "never_arrived")
    assert (after.asked("PATCH"), after.held[0]["note"]) == (1, "Attendance 0")
    assert after.correct(narrative="Corrected").ending is Ending.DONE


def test_a_correction_that_is_only_late_is_not_said_to_have_failed(after: After) -> None:
    after.clio.misbehave("late", "PATCH", ACTIVITIES, times=1, lag=10**9)
    after.correct(narrative="Corrected")
    after.correcting.settle()
    after.clio.settle()
    (settled,) = after.correcting.settle()
    assert settled.ending is Ending.DONE
    assert after.entry().narrative == "Corrected"


def test_a_second_one_waits_for_the_first(after: After) -> None:
    after.clio.misbehave("late", "PATCH", ACTIVITIES, times=1, lag=10**9)
    after.correct(narrative="First")
    with pytest.raises(NotAllowedNow):
        after.correct(narrative="Second")
    assert after.asked("PATCH") == 1


@pytest.mark.parametrize(
    ("state", "code"),
    [("draft", "on_draft_bill"), ("awaiting_approval", "on_draft_bill"), ("paid", "billed")],
)
def test_what_stands_on_a_bill_is_not_touched(after: After, state: str, code: str) -> None:
    after.clio.firm.put_on_bill(after.remote(), state=state)
    for deed in (lambda: after.correct(narrative="New"), lambda: after.correcting.undo(ONE)):
        with pytest.raises(NotAllowedNow) as refused:
            deed()
        assert refused.value.code == code
        assert "INV-" in refused.value.hint
    assert after.asked("PATCH") + after.asked("DELETE") == 0


def test_a_bill_made_between_the_look_and_the_correction_is_clios_to_refuse(after: After) -> None:
    seen = after.correcting.preview(ONE, Revision(narrative="Mine")).standing.posted
    assert seen is not None
    after.clio.firm.put_on_bill(after.remote(), state="paid")
    made = after.correcting.correct(ONE, Revision(narrative="Mine"), etag=seen.etag or "")
    assert made.ending in (Ending.CONFLICT, Ending.REFUSED)
    assert after.held[0]["note"] == "Attendance 0"


def test_nothing_empty_and_nothing_unchanged_is_sent(after: After) -> None:
    for change in ({"narrative": " "}, {"narrative": "Attendance 0"}):
        with pytest.raises(NotReady):
            after.correct(**change)
    assert after.asked("PATCH") == 0


# Undo


def test_undo_takes_the_entry_out_of_clio_and_makes_it_a_draft(after: After) -> None:
    made = after.correcting.undo(ONE)
    assert (made.ending, after.held) == (Ending.DONE, [])
    assert (after.entry().status, after.push_of().outcome) == (EntryStatus.DRAFT, Outcome.UNDONE)


def test_pushing_again_is_a_new_row(after: After) -> None:
    first = after.push_of()
    after.correcting.undo(ONE)
    confirm(after)
    (second,) = after.pushing.push()
    assert second.outcome is Outcome.CREATED
    assert second.id != first.id
    assert second.remote_id != first.remote_id
    assert [activity["id"] for activity in after.held] == [second.remote_id]


def test_what_was_changed_in_clio_is_not_undone(after: After) -> None:
    after.clio.firm.change("activities", after.remote(), note="Theirs")
    with pytest.raises(NotAllowedNow) as refused:
        after.correcting.undo(ONE)
    assert refused.value.code == "changed_there"
    assert after.held[0]["note"] == "Theirs"


def test_without_the_read_it_would_be(after: After, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Correcting, "_must_be_free", lambda *_: None)
    after.clio.firm.change("activities", after.remote(), note="Theirs")
    after.correcting.undo(ONE)
    assert after.held == []


@pytest.mark.parametrize("fault", ["drop-after", "error-after"])
def test_a_lost_answer_to_a_removal_is_settled_by_reading(after: After, fault: str) -> None:
    after.clio.misbehave(fault, "DELETE", ACTIVITIES, times=1)
    assert after.correcting.undo(ONE).ending is Ending.UNKNOWN
    (settled,) = after.correcting.settle()
    assert (settled.ending, after.entry().status) == (Ending.DONE, EntryStatus.DRAFT)
    assert after.asked("DELETE") == 1


@pytest.mark.parametrize("fault", LOST_BEFORE)
def test_a_removal_that_never_arrived_leaves_the_entry_in_clio(after: After, fault: str) -> None:
    after.clio.misbehave(fault, "DELETE", ACTIVITIES, times=1)
    after.correcting.undo(ONE)
    (settled,) = after.correcting.settle(patient=True)
    assert (settled.ending, settled.code) == (Ending.REFUSED, "never_arrived")
    assert (after.entry().status, len(after.held)) == (EntryStatus.PUSHED, 1)


def test_a_removal_that_is_refused_changes_nothing(after: After) -> None:
    after.clio.misbehave("forbidden", "DELETE", ACTIVITIES, times=1)
    made = after.correcting.undo(ONE)
    assert (made.ending, made.code) == (Ending.REFUSED, "clio_forbidden")
    assert after.entry().status is EntryStatus.PUSHED


# With a call log


@pytest.fixture
def logged(tmp_path: Path) -> Iterator[After]:
    with opened(tmp_path) as after:
        after.store.home.call_logs = True
        after.fill(2)
        yield after


def test_the_call_log_goes_with_the_last_entry_that_needs_it(logged: After) -> None:
    assert len(logged.logs) == 1
    logged.correcting.undo(ONE)
    assert len(logged.logs) == 1, "the other entry of the call links to it"
    logged.correcting.undo(EntryId("e1"))
    assert logged.logs == []


def test_pushing_again_makes_a_new_log_under_a_new_key(logged: After) -> None:
    (first,) = logged.logs
    for entry_id in (ONE, EntryId("e1")):
        logged.correcting.undo(entry_id)
    confirm(logged)
    logged.pushing.push()
    (second,) = logged.logs
    assert key_of(second) != key_of(first)
    assert logged.held[0]["communication_id"] == second["id"]


@pytest.mark.parametrize("fault", ["drop-before", "drop-after"])
def test_a_log_whose_removal_was_not_answered_is_looked_for(logged: After, fault: str) -> None:
    logged.correcting.undo(EntryId("e1"))
    logged.clio.misbehave(fault, "DELETE", "/api/v4/communications/", times=1)
    assert logged.correcting.undo(ONE).ending is Ending.UNKNOWN
    assert logged.entry().status is EntryStatus.DRAFT
    (settled,) = logged.correcting.settle()
    assert (settled.ending, logged.logs) == (Ending.DONE, [])


def test_an_entry_pushed_meanwhile_gets_a_log_of_its_own(logged: After) -> None:
    logged.correcting.undo(EntryId("e1"))
    logged.clio.misbehave("drop-before", "DELETE", "/api/v4/communications/", times=1)
    logged.correcting.undo(ONE)
    confirm(logged)
    logged.pushing.push()
    logged.correcting.settle()
    (held,), (log,) = logged.held, logged.logs
    assert held["communication_id"] == log["id"]
    assert logged.entry().status is EntryStatus.PUSHED


def test_a_log_that_may_not_be_removed_is_told(logged: After) -> None:
    logged.correcting.undo(EntryId("e1"))
    logged.clio.misbehave("forbidden", "DELETE", "/api/v4/communications/", times=1)
    made = logged.correcting.undo(ONE)
    assert (made.ending, made.code) == (Ending.DONE, "log_stays")


def test_nothing_of_it_shows_what_was_said(after: After) -> None:
    made = after.correct(narrative="Secret words")
    assert "Secret" not in repr(made)
    assert "Attendance" not in repr(made)


def confirm(after: After) -> None:
    entry = after.entry()
    after.store.entries.change(entry.confirmed(after.sky.now().date()), was=entry.version)


def key_of(log: dict[str, object]) -> object:
    (property_id,) = log["external_properties"]  # type: ignore[misc]  # one of ours
    return property_id["value"]
