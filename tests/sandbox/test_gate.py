"""agent/sandbox/gate.py: version, token, firewall and request budget, with their headers."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from agent.sandbox import PracticeClio
from agent.sandbox.behaviour import Behaviour
from tests.sandbox.conftest import StandingClock, browse, entry, signed_in


@pytest.mark.parametrize("version", ["4.0.4", "4.0.9", "4.0.13"])
def test_the_version_asked_for_is_echoed(api: httpx.Client, version: str) -> None:
    answer = api.get("timer.json", headers={"X-API-VERSION": version})
    assert answer.status_code == 404
    answer = api.get("users.json", headers={"X-API-VERSION": version})
    assert answer.headers["X-API-VERSION"] == version


def test_without_a_version_the_default_is_used(api: httpx.Client) -> None:
    assert api.get("users.json").headers["X-API-VERSION"] == "4.0.9"


@pytest.mark.parametrize("version", ["4.0.3", "4.0.99", "5", "latest", ""])
def test_an_invalid_or_retired_version_is_gone(api: httpx.Client, version: str) -> None:
    answer = api.post("activities.json", json=entry(), headers={"X-API-VERSION": version})
    assert answer.status_code == 410
    assert api.get("activities.json").json()["data"] == []


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic x"}])
def test_without_a_live_token_there_is_nothing(clio: PracticeClio, headers: dict[str, str]) -> None:
    answer = browse(f"{clio.url}/api/v4/matters.json", headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_token")


def test_a_user_agent_with_an_address_meets_the_firewall(api: httpx.Client) -> None:
    answer = api.get("users.json", headers={"User-Agent": "Tenth/1.0 (+https://example.com)"})
    assert (answer.status_code, answer.headers["Content-Type"].partition(";")[0]) == (403, "text/html")
    assert api.get("users.json", headers={"User-Agent": "Tenth/1.0"}).status_code == 200


def test_another_host_name_gets_nothing(clio: PracticeClio) -> None:
    assert browse(f"{clio.url}/nc/", headers={"Host": "evil.example.com"}).status_code == 400


def test_fifty_requests_a_minute_are_allowed_by_default(
    opened: Callable[..., PracticeClio], clock: StandingClock
) -> None:
    clio = opened()
    with signed_in(clio) as api:
        left = [int(api.get("users.json").headers["X-RateLimit-Remaining"]) for _ in range(50)]
        clock.forward(seconds=20)
        refused = api.get("users.json")
        clock.forward(seconds=40)
        later = api.get("users.json")
    assert left == list(range(49, -1, -1))
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "40")
    assert set(refused.json()["error"]) == {"type", "message"}
    assert refused.headers["X-RateLimit-Limit"] == "50"
    assert int(refused.headers["X-RateLimit-Reset"]) == clock.now.timestamp()
    assert later.status_code == 200


def test_each_token_has_its_own_budget(opened: Callable[..., PracticeClio]) -> None:
    clio = opened(behaviour=Behaviour(requests_per_minute=1))
    with signed_in(clio) as ruth, signed_in(clio, "Daniel Osman") as daniel:
        assert [api.get("users").status_code for api in (ruth, daniel, ruth)] == [200, 200, 429]


def test_unknown_addresses_and_methods_are_404_in_clios_shape(api: httpx.Client) -> None:
    for answer in (api.get("nonsense.json"), api.put("matters/7000.json"), api.get("matters/1.json")):
        assert answer.status_code == 404
        assert set(answer.json()["error"]) == {"type", "message"}
