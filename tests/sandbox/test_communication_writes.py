"""agent/sandbox/communication_writes.py: call logs with external properties, by which a lost entry can be found again."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from agent.sandbox import PracticeClio
from tests.sandbox.conftest import MATTER, post


def call(*keys: tuple[str, str], **values: Any) -> dict[str, Any]:
    data = {
        "type": "PhoneCommunication",
        "subject": "Call",
        "body": "18 minutes",
        "date": "2026-05-19",
        "received_at": "2026-05-19T10:05:00+10:00",
        "matter": {"id": MATTER},
        "senders": [{"id": 340001, "type": "User"}],
        "receivers": [{"id": 901, "type": "Contact"}],
        "external_properties": [{"name": name, "value": value} for name, value in keys],
    }
    return {"data": {**data, **values}}


def log(api: httpx.Client, *keys: tuple[str, str]) -> int:
    answer = api.post("communications.json", json=call(*keys))
    assert answer.status_code == 201, answer.text
    made: int = answer.json()["data"]["id"]
    return made


def test_a_call_is_logged_with_people_and_properties(api: httpx.Client) -> None:
    log(api, ("key", "1"))
    fields = (
        "type,subject,received_at,matter{id},senders{name,type},receivers{name,type},"
        "external_properties{name,value},user{name},time_entries_count"
    )
    assert api.get("communications.json", params={"fields": fields}).json()["data"] == [
        {
            "type": "PhoneCommunication",
            "subject": "Call",
            "received_at": "2026-05-19T10:05:00+10:00",
            "matter": {"id": MATTER},
            "senders": [{"name": "Ruth Calder", "type": "User"}],
            "receivers": [{"name": "Marcus Hale", "type": "Person"}],
            "external_properties": [{"name": "key", "value": "1"}],
            "user": {"name": "Ruth Calder"},
            "time_entries_count": 0,
        }
    ]


def test_a_call_is_found_by_name_and_value_of_one_property(api: httpx.Client) -> None:
    one, two = log(api, ("key", "1"), ("other", "2")), log(api, ("key", "2"))

    def found(**params: str) -> list[int]:
        asked = {f"external_property_{name}": value for name, value in params.items()}
        return [each["id"] for each in api.get("communications.json", params=asked).json()["data"]]

    assert found(name="key", value="1") == [one]
    assert found(name="key", value="2") == [two]  # not `one`, whose 2 has another name
    assert found(name="key") == [one, two]
    assert found(name="key", value="3") == []


def test_time_entries_are_found_through_their_call(api: httpx.Client) -> None:
    one, two = log(api), log(api)
    made = post(api, communication={"id": one})["id"]
    fields = "time_entries_count,time_entries{id,quantity,date,note}"
    shown = api.get(f"communications/{one}.json", params={"fields": fields}).json()["data"]
    expected = {"id": made, "quantity": 1080.0, "date": "2026-05-19", "note": "Lease"}
    assert shown == {"time_entries_count": 1, "time_entries": [expected]}
    for communication, ids in ((one, [made]), (two, [])):
        params: dict[str, Any] = {"communication_id": communication, "type": "TimeEntry"}
        assert [each["id"] for each in api.get("activities.json", params=params).json()["data"]] == ids


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"type": "Fax"}, 422),
        ({"matter": {"id": 1}}, 404),
        ({"receivers": [{"id": 1, "type": "Contact"}]}, 404),
        ({"receivers": [{"id": 901, "type": "Person"}]}, 422),
        ({"receivers": "everybody"}, 422),
        ({"received_at": "2026-05-19"}, 400),
        ({"external_properties": [{"name": str(n), "value": "x"} for n in range(6)]}, 422),
    ],
)
def test_what_clio_cannot_take_is_refused(
    clio: PracticeClio, api: httpx.Client, change: dict[str, Any], status: int
) -> None:
    assert api.post("communications.json", json=call(**change)).status_code == status
    assert clio.firm.communications == []


@pytest.mark.parametrize("missing", ["subject", "body", "type"])
def test_subject_body_and_type_are_required(api: httpx.Client, missing: str) -> None:
    body = call()
    del body["data"][missing]
    assert api.post("communications.json", json=body).status_code == 422


def test_a_log_can_be_changed_and_removed_while_its_time_stays(clio: PracticeClio, api: httpx.Client) -> None:
    logged = log(api)
    made = post(api, communication={"id": logged})["id"]
    address = f"communications/{logged}.json"
    changed = api.patch(address, params={"fields": "matter{id}"}, json={"data": {"matter": {"id": 7001}}})
    assert changed.json()["data"] == {"matter": {"id": 7001}}
    assert api.patch(address, json={"data": {}}, headers={"If-Match": '"old"'}).status_code == 412
    assert api.delete(address).status_code == 204
    assert api.get(address).status_code == 404
    assert clio.firm.get("activities", made)["communication_id"] is None
