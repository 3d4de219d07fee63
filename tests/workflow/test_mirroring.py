"""agent/workflow/mirroring.py: the mirror is fresh, says how fresh, and is one person's."""

from __future__ import annotations

import datetime as dt
import threading
from decimal import Decimal

import pytest

from agent.domain import searching
from agent.domain.diary import Meeting
from agent.domain.entry import EntryStatus
from agent.domain.ids import MatterId, TimekeeperId
from agent.domain.matter import Category, Contact
from agent.errors import AnotherPerson, NotFound, Refused, SignedOut, Unreachable, UsedWrongly
from agent.workflow.mirroring import Mirroring
from tests.builders import NOON, a_matter, a_source, a_timekeeper, an_entry
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
    office.store.home.note_read("firm", None)
    office.mirror.sync()
    assert office.store.billing_settings() is None
    assert office.mirror.status().not_shown == ("Tick Billing (read), then connect again.",)
    office.practice.no_billing = None
    office.mirror.sync()
    assert office.mirror.status().not_shown, "what seldom changes is seldom asked for"
    office.mirror.signed_in(office.practice.user)
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


def count_again(office: Office) -> None:
    """Let some minutes pass since matters were last counted."""
    office.store.home.note_read("count", None)


def test_a_client_that_is_renamed_is_called_so_on_every_matter(office: Office) -> None:
    people = (Contact("Copper Kettle Bakery Pty Ltd", id=900), Contact("Marcus Hale", id=901))
    office.practice.known = [a_matter(1, client_id=900, contacts=people), a_matter(2)]
    office.practice.people = list(people)
    office.mirror.sync()
    assert office.practice.contacts_since == [None]
    office.practice.known = []
    office.practice.people = [Contact("Copper Kettle Holdings Pty Ltd", id=900)]
    assert office.mirror.sync().changed == 1
    renamed = office.store.matters.get(MatterId(1))
    assert (renamed.client_name, renamed.contacts[0].name, renamed.contacts[1].name) == (
        "Copper Kettle Holdings Pty Ltd", "Copper Kettle Holdings Pty Ltd", "Marcus Hale",
    )  # fmt: skip
    assert office.practice.contacts_since[1] == NOON - dt.timedelta(minutes=2)
    assert office.mirror.search("holdings") == [renamed]


def test_a_matter_that_vanishes_is_locked_and_frees_its_drafts(office: Office) -> None:
    office.store.sources.add(a_source(), taken_at=NOON)
    office.store.entries.add(an_entry(suggestion_id=None), place=0)
    office.mirror.call("00001-Hale", "the tearoom")
    office.practice.opened_lately = {MatterId(1): NOON, MatterId(2): NOON}
    office.practice.known = []
    office.practice.open_there, office.practice.unseen = frozenset({MatterId(2)}), {MatterId(1)}
    office.mirror.sync()
    count_again(office)
    assert office.mirror.sync().matters == 1
    assert [m.id for m in office.mirror.search("")] == [2]
    assert office.mirror.search("tearoom") == office.mirror.called() == []
    assert office.mirror.matter(MatterId(1)) is None
    assert [m.id for m in office.mirror.recent()] == [2]
    (freed,) = office.store.entries.all()
    assert (freed.status, freed.matter_id) == (EntryStatus.DRAFT, None)


def test_a_matter_that_is_shown_again_is_unlocked_with_its_name(office: Office) -> None:
    office.mirror.call("00001-Hale", "the tearoom")
    office.practice.known = []
    office.practice.open_there, office.practice.unseen = frozenset({MatterId(2)}), {MatterId(1)}
    office.mirror.sync()
    count_again(office)
    office.mirror.sync()
    count_again(office)
    office.store.home.note_read("compared", None)
    office.practice.open_there, office.practice.unseen = frozenset({MatterId(1), MatterId(2)}), set()
    office.practice.held_back = [a_matter(1)]
    assert office.mirror.sync().matters == 2
    assert [m.id for m in office.mirror.search("tearoom")] == [1]


def test_matters_are_not_compared_again_at_once(office: Office) -> None:
    office.practice.open_there = frozenset({MatterId(1)})
    office.practice.held_back = [a_matter(2)]
    for _ in range(4):
        office.mirror.sync()
        count_again(office)
    assert office.practice.counts == 1
    assert office.mirror.status().matters == 2


def test_a_name_of_the_lawyers_own_finds_its_matter_and_survives_a_sync(office: Office) -> None:
    office.mirror.call("00002-Hale", "  Ngā   Tamariki ")
    office.mirror.sync()
    assert [m.id for m in office.mirror.search("nga tamariki")] == [2]
    office.mirror.call("00001-Hale", "NGA TAMARIKI")
    assert [m.id for m in office.mirror.called()] == [1]
    office.mirror.forget_alias("nga tamariki")
    assert office.mirror.called() == office.mirror.search("tamariki") == []
    with pytest.raises(NotFound):
        office.mirror.forget_alias("nga tamariki")
    with pytest.raises(UsedWrongly):
        office.mirror.call("00001-Hale", " - ")


def test_matters_opened_in_clio_follow_those_worked_on(office: Office) -> None:
    office.practice.opened_lately = {
        MatterId(1): NOON - dt.timedelta(hours=1),
        MatterId(2): NOON,
        MatterId(77): NOON,
    }
    office.mirror.sync()
    assert [m.id for m in office.mirror.recent()] == [2, 1]


def test_meetings_around_calls_are_there_without_a_network(office: Office) -> None:
    meeting = Meeting("m1", "Marcus Hale", NOON - dt.timedelta(hours=1), NOON, MatterId(1), "00001-Hale")
    office.practice.meetings = [meeting]
    office.mirror.sync()
    assert office.store.lately.meetings(NOON - dt.timedelta(hours=2), NOON) == [meeting]
    assert "m1" in str([row.key for row in office.days.day(NOON.date()).day.rows])


def test_search_is_ready_before_the_first_key_is_pressed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.mirror.sync()
    monkeypatch.setattr(searching, "_words_of", lambda matter: pytest.fail("the index is made again"))
    for typed in ("h", "ha", "hal", "hale"):
        assert office.mirror.search(typed)
