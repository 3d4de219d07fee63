"""agent/domain/standing.py, correction.py: where an entry stands, and what may be done to it there."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from agent.domain.charging import Charge
from agent.domain.correction import (
    Correction,
    Deed,
    Verdict,
    corrected,
    hindrance,
    off_its_matter,
    resets_price,
    settle,
    taken_back,
    wanted_of,
)
from agent.domain.entry import EntryStatus
from agent.domain.ids import EntryId, MatterId, RemoteId, TimekeeperId
from agent.domain.revision import Revision
from agent.domain.standing import Standing, State, differences
from agent.errors import NotAllowedNow
from tests.builders import NOON, a_matter, a_posted, an_entry

KNOWN = a_posted()
USER = TimekeeperId(7)
SOME = dt.timedelta(seconds=30)


def standing(**fields: Any) -> Standing:
    return replace(Standing(RemoteId(900), NOON, KNOWN), **fields)


def a_correction(deed: Deed, **change: Any) -> Correction:
    wanted = wanted_of(KNOWN, Revision(**change), USER, 360) if deed is Deed.CORRECT else None
    return Correction("c", EntryId("entry"), deed, KNOWN, NOON, wanted=wanted)


@pytest.mark.parametrize(
    ("found", "state"),
    [
        ({}, State.UNBILLED),
        ({"posted": a_posted(narrative="Others")}, State.CHANGED),
        ({"posted": a_posted(narrative="Others"), "on_bill": True}, State.DRAFT),
        ({"on_bill": True, "billed": True}, State.BILLED),
        ({"posted": None}, State.DELETED),
    ],
)
def test_where_an_entry_stands(found: dict[str, Any], state: State) -> None:
    assert standing(**found).state(KNOWN) is state


def test_blanks_a_server_stores_otherwise_are_no_change() -> None:
    held = a_posted(narrative=" Telephone  conference regarding lease ")
    assert differences(KNOWN, held) == ()


@pytest.mark.parametrize(
    ("change", "what", "anew"),
    [
        ({"narrative": "Other words"}, "narrative", False),
        ({"units": 4}, "seconds", False),
        ({"date": dt.date(2026, 5, 18)}, "date", False),
        ({"charge": Charge.NO_CHARGE}, "charge", False),
        ({"matter": a_matter(2)}, "matter", True),
        ({"category_id": 9}, "category", True),
    ],
)
def test_what_a_change_is_of_and_whether_it_is_priced_anew(
    change: dict[str, Any], what: str, anew: bool
) -> None:
    wanted = wanted_of(KNOWN, Revision(**change), USER, 360)
    assert [each.what for each in differences(KNOWN, wanted)] == [what]
    assert resets_price(KNOWN, wanted) is anew


def test_a_changed_entry_may_be_corrected_but_not_undone() -> None:
    found = standing(posted=a_posted(narrative="Others"))
    assert hindrance(Deed.CORRECT, found, KNOWN) is None
    assert (hindrance(Deed.UNDO, found, KNOWN) or ("", ""))[0] == "changed_there"


@pytest.mark.parametrize("deed", list(Deed))
def test_what_is_on_a_bill_or_gone_may_be_neither(deed: Deed) -> None:
    for found, code in (
        (standing(on_bill=True, bill="INV-1"), "on_draft_bill"),
        (standing(on_bill=True, billed=True), "billed"),
        (standing(posted=None), "not_in_clio"),
    ):
        refusal = hindrance(deed, found, KNOWN)
        assert refusal is not None
        assert refusal[0] == code


@pytest.mark.parametrize(
    ("found", "left", "verdict"),
    [
        (standing(posted=a_posted(narrative="Mine")), SOME, Verdict.DONE),
        (standing(), SOME, Verdict.WAIT),
        (standing(), dt.timedelta(), Verdict.NOT_DONE),
        (standing(posted=a_posted(narrative="Theirs")), SOME, Verdict.CONFLICT),
        (standing(on_bill=True), SOME, Verdict.CONFLICT),
        (standing(posted=None), SOME, Verdict.CONFLICT),
    ],
)
def test_a_lost_correction_is_settled_by_what_stands_there(
    found: Standing, left: dt.timedelta, verdict: Verdict
) -> None:
    assert settle(a_correction(Deed.CORRECT, narrative="Mine"), found, left=left) is verdict


@pytest.mark.parametrize(
    ("found", "left", "verdict"),
    [
        (standing(posted=None), SOME, Verdict.DONE),
        (standing(), SOME, Verdict.WAIT),
        (standing(), dt.timedelta(), Verdict.NOT_DONE),
        (standing(posted=a_posted(narrative="Theirs")), SOME, Verdict.WAIT),
        (standing(posted=a_posted(narrative="Theirs")), dt.timedelta(), Verdict.CONFLICT),
    ],
)
def test_a_lost_removal_is_settled_by_whether_it_is_there(
    found: Standing, left: dt.timedelta, verdict: Verdict
) -> None:
    assert settle(a_correction(Deed.UNDO), found, left=left) is verdict


def test_an_entry_changes_as_it_was_corrected_and_comes_back_as_a_draft() -> None:
    pushed = an_entry(status=EntryStatus.PUSHED)
    changed = corrected(pushed, Revision(narrative="New", units=2))
    assert (changed.status, changed.narrative, changed.units) == (EntryStatus.PUSHED, "New", 2)
    back = taken_back(changed)
    assert (back.status, back.version) == (EntryStatus.DRAFT, changed.version + 1)
    for rule in (lambda: corrected(back, Revision(narrative="x")), lambda: taken_back(back)):
        with pytest.raises(NotAllowedNow):
            rule()


def test_off_the_wrong_matter_it_needs_another_one_and_no_tick() -> None:
    entry = off_its_matter(an_entry(matter_id=MatterId(1)))
    assert (entry.matter_id, entry.no_matter, entry.is_ready) == (None, False, False)
