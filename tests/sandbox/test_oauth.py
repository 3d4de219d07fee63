"""agent/sandbox/oauth.py: consent, codes, tokens and their refusals, as Clio documents them."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from agent.sandbox import PracticeClio
from agent.sandbox.behaviour import Behaviour
from tests.sandbox.conftest import StandingClock, browse, signed_in, submit

CALLBACK = "http://127.0.0.1:47820/callback"


def asked(clio: PracticeClio, **values: str) -> dict[str, str]:
    wanted = {"response_type": "code", "client_id": clio.client_id, "redirect_uri": CALLBACK, "state": "s&1"}
    return {**wanted, **values}


def decide(clio: PracticeClio, decision: str = "allow", **values: str) -> httpx.Response:
    user = str(clio.firm.named("users", "Ruth Calder")["id"])
    form = {**asked(clio, **values), "decision": decision, "user_id": user}
    return submit(f"{clio.url}/oauth/authorize", data=form)


def code_from(answer: httpx.Response) -> str:
    return parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]


def token(clio: PracticeClio, **values: str) -> httpx.Response:
    app = {"client_id": clio.client_id, "client_secret": clio.client_secret, "redirect_uri": CALLBACK}
    return submit(f"{clio.url}/oauth/token", data={**app, **values})


def exchange(clio: PracticeClio, code: str, **values: str) -> httpx.Response:
    return token(clio, grant_type="authorization_code", code=code, **values)


def test_the_consent_page_lists_permissions_and_people(clio: PracticeClio) -> None:
    page = browse(f"{clio.url}/oauth/authorize", params=asked(clio)).text
    for words in ("Allow", "Decline", "Ruth Calder, Partner", "Activities", "read and write"):
        assert words in page
    assert "Peter Ashdown" not in page  # has left the firm


def test_a_code_becomes_tokens_for_thirty_days_and_the_state_comes_back(clio: PracticeClio) -> None:
    answer = decide(clio)
    assert parse_qs(urlsplit(answer.headers["Location"]).query)["state"] == ["s&1"]
    tokens = exchange(clio, code_from(answer)).json()
    assert (tokens["token_type"], tokens["expires_in"]) == ("bearer", 2_592_000)
    who = browse(
        f"{clio.url}/api/v4/users/who_am_i.json",
        params={"fields": "name"},
        headers={"Authorization": f"Bearer {tokens['access_token']}"},
    )
    assert who.json() == {"data": {"name": "Ruth Calder"}}


def test_a_code_works_once(clio: PracticeClio) -> None:
    code = code_from(decide(clio))
    assert exchange(clio, code).status_code == 200
    again = exchange(clio, code)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")


def test_a_code_lives_ten_minutes(clio: PracticeClio, clock: StandingClock) -> None:
    code = code_from(decide(clio))
    clock.forward(minutes=10)
    assert exchange(clio, code).json()["error"] == "invalid_grant"


def test_a_code_is_bound_to_its_redirect_address(clio: PracticeClio) -> None:
    code = code_from(decide(clio, redirect_uri=f"{CALLBACK}?a=1"))
    assert exchange(clio, code).json()["error"] == "invalid_grant"


def test_extra_query_parameters_on_the_redirect_address_are_kept(clio: PracticeClio) -> None:
    location = decide(clio, redirect_uri=f"{CALLBACK}?a=1").headers["Location"]
    assert location.startswith(f"{CALLBACK}?a=1&code=")


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:47820/callback",
        "http://127.0.0.1:47821/callback",
        "http://127.0.0.1:47820/callback/",
        "http://127.0.0.1:47820/callback#x",
        "https://example.com/callback",
        "",
    ],
)
def test_another_redirect_address_goes_nowhere(clio: PracticeClio, address: str) -> None:
    answer = decide(clio, redirect_uri=address)
    assert answer.status_code == 400
    assert "Location" not in answer.headers


def test_the_code_can_be_shown_for_copying(clio: PracticeClio) -> None:
    address = f"{clio.url}/oauth/approval"
    shown = decide(clio, redirect_uri=address).headers["Location"]
    code = parse_qs(urlsplit(shown).query)["code"][0]
    assert code in browse(shown).text
    assert exchange(clio, code, redirect_uri=address).status_code == 200


def test_declining_comes_back_only_when_asked_for(clio: PracticeClio) -> None:
    back = decide(clio, "decline", redirect_on_decline="true").headers["Location"]
    assert parse_qs(urlsplit(back).query) == {"error": ["access_denied"], "state": ["s&1"]}
    stays = decide(clio, "decline")
    assert (stays.status_code, "Location" in stays.headers) == (200, False)


def test_another_app_is_refused(clio: PracticeClio) -> None:
    assert decide(clio, client_id="another").status_code == 400
    assert decide(clio, response_type="token").status_code == 400
    wrong = token(clio, grant_type="refresh_token", refresh_token="x", client_secret="wrong")
    assert (wrong.status_code, wrong.json()["error"]) == (401, "invalid_client")
    assert token(clio, grant_type="password").json()["error"] == "unsupported_grant_type"


def test_refreshing_gives_no_new_refresh_token_and_can_be_repeated(clio: PracticeClio) -> None:
    _, refresh = clio.sign_in()
    first = token(clio, grant_type="refresh_token", refresh_token=refresh).json()
    second = token(clio, grant_type="refresh_token", refresh_token=refresh).json()
    assert "refresh_token" not in first
    assert first["access_token"] != second["access_token"]


def test_an_expired_access_token_is_401_in_oauths_shape(clio: PracticeClio, clock: StandingClock) -> None:
    with signed_in(clio) as api:
        clock.forward(days=30)
        answer = api.get("users/who_am_i.json")
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_token")
    assert "expired" in answer.json()["error_description"]


def test_deauthorizing_ends_access_and_refresh(clio: PracticeClio) -> None:
    access, refresh = clio.sign_in()
    headers = {"Authorization": f"Bearer {access}"}
    gone = submit(f"{clio.url}/oauth/deauthorize", data={"token": access}, headers=headers)
    assert gone.status_code == 200
    assert browse(f"{clio.url}/api/v4/matters.json", headers=headers).status_code == 401
    assert token(clio, grant_type="refresh_token", refresh_token=refresh).json()["error"] == "invalid_grant"


def test_permissions_are_those_of_the_moment_of_consent(opened: Callable[..., PracticeClio]) -> None:
    clio = opened(behaviour=Behaviour(permissions={"Activities": "read", "Matters": "read"}))
    with signed_in(clio) as api:
        assert api.get("activities.json").status_code == 200
        for answer in (api.get("users/who_am_i.json"), api.post("activities.json", json={"data": {}})):
            assert answer.status_code == 403
            assert answer.json()["error"] == {
                "type": "ForbiddenError",
                "message": "User is forbidden from taking that action",
            }
