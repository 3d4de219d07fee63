"""agent/domain/charging.py and terms.py: how time is charged, and the one policy behind it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.domain.billing import RoundTo, UnitRule
from agent.domain.charging import Charge, Default, default
from agent.domain.entry import EntryStatus
from agent.domain.ids import MatterId
from agent.domain.push import Outgoing
from agent.domain.revision import Revision
from agent.domain.suggestion import MatterState
from agent.domain.terms import Policy, Terms
from agent.domain.times import Times
from agent.errors import NotReady
from agent.store.values import dump, load
from tests.builders import TODAY, a_matter, a_timekeeper, an_entry

USER = a_timekeeper().id


def test_time_on_an_hourly_matter_is_billable_and_nobody_is_asked() -> None:
    assert default(a_matter()) == Default(Charge.BILLABLE, "", asks=False)


BY_FIRM = "by the firm's setting in Clio"


@pytest.mark.parametrize(
    ("matter", "setting", "charge", "words"),
    [
        ({"billable": False}, True, "not_billable", "the matter is not billable in Clio"),
        ({"billing_method": "flat"}, True, "not_billable", f"a flat fee matter: not billable {BY_FIRM}"),
        ({"billing_method": "flat"}, False, "billable", f"a flat fee matter: billable {BY_FIRM}"),
        ({"billing_method": "contingency"}, True, "not_billable", f"a contingency matter: not billable {BY_FIRM}"),
        (
            {"billing_method": "contingency"}, None, "not_billable",
            "a contingency matter, and Clio's setting for its time is not known here",
        ),
    ],
)  # fmt: skip
def test_what_is_not_plain_is_said_in_words_and_asked(
    matter: dict[str, object], setting: bool | None, charge: str, words: str
) -> None:
    assert default(a_matter(**matter), fixed_is_unbillable=setting) == Default(
        Charge(charge), words, asks=True
    )


def test_a_guideline_of_the_client_goes_before_clio_and_the_lawyers_word_before_both() -> None:
    flat = a_matter(billing_method="flat")
    assert default(flat, guideline=Charge.NO_CHARGE).charge is Charge.NO_CHARGE
    assert default(flat, said=Charge.BILLABLE, guideline=Charge.NO_CHARGE) == Default(
        Charge.BILLABLE, "as you said for this matter", asks=False
    )


@pytest.mark.parametrize(
    ("charge", "billable", "no_charge"),
    [
        ("billable", True, False),
        ("no_charge", False, True),
        ("not_billable", False, False),
        ("pro_bono", False, False),
    ],
)
def test_both_flags_are_sent(charge: str, billable: bool, no_charge: bool) -> None:
    sent = Outgoing.of(an_entry(charge=Charge(charge)), USER)
    assert (sent.billable, sent.no_charge) == (billable, no_charge)


def test_confirming_fixes_how_it_is_charged_and_opening_again_frees_it() -> None:
    confirmed = an_entry().confirmed(TODAY, Charge.NO_CHARGE)
    assert confirmed.charge is Charge.NO_CHARGE
    assert confirmed.reopened().charge is None
    said = an_entry(charge=Charge.NOT_BILLABLE).confirmed(TODAY, Charge.BILLABLE)
    assert said.charge is Charge.NOT_BILLABLE
    assert said.reopened().charge is Charge.NOT_BILLABLE


def test_firm_time_leaves_the_clients_matter_and_stays_here() -> None:
    entry = an_entry().revised(Revision(charge=Charge.EDUCATION))
    assert (entry.matter_id, entry.matter, entry.no_matter) == (None, None, True)
    kept = entry.confirmed(TODAY)
    assert kept.status is EntryStatus.KEPT
    assert kept.reopened().status is EntryStatus.DRAFT


def test_firm_time_on_a_firm_matter_is_sent() -> None:
    entry = an_entry().revised(Revision(charge=Charge.EDUCATION)).revised(Revision(matter=a_matter(9)))
    assert entry.charge is Charge.EDUCATION
    assert entry.confirmed(TODAY).status is EntryStatus.CONFIRMED


def test_what_becomes_a_clients_again_has_no_matter_yet() -> None:
    firm = an_entry().revised(Revision(charge=Charge.EDUCATION))
    back = firm.revised(Revision(charge=Charge.BILLABLE))
    assert (back.no_matter, back.matter_state) == (False, MatterState.ABSTAIN)
    with pytest.raises(NotReady):
        back.confirmed(TODAY)


def test_more_than_was_measured_is_seen_whatever_was_typed() -> None:
    rule = UnitRule()
    assert not an_entry(seconds=1084, units=4).is_raised(rule)
    assert an_entry(seconds=1084, units=5).is_raised(rule)
    typed = an_entry(seconds=1084, units=4).revised(Revision(seconds=1800), rule)
    assert (typed.units, typed.evidenced, typed.is_raised(rule)) == (5, 1084, True)
    assert not an_entry(seconds=None, units=5).is_raised(rule)  # nothing measured it


def test_the_ledger_keeps_measured_recorded_and_charged_time() -> None:
    typed = an_entry(seconds=1084, units=4).revised(Revision(seconds=1800, raised_why="read on paper"))
    assert Times.of(typed) == Times(1084, 1800, 1800, "read on paper")


def test_a_rate_of_ones_own_needs_a_reason_before_it_can_be_sent() -> None:
    entry = an_entry(rate=500)
    assert entry.what_is_missing() == "say why the rate is another one"
    assert Outgoing.of(entry, USER).price is None
    assert Outgoing.of(replace(entry, rate_why="agreed with the client"), USER).price == 500


def test_a_rate_agreed_for_one_matter_does_not_follow_to_another() -> None:
    entry = an_entry(rate=500, rate_why="agreed").revised(Revision(matter=a_matter(2)))
    assert (entry.rate, entry.rate_why) == (None, "")


# Terms


def test_a_matters_terms_go_before_the_clients_and_those_before_the_firms() -> None:
    policy = (
        Policy(firm=Terms(minimum=1, step=1))
        .with_client(9, Terms(minimum=2, rounding=RoundTo.NEAREST))
        .with_matter(MatterId(1), Terms(step=5))
    )
    mine = a_matter(1, client_id=9)
    assert policy.rule(mine) == UnitRule(5, 2, RoundTo.NEAREST)
    assert policy.rule(a_matter(2, client_id=9)) == UnitRule(1, 2, RoundTo.NEAREST)
    assert policy.rule(a_matter(3)) == policy.rule(None) == UnitRule()


@pytest.mark.parametrize(
    ("rule", "seconds", "units"),
    [
        (UnitRule(5), 1801, 10), (UnitRule(5), 1800, 5), (UnitRule(1, 3), 60, 3), (UnitRule(1, 0), 0, 0),
        (UnitRule(1, 1, RoundTo.NEAREST), 539, 1), (UnitRule(1, 1, RoundTo.NEAREST), 540, 2),
        (UnitRule(1, 1, RoundTo.DOWN), 719, 1),
    ],
)  # fmt: skip
def test_steps_minimum_and_rounding(rule: UnitRule, seconds: int, units: int) -> None:
    assert rule.units(seconds) == units


def test_taking_the_last_word_back_leaves_no_trace_in_the_policy() -> None:
    policy = Policy().with_matter(MatterId(1), Terms(charge=Charge.NO_CHARGE))
    assert policy.of_matter(MatterId(1)).charge is Charge.NO_CHARGE
    assert policy.with_matter(MatterId(1), Terms()) == Policy()


def test_a_policy_survives_being_stored() -> None:
    policy = (
        Policy(firm=Terms(rounding=RoundTo.DOWN))
        .with_client(9, Terms(charge=Charge.NO_CHARGE))
        .with_firm_matter(Charge.PRO_BONO, MatterId(4))
    )
    assert load(Policy, dump(policy)) == policy
    assert policy.firm_matter(Charge.PRO_BONO) == 4
    assert policy.firm_matter(Charge.EDUCATION) is None
