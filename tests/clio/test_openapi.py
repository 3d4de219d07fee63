"""Everything this client asks and sends, held against Clio's published OpenAPI description.

The description is Clio's own text and no part of this project: give its path in TENTH_CLIO_OPENAPI to run the check. The
check itself is tried on a description of a few lines.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
from decimal import Decimal
from typing import Any

import httpx
import pytest

from agent.clio import wire
from agent.clio.books import ClioBooks
from agent.domain.ids import MatterId, RemoteId, TimekeeperId
from agent.domain.outlay import Outlay
from agent.errors import OutcomeUnknown
from agent.sandbox import PracticeClio
from tests.clio.described import Watch, watching
from tests.clio.description import NAME, Description, Document, given
from tests.clio.fakes import (
    Bench,
    a_call_log,
    a_firm,
    a_relationship,
    an_activity,
    an_outgoing,
    page,
    record,
    signed_in_to,
)


def every_request() -> list[httpx.Request]:
    """One of each kind of request that the practice system's methods send."""
    tables = a_firm(3)
    tables.tables["relationships"].append(a_relationship(99, 7002, "Person 99"))
    tables.changed = {"matters": {7000}, "relationships": {99}}
    asked: list[httpx.Request] = []
    now = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)

    def clio(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth/token":
            return httpx.Response(200, json={"access_token": "a"})
        asked.append(request)
        if request.method == "DELETE":
            return httpx.Response(204)
        if request.method == "PATCH" or re.search(r"(activities|communications)/", request.url.path):
            return record(an_activity())
        if request.method == "POST":
            return record(an_activity(), 201)
        if request.url.path.endswith("who_am_i.json"):
            return record(
                {
                    "id": 345678,
                    "name": "Ruth Calder",
                    "email": None,
                    "time_zone": "Sydney",
                    "default_calendar_id": 7,
                }
            )
        if request.url.path.endswith("settings/billing.json"):
            return record({"rounding": 6})
        if request.url.path.endswith("timer.json"):
            return record({"id": 1, "start_time": now.isoformat(), "activity": {"id": 5}})
        if request.url.path.endswith("activities/5.json"):
            return record({"id": 5, "note": "", "matter": {"id": 2}})
        if request.url.path.endswith("matters/2.json"):
            return record({"id": 2})
        return tables(request) if re.search("matters|relationships", request.url.path) else page([])

    bench = Bench(clio)
    practice, books = bench.practice, ClioBooks(bench.client)
    now = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    practice.who()
    practice.categories()
    practice.users()
    practice.quotes(MatterId(2), TimekeeperId(7))
    practice.billing_settings()
    for since in (None, now):
        list(practice.matters(since=since, progress=lambda done, of: None))
        list(practice.contacts(since=since, progress=lambda done, of: None))
    list(practice.those({MatterId(7000)}))
    practice.open_matters(unless=0)
    practice.opened()
    practice.create(an_outgoing(category_id=778))
    practice.look(user=TimekeeperId(1), since=now)
    practice.sees(MatterId(2))
    practice.log_call(a_call_log())
    practice.logged("key")
    practice.activities(TimekeeperId(1), now.date(), now.date())
    practice.calendar(now.date(), now.date())
    practice.already(None, now.date(), now.date())
    practice.already(MatterId(2), now.date(), now.date())
    practice.timer()
    afterwards(books, now)
    return asked


def afterwards(books: ClioBooks, now: dt.datetime) -> None:
    """Everything that is asked and sent about what was pushed, and about expenses."""
    base = books.stands(RemoteId(98765432), now).posted
    assert base is not None
    books.standing([RemoteId(1), RemoteId(2)], now)
    wanted = an_outgoing(
        date=now.date(),
        seconds=360,
        narrative="Other",
        matter_id=MatterId(7001),
        billable=False,
        category_id=779,
    )
    books.correct(base, wanted, now)
    books.remove(base.id)
    books.has_log(RemoteId(5))
    books.remove_log(RemoteId(5))
    books.expense_categories()
    sent = Outlay(now.date(), Decimal("20.45"), "ASIC search", MatterId(7000), TimekeeperId(345678), 41, True)
    with contextlib.suppress(OutcomeUnknown):
        books.spend(sent)
    books.spent(sent.user_id, now)


def faults(description: Description, request: httpx.Request) -> list[str]:
    """What a request asks or sends that the description does not know."""
    return description.request(request.method, request.url.path, request.url.query.decode(), request.content)


def test_every_path_parameter_field_and_key_is_known_to_clio() -> None:
    document = given()
    if document is None:
        pytest.skip(f"path not given: set {NAME} to Clio's OpenAPI file")
    asked = every_request()
    assert {request.url.path.removeprefix("/api/v4/") for request in asked} == {
        "users/who_am_i.json",
        "activity_descriptions.json",
        "users.json",
        "contacts.json",
        "log_entries.json",
        "settings/billing.json",
        "relationships.json",
        "matters.json",
        "activities.json",
        "activities/98765432.json",
        "communications/5.json",
        "expense_categories.json",
        "calendar_entries.json",
        "communications.json",
        "matters/2.json",
        "timer.json",
        "activities/5.json",
    }
    description = Description(document)
    assert [fault for request in asked for fault in faults(description, request)] == []
    assert f"4.0.{int(wire.API_VERSION.rpartition('.')[2])}" in document["info"]["description"]


SMALL: Document = {
    "paths": {
        "/things.json": {
            "post": {
                "parameters": [{"name": "fields"}],
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {
                                "properties": {
                                    "data": {
                                        "properties": {
                                            "note": {"type": "string"},
                                            "matter": {"properties": {"id": {"type": "integer"}}},
                                        }
                                    }
                                }
                            }
                        }
                    }
                },
                "responses": {
                    "201": {
                        "content": {
                            "json": {
                                "schema": {"properties": {"data": {"$ref": "#/components/schemas/Thing"}}}
                            }
                        }
                    }
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Thing": {
                "allOf": [{"properties": {"id": {}, "matter": {"$ref": "#/components/schemas/Matter"}}}]
            },
            "Matter": {
                "properties": {"id": {"type": "integer"}, "status": {"type": "string", "enum": ["Open"]}}
            },
        }
    },
}


@pytest.mark.parametrize(
    ("path", "query", "data", "found"),
    [
        ("things", {"fields": "id,matter{id}"}, {"note": "x", "matter": {"id": 1}}, []),
        ("things", {"fields": "id,rate"}, {}, ["field rate"]),
        ("things", {"fields": "matter{id,email}"}, {}, ["field matter{email}"]),
        ("things", {"fields": "id", "matter": "1"}, {}, ["parameter matter"]),
        ("things", {"fields": "id"}, {"hours": 1}, ["body.data.hours is unknown"]),
        ("things", {"fields": "id"}, {"matter": {"number": 1}}, ["body.data.matter.number is unknown"]),
        ("things", {"fields": "id"}, {"note": 1}, ["body.data.note is not string"]),
        ("others", {"fields": "id"}, {}, ["POST /api/v4/others.json"]),
    ],
)
def test_the_check_sees_what_clio_would_not_know(
    path: str, query: dict[str, str], data: dict[str, Any], found: list[str]
) -> None:
    request = httpx.Request(
        "POST", f"https://au.app.clio.com/api/v4/{path}.json", params=query, json={"data": data}
    )
    assert [each.rpartition(": ")[2] for each in faults(Description(SMALL), request)] == found


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({"id": 1, "matter": {"id": 2, "status": "Open"}}, []),
        ({"id": 1, "matter": None}, []),
        ({"rate": 1}, ["201.data.rate is unknown"]),
        ({"matter": {"id": "2"}}, ["201.data.matter.id is not integer"]),
        ({"matter": {"id": True}}, ["201.data.matter.id is not integer"]),
        ({"matter": {"status": "Shut"}}, ["201.data.matter.status is none of the values it may have"]),
    ],
)
def test_the_check_sees_what_clio_would_not_answer(data: dict[str, Any], found: list[str]) -> None:
    body = json.dumps({"data": data}).encode()
    wrong = Description(SMALL).answer("POST", "/api/v4/things.json", 201, body)
    assert [each.rpartition(": ")[2] for each in wrong] == found


def test_requests_and_answers_of_a_whole_run_are_watched() -> None:
    watch = Watch(Description(SMALL))
    with watching(watch), PracticeClio(matters=3) as clio:
        home = Bench(None, signed_in_to(clio))
        home.practice.who()
        home.line.close()
    assert (watch.requests, watch.answers) == (2, 1), "seen when sent and when it arrives"
    assert list(watch.wrong) == ["GET /api/v4/users/who_am_i.json"]
