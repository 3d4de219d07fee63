"""agent/sandbox/reads.py and resources.py: people of a matter, settings, categories, diary, and conditional reads."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from agent.sandbox import PracticeClio
from tests.sandbox.conftest import MATTER, StandingClock, post


def data(api: httpx.Client, path: str, **params: Any) -> Any:
    answer = api.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def test_a_matter_names_its_client_and_contacts(api: httpx.Client) -> None:
    client = data(api, f"matters/{MATTER}/client.json", fields="id,name,type,is_matter_client")
    assert client == {
        "id": 900,
        "name": "Copper Kettle Bakery Pty Ltd",
        "type": "Company",
        "is_matter_client": True,
    }
    fields = "name,is_client,relationship_name,primary_email_address"
    company, marcus = data(api, f"matters/{MATTER}/contacts.json", fields=fields)
    assert (company["is_client"], company["relationship_name"]) == (True, "Client")
    assert marcus["primary_email_address"] == "marcus@copperkettle.example.com"
    assert marcus["is_client"] is False
    related = data(api, f"matters/{MATTER}/related_contacts.json", fields="name,company{name}")
    assert related == [{"name": "Marcus Hale", "company": {"name": "Copper Kettle Bakery Pty Ltd"}}]


def test_two_people_of_one_name_are_two_contacts(api: httpx.Client) -> None:
    found = data(api, "contacts.json", query="marcus hale", fields="id,primary_email_address,is_client")
    addresses = {each["primary_email_address"]: each["is_client"] for each in found}
    assert addresses == {"marcus@copperkettle.example.com": False, "m.hale@example.com": True}


def test_a_contact_is_found_by_address_and_by_number_as_typed(api: httpx.Client) -> None:
    assert len(data(api, "contacts.json", query="m.hale@example.com")) == 1
    assert len(data(api, "contacts.json", query="0400 000 431")) == 1
    assert data(api, "contacts.json", query="+61400000431") == []


def test_relationships_lead_from_a_contact_to_matters(api: httpx.Client) -> None:
    marcus = data(api, "contacts.json", query="marcus@copperkettle")[0]["id"]
    found = data(api, "relationships.json", contact_id=marcus, fields="matter{display_number,status}")
    matters = [each["matter"] for each in found]
    assert matters == [
        {"display_number": "20417-Copper Kettle", "status": "Open"},
        {"display_number": "20388-Copper Kettle", "status": "Closed"},
    ]


def test_a_custom_rate_is_shown_on_its_matter(api: httpx.Client) -> None:
    rate = data(api, f"matters/{MATTER}.json", fields="custom_rate{type,rates}")["custom_rate"]
    assert (rate["type"], len(rate["rates"])) == ("HourlyRate", 1)
    assert data(api, "matters/7001.json", fields="custom_rate")["custom_rate"] is None


@pytest.mark.parametrize(
    ("duration", "seconds"),
    [("7m", 720), ("3h", 10_800), ("2:15", 8_280), ("1h 30m", 5_400), ("0.3h", 1_080), ("nonsense", None)],
)
def test_billing_settings_preview_the_rounding(api: httpx.Client, duration: str, seconds: int | None) -> None:
    found = data(api, "settings/billing.json", duration=duration, fields="rounding,rounded_duration")
    assert found == {"rounding": 6, "rounded_duration": seconds}


def test_a_persons_own_recent_matters_come_newest_first(api: httpx.Client) -> None:
    found = data(api, "log_entries.json", fields="accessed_at,item{id,type,identifier}")
    assert found[0]["item"] == {"id": 7000, "type": "Matter", "identifier": "20417-Copper Kettle"}
    assert "19852-Heron Dairy" not in [each["item"]["identifier"] for each in found]
    moments = [each["accessed_at"] for each in found]
    assert moments == sorted(moments, reverse=True)


def test_calendar_ids_are_strings_and_times_need_a_clock(api: httpx.Client) -> None:
    day = {"from": "2026-05-19T09:00:00+10:00", "to": "2026-05-19T11:00:00+10:00"}
    found = data(api, "calendar_entries.json", **day, fields="id,start_at,matter{id},attendees{name,type}")
    assert [(each["start_at"], each["matter"], each["attendees"]) for each in found] == [
        ("2026-05-19T10:00:00+10:00", {"id": MATTER}, [{"name": "Marcus Hale", "type": "Contact"}])
    ]
    assert isinstance(found[0]["id"], str)
    assert api.get("calendar_entries.json", params={"from": "2026-05-19"}).status_code == 400


def test_a_running_timer_is_found_and_none_is_404(
    clio: PracticeClio, api: httpx.Client, clock: StandingClock
) -> None:
    assert api.get("timer.json").status_code == 404
    activity, user = post(api)["id"], clio.firm.named("users", "Ruth Calder")["id"]
    clio.firm.add("timers", user_id=user, activity_id=activity, start_time=clock.now.isoformat())
    clock.forward(minutes=30)
    assert data(api, "timer.json", fields="elapsed_time,activity{id}") == {
        "elapsed_time": 0.5,
        "activity": {"id": activity},
    }


def test_categories_name_the_default_and_can_be_cached_whole(api: httpx.Client) -> None:
    found = data(api, "activity_descriptions.json", fields="name,default,category_type,type")
    assert [each["name"] for each in found if each["default"]] == ["Telephone attendance"]
    assert {each["type"] for each in found} == {"clio", "utbms"}
    flat = data(api, "activity_descriptions.json", flat_rate="true", fields="name,category_type")
    assert flat == [{"name": "First consultation", "category_type": "flat fee"}]


def test_what_has_not_changed_is_not_sent_again(clio: PracticeClio, api: httpx.Client) -> None:
    etag = data(api, f"matters/{MATTER}.json")["etag"]
    same = api.get(f"matters/{MATTER}.json", headers={"If-None-Match": etag})
    assert (same.status_code, same.content) == (304, b"")
    clio.firm.change("matters", MATTER, description="Renamed")
    assert api.get(f"matters/{MATTER}.json", headers={"If-None-Match": etag}).status_code == 200


def test_every_list_answers_every_field_it_has(api: httpx.Client) -> None:
    from agent.sandbox.resources import ALL

    for resource in ALL:
        wanted = ",".join([*resource.shape.plain, *resource.shape.nested])
        assert data(api, f"{resource.path}.json", fields=wanted) is not None
