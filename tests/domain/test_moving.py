"""agent/domain/moving.py: passages change hands, minutes are neither lost nor billed twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agent.domain.billing import UnitRule
from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.ids import EntryId, PassageId, passage_id
from agent.domain.measuring import over
from agent.domain.moving import Ground, assigned
from agent.domain.suggestion import Evidence, NotBilled, NotBilledWhy
from agent.domain.worked import union, worked
from agent.errors import NotAllowedNow
from tests.builders import a_passage, a_source, an_entry

RULE = UnitRule()


def ids(*numbers: int) -> tuple[PassageId, ...]:
    return tuple(map(passage_id, numbers))


def entry(name: str, *numbers: int, **fields: object) -> TimeEntry:
    return an_entry(id=EntryId(name), passages=ids(*numbers), evidence=(), **fields)


A, B = entry("a", 1, 2, 3), entry("b", 5, 6)
GROUND = Ground(a_source(), [A, B], [NotBilled(passage_id(4), NotBilledWhy.HOLD)])


def moved(ground: Ground, numbers: tuple[int, ...], to: str | None) -> dict[str, TimeEntry]:
    found = assigned(ground, frozenset(ids(*numbers)), None if to is None else EntryId(to), lambda _: RULE)
    return {e.id: e for e in found}


def test_passages_go_from_one_entry_to_the_other_and_both_are_measured_anew() -> None:
    after = moved(GROUND, (3, 4), "b")
    assert after["a"].passages == ids(1, 2)
    assert after["b"].passages == ids(3, 4, 5, 6)
    assert (after["a"].seconds, after["b"].seconds) == (20, 40)
    assert {e.version for e in after.values()} == {2}


def test_passages_taken_out_of_the_bill_belong_to_nobody() -> None:
    assert list(moved(GROUND, (6,), None)) == ["b"]
    assert moved(GROUND, (6,), None)["b"].seconds == 10


def test_what_a_passage_carries_goes_with_it_but_not_why_it_was_that_matter() -> None:
    giver = replace(A, evidence=(Evidence("matter", ids(3)), Evidence("rent", ids(2, 3))))
    after = moved(Ground(a_source(), [giver, B]), (3,), "b")
    assert after["a"].evidence == (Evidence("rent", ids(2)),)
    assert after["b"].evidence == (Evidence("rent", ids(3)),)


def test_figures_typed_before_give_way_to_the_new_measure() -> None:
    typed = replace(A, seconds=900, measured=30, units=9, flags=("time_typed", "units_typed", "promised"))
    after = moved(Ground(a_source(), [typed, B]), (3,), "b")["a"]
    assert (after.seconds, after.measured, after.units, after.flags) == (20, None, 1, ("promised",))


def test_an_entry_whose_short_silence_is_now_another_s_work_is_measured_anew_too() -> None:
    source = a_source(a_passage(1, 0, 10), a_passage(2, 12, 18), a_passage(3, 20, 30), a_passage(4, 40, 50))
    unclear = [NotBilled(passage_id(2), NotBilledWhy.UNCLEAR)]
    ground = Ground(source, [entry("a", 1, 3, seconds=30, units=1), entry("b", 4)], unclear)
    after = moved(ground, (2,), "b")
    assert (after["a"].seconds, after["b"].seconds) == (20, 16)
    kept = replace(ground.entries[0], seconds=600, measured=30, units=2, flags=("time_typed",))
    beside = moved(replace(ground, entries=[kept, ground.entries[1]]), (2,), "b")["a"]
    assert (beside.seconds, beside.measured, beside.units) == (600, 20, 2), "what the lawyer typed stays"


SHORT = a_source(*(a_passage(n, n * 10, n * 10 + 9) for n in range(1, 6)))
"""Five passages of nine seconds, a second of silence between them."""


@pytest.mark.parametrize(("why", "seconds"), [(NotBilledWhy.HOLD, 38), (NotBilledWhy.SMALL_TALK, 49)])
def test_time_on_hold_is_no_silence_inside_an_entry(why: NotBilledWhy, seconds: int) -> None:
    """Passage 3 lies between the entry's own; with passage 5 taken in, the whole is measured anew."""
    ground = Ground(
        SHORT, [entry("a", 1, 2, 4)], [NotBilled(passage_id(3), why), NotBilled(passage_id(5), why)]
    )
    assert moved(ground, (5,), "a")["a"].seconds == seconds


def test_what_the_lawyer_took_out_of_the_middle_is_no_silence_either() -> None:
    assert moved(Ground(SHORT, [entry("a", 1, 2, 3, 4)]), (3,), None)["a"].seconds == 28


def test_a_hold_that_the_lawyer_gave_to_an_entry_is_its_time() -> None:
    held = [NotBilled(passage_id(3), NotBilledWhy.HOLD)]
    assert moved(Ground(SHORT, [entry("a", 1, 2, 4)], held), (3,), "a")["a"].seconds == 39


@pytest.mark.parametrize("why", [NotBilledWhy.CONSENT_NOTICE, NotBilledWhy.AFTER_REFUSAL])
def test_the_consent_mark_cannot_be_moved(why: NotBilledWhy) -> None:
    with pytest.raises(NotAllowedNow):
        moved(replace(GROUND, not_billed=[NotBilled(passage_id(4), why)]), (4,), "b")


@pytest.mark.parametrize("status", [EntryStatus.PUSHED, EntryStatus.EXPORTED])
def test_what_was_sent_neither_gives_nor_takes(status: EntryStatus) -> None:
    sent = Ground(a_source(), [A, replace(B, status=status)])
    for numbers, to in (((5,), "a"), ((5,), None), ((3,), "b")):
        with pytest.raises(NotAllowedNow):
            moved(sent, numbers, to)


def test_a_silence_that_was_sent_with_an_entry_is_not_billed_again() -> None:
    sent = Ground(a_source(), [entry("a", 1, 3, status=EntryStatus.PUSHED), entry("b", 6)])
    with pytest.raises(NotAllowedNow):
        moved(sent, (2,), "b")
    assert moved(sent, (5,), "b")["b"].seconds == 20


@pytest.mark.parametrize(("numbers", "to"), [((1, 2, 3), "b"), ((9,), "b"), ((), "b"), ((1,), "nobody")])
def test_no_entry_is_left_empty_and_nothing_strange_is_moved(numbers: tuple[int, ...], to: str) -> None:
    with pytest.raises(NotAllowedNow):
        moved(GROUND, numbers, to)


@given(
    owners=st.lists(st.sampled_from(["a", "b", "c", None]), min_size=1, max_size=25),
    lengths=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 40)), min_size=25, max_size=25),
    chosen=st.sets(st.integers(1, 25), min_size=1),
    to=st.sampled_from(["a", "b", "c", None]),
)
@example(owners=["a", None], lengths=[(0, 11), (0, 0)], chosen={2}, to="a")  # the last ends before the first
def test_a_move_conserves_passages_and_bills_no_minute_twice(
    owners: list[str | None], lengths: list[tuple[int, int]], chosen: set[int], to: str | None
) -> None:
    clock, passages = 0, []
    for number, (silence, speech) in enumerate(lengths[: len(owners)], 1):
        clock += silence - 10 if clock > 10 else silence  # now and then two talk at once
        passages.append(a_passage(number, clock, clock + speech))
        clock += speech
    source = a_source(*passages)
    held = {n: [i for i, o in enumerate(owners, 1) if o == n] for n in "abc"}
    ground = Ground(source, [entry(n, *numbers) for n, numbers in held.items() if numbers])
    try:
        after = moved(ground, tuple(chosen), to)
    except NotAllowedNow:
        return
    now = [after.get(e.id, e) for e in ground.entries]
    of_all = [p for e in now for p in e.passages]
    assert len(of_all) == len(set(of_all)), "no passage is in two entries"
    before = {p for e in ground.entries for p in e.passages}
    given_up = set(ids(*chosen)) if to is None else set()
    taken = set(ids(*chosen)) if to is not None else set()
    assert set(of_all) == (before | taken) - given_up, "none is lost"
    worked_over = [worked(source.chosen(frozenset(e.passages)), source.chosen(_others(now, e))) for e in now]
    billed = [piece for pieces in worked_over for piece in pieces]
    span = sum(end - start for start, end in union(billed))
    assert sum(end - start for start, end in billed) == span, "no moment is in two entries"
    call = max(p.end_ms or 0 for p in passages) - min(p.start_ms or 0 for p in passages)
    assert span <= call, "together they are never longer than the call"
    measured = [over(e, e.passages, source, RULE, _others(now, e)).seconds or 0 for e in now]
    assert sum(measured) * 1000 == span, "and that is what each entry is measured at"


def _others(entries: list[TimeEntry], mine: TimeEntry) -> frozenset[PassageId]:
    return frozenset(p for e in entries if e.id != mine.id for p in e.passages)
