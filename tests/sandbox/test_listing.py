"""agent/sandbox/listing.py and filters.py: paging to the last record, filters, and what is silently ignored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from agent.sandbox import PracticeClio
from agent.sandbox.behaviour import Behaviour
from tests.sandbox.conftest import NO_LIMIT, StandingClock, post, signed_in


def pages(api: httpx.Client, **params: Any) -> Iterator[dict[str, Any]]:
    """Every page of the matters, by following `next`."""
    body = api.get("matters.json", params=params).json()
    yield body
    while following := body["meta"]["paging"].get("next"):
        assert following.startswith(f"{api.base_url}matters.json?")
        body = api.get(following).json()
        yield body


def ids(answer: httpx.Response) -> list[int]:
    assert answer.status_code == 200, answer.text
    return [each["id"] for each in answer.json()["data"]]


@pytest.mark.parametrize(
    ("count", "sizes"), [(300, [200, 100]), pytest.param(10_000, [200] * 50, marks=pytest.mark.slow)]
)
def test_cursor_paging_reaches_every_matter(
    opened: Callable[..., PracticeClio], count: int, sizes: list[int]
) -> None:
    clio = opened(matters=count, behaviour=Behaviour(requests_per_minute=NO_LIMIT))
    with signed_in(clio) as api:
        found = list(pages(api, order="id(asc)", limit=200, fields="id,display_number"))
    seen = [each["id"] for page in found for each in page["data"]]
    assert [len(page["data"]) for page in found] == sizes
    assert seen == [each["id"] for each in clio.firm.matters]
    assert {page["meta"]["records"] for page in found} == {count}
    assert set(found[-1]["data"][0]) == {"id", "display_number"}  # `next` carries the other parameters


def test_a_cursor_neither_skips_nor_repeats_when_a_record_goes(clio: PracticeClio, api: httpx.Client) -> None:
    made = [post(api)["id"] for _ in range(4)]
    first = api.get("activities.json", params={"order": "id(asc)", "limit": 2}).json()
    clio.firm.remove("activities", made[0])
    rest = ids(api.get(first["meta"]["paging"]["next"]))
    assert rest == made[2:]


def test_offset_paging_works_in_any_order(api: httpx.Client) -> None:
    found = list(pages(api, order="display_number(desc)", limit=15, fields="display_number"))
    numbers = [each["display_number"] for page in found for each in page["data"]]
    assert numbers == sorted(numbers, reverse=True)
    assert [len(page["data"]) for page in found] == [15, 15, 10]


@pytest.mark.slow
def test_offset_paging_ends_at_ten_thousand(opened: Callable[..., PracticeClio]) -> None:
    clio = opened(matters=10_100, behaviour=Behaviour(requests_per_minute=NO_LIMIT))
    with signed_in(clio) as api:
        last = api.get("matters.json", params={"order": "id(desc)", "limit": 200, "offset": 9_900}).json()
        assert (len(last["data"]), last["meta"]["paging"]) == (100, {})
        assert api.get("matters.json", params={"offset": 10_000}).status_code == 400


@pytest.mark.parametrize(
    "params", [{"limit": 201}, {"limit": 0}, {"order": "foo(asc)"}, {"page_token": "%%%"}, {"status": "Open"}]
)
def test_a_parameter_that_cannot_be_read_is_400(api: httpx.Client, params: dict[str, str]) -> None:
    answer = api.get("matters.json", params=params)
    assert (answer.status_code, answer.json()["error"]["type"]) == (400, "ArgumentError")


def test_users_come_up_to_two_thousand_at_once(api: httpx.Client) -> None:
    assert len(ids(api.get("users.json", params={"limit": 2000}))) == 9
    assert len(ids(api.get("users.json", params={"enabled": "true", "subscription_type": "attorney"}))) == 5


def test_unknown_parameters_are_ignored(api: httpx.Client) -> None:
    post(api)
    assert len(ids(api.get("activities.json", params={"matter": 7001}))) == 1
    assert ids(api.get("activities.json", params={"matter_id": 7001})) == []


def test_status_is_lower_case_in_and_capitalised_out(clio: PracticeClio, api: httpx.Client) -> None:
    clio.firm.change("matters", 7001, status="Pending")
    params = {"status": "closed,pending", "fields": "status"}
    data = api.get("matters.json", params=params).json()["data"]
    assert {each["status"] for each in data} == {"Closed", "Pending"}


def test_updated_since_sees_closings_and_renamings_only(
    clio: PracticeClio, api: httpx.Client, clock: StandingClock
) -> None:
    before = clock.now.isoformat()
    clock.forward(minutes=5)
    clio.firm.change("matters", 7000, status="Closed")
    clio.firm.change("matters", 7001, description="Renamed")
    assert ids(api.get("matters.json", params={"updated_since": before})) == [7000, 7001]


@pytest.mark.parametrize("name", ["updated_since", "created_since"])
def test_a_bare_date_is_no_moment(api: httpx.Client, name: str) -> None:
    answer = api.get("matters.json", params={name: "2026-05-19"})
    assert answer.status_code == 400
    message = "An invalid argument was supplied: invalid xmlschema format"
    assert answer.json()["error"] == {"type": "ArgumentError", "message": message}


def test_a_query_searches_number_description_and_client_without_diacritics(
    clio: PracticeClio, api: httpx.Client
) -> None:
    contact = clio.firm.change("contacts", 901, name="Mārcus Hāle", last_name="Hāle")
    assert contact["name"] == "Mārcus Hāle"
    assert ids(api.get("matters.json", params={"query": "marcus hale"})) == [7001]
    assert ids(api.get("matters.json", params={"query": "20417"})) == [7000]
    assert ids(api.get("matters.json", params={"query": "roof defects"})) == [7001]


def test_ids_and_client_can_be_asked_for(api: httpx.Client) -> None:
    assert ids(api.get("matters.json", params={"ids[]": [7003, 7001, 5]})) == [7001, 7003]
    assert ids(api.get("matters.json", params={"client_id": 902})) == [7002]


def test_activity_filters(clio: PracticeClio, api: httpx.Client, clock: StandingClock) -> None:
    osman = clio.firm.named("users", "Daniel Osman")["id"]
    lease = post(api, note="Lease of shop")["id"]
    clock.forward(minutes=3)
    hers = post(api, date="2026-05-18", matter={"id": 7001}, non_billable=True)["id"]
    his = post(api, date="2026-05-20", user={"id": osman})["id"]
    loose = post(api, date="2026-05-21", matter=None)["id"]
    clio.firm.put_on_bill(his)

    def found(**params: Any) -> list[int]:
        return ids(api.get("activities.json", params=params))

    assert found(matter_id=7001) == [hers]
    assert found(matter_id="null") == [loose]
    assert found(user_id=osman) == [his]
    assert found(start_date="2026-05-19", end_date="2026-05-20") == [lease, his]
    assert found(start_date="2026-05-20T23:00:00+10:00") == [his, loose]
    assert found(created_since="2026-05-19T10:31:00+10:00") == [hers, his, loose]
    assert found(type="ExpenseEntry") == []
    assert found(query="SHOP") == [lease]
    assert found(status="draft") == [his]
    assert found(status="non_billable") == [hers]
    assert found(status="unbilled") == [lease, loose]
    assert found(order="date(desc)", limit=1) == [loose]


def test_new_entries_can_be_late_in_lists(opened: Callable[..., PracticeClio], clock: StandingClock) -> None:
    clio = opened(behaviour=Behaviour(listing_lag_seconds=5))
    with signed_in(clio) as api:
        made = post(api)["id"]
        assert ids(api.get("activities.json")) == []
        assert api.get(f"activities/{made}.json").status_code == 200
        clock.forward(seconds=5)
        assert ids(api.get("activities.json")) == [made]
