"""agent/sandbox/activity_writes.py: creating, changing and deleting activities, and what Clio lets slip through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from agent.sandbox import PracticeClio
from agent.sandbox.behaviour import Behaviour
from tests.sandbox.conftest import CLOSED_MATTER, MATTER, StandingClock, entry, post, signed_in

SHAPE = (
    "id,etag,type,date,quantity,rounded_quantity_in_hours,price,total,non_billable,no_charge,flat_rate,note,"
    "created_at,matter{id,display_number},user{id,name},activity_description{id,name},communication{id}"
)


def test_a_time_entry_answers_as_documented(clio: PracticeClio, api: httpx.Client) -> None:
    telephone = clio.firm.named("activity_descriptions", "Telephone attendance")["id"]
    made = post(api, SHAPE, activity_description={"id": telephone})
    etag = made.pop("etag")
    assert made == {
        "id": 98765001,
        "type": "TimeEntry",
        "date": "2026-05-19",
        "quantity": 1080.0,
        "rounded_quantity_in_hours": 0.3,
        "price": 420.0,
        "total": 126.0,
        "non_billable": False,
        "no_charge": False,
        "flat_rate": False,
        "note": "Lease",
        "created_at": "2026-05-19T10:30:00+10:00",
        "matter": {"id": MATTER, "display_number": "20417-Copper Kettle"},
        "user": {"id": 340001, "name": "Ruth Calder"},
        "activity_description": {"id": telephone, "name": "Telephone attendance"},
        "communication": None,
    }
    assert etag[0] == etag[-1] == '"'


def test_keys_that_clio_does_not_know_make_an_empty_entry(api: httpx.Client) -> None:
    sent = {"type": "TimeEntry", "date": "2026-05-19", "quantity_in_hours": 0.3, "rate": 5, "total": 1}
    answer = api.post("activities.json", params={"fields": "quantity,total"}, json={"data": sent})
    assert (answer.status_code, answer.json()["data"]) == (201, {"quantity": 0.0, "total": 0.0})


def test_a_timestamp_is_cut_to_its_date_whatever_the_zone(api: httpx.Client) -> None:
    assert post(api, "date", date="2026-05-18T23:30:00Z")["date"] == "2026-05-18"


def test_somebody_elses_time_can_be_entered(clio: PracticeClio, api: httpx.Client) -> None:
    osman = clio.firm.named("users", "Daniel Osman")["id"]
    assert post(api, "user{name}", user={"id": osman})["user"] == {"name": "Daniel Osman"}


def test_a_firm_may_refuse_somebody_elses_time_or_make_it_ones_own(
    opened: Callable[..., PracticeClio],
) -> None:
    clio = opened(behaviour=Behaviour(time_for_others="refused"))
    osman = {"user": {"id": clio.firm.named("users", "Daniel Osman")["id"]}}
    with signed_in(clio) as api:
        assert api.post("activities.json", json=entry(**osman)).status_code == 403
        assert clio.firm.activities == []
    clio = opened(behaviour=Behaviour(time_for_others="made_own"))
    with signed_in(clio) as api:
        assert post(api, "user{name}", **osman)["user"] == {"name": "Ruth Calder"}


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"type": "Nonsense"}, 422),
        ({"date": "yesterday"}, 422),
        ({"quantity": "1080"}, 422),
        ({"quantity": -1}, 422),
        ({"quantity": True}, 422),
        ({"note": 5}, 422),
        ({"matter": {"id": 1}}, 404),
        ({"matter": {"id": "x"}}, 404),
        ({"user": {"id": 1}}, 404),
        ({"communication": {"id": 1}}, 404),
        ({"matter": {"id": CLOSED_MATTER}}, 422),
    ],
)
def test_what_clio_cannot_take_is_refused_and_not_kept(
    clio: PracticeClio, api: httpx.Client, change: dict[str, Any], status: int
) -> None:
    answer = api.post("activities.json", json=entry(**change))
    assert answer.status_code == status
    assert set(answer.json()["error"]) == {"type", "message"}
    assert clio.firm.activities == []


@pytest.mark.parametrize("body", [b"", b"[]", b'{"type": "TimeEntry"}', b'{"data": 1}', b"{"])
def test_a_body_without_data_is_400(api: httpx.Client, body: bytes) -> None:
    answer = api.post("activities.json", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400


def test_closed_matters_can_be_told_to_take_time(opened: Callable[..., PracticeClio]) -> None:
    clio = opened(behaviour=Behaviour(closed_matters_refuse=False))
    with signed_in(clio) as api:
        assert post(api, "matter{id}", matter={"id": CLOSED_MATTER})["matter"]["id"] == CLOSED_MATTER


@pytest.mark.parametrize("applies", [False, True])
def test_the_firms_flat_fee_setting_may_or_may_not_be_applied_by_the_api(
    opened: Callable[..., PracticeClio], applies: bool
) -> None:
    clio = opened(behaviour=Behaviour(flat_matters_default_to_non_billable=applies))
    clio.firm.change("matters", 7001, billing_method="flat")
    with signed_in(clio) as api:
        assert post(api, "non_billable", matter={"id": 7001})["non_billable"] is applies
        assert post(api, "non_billable", matter={"id": 7001}, non_billable=False)["non_billable"] is False


def test_a_change_moves_the_etag_and_needs_the_last_one(api: httpx.Client, clock: StandingClock) -> None:
    made = post(api)
    address = f"activities/{made['id']}.json"
    clock.forward(minutes=1)
    changed = api.patch(address, json={"data": {"note": "A"}}, headers={"If-Match": made["etag"]})
    assert changed.status_code == 200
    assert changed.json()["data"]["etag"] != made["etag"]
    late = api.patch(address, json={"data": {"note": "B"}}, headers={"If-Match": made["etag"]})
    assert late.status_code == 412
    held = api.get(address, params={"fields": "note,created_at,updated_at"}).json()["data"]
    assert held == {
        "note": "A",
        "created_at": "2026-05-19T10:30:00+10:00",
        "updated_at": "2026-05-19T10:31:00+10:00",
    }


def test_two_quick_changes_have_two_etags(api: httpx.Client) -> None:
    made = post(api)
    etags = {made["etag"]}
    for note in ("A", "B"):
        answer = api.patch(f"activities/{made['id']}.json", json={"data": {"note": note}})
        etags.add(answer.json()["data"]["etag"])
    assert len(etags) == 3


@pytest.mark.parametrize(
    ("change", "price"),
    [
        ({"note": "other words"}, 99.0),
        ({"quantity": 720}, 99.0),
        ({"matter": {"id": 7001}}, 420.0),
        ({"user": {"id": 340002}, "matter": {"id": 7001}}, 390.0),
        ({"matter": {"id": 7001}, "price": 77}, 77.0),
        ({"price": 88}, 88.0),
    ],
)
def test_a_typed_price_is_lost_when_matter_or_user_change(
    api: httpx.Client, change: dict[str, Any], price: float
) -> None:
    made = post(api, price=99)
    answer = api.patch(f"activities/{made['id']}", params={"fields": "price"}, json={"data": change})
    assert answer.json()["data"] == {"price": price}


def test_deleting_is_for_good(clio: PracticeClio, api: httpx.Client) -> None:
    address = f"activities/{post(api)['id']}.json"
    gone = api.delete(address)
    assert (gone.status_code, gone.content) == (204, b"")
    assert api.get(address).status_code == api.delete(address).status_code == 404
    assert clio.firm.activities == []


@pytest.mark.parametrize(
    ("state", "billed", "patched"),
    [("draft", False, 200), ("awaiting_payment", True, 422), ("paid", True, 422)],
)
def test_what_is_on_a_bill_is_locked(
    clio: PracticeClio, api: httpx.Client, state: str, billed: bool, patched: int
) -> None:
    made = post(api)["id"]
    clio.firm.put_on_bill(made, state=state)
    shown = api.get(f"activities/{made}", params={"fields": "billed,on_bill,bill{state}"}).json()["data"]
    assert shown == {"billed": billed, "on_bill": True, "bill": {"state": state}}
    assert api.patch(f"activities/{made}", json={"data": {"note": "x"}}).status_code == patched
    assert api.delete(f"activities/{made}").status_code == 403
