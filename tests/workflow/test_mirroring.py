"""agent/workflow/mirroring.py: the mirror is fresh, says how fresh, and is one person's."""

from __future__ import annotations

import datetime as dt
import threading
from decimal import Decimal

import pytest

from agent.domain.ids import TimekeeperId
from agent.domain.matter import Category
from agent.errors import AnotherPerson, Refused, SignedOut, Unreachable, UsedWrongly
from agent.workflow.mirroring import Mirroring
from tests.builders import NOON, a_matter, a_timekeeper
from tests.workflow.conftest import Office


def test_the_first_sync_takes_everything_and_the_next_only_what_changed(office: Office) -> None:
    assert office.mirror.sync().matters == 2
    office.practice.known = [a_matter(1, description="renamed"), a_matter(3)]
    synced = office.mirror.sync()
    assert (synced.matters, synced.changed) == (3, 2)
    assert office.practice.asked_since == [None, NOON - dt.timedelta(minutes=2)]


def test_the_status_says_whose_and_how_fresh(office: Office) -> None:
    office.mirror.sync()
    status = office.mirror.status()
    assert (status.connected, status.user, status.as_of, status.matters) == (True, "Ruth Calder", NOON, 2)


def test_another_sign_in_does_not_mix_two_firms(office: Office) -> None:
    office.mirror.sync()
    office.practice.user = a_timekeeper(id=TimekeeperId(8))
    office.practice.known = [a_matter(99)]
    with pytest.raises(AnotherPerson):
        office.mirror.sync()
    status = office.mirror.status()
    assert (status.matters, status.trouble and status.trouble.code) == (2, "another_person")


def test_a_sync_that_breaks_off_is_not_taken_for_a_whole_one(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off() -> list[Category]:
        raise UsedWrongly("broke off")

    monkeypatch.setattr(office.practice, "categories", break_off)
    with pytest.raises(UsedWrongly):
        office.mirror.sync()
    assert office.mirror.status().as_of is None


def test_search_answers_from_the_mirror_alone(office: Office) -> None:
    assert [m.id for m in office.mirror.search("lease 2")] == [2]
    assert office.practice.asked_since == []
    found = office.mirror.matter(a_matter(1).id)
    assert found == a_matter(1)


def test_offline_is_known_from_a_failed_sync_until_one_succeeds(office: Office) -> None:
    office.mirror.sync()
    before = office.desk.reach.count
    office.practice.away = [Unreachable("nobody answers at that address")]
    with pytest.raises(Unreachable):
        office.mirror.sync()
    status = office.mirror.status()
    assert status.trouble
    assert (status.connected, status.trouble.code, status.as_of) == (True, "unreachable", NOON)
    office.mirror.sync()
    assert office.mirror.status().trouble is None
    assert office.desk.reach.count == before + 2


def test_signed_out_needs_no_request_to_be_known(office: Office) -> None:
    mirror = Mirroring(office.desk, lambda: office.practice, lambda: None)
    trouble = mirror.status().trouble
    assert (trouble and trouble.code) == SignedOut.code
    assert office.practice.asked_since == []


def test_the_firm_is_read_with_its_matters(office: Office) -> None:
    office.mirror.sync()
    assert [m.rate for m in office.store.users()] == [Decimal("420.00")]
    billing = office.store.billing_settings()
    assert (billing and billing.minutes) == 6


def test_what_a_sign_in_may_not_read_is_left_out_and_said(office: Office) -> None:
    office.mirror.sync()
    refused = Refused("no", hint="Tick Billing (read), then connect again.")
    refused.hidden = True
    office.practice.no_billing = refused
    office.mirror.sync()
    assert office.store.billing_settings() is None
    assert office.mirror.status().not_shown == ("Tick Billing (read), then connect again.",)
    office.practice.no_billing = None
    office.mirror.sync()
    assert office.mirror.status().not_shown == ()


def test_nothing_waits_for_the_network_with_the_database_in_its_hand(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def while_reading() -> list[Category]:
        written = threading.Thread(target=lambda: office.store.home.set("written", "meanwhile"))
        written.start()
        written.join(5)
        return []

    monkeypatch.setattr(office.practice, "categories", while_reading)
    office.mirror.sync()
    assert office.store.home.get("written") == "meanwhile"
