"""The contract of `PracticeSystem`, held by Clio's client against a practice Clio on a real socket.

Practice Clio is written from Clio's documents without knowing our client: here the two may disagree. Faults are ordered
at its wire; each test then counts what the firm really holds.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from agent.clio.errors import ClioTrouble, SignInRevoked, Unreadable
from agent.domain.ids import MatterId, TimekeeperId
from agent.domain.matter import Matter, MatterStatus
from agent.domain.push import Outgoing
from agent.errors import Busy, OutcomeUnknown, PracticeError, Refused, Unreachable
from agent.sandbox import PracticeClio
from tests.clio.fakes import Bench

ACTIVITIES = "/api/v4/activities"
NARRATIVE = "Telephone attendance on client re guarantee – $25,000 “cap”; Māori land"


def every_matter(home: Bench) -> list[Matter]:
    return list(home.practice.matters(since=None, progress=lambda done, of: None))


def an_entry(home: Bench, **changes: Any) -> Outgoing:
    """0.3 h on the first open hourly matter, by whoever is signed in."""
    matter = next(each for each in every_matter(home) if each.billing_method == "hourly")
    given: dict[str, Any] = {
        "date": dt.date(2026, 11, 20),
        "seconds": 1080,
        "narrative": NARRATIVE,
        "matter_id": matter.id,
        "user_id": home.practice.who().id,
        "billable": True,
    }
    return Outgoing(**{**given, **changes})


def posts(firm: PracticeClio) -> int:
    return sum(heard.method == "POST" and heard.path.startswith(ACTIVITIES) for heard in firm.journal)


def created(firm: PracticeClio) -> int:
    return sum(each["note"] == NARRATIVE for each in firm.firm.activities)


# Reading


def test_who_is_signed_in(home: Bench) -> None:
    who = home.practice.who()
    assert (who.name, who.time_zone.partition("/")[0]) == ("Ruth Calder", "Australia")


def test_all_open_and_pending_matters_come_with_client_and_people(home: Bench, firm: PracticeClio) -> None:
    found = every_matter(home)
    open_ones = [each for each in firm.firm.matters if each["status"] != "Closed"]
    assert {each.display_number for each in found} == {each["display_number"] for each in open_ones}
    assert all(each.client_name and each.contacts for each in found)
    kettle = next(each for each in found if each.display_number == "20417-Copper Kettle")
    assert "marcus@copperkettle.example.com" in [contact.email for contact in kettle.contacts]


def test_a_firm_of_three_hundred_is_read_in_a_handful_of_requests(
    big_home: Bench, big_firm: PracticeClio
) -> None:
    heard = list[tuple[int, int | None]]()
    found = list(big_home.practice.matters(since=None, progress=lambda done, of: heard.append((done, of))))
    assert heard[-1] == (len(found) + len(big_firm.firm.all("relationships")),) * 2
    assert sum(each.path.startswith("/api/") for each in big_firm.journal) <= 7


def test_only_what_changed_is_read_later_closings_included(
    home: Bench, firm: PracticeClio, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = every_matter(home)[:2]
    later = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=10)
    monkeypatch.setattr(firm.firm, "clock", lambda: later)
    firm.firm.change("matters", first.id, status="Closed")
    firm.firm.change("matters", second.id, description="Renamed")
    changed = home.practice.matters(since=later - dt.timedelta(minutes=5), progress=lambda done, of: None)
    found = {each.id: each for each in changed}
    assert set(found) == {first.id, second.id}
    assert found[first.id].status is MatterStatus.CLOSED
    assert found[second.id].description == "Renamed"
    assert found[second.id].contacts == second.contacts


def test_a_new_person_on_an_old_matter_is_read_later(
    home: Bench, firm: PracticeClio, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter = every_matter(home)[-1]
    later = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=30)
    monkeypatch.setattr(firm.firm, "clock", lambda: later)
    person = firm.firm.named("contacts", "Marcus Hale")
    firm.firm.add("relationships", matter_id=matter.id, contact_id=person["id"], description="Guarantor")
    changed = home.practice.matters(since=later - dt.timedelta(minutes=5), progress=lambda done, of: None)
    (found,) = changed
    assert found.id == matter.id
    assert "Marcus Hale" in [contact.name for contact in found.contacts]


def test_categories_have_names(home: Bench) -> None:
    found = home.practice.categories()
    assert found
    assert all(each.name for each in found)


def test_everybody_of_the_firm_with_rate_and_position(home: Bench) -> None:
    found = {each.name: each for each in home.practice.users()}
    assert (found["Ruth Calder"].rate, found["Ruth Calder"].position) == (Decimal("420.00"), "Partner")
    assert found["Hana Ngāta"].time_zone == "Pacific/Auckland"


def test_the_firm_rounds_up_to_six_minutes_and_adds_gst(home: Bench) -> None:
    billing = home.practice.billing_settings()
    assert (billing.minutes, billing.tax_name, billing.flat_time_not_billable) == (6, "GST", True)


def test_a_sign_in_without_a_permission_is_told_which_one(home: Bench, firm: PracticeClio) -> None:
    firm.misbehave("forbidden", "GET", "/api/v4/settings", times=1)
    with pytest.raises(Refused) as caught:
        home.practice.billing_settings()
    assert caught.value.hidden
    assert "Tick Billing (read)" in caught.value.hint


# Writing


def test_what_is_sent_is_what_clio_holds(home: Bench, firm: PracticeClio) -> None:
    entry = an_entry(home, category_id=home.practice.categories()[0].id)
    made = home.practice.create(entry)
    held = firm.firm.get("activities", made.id)
    assert made.is_like(entry)
    assert (held["quantity"], held["note"], held["non_billable"]) == (1080, NARRATIVE, False)
    assert held["activity_description_id"] == entry.category_id
    assert (created(firm), posts(firm)) == (1, 1)


def test_the_rate_is_clios_and_comes_back_with_the_rounded_time(home: Bench) -> None:
    made = home.practice.create(an_entry(home))
    assert made.price is not None
    assert made.rounded_hours is not None
    assert made.total == made.price * made.rounded_hours


def test_time_not_to_be_billed_is_marked_so(home: Bench) -> None:
    assert home.practice.create(an_entry(home, billable=False)).billable is False


@pytest.mark.parametrize("units", [1, 2, 3, 7, 11, 99, 239, 240])
def test_tenths_of_an_hour_are_exact(home: Bench, units: int) -> None:
    assert home.practice.create(an_entry(home, seconds=units * 360)).seconds == units * 360


def test_a_look_finds_what_was_created_on_whatever_day_and_nothing_of_other_people(home: Bench) -> None:
    since = dt.datetime.now(dt.UTC)
    entry = an_entry(home)
    made = home.practice.create(entry)
    yesterday = home.practice.create(an_entry(home, date=dt.date(2026, 11, 19)))
    found = home.practice.look(user=entry.user_id, since=since)
    assert [each.id for each in found] == [made.id, yesterday.id]
    assert home.practice.look(user=TimekeeperId(1), since=since) == []


def test_a_look_leaves_out_what_is_older_than_the_attempt(home: Bench) -> None:
    entry = an_entry(home)
    home.practice.create(entry)
    later = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=10)
    assert home.practice.look(user=entry.user_id, since=later) == []


def test_an_entry_on_a_matter_that_is_not_there_is_refused(home: Bench, firm: PracticeClio) -> None:
    with pytest.raises(Refused):
        home.practice.create(an_entry(home, matter_id=MatterId(1)))
    assert created(firm) == 0


def test_an_entry_on_a_closed_matter_is_refused_with_clios_words(home: Bench, firm: PracticeClio) -> None:
    entry = an_entry(home)
    firm.firm.change("matters", entry.matter_id, status="Closed")
    with pytest.raises(Refused) as caught:
        home.practice.create(entry)
    assert caught.value.code == "clio_validation"
    assert "Clio says:" in caught.value.hint


# When something goes wrong


@pytest.mark.parametrize(
    ("fault", "kind", "code", "held"),
    [
        ("drop-before", OutcomeUnknown, "outcome_unknown", 0),
        ("drop-after", OutcomeUnknown, "outcome_unknown", 1),
        ("error-before", OutcomeUnknown, "outcome_unknown", 0),
        ("error-after", OutcomeUnknown, "outcome_unknown", 1),
        ("unavailable", OutcomeUnknown, "outcome_unknown", 0),
        ("truncated", OutcomeUnknown, "outcome_unknown", 1),
        ("cut-off", OutcomeUnknown, "outcome_unknown", 1),
        ("html", OutcomeUnknown, "outcome_unknown", 1),
        ("portal", OutcomeUnknown, "outcome_unknown", 0),
        ("forbidden", Refused, "clio_forbidden", 0),
        ("firewall", OutcomeUnknown, "clio_firewall", 0),
        ("gone", Refused, "clio_version_retired", 0),
        ("revoke", SignInRevoked, "sign_in_revoked", 0),
    ],
)
def test_a_create_that_goes_wrong_says_what_is_known_and_is_sent_once(
    home: Bench, firm: PracticeClio, fault: str, kind: type[PracticeError], code: str, held: int
) -> None:
    entry = an_entry(home)
    firm.misbehave(fault, "POST", ACTIVITIES, times=1)
    with pytest.raises(kind) as caught:
        home.practice.create(entry)
    firm.settle()
    assert caught.value.code == code
    assert (created(firm), posts(firm)) == (held, 1)


def test_a_create_carried_out_after_its_answer_was_lost_is_unknown(home: Bench, firm: PracticeClio) -> None:
    entry = an_entry(home)
    firm.misbehave("late", "POST", ACTIVITIES, times=1, lag=5)
    with pytest.raises(OutcomeUnknown):
        home.practice.create(entry)
    assert created(firm) == 0
    firm.settle()
    assert (created(firm), posts(firm)) == (1, 1)


@pytest.mark.parametrize("fault", ["busy", "expire"])
def test_a_create_that_clio_certainly_did_not_act_on_is_sent_again(
    home: Bench, firm: PracticeClio, fault: str
) -> None:
    entry = an_entry(home)
    firm.misbehave(fault, "POST", ACTIVITIES, times=1)
    assert home.practice.create(entry).is_like(entry)
    assert (created(firm), posts(firm)) == (1, 2)


def test_a_clio_that_stays_busy_holds_nothing(home: Bench, firm: PracticeClio) -> None:
    entry = an_entry(home)
    firm.misbehave("busy", "POST", ACTIVITIES, seconds=5)
    with pytest.raises(Busy):
        home.practice.create(entry)
    assert created(firm) == 0


def test_a_clio_that_is_not_there_was_sent_nothing(home: Bench, firm: PracticeClio) -> None:
    entry = an_entry(home)
    firm.stop()
    with pytest.raises(Unreachable):
        home.practice.create(entry)
    firm.start()
    assert (created(firm), posts(firm)) == (0, 0)


@pytest.mark.parametrize(
    "fault", ["drop-before", "error-before", "truncated", "html", "busy", "expire", "cut-off"]
)
def test_a_read_survives_one_fault(home: Bench, firm: PracticeClio, fault: str) -> None:
    firm.misbehave(fault, "GET", times=1)
    assert home.practice.who().name == "Ruth Calder"


@pytest.mark.parametrize(("fault", "kind"), [("error-before", ClioTrouble), ("portal", Unreadable)])
def test_a_read_that_keeps_failing_says_so(
    home: Bench, firm: PracticeClio, fault: str, kind: type[PracticeError]
) -> None:
    firm.misbehave(fault, "GET")
    with pytest.raises(kind):
        home.practice.who()
