"""agent/clio/practice.py: what is asked of Clio, and in how many requests."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from agent.clio import shapes
from agent.clio.practice import ClioPractice
from agent.domain.ids import MatterId, TimekeeperId
from agent.domain.matter import MatterStatus
from agent.errors import OutcomeUnknown, Refused
from agent.ports import PracticeSystem
from tests.clio.fakes import (
    API,
    CANARY,
    Bench,
    ScriptedClio,
    a_firm,
    a_relationship,
    an_activity,
    an_outgoing,
    page,
    record,
)

SINCE = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=11)))


def test_clio_is_a_practice_system() -> None:
    practice: PracticeSystem = Bench(a_firm(1)).practice
    assert isinstance(practice, ClioPractice)


def test_a_firm_of_three_hundred_matters_takes_four_requests() -> None:
    clio, heard = a_firm(300), list[tuple[int, int | None]]()
    found = list(Bench(clio).practice.matters(since=None, progress=lambda done, of: heard.append((done, of))))
    assert (len(found), len(clio.asked)) == (299, 4)
    assert heard == [(200, 599), (300, 599), (500, 599), (599, 599)]


def test_the_first_sync_asks_for_open_and_pending_matters_by_cursor() -> None:
    clio = a_firm(1)
    list(Bench(clio).practice.matters(since=None, progress=lambda done, of: None))
    asked = {request.url.path: dict(request.url.params) for request in clio.asked}
    assert asked == {
        "/api/v4/matters.json": {
            "status": "open,pending",
            "order": "id(asc)",
            "limit": "200",
            "fields": shapes.MATTER_FIELDS,
        },
        "/api/v4/relationships.json": {"limit": "200", "fields": shapes.RELATIONSHIP_FIELDS},
    }


def test_each_matter_comes_with_its_client_and_its_people() -> None:
    clio = a_firm(4)
    found = {
        each.id: each for each in Bench(clio).practice.matters(since=None, progress=lambda done, of: None)
    }
    assert [contact.name for contact in found[MatterId(7003)].contacts] == [
        "Copper Kettle Bakery Pty Ltd",
        "Person 3",
    ]


def test_nothing_changed_costs_two_requests() -> None:
    clio = a_firm(300)
    assert list(Bench(clio).practice.matters(since=SINCE, progress=lambda done, of: None)) == []
    assert [request.url.path for request in clio.asked] == [
        "/api/v4/matters.json",
        "/api/v4/relationships.json",
    ]


def test_changes_are_asked_for_with_a_full_moment_some_slack_and_no_status() -> None:
    clio = a_firm(3)
    list(Bench(clio).practice.matters(since=SINCE, progress=lambda done, of: None))
    assert clio.asked[0].url.params["updated_since"] == "2026-11-19T21:58:00+00:00"
    assert "%2B00%3A00" in str(clio.asked[0].url)
    assert "status" not in clio.asked[0].url.params


def test_a_closing_is_seen_with_all_people_of_the_matter() -> None:
    clio = a_firm(300)
    clio.changed["matters"] = {7001}
    (closed,) = Bench(clio).practice.matters(since=SINCE, progress=lambda done, of: None)
    assert closed.status is MatterStatus.CLOSED
    assert [contact.name for contact in closed.contacts][1:] == ["Person 1"]
    assert len(clio.asked) == 3


def test_a_new_person_on_an_unchanged_matter_is_seen() -> None:
    clio = a_firm(10)
    clio.tables["relationships"].append(a_relationship(99, 7005, "Person 99"))
    clio.changed["relationships"] = {99}
    (touched,) = Bench(clio).practice.matters(since=SINCE, progress=lambda done, of: None)
    assert [contact.name for contact in touched.contacts][1:] == ["Person 5", "Person 99"]


def test_many_changes_are_not_asked_for_one_by_one() -> None:
    clio = a_firm(300)
    clio.changed["matters"] = set(range(7000, 7050))
    found = list(Bench(clio).practice.matters(since=SINCE, progress=lambda done, of: None))
    assert (len(found), len(clio.asked)) == (50, 4)
    assert all(len(each.contacts) == 2 for each in found)


def test_who_is_signed_in() -> None:
    clio = ScriptedClio(
        record({"id": 345678, "name": "Ruth Calder", "email": "r@x.example", "time_zone": "Auckland"})
    )
    who = Bench(clio).practice.who()
    assert (who.id, who.name, who.time_zone) == (345678, "Ruth Calder", "Pacific/Auckland")
    assert (
        str(clio.asked[0].url)
        == f"{API}/users/who_am_i.json?fields=id%2Cname%2Cemail%2Ctime_zone%2Caccount%7Bname%7D"
    )


def test_categories_are_listed_without_those_of_others() -> None:
    rows = [
        {"id": 1, "name": "Telephone", "accessible_to_user": True},
        {"id": 2, "name": "Partners only", "accessible_to_user": False},
    ]
    clio = ScriptedClio(page(rows))
    assert [each.name for each in Bench(clio).practice.categories()] == ["Telephone"]
    assert dict(clio.asked[0].url.params) == {"limit": "200", "fields": shapes.CATEGORY_FIELDS}


def test_creating_an_entry_is_one_post() -> None:
    clio = ScriptedClio(record(an_activity(), 201))
    made = Bench(clio).practice.create(an_outgoing())
    assert made.is_like(an_outgoing())
    assert [(request.method, request.url.path) for request in clio.asked] == [
        ("POST", "/api/v4/activities.json")
    ]
    assert dict(clio.asked[0].url.params) == {"fields": shapes.ACTIVITY_FIELDS}
    assert "price" not in json.loads(clio.asked[0].content)["data"]


def test_another_quantity_than_sent_is_told_as_clio_holds_it() -> None:
    clio = ScriptedClio(record(an_activity(quantity=0.0), 201))
    assert Bench(clio).practice.create(an_outgoing()).seconds == 0


@pytest.mark.parametrize("broken", [{"id": None}, {"quantity": None}, {"created_at": "soon"}])
def test_something_created_that_cannot_be_read_is_unknown(broken: dict[str, Any]) -> None:
    clio = ScriptedClio(record(an_activity(**broken), 201))
    with pytest.raises(OutcomeUnknown):
        Bench(clio).practice.create(an_outgoing())
    assert len(clio.asked) == 1


@pytest.mark.parametrize(
    "empty", [{"seconds": 0}, {"seconds": -360}, {"narrative": "  "}, {"narrative": "half \ud83d"}]
)
def test_an_empty_entry_never_leaves(empty: dict[str, Any]) -> None:
    clio = ScriptedClio(record(an_activity(), 201))
    with pytest.raises(Refused):
        Bench(clio).practice.create(an_outgoing(**empty))
    assert clio.asked == []


def test_a_look_is_by_person_and_moment_and_holds_no_word_of_the_narrative() -> None:
    clio = ScriptedClio(page([an_activity()]))
    (found,) = Bench(clio).practice.look(user=TimekeeperId(345678), since=SINCE)
    assert found.is_like(an_outgoing())
    assert dict(clio.asked[0].url.params) == {
        "type": "TimeEntry",
        "user_id": "345678",
        "created_since": "2026-11-19T21:58:00+00:00",
        "order": "id(asc)",
        "limit": "200",
        "fields": shapes.ACTIVITY_FIELDS,
    }


def test_a_look_reads_every_page() -> None:
    second = f"{API}/activities.json?page_token=two"
    clio = ScriptedClio(page([an_activity(id=1)], second), page([an_activity(id=2)]))
    found = Bench(clio).practice.look(user=TimekeeperId(345678), since=SINCE)
    assert [each.id for each in found] == [1, 2]


def test_no_narrative_is_ever_part_of_an_address() -> None:
    clio = ScriptedClio(record(an_activity(), 201))
    Bench(clio).practice.create(an_outgoing(narrative=CANARY))
    assert CANARY not in str(clio.asked[0].url) + repr(clio.asked[0].headers)
    assert CANARY.encode() in clio.asked[0].content


def test_some_changes_in_a_big_firm_are_asked_for_one_by_one() -> None:
    clio = a_firm(2_000)
    clio.changed["matters"] = set(range(7000, 7005))
    found = list(Bench(clio).practice.matters(since=SINCE, progress=lambda done, of: None))
    assert (len(found), len(clio.asked)) == (5, 8)
    assert all(len(each.contacts) == 2 for each in found)
