"""Signing in and out: Clio's client against a practice Clio's consent page, with the loopback page between."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx
import pytest

from agent.clio.callback import CallbackListener
from agent.clio.errors import NotConnected, SignInDeclined, SignInFailed
from agent.clio.oauth import App, pasted_code
from agent.clio.regions import practice_site
from agent.domain.matter import Timekeeper
from agent.errors import AnotherPerson, Refused, SignedOut
from agent.sandbox import PracticeClio
from tests.clio.fakes import Bench, MemorySecrets, signed_in_to


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

    def copy(
        self, firm: PracticeClio, address: str, decision: str = "allow", person: str = "Ruth Calder"
    ) -> str:
        """Answer the consent page and return the address of the page that shows the code."""
        asked = dict(httpx.URL(address).params)
        with httpx.Client(trust_env=False) as browser:
            user = firm.firm.named("users", person)["id"]
            chosen = {**asked, "decision": decision, "user_id": str(user)}
            shown = browser.post(f"{firm.url}/oauth/authorize", data=chosen).headers["Location"]
            assert browser.get(shown).status_code == 200
            return shown

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


@pytest.mark.parametrize("whole_address", [True, False])
def test_a_code_can_be_copied_where_the_browser_cannot_come_back(
    firm: PracticeClio, whole_address: bool
) -> None:
    home = Bench(None, MemorySecrets())
    app = App(practice_site(firm.url), firm.client_id, firm.client_secret)
    trip = home.connector.begin(app, paste=True)
    shown = Browser().copy(firm, trip.authorise_url)
    copied = shown if whole_address else f"  {httpx.URL(shown).params['code']}\n"
    assert home.connector.finish(trip, pasted_code(copied, trip)).name == "Ruth Calder"
    assert home.practice.who().name == "Ruth Calder"


def test_a_no_that_is_copied_is_a_no(firm: PracticeClio) -> None:
    app = App(practice_site(firm.url), firm.client_id, firm.client_secret)
    trip = Bench(None, MemorySecrets()).connector.begin(app, paste=True)
    with pytest.raises(SignInDeclined):
        pasted_code(Browser().copy(firm, trip.authorise_url, "decline"), trip)


@pytest.mark.parametrize(
    "copied",
    [
        "",
        "two words",
        "kōwhai",
        "https://au.app.clio.com/oauth/approval",
        "https://x.example/?code=a&state=another",
    ],
)
def test_what_is_no_code_of_this_trip_is_not_sent(firm: PracticeClio, copied: str) -> None:
    app = App(practice_site(firm.url), firm.client_id, firm.client_secret)
    trip = Bench(None, MemorySecrets()).connector.begin(app, paste=True)
    with pytest.raises(SignInFailed):
        pasted_code(copied, trip)


def test_a_home_takes_nobody_elses_sign_in(firm: PracticeClio) -> None:
    """Whoever it is must be known before anything is kept, or entries would be sent in another's name."""
    home = Bench(None, signed_in_to(firm))
    ruth, kept = home.practice.who(), dict(home.secrets.kept)
    other = next(user["name"] for user in firm.firm.all("users") if user["id"] != ruth.id and user["enabled"])

    def only_ruth(who: Timekeeper) -> None:
        if who.id != ruth.id:
            raise AnotherPerson("this home belongs to another fee earner")

    app = App(practice_site(firm.url), firm.client_id, firm.client_secret)
    for person, fails in ((other, True), ("Ruth Calder", False)):
        trip = home.connector.begin(app, paste=True)
        code = pasted_code(Browser().copy(firm, trip.authorise_url, person=person), trip)
        if fails:
            with pytest.raises(AnotherPerson):
                home.connector.finish(trip, code, only_ruth)
            assert home.secrets.kept == kept
        else:
            assert home.connector.finish(trip, code, only_ruth) == ruth
    assert home.practice.who() == ruth


def test_a_sign_in_that_may_not_say_who_it_is_is_not_kept(firm: PracticeClio) -> None:
    home = Bench(None, MemorySecrets())
    app = App(practice_site(firm.url), firm.client_id, firm.client_secret)
    trip = home.connector.begin(app, paste=True)
    code = pasted_code(Browser().copy(firm, trip.authorise_url), trip)
    firm.misbehave("forbidden", "GET", "/api/v4/users")
    with pytest.raises(Refused) as caught:
        home.connector.finish(trip, code)
    assert caught.value.hint.startswith("Tick Users (read)")
    assert home.secrets.kept == {}
