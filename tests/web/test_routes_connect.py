"""agent/web/routes_connect.py: the guide is the code's own, a trip begins as typed, and only Tenth's own window may."""

from __future__ import annotations

import pytest

from agent import wiring
from agent.clio.oauth import REDIRECT_URI
from agent.clio.permissions import PERMISSIONS
from agent.errors import SignedOut
from agent.workflow.signing_in import Wanted
from tests.web.conftest import Web
from tests.web.signing_client import Refusal, SigningClient
from tests.workflow.test_signing_in import until

APP = {"where": "au", "client_id": "app-1", "client_secret": "hush"}


def test_the_guide_shows_what_the_code_uses(window: SigningClient) -> None:
    guide = window.call("/v1/connect/get")["guide"]
    assert guide["redirect_uri"] == REDIRECT_URI
    assert [(p["name"], p["access"]) for p in guide["permissions"]] == [
        (p.name, p.access) for p in PERMISSIONS
    ]
    assert [p["host"] for p in guide["places"]] == [
        "https://au.app.clio.com", "https://ca.app.clio.com", "https://eu.app.clio.com", "https://app.clio.com",
    ]  # fmt: skip
    assert wiring.guide(practice=True).places == ()


def test_a_trip_with_the_app_as_typed_ends_signed_in(web: Web, window: SigningClient) -> None:
    assert window.call("/v1/connect/start", APP)["authorise_url"] == web.office.browser.authorise_url
    assert web.office.wanted == [Wanted("au", "app-1", "hush")]
    assert window.call("/v1/connect/get")["standing"]["waits"] is True
    web.office.browser.ends.put(None)
    until(lambda: not web.services.sign_in.under_way)
    standing = window.call("/v1/connect/get")["standing"]
    assert (standing["user"], standing["waits"], standing["reading"]) == ("Ruth Calder", False, False)


def test_a_no_is_told_until_the_next_trip_begins(web: Web, window: SigningClient) -> None:
    window.call("/v1/connect/start", APP)
    web.office.browser.ends.put(SignedOut("declined in the browser", hint="Choose Allow."))
    until(lambda: not web.services.sign_in.under_way)
    assert window.call("/v1/connect/get")["standing"]["trouble"]["hint"] == "Choose Allow."
    window.call("/v1/connect/start", {"paste": True})
    standing = window.call("/v1/connect/get")["standing"]
    assert (standing["trouble"], standing["waits_for_code"]) == (None, True)


def test_a_pasted_code_that_does_not_fit_is_a_sentence(web: Web, window: SigningClient) -> None:
    with pytest.raises(Refusal) as caught:
        window.call("/v1/connect/paste", {"code": "good"})
    assert caught.value.code == "not_allowed_now"
    window.call("/v1/connect/start", {**APP, "paste": True})
    with pytest.raises(Refusal) as caught:
        window.call("/v1/connect/paste", {"code": "bad"})
    assert caught.value.code == "signed_out"
    assert window.call("/v1/connect/paste", {"code": "good"}) == {}
    until(lambda: not web.services.sign_in.under_way)


def test_disconnecting_says_whether_clio_heard(web: Web, window: SigningClient) -> None:
    assert window.call("/v1/connect/disconnect") == {"told": True}
    web.office.told = False
    window.call("/v1/connect/start", APP)
    assert window.call("/v1/connect/disconnect") == {"told": False}
    until(lambda: not web.services.sign_in.under_way)
    assert web.office.browser.given_up == 1


@pytest.mark.parametrize(
    ("path", "body"),
    [("/v1/connect/start", APP), ("/v1/connect/paste", {"code": "x"}), ("/v1/connect/disconnect", {})],
)
def test_a_paired_browser_may_not_change_to_which_clio_this_home_belongs(
    web: Web, path: str, body: dict[str, object]
) -> None:
    with pytest.raises(Refusal) as caught:
        web.extension().call(path, body)
    assert caught.value.code == "origin_refused"
    assert web.office.wanted == []
