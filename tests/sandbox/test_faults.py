"""agent/sandbox/faults.py and wire.py: each misbehaviour does what it says, to the request it is about and no other."""

from __future__ import annotations

import json
from collections.abc import Callable

import httpx
import pytest

from agent.sandbox import PracticeClio
from agent.sandbox.behaviour import Behaviour
from agent.sandbox.faults import Faults, Kind, Rule, read_rule, rule_from
from tests.sandbox.conftest import NO_LIMIT, NO_TLS, entry, post, signed_in, submit

ACTIVITIES = "/api/v4/activities"


def attempt(api: httpx.Client) -> httpx.Response:
    return api.post("activities.json", params={"fields": "id,note"}, json=entry())


def test_without_a_rule_nothing_goes_wrong(clio: PracticeClio, api: httpx.Client) -> None:
    assert attempt(api).status_code == 201
    assert [heard.fault for heard in clio.journal] == [None]


@pytest.mark.parametrize(
    ("kind", "kept"), [("drop-before", 0), ("drop-after", 1), ("late", 0), ("cut-off", 1)]
)
def test_a_lost_answer_says_nothing_about_what_was_done(
    clio: PracticeClio, api: httpx.Client, kind: str, kept: int
) -> None:
    clio.misbehave(kind, "POST", ACTIVITIES, times=1)
    with pytest.raises(httpx.TransportError):
        attempt(api)
    assert len(clio.firm.activities) == kept
    assert attempt(api).status_code == 201


@pytest.mark.parametrize(
    ("kind", "status", "kept", "html"),
    [
        ("error-before", 500, 0, False),
        ("error-after", 500, 1, False),
        ("unavailable", 503, 0, True),
        ("forbidden", 403, 0, False),
        ("firewall", 403, 0, True),
        ("gone", 410, 0, False),
        ("portal", 200, 0, True),
        ("html", 201, 1, True),
        ("busy", 429, 0, False),
    ],
)
def test_an_answer_that_misleads(
    clio: PracticeClio, api: httpx.Client, kind: str, status: int, kept: int, html: bool
) -> None:
    clio.misbehave(kind, "POST", ACTIVITIES, times=1)
    answer = attempt(api)
    assert (answer.status_code, len(clio.firm.activities)) == (status, kept)
    assert answer.headers["Content-Type"].startswith("text/html" if html else "application/json")
    if not html:
        assert set(answer.json()["error"]) == {"type", "message"}


def test_busy_says_how_long_to_wait(clio: PracticeClio, api: httpx.Client) -> None:
    clio.misbehave("busy", times=1, seconds=7)
    assert attempt(api).headers["Retry-After"] == "7"


def test_truncated_json_arrives_as_a_complete_answer(clio: PracticeClio, api: httpx.Client) -> None:
    clio.misbehave("truncated", "POST", ACTIVITIES, times=1)
    answer = attempt(api)
    assert (answer.status_code, len(clio.firm.activities)) == (201, 1)
    with pytest.raises(json.JSONDecodeError):
        answer.json()


def test_expired_tokens_can_be_refreshed_and_revoked_ones_cannot(
    clio: PracticeClio, api: httpx.Client
) -> None:
    _, refresh = clio.sign_in()
    app = {"client_id": clio.client_id, "client_secret": clio.client_secret, "refresh_token": refresh}

    def refreshed() -> int:
        form = {**app, "grant_type": "refresh_token"}
        return submit(f"{clio.url}/oauth/token", data=form).status_code

    clio.misbehave("expire", "POST", times=1)
    assert (attempt(api).status_code, refreshed()) == (401, 200)
    clio.misbehave("revoke", "GET", times=1)
    assert (api.get("users").status_code, refreshed()) == (401, 400)
    assert clio.firm.activities == []


def test_a_late_request_lands_after_the_next_one_was_answered(clio: PracticeClio, api: httpx.Client) -> None:
    clio.misbehave("late", "POST", ACTIVITIES, times=1, lag=1)
    with pytest.raises(httpx.TransportError):
        attempt(api)
    looks = [len(api.get("activities.json").json()["data"]) for _ in range(2)]
    assert looks == [0, 1]


def test_a_late_request_can_be_settled_at_once_and_survives_its_token(
    clio: PracticeClio, api: httpx.Client
) -> None:
    clio.misbehave("late", "POST", ACTIVITIES, times=1, lag=100)
    with pytest.raises(httpx.TransportError):
        attempt(api)
    clio.office.grants.expire_access()
    clio.settle()
    clio.settle()
    assert len(clio.firm.activities) == 1


def test_slow_waits_before_it_acts(opened: Callable[..., PracticeClio]) -> None:
    seen: list[tuple[float, int]] = []

    def sleep(seconds: float) -> None:
        seen.append((seconds, len(clio.firm.activities)))

    clio: PracticeClio = opened(sleep=sleep)
    clio.misbehave("slow", "POST", seconds=2.5)
    with signed_in(clio) as api:
        assert attempt(api).status_code == 201
    assert seen == [(2.5, 0)]


def test_every_kind_is_tried_above_or_here() -> None:
    tried = {"drop-before", "drop-after", "late", "cut-off", "error-before", "error-after", "unavailable"}
    tried |= {
        "forbidden",
        "firewall",
        "gone",
        "portal",
        "html",
        "busy",
        "truncated",
        "expire",
        "revoke",
        "slow",
    }
    assert tried == set(Kind)


def test_a_rule_is_about_its_method_and_path_and_number_of_times() -> None:
    faults = Faults()
    faults.add(Rule(Kind.GONE, "POST", ACTIVITIES, skip=1, times=2))
    assert faults.draw("GET", ACTIVITIES) is None
    assert faults.draw("POST", "/api/v4/communications") is None
    hits = [faults.draw("POST", f"{ACTIVITIES}.json") is not None for _ in range(5)]
    assert hits == [False, True, True, False, False]


def test_chance_is_the_same_for_the_same_seed() -> None:
    def drawn(seed: int) -> list[bool]:
        faults = Faults()
        faults.add(Rule(Kind.GONE, chance=0.3, seed=seed))
        return [faults.draw("GET", ACTIVITIES) is not None for _ in range(200)]

    assert drawn(1) == drawn(1) != drawn(2)
    assert 30 < sum(drawn(1)) < 90


def test_a_rule_can_be_written_as_text() -> None:
    text = "drop-after POST /api/v4/activities times=1 skip=2 chance=0.5 seed=3 seconds=4 lag=5"
    assert read_rule(text) == Rule(Kind.DROP_AFTER, "POST", ACTIVITIES, 1, 2, 0.5, 3, 4.0, 5)
    assert read_rule("gone") == Rule(Kind.GONE)


@pytest.mark.parametrize("text", ["explode", "gone GET /a /b", "gone tims=1", "gone times=x"])
def test_a_rule_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - what is wrong with the text differs
        read_rule(text)


def test_rules_from_json_need_a_kind() -> None:
    assert rule_from({"kind": "busy", "times": 2, "seconds": None}) == Rule(Kind.BUSY, times=2)
    with pytest.raises(KeyError):
        rule_from({"times": 2})


def control(clio: PracticeClio, secret: str) -> httpx.Client:
    return httpx.Client(
        verify=NO_TLS, base_url=f"{clio.url}/practice/", headers={"X-Practice-Secret": secret}
    )


def test_another_process_can_order_misbehaviour_with_the_secret(
    clio: PracticeClio, api: httpx.Client
) -> None:
    with control(clio, clio.control_secret) as back_door:
        rule = {"kind": "late", "method": "POST", "path": ACTIVITIES, "times": 1, "lag": 50}
        assert back_door.post("misbehave", json=rule).status_code == 204
        with pytest.raises(httpx.TransportError):
            attempt(api)
        assert back_door.get("state").json()["activities"] == []
        back_door.post("settle")
        state = back_door.get("state").json()
        assert [each["note"] for each in state["activities"]] == ["Lease"]
        assert [(each["method"], each["fault"]) for each in state["journal"]] == [("POST", "late")]
        back_door.post("misbehave", json={"kind": "gone"})
        back_door.delete("misbehave")
        assert attempt(api).status_code == 201
        assert back_door.post("misbehave", json={"kind": "explode"}).status_code == 400


def test_without_the_secret_the_back_door_is_shut(clio: PracticeClio, api: httpx.Client) -> None:
    for secret in ("", "wrong", clio.client_secret):
        with control(clio, secret) as back_door:
            assert back_door.post("misbehave", json={"kind": "gone"}).status_code == 403
            assert back_door.get("state").status_code == 403
    assert attempt(api).status_code == 201


def test_a_storm_by_chance_repeats_itself(opened: Callable[..., PracticeClio]) -> None:
    def storm() -> list[tuple[int | None, Kind | None]]:
        clio = opened(behaviour=Behaviour(requests_per_minute=NO_LIMIT))
        clio.misbehave("drop-after", "POST", ACTIVITIES, chance=0.4, seed=7)
        with signed_in(clio) as api:
            for _ in range(20):
                try:
                    post(api)
                except httpx.TransportError:
                    continue
        assert len(clio.firm.activities) == 20
        return [(heard.status, heard.fault) for heard in clio.journal]

    first = storm()
    assert first == storm()
    assert {None, 201} == {status for status, _ in first}
