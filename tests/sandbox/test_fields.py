"""agent/sandbox/fields.py: the `fields` parameter, one level deep and strict."""

from __future__ import annotations

import httpx
import pytest

from agent.sandbox.firm import Record
from tests.sandbox.conftest import MATTER, entry


def fields(api: httpx.Client, path: str, wanted: str) -> Record:
    answer = api.get(path, params={"fields": wanted})
    assert answer.status_code == 200, answer.text
    data: Record = answer.json()["data"]
    return data


def test_without_fields_an_answer_is_id_and_etag(api: httpx.Client) -> None:
    data = api.get(f"matters/{MATTER}.json").json()["data"]
    assert list(data) == ["id", "etag"]
    assert data["etag"].startswith('"')


def test_fields_come_in_the_order_asked_for(api: httpx.Client) -> None:
    assert list(fields(api, f"matters/{MATTER}", "status,id,number")) == ["status", "id", "number"]


def test_one_level_of_nesting(api: httpx.Client) -> None:
    data = fields(api, f"matters/{MATTER}.json", "id,client{id,name},practice_area{name}")
    assert data["client"] == {"id": 900, "name": "Copper Kettle Bakery Pty Ltd"}
    assert data["practice_area"] == {"name": "Property"}


def test_a_nested_record_without_braces_shows_its_defaults(api: httpx.Client) -> None:
    assert set(fields(api, f"matters/{MATTER}", "client")["client"]) == {"id", "etag"}


def test_a_record_two_levels_down_shows_its_defaults(api: httpx.Client) -> None:
    api.post("activities.json", json=entry())
    activity = api.get("activities.json", params={"fields": "matter{id,client}"}).json()["data"][0]
    assert activity["matter"]["client"].keys() == {"id", "etag"}


@pytest.mark.parametrize(
    ("wanted", "named"),
    [
        ("foo", "foo"),
        ("id,rate", "rate"),
        ("client{foo}", "client{foo}"),
        ("status{id}", "status{id}"),
        ("matter{client{name}}", "matter{client{name}}"),
        ("client{}", "client{}"),
        ("client{id", "client{id"),
        ("responsible_attorney{email}", "responsible_attorney{email}"),
    ],
)
def test_anything_else_is_a_400_that_names_it(api: httpx.Client, wanted: str, named: str) -> None:
    answer = api.get(f"matters/{MATTER}.json", params={"fields": wanted})
    assert answer.status_code == 400
    assert answer.json()["error"]["message"] == f"{named} is not a valid field"


def test_fields_are_checked_on_an_empty_list_too(api: httpx.Client) -> None:
    assert api.get("activities.json", params={"fields": "description"}).status_code == 400


def test_a_bad_field_on_a_post_creates_nothing(api: httpx.Client) -> None:
    assert api.post("activities.json", params={"fields": "rate"}, json=entry()).status_code == 400
    assert api.get("activities.json").json()["data"] == []


def test_who_am_i_answers_as_documented(api: httpx.Client) -> None:
    wanted = "id,name,email,enabled,subscription_type,rate,time_zone,account{id,name}"
    assert fields(api, "users/who_am_i.json", wanted) == {
        "id": 340001,
        "name": "Ruth Calder",
        "email": "ruth@kestrellane.example",
        "enabled": True,
        "subscription_type": "Attorney",
        "rate": 420.0,
        "time_zone": "Sydney",
        "account": {"id": 9001, "name": "Kestrel Lane Lawyers"},
    }
