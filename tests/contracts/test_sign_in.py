"""Signing in and out: Clio's client against a practice Clio's consent page, with the loopback page between."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx
import pytest

from agent.clio.callback import CallbackListener
from agent.clio.errors import NotConnected, SignInDeclined, SignInFailed
from agent.clio.oauth import App
from agent.clio.regions import practice_site
from agent.errors import SignedOut
from agent.sandbox import PracticeClio
from tests.clio.fakes import Bench, MemorySecrets


class Browser:
    """A lawyer's browser on practice Clio's consent page."""

    def decide(self, firm: PracticeClio, address: str, decision: str) -> str:
        """Answer the consent page and return where the browser is sent."""
        asked = dict(httpx.URL(address).params)
        with httpx.Client(trust_env=False) as browser:
            assert browser.get(address).status_code == 200
            user = firm.firm.named("users", "Ruth Calder")["id"]
            chosen = {**asked, "decision": decision, "user_id": str(user)}
            return browser.post(f"{firm.url}/oauth/authorize", data=chosen).headers["Location"]

    def follow(self, address: str, port: int) -> int:
        """Go to the loopback page, at the port it listens on in this test."""
        parts = urlsplit(address)
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == "http://127.0.0.1:47820/callback"
        with httpx.Client(trust_env=False) as browser:
            return browser.get(f"http://127.0.0.1:{port}{parts.path}?{parts.query}").status_code


def test_the_whole_trip_signs_in_works_and_signs_out(firm: PracticeClio) -> None:
    home = Bench(None, MemorySecrets())
    with pytest.raises(NotConnected):
        home.practice.who()
    trip = home.connector.begin(App(practice_site(firm.url), firm.client_id, firm.client_secret))
    with CallbackListener(trip.state, port=0) as listener:
        assert Browser().follow(Browser().decide(firm, trip.authorise_url, "allow"), listener.port) == 200
        home.connector.finish(trip, listener.wait(seconds=10))
    assert home.practice.who().name == "Ruth Calder"
    kept = dict(home.secrets.kept)
    assert home.connector.disconnect() is True
    assert home.secrets.kept == {}
    with pytest.raises(SignedOut):
        Bench(None, MemorySecrets(**kept)).practice.who()


def test_a_no_on_the_consent_page_keeps_nothing(firm: PracticeClio) -> None:
    home = Bench(None, MemorySecrets())
    trip = home.connector.begin(App(practice_site(firm.url), firm.client_id, firm.client_secret))
    with CallbackListener(trip.state, port=0) as listener:
        Browser().follow(Browser().decide(firm, trip.authorise_url, "decline"), listener.port)
        with pytest.raises(SignInDeclined):
            listener.wait(seconds=10)
    assert home.secrets.kept == {}


def test_a_code_works_once(firm: PracticeClio) -> None:
    home = Bench(None, MemorySecrets())
    trip = home.connector.begin(App(practice_site(firm.url), firm.client_id, firm.client_secret))
    code = httpx.URL(Browser().decide(firm, trip.authorise_url, "allow")).params["code"]
    home.connector.finish(trip, code)
    with pytest.raises(SignInFailed):
        home.connector.finish(trip, code)
    assert home.practice.who().name == "Ruth Calder"


def test_a_wrong_client_secret_is_told_apart(firm: PracticeClio) -> None:
    home = Bench(None, MemorySecrets())
    trip = home.connector.begin(App(practice_site(firm.url), firm.client_id, "another"))
    with pytest.raises(SignedOut) as caught:
        home.connector.finish(trip, "any")
    assert caught.value.code == "app_not_known"
