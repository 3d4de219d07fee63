"""agent/workflow/money.py and charging.py: what an entry costs and how it is charged, from the desk to the ledger."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from agent.domain.charging import Charge
from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.firm import BillingSettings
from agent.domain.ids import MatterId
from agent.domain.push import Outcome
from agent.domain.rates import Quote, Rate, RateSource
from agent.domain.revision import Revision
from agent.domain.source import Context
from agent.domain.terms import Policy, Terms
from agent.domain.times import Times
from agent.errors import NotReady, Refused, Unreachable
from agent.store.migrations import STEPS
from agent.store.values import dump
from tests.builders import a_matter, a_suggestion, an_extraction
from tests.workflow.conftest import Office

FIRST = MatterId(1)


@pytest.fixture
def draft(office: Office) -> TimeEntry:
    """A draft of one unit on the first matter."""
    return take_in(office, "one")


def take_in(office: Office, words: str) -> TimeEntry:
    """Take in three lines, and return the draft they became."""
    source_id = office.take_in.data(f"{words}\ntwo\nthree".encode(), "call.vtt", Context())
    office.process.all()
    return office.store.entries.of_source(source_id)[0]


def matter_rate(amount: int) -> list[Quote]:
    """Return what each category would cost on a matter with a rate of its own."""
    return [Quote(5, Rate(Decimal(amount), RateSource.MATTER))]


# Rates


def test_the_rates_of_open_entries_are_read_after_a_sync_and_not_again_soon(
    office: Office, draft: TimeEntry
) -> None:
    office.practice.rates[FIRST] = matter_rate(500)
    office.mirror.sync()
    office.mirror.sync()
    assert office.practice.quoted == [(FIRST, 7)]
    found = office.rates.book().estimate(draft)
    assert found is not None
    assert (found.total, found.origin) == (Decimal("50.00"), "matter rate")


def test_without_the_matters_own_rates_there_is_no_estimate_rather_than_a_wrong_one(
    office: Office, draft: TimeEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.practice.known = [a_matter(1, rate_kind="hourly"), a_matter(2)]
    monkeypatch.setattr(office.practice, "quotes", refuse)
    office.mirror.sync()
    assert office.rates.book().estimate(draft) is None
    assert office.rates.book().estimate(replace(draft, matter_id=MatterId(2))) is not None


def refuse(*_: object) -> list[Quote]:
    """Answer as a practice system that hides its rates."""
    raise Refused("hidden")


def test_a_practice_system_out_of_reach_costs_nothing_but_the_estimate(
    office: Office, draft: TimeEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.mirror.sync()
    office.store.money.keep_quotes(FIRST, office.practice.user.id, (), office.desk.now().replace(year=2020))

    def away(*_: object) -> list[Quote]:
        raise Unreachable("offline")

    monkeypatch.setattr(office.practice, "quotes", away)
    assert office.rates.read() == 0


def test_a_push_sends_no_price_and_keeps_what_was_expected_and_the_three_times(
    office: Office, draft: TimeEntry
) -> None:
    office.practice.billing = BillingSettings(minutes=6)
    office.mirror.sync()
    office.review.confirm(draft.id, draft.version)
    (push,) = office.push.push()
    assert push.sent.price is None
    assert push.expected is not None
    assert (push.expected.total, push.expected.rate.source) == (Decimal("42.00"), RateSource.USER)
    assert push.times == Times(30, 30, 360)
    kept = office.store.ledger.of_entry(draft.id)
    assert kept == push


def test_a_rate_that_was_not_foreseen_is_explained_afterwards(office: Office, draft: TimeEntry) -> None:
    office.practice.rates[FIRST] = matter_rate(500)
    office.mirror.sync()
    office.review.confirm(draft.id, draft.version)
    (push,) = office.push.push()
    assert push.explained == ("$420.00 an hour by a rate in Clio that was not known here; expected $500.00",)


def test_an_own_rate_is_sent_with_its_reason_kept(office: Office, draft: TimeEntry) -> None:
    changed = office.review.revise(draft.id, None, Revision(rate=Decimal("500.00")))
    with pytest.raises(NotReady) as caught:
        office.review.confirm(draft.id, None)
    assert caught.value.hint == "Say why the rate is another one."
    office.review.revise(draft.id, changed.version, Revision(rate_why="agreed on 3 May"))
    office.review.confirm(draft.id, None)
    (push,) = office.push.push()
    assert push.sent.price == Decimal("500.00")
    assert push.explained == ("rate you set: $500.00 an hour",)
    assert "agreed" not in repr(push)
    taken_back = office.store.entries.get(draft.id)
    assert taken_back.rate_why == "agreed on 3 May"


# How it is charged


def flat_matter(office: Office) -> None:
    """Let the first matter be a flat fee one in a firm whose setting makes its time not billable."""
    office.practice.known = [a_matter(1, billing_method="flat"), a_matter(2)]
    office.practice.billing = BillingSettings(minutes=6, flat_time_not_billable=True)
    office.mirror.sync()


def test_an_unusual_matter_is_asked_about_once_and_the_answer_holds_for_it(
    office: Office, draft: TimeEntry
) -> None:
    flat_matter(office)
    other = take_in(office, "more")
    with pytest.raises(NotReady) as caught:
        office.review.confirm(draft.id, None)
    assert caught.value.hint == (
        "Say how time on this matter is charged (a flat fee matter: not billable by the firm's setting in Clio)."
    )
    office.review.revise(draft.id, None, Revision(charge=Charge.NO_CHARGE))
    assert office.review.confirm(other.id, None).charge is Charge.NO_CHARGE
    assert office.store.money.policy.of_matter(FIRST).charge is Charge.NO_CHARGE


def test_a_word_on_an_entry_of_a_plain_matter_is_about_that_entry(office: Office, draft: TimeEntry) -> None:
    office.review.revise(draft.id, None, Revision(charge=Charge.NOT_BILLABLE))
    assert office.store.money.policy == Policy()


def test_the_flags_go_out_as_said(office: Office, draft: TimeEntry) -> None:
    office.review.revise(draft.id, None, Revision(charge=Charge.NO_CHARGE))
    office.review.confirm(draft.id, None)
    (push,) = office.push.push()
    assert (push.sent.billable, push.sent.no_charge) == (False, True)
    assert push.code is None
    assert push.explained[-1] == "on the bill at nil"


def test_firm_time_stays_here_and_is_not_pushed(office: Office, draft: TimeEntry) -> None:
    office.review.revise(draft.id, None, Revision(charge=Charge.EDUCATION))
    assert office.review.confirm(draft.id, None).status is EntryStatus.KEPT
    assert office.push.push() == []
    with pytest.raises(NotReady):
        office.push.push([draft.id])


def test_the_firms_matter_is_learned_for_its_kind(office: Office, draft: TimeEntry) -> None:
    office.review.revise(draft.id, None, Revision(charge=Charge.EDUCATION))
    office.review.revise(draft.id, None, Revision(matter_id=MatterId(2)))
    other = take_in(office, "more")
    changed = office.review.revise(other.id, None, Revision(charge=Charge.EDUCATION))
    assert (changed.matter_id, changed.no_matter) == (2, False)
    assert office.review.confirm(other.id, None).status is EntryStatus.CONFIRMED
    third = take_in(office, "third")
    assert office.review.revise(third.id, None, Revision(charge=Charge.PRO_BONO)).matter_id is None


def test_raising_above_what_was_measured_asks_for_a_reason(office: Office, draft: TimeEntry) -> None:
    office.review.revise(draft.id, None, Revision(units=3))
    with pytest.raises(NotReady) as caught:
        office.review.confirm(draft.id, None)
    assert caught.value.hint == "Say why more is charged than was measured."
    office.review.revise(draft.id, None, Revision(raised_why="read the lease on paper"))
    office.review.confirm(draft.id, None)
    (push,) = office.push.push()
    assert push.outcome is Outcome.CREATED
    assert push.times == Times(30, 30, 1080, "read the lease on paper")
    assert "lease" not in repr(push)


# Terms


def test_units_follow_the_terms_of_the_matter(office: Office) -> None:
    office.store.money.policy = Policy().with_matter(FIRST, Terms(step=5))
    office.extractor.says = an_extraction(a_suggestion(seconds=400, units=2))
    entry = take_in(office, "one")
    assert entry.units == 5
    moved = office.review.revise(entry.id, None, Revision(matter_id=MatterId(2)))
    assert moved.units == 2


# What was kept before


def test_a_quarter_of_an_hour_is_a_unit_where_the_terms_say_so_and_900_seconds_in_clio(
    office: Office,
) -> None:
    office.store.money.policy = Policy(firm=Terms(unit=900)).with_matter(FIRST, Terms(minimum=1))
    draft = take_in(office, "one")
    assert (draft.units, draft.unit, draft.charged) == (1, 900, 900)
    office.review.confirm(draft.id, None)
    (push,) = office.push.push()
    assert (push.sent.seconds, push.times and push.times.charged) == (900, 900)


def test_units_are_counted_anew_on_a_matter_with_units_of_another_length(office: Office) -> None:
    office.store.matters.keep([a_matter(2)])
    office.store.money.policy = Policy().with_matter(MatterId(2), Terms(unit=900))
    draft = take_in(office, "one")
    typed = office.review.revise(draft.id, None, Revision(units=3, raised_why="read on paper"))
    moved = office.review.revise(draft.id, None, Revision(matter_id=MatterId(2)))
    assert (typed.charged, moved.units, moved.charged) == (1080, 2, 1800), "two quarters were begun"
    back = office.review.revise(draft.id, None, Revision(matter_id=FIRST))
    assert (back.units, back.unit) == (5, 360)
    assert office.review.undo()[0].charged == 1800


def test_what_was_not_billable_before_stays_so(office: Office, draft: TimeEntry) -> None:
    old = dump(draft).replace('"charge":null', '"billable":false')
    step = next(step for step in STEPS if any("$.charge" in statement for statement in step))
    with office.store.transaction():
        office.store._database.write("UPDATE entry SET body = ?", old)
        for statement in step[1:]:
            office.store._database.write(statement)
    assert office.store.entries.get(draft.id).charge is Charge.NOT_BILLABLE
