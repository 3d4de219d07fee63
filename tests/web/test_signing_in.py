"""agent/web/routes_state.py: the line to Clio as the page sees it, from offline to signing in and back."""

from __future__ import annotations

from typing import Any

import pytest

from agent.errors import SignedOut, Unreachable, UsedWrongly
from tests.web.conftest import Web
from tests.web.signing_client import Refusal, SigningClient
from tests.workflow.test_signing_in import until


def clio(window: SigningClient) -> dict[str, Any]:
    found: dict[str, Any] = window.call("/v1/state", {"since": None})["state"]["clio"]
    return found


def test_a_failed_sync_puts_offline_into_the_state_and_changes_its_version(
    web: Web, window: SigningClient
) -> None:
    version = window.call("/v1/state", {"since": None})["version"]
    web.office.practice.away = [Unreachable("nobody answers at that address")]
    with pytest.raises(Refusal) as caught:
        window.call("/v1/sync")
    assert caught.value.code == "unreachable"
    assert window.call("/v1/state", {"since": version})["unchanged"] is False
    assert (clio(window)["connected"], clio(window)["problem"]["code"]) == (True, "unreachable")
    window.call("/v1/sync")
    assert clio(window)["problem"] is None


def test_signing_in_answers_an_address_and_the_state_follows_the_trip(
    web: Web, window: SigningClient
) -> None:
    web.office.practice.away = [SignedOut("Clio no longer accepts the sign-in")]
    with pytest.raises(Refusal):
        window.call("/v1/sync")
    assert clio(window)["problem"]["code"] == "signed_out"
    answer = window.call("/v1/clio/sign-in")
    assert answer == {"authorise_url": web.office.browser.authorise_url}
    version = window.call("/v1/state", {"since": None})["version"]
    assert clio(window)["signing_in"] is True
    web.office.browser.ends.put(None)
    until(lambda: not web.services.sign_in.under_way)
    assert window.call("/v1/state", {"since": version})["unchanged"] is False
    assert (clio(window)["signing_in"], clio(window)["problem"]) == (False, None)


def test_without_the_firms_app_signing_in_says_what_to_do(web: Web, window: SigningClient) -> None:
    web.office.browser.cannot_begin = UsedWrongly("the app is not known here", hint="Connect once.")
    with pytest.raises(Refusal) as caught:
        window.call("/v1/clio/sign-in")
    assert (caught.value.code, caught.value.hint) == ("used_wrongly", "Connect once.")
    assert clio(window)["signing_in"] is False


def test_signing_in_wants_a_signature(web: Web) -> None:
    assert web.send("/v1/clio/sign-in").status == 401
