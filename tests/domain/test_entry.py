"""agent/domain/entry.py: an entry changes only as a bill allows."""

from __future__ import annotations

import datetime as dt

import pytest

from agent.domain.billing import UnitRule
from agent.domain.drafting import from_suggestion
from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.ids import EntryId, SuggestionId, passage_id
from agent.domain.moving import merge, split
from agent.domain.revision import Revision
from agent.domain.suggestion import MatterState
from agent.errors import NotAllowedNow, NotReady
from tests.builders import TODAY, a_matter, a_source, a_suggestion, an_entry

RULE = UnitRule()


def test_a_ready_draft_can_be_confirmed_and_then_pushed() -> None:
    entry = an_entry().confirmed(TODAY).pushed()
    assert entry.status is EntryStatus.PUSHED
    assert entry.version == 3


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"matter_id": None}, "matter"),
        ({"matter_state": MatterState.SUGGEST}, "matter"),
        ({"narrative": "  "}, "narrative"),
        ({"units": None}, "units"),
        ({"units": 0}, "units"),
    ],
)
def test_an_incomplete_entry_is_not_confirmed_and_says_what_is_missing(
    fields: dict[str, object], missing: str
) -> None:
    entry = an_entry(**fields)
    assert missing in (entry.what_is_missing() or "")
    with pytest.raises(NotReady) as refusal:
        entry.confirmed(TODAY)
    assert missing in refusal.value.hint.lower()


def test_a_future_day_is_not_confirmed() -> None:
    with pytest.raises(NotReady):
        an_entry(date=TODAY + dt.timedelta(days=1)).confirmed(TODAY)


def test_only_a_confirmed_entry_may_leave() -> None:
    for status in EntryStatus:
        entry = an_entry(status=status)
        if status is EntryStatus.CONFIRMED:
            entry.pushed()
            entry.exported()
        else:
            with pytest.raises(NotAllowedNow):
                entry.pushed()
            with pytest.raises(NotAllowedNow):
                entry.exported()


@pytest.mark.parametrize("status", [EntryStatus.PUSHED, EntryStatus.EXPORTED, EntryStatus.DISCARDED])
def test_what_has_left_or_was_discarded_is_not_edited(status: EntryStatus) -> None:
    with pytest.raises(NotAllowedNow):
        an_entry(status=status).revised(Revision(units=2))


def test_an_edit_takes_a_confirmation_back_and_marks_typed_units() -> None:
    entry = an_entry().confirmed(TODAY).revised(Revision(units=4))
    assert entry.status is EntryStatus.DRAFT
    assert entry.units == 4
    assert "units_typed" in entry.flags


def test_a_time_typed_over_the_evidence_is_the_lawyers_and_units_follow() -> None:
    entry = an_entry(seconds=1084, units=4).revised(Revision(seconds=1500), RULE)
    assert (entry.seconds, entry.measured, entry.units) == (1500, 1084, 5)
    assert "time_typed" in entry.flags
    back = entry.revised(Revision(seconds=0), RULE)
    assert (back.seconds, back.measured, back.units, back.flags) == (1084, None, 4, ())
    assert back == entry.revised(Revision(seconds=1084), RULE), "typing the measured time is the same"


def test_units_that_were_typed_do_not_follow_a_typed_time() -> None:
    entry = an_entry(seconds=1084, units=4).revised(Revision(units=3)).revised(Revision(seconds=1500), RULE)
    assert (entry.units, entry.seconds) == (3, 1500)


def test_time_can_be_typed_where_nothing_measured_any() -> None:
    entry = an_entry(seconds=None, units=None).revised(Revision(seconds=700), RULE)
    assert (entry.seconds, entry.measured, entry.units) == (700, None, 2)
    assert entry.revised(Revision(seconds=0), RULE).seconds is None


def test_the_fee_earner_can_be_another() -> None:
    assert an_entry().revised(Revision(timekeeper=" Tom  Okafor ")).timekeeper == "Tom Okafor"


def test_a_chosen_matter_is_the_lawyers() -> None:
    entry = an_entry(matter_id=None, matter=None, matter_state=MatterState.ABSTAIN).revised(
        Revision(matter=a_matter(5))
    )
    assert (entry.matter_id, entry.matter, entry.matter_state) == (5, "00005-Hale", MatterState.CHOSEN)
    assert entry.is_ready


def test_discarding_can_be_taken_back() -> None:
    assert an_entry().discarded().restored().status is EntryStatus.DRAFT


def test_a_split_measures_both_parts_anew_and_loses_no_passage() -> None:
    first, second = split(an_entry(), passage_id(4), a_source(), new_id=EntryId("two"), rule=RULE)
    assert first.passages + second.passages == an_entry().passages
    assert (first.seconds, second.seconds) == (30, 30)
    assert [e.clause for e in first.evidence] == ["matter"]
    assert [e.clause for e in second.evidence] == ["rent"]


@pytest.mark.parametrize("at", [1, 7])
def test_a_split_that_would_leave_nothing_is_refused(at: int) -> None:
    with pytest.raises(NotAllowedNow):
        split(an_entry(), passage_id(at), a_source(), new_id=EntryId("two"), rule=RULE)


def test_merging_what_was_split_gives_the_same_time() -> None:
    first, second = split(an_entry(), passage_id(4), a_source(), new_id=EntryId("two"), rule=RULE)
    joined, gone = merge(first, second, a_source(), RULE)
    assert joined.passages == an_entry().passages
    assert joined.seconds == 60
    assert gone.status is EntryStatus.DISCARDED


def drafted(**fields: object) -> TimeEntry:
    """Return the draft that a suggestion becomes, over a source without a date."""
    return from_suggestion(
        a_suggestion(**fields), entry_id=EntryId("e"), suggestion_id=SuggestionId("s"), source=a_source(date=None),
        today=TODAY, rule=RULE,
    )  # fmt: skip


def test_a_suggestion_becomes_a_draft_that_remembers_it() -> None:
    assert drafted().suggestion_id == "s"
    assert "date_assumed" in drafted().flags


def test_time_that_the_text_states_becomes_units_and_is_flagged() -> None:
    stated = drafted(seconds=1440, units=None)
    assert (stated.units, stated.flags) == (4, ("time_stated", "date_assumed"))
    unknown = drafted(seconds=None, units=None)
    assert (unknown.units, unknown.flags) == (None, ("date_assumed",))


def test_an_entry_can_be_logged_without_giving_the_client_away() -> None:
    text = repr(an_entry())
    assert not any(word in text for word in ("Hale", "lease", "Calder"))
