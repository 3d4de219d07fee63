"""agent/domain/shares.py and joining.py: shares are the whole, and short pieces come to less together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.domain import joining
from agent.domain.billing import UnitRule
from agent.domain.charging import Charge
from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.ids import EntryId, passage_id
from agent.domain.joining import Offer
from agent.domain.matter import MatterStatus
from agent.domain.measuring import over as rested
from agent.domain.moving import merge
from agent.domain.revision import Revision
from agent.domain.shares import Share, shared
from agent.errors import NotAllowedNow
from tests.builders import a_matter, a_source, an_entry

RULE = UnitRule()


def over(entry: TimeEntry, *units: int) -> list[TimeEntry]:
    """Share an entry over matters 1, 2, 3..., so many units each."""
    parts = [Share(a_matter(n), count) for n, count in enumerate(units, 1)]
    return shared(entry, parts, [EntryId(f"new{n}") for n in range(len(units) - 1)])


@given(st.integers(1, 20_000), st.lists(st.integers(1, 9), min_size=2, max_size=6))
def test_shares_come_to_the_whole_to_the_second_and_none_is_raised(seconds: int, weights: list[int]) -> None:
    units = max(RULE.units(seconds), sum(weights))
    weights[0] += units - sum(weights)
    entry = an_entry(seconds=units * 360 - 1, units=units)
    parts = over(entry, *weights)
    assert sum(p.units or 0 for p in parts) == units
    assert sum(p.seconds or 0 for p in parts) == entry.seconds
    assert not any(p.is_raised(RULE) for p in parts)
    assert len({p.matter_id for p in parts}) == len({p.id for p in parts}) == len(weights)


@pytest.mark.parametrize("units", [(3, 3), (2, 2), (1, 1), (4,), (3, 0)])
def test_the_whole_to_two_clients_is_refused_and_so_is_anything_that_is_not_the_whole(
    units: tuple[int, ...],
) -> None:
    with pytest.raises(NotAllowedNow):
        over(an_entry(seconds=1000, units=3), *units)


def test_a_matter_takes_one_share_and_a_closed_one_none() -> None:
    entry = an_entry(units=2)
    for matters in ((a_matter(1), a_matter(1)), (a_matter(1), a_matter(2, status=MatterStatus.CLOSED))):
        with pytest.raises(NotAllowedNow):
            shared(entry, [Share(m, 1) for m in matters], [EntryId("new")])


def test_only_the_first_share_rests_on_the_words() -> None:
    first, other = over(an_entry(seconds=700, units=2), 1, 1)
    assert (first.id, first.elsewhere, other.elsewhere) == ("entry", -350, 350)
    assert first.passages
    assert not other.passages


def test_measured_anew_the_first_share_still_leaves_the_others_theirs() -> None:
    first, _ = over(an_entry(seconds=60, units=2), 1, 1)
    assert rested(first, first.passages, a_source(), RULE, frozenset()).seconds == 30
    with pytest.raises(NotAllowedNow):
        rested(first, (passage_id(1),), a_source(), RULE, frozenset())


def test_shares_joined_again_are_the_whole() -> None:
    entry = an_entry(seconds=60, units=2)
    first, other = over(entry, 1, 1)
    whole, gone = merge(first, other, a_source(), RULE)
    assert (whole.seconds, whole.elsewhere, gone.status) == (60, 0, EntryStatus.DISCARDED)


def test_typed_time_is_shared_with_what_was_measured_below_it() -> None:
    typed = an_entry(seconds=600, units=2).revised(Revision(seconds=1440), RULE)
    parts = over(typed, 2, 2)
    assert [p.seconds for p in parts] == [720, 720]
    assert [p.evidenced for p in parts] == [300, 300]


# Joining


def pieces(*seconds: int, **fields: object) -> list[TimeEntry]:
    """Return short drafts on one matter."""
    return [
        an_entry(id=EntryId(f"e{n}"), seconds=each, units=RULE.units(each), narrative=f"Call {n}", **fields)
        for n, each in enumerate(seconds, 1)
    ]


def offered(entries: list[TimeEntry]) -> list[Offer]:
    return joining.offers(entries, lambda entry: RULE, lambda entry: entry.charge or Charge.BILLABLE)


def test_three_calls_of_three_minutes_are_offered_as_two_units() -> None:
    (offer,) = offered(pieces(180, 180, 180))
    assert (offer.units, offer.together) == (3, 2)
    assert offer.words == "3 short entries, 9 min, 3 units: join into 2?"


def test_nothing_is_offered_that_saves_nothing_or_does_not_belong_together() -> None:
    assert offered(pieces(360, 360)) == []
    two = pieces(180, 180)
    other = [replace(two[1], matter_id=a_matter(2).id)]
    assert offered([two[0], *other]) == []
    assert offered([two[0], replace(two[1], charge=Charge.NO_CHARGE)]) == []
    assert offered([two[0], two[1].revised(Revision(units=1))]) == []  # typed by the lawyer
    assert offered([two[0], two[1].confirmed(two[1].date)]) == []
    assert offered(pieces(180, 900)) == []


def test_joined_the_first_has_all_the_time_and_the_words() -> None:
    whole, *gone = joining.join(pieces(180, 180, 180), RULE)
    assert (whole.seconds, whole.units, whole.elsewhere) == (540, 2, 360)
    assert whole.narrative == "Call 1; Call 2; Call 3"
    assert {e.status for e in gone} == {EntryStatus.DISCARDED}
    with pytest.raises(NotAllowedNow):
        joining.restored(gone[0])  # its time would be counted twice


def test_what_differs_is_not_joined() -> None:
    one, two = pieces(180, 180)
    with pytest.raises(NotAllowedNow):
        joining.join([one, replace(two, matter_id=a_matter(2).id)], RULE)
    with pytest.raises(NotAllowedNow):
        joining.join([one], RULE)
