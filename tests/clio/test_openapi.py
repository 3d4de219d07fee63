"""Everything this client asks and sends, held against Clio's published OpenAPI description.

The description is Clio's own text and no part of this project: give its path in TENTH_CLIO_OPENAPI to run the check. The
check itself is tried on a description of a few lines.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from agent.clio import wire
from agent.domain.ids import MatterId, TimekeeperId
from tests.clio.fakes import Bench, a_firm, a_relationship, an_activity, an_outgoing, page, record

Document = dict[str, Any]


def every_request() -> list[httpx.Request]:
    """One of each kind of request that the practice system's methods send."""
    tables = a_firm(3)
    tables.tables["relationships"].append(a_relationship(99, 7002, "Person 99"))
    tables.changed = {"matters": {7000}, "relationships": {99}}
    asked: list[httpx.Request] = []

    def clio(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth/token":
            return httpx.Response(200, json={"access_token": "a"})
        asked.append(request)
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
        return tables(request) if re.search("matters|relationships", request.url.path) else page([])

    practice = Bench(clio).practice
    now = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    practice.who()
    practice.categories()
    for since in (None, now):
        list(practice.matters(since=since, progress=lambda count: None))
    practice.create(an_outgoing(category_id=778))
    practice.look(user=TimekeeperId(1), matter=MatterId(2), day=now.date(), since=now)
    practice.activities(TimekeeperId(1), now.date(), now.date())
    practice.calendar(now.date(), now.date())
    return asked


def faults(document: Document, request: httpx.Request) -> list[str]:
    """What a request asks or sends that the description does not know."""
    path = request.url.path.removeprefix("/api/v4")
    operation = document["paths"].get(path, {}).get(request.method.lower())
    if operation is None:
        return [f"{request.method} {path}"]
    answered = next(body for status, body in operation["responses"].items() if status.startswith("2"))
    (content,) = answered["content"].values()
    data = _properties(document, content["schema"])["data"]
    return [
        *(f"parameter {name}" for name in set(request.url.params) - _parameters(document, operation)),
        *_unknown_fields(document, request.url.params["fields"], data.get("items", data)),
        *(_unknown_keys(document, json.loads(request.content), operation) if request.content else ()),
    ]


def _unknown_fields(document: Document, fields: str, schema: Document) -> Iterator[str]:
    known = _properties(document, schema)
    for name, inner in re.findall(r"(\w+)(?:\{([^{}]*)\})?", fields):
        if name not in known:
            yield f"field {name}"
        elif inner:
            below = _properties(document, known[name].get("items", known[name]))
            yield from (f"field {name}{{{each}}}" for each in inner.split(",") if each not in below)


def _unknown_keys(document: Document, body: Mapping[str, Any], operation: Document) -> Iterator[str]:
    (content,) = operation["requestBody"]["content"].values()
    schema = content["schema"]
    for name, value in _leaves(body):
        found: Document | None = schema
        for step in name.split("."):
            found = _properties(document, found).get(step) if found else None
        if found is None:
            yield f"body {name}"
        elif not isinstance(
            value, {"string": str, "boolean": bool, "integer": int, "number": (int, float)}[found["type"]]
        ):
            yield f"type of body {name}"


def _leaves(body: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in body.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _parameters(document: Document, operation: Document) -> set[str]:
    return {_resolved(document, each)["name"] for each in operation.get("parameters", [])}


def _properties(document: Document, schema: Document) -> dict[str, Document]:
    schema = _resolved(document, schema)
    found = dict(schema.get("properties", {}))
    for part in schema.get("allOf", []):
        found |= _properties(document, part)
    return found


def _resolved(document: Document, node: Document) -> Document:
    while "$ref" in node:
        target: Any = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node


def test_every_path_parameter_field_and_key_is_known_to_clio() -> None:
    path = os.environ.get("TENTH_CLIO_OPENAPI")
    if not path:
        pytest.skip("path not given: set TENTH_CLIO_OPENAPI to Clio's OpenAPI file")
    document = json.loads(Path(path).read_text("utf-8"))
    asked = every_request()
    assert {request.url.path.removeprefix("/api/v4/") for request in asked} == {
        "users/who_am_i.json",
        "activity_descriptions.json",
        "relationships.json",
        "matters.json",
        "activities.json",
        "calendar_entries.json",
    }
    assert [fault for request in asked for fault in faults(document, request)] == []
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
            "Matter": {"properties": {"id": {}}},
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
        ("things", {"fields": "id"}, {"hours": 1}, ["body data.hours"]),
        ("things", {"fields": "id"}, {"matter": {"number": 1}}, ["body data.matter.number"]),
        ("things", {"fields": "id"}, {"note": 1}, ["type of body data.note"]),
        ("others", {"fields": "id"}, {}, ["POST /others.json"]),
    ],
)
def test_the_check_sees_what_clio_would_not_know(
    path: str, query: dict[str, str], data: dict[str, Any], found: list[str]
) -> None:
    request = httpx.Request(
        "POST", f"https://au.app.clio.com/api/v4/{path}.json", params=query, json={"data": data}
    )
    assert faults(SMALL, request) == found
