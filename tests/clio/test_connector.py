"""agent/clio/connector.py: one trip to the browser in, one request out."""

from __future__ import annotations

import httpx
import pytest

from agent.clio.oauth import App, Trip
from agent.clio.regions import practice_site, site_for
from agent.errors import UsedWrongly
from tests.clio.fakes import Bench, MemorySecrets, ScriptedClio, record

APP = App(site_for("au"), "app-1", "app-secret")
WHO = record({"id": 345678, "name": "Ruth Calder", "email": None, "time_zone": "Sydney"})


def test_a_trip_there_and_back_signs_in() -> None:
    clio = ScriptedClio(WHO)
    clio.grants = [httpx.Response(200, json={"access_token": "first", "refresh_token": "refresh-1"})]
    bench = Bench(clio, MemorySecrets())
    connector = bench.connector
    assert connector.connected_to() is None
    trip = connector.begin(APP)
    connector.finish(trip, "code-1")
    assert connector.connected_to() == site_for("au")
    assert bench.practice.who().name == "Ruth Calder"
    assert clio.asked[0].headers["Authorization"] == "Bearer first"


def test_an_id_and_secret_pasted_with_blanks_are_tidied() -> None:
    trip = Bench(ScriptedClio(WHO)).connector.begin(App(site_for("au"), " app-1\n", "app-secret "))
    assert (trip.app.client_id, trip.app.client_secret) == ("app-1", "app-secret")


@pytest.mark.parametrize("app", [App(site_for("au"), " ", "s"), App(site_for("au"), "i", "")])
def test_an_empty_id_or_secret_starts_no_trip(app: App) -> None:
    with pytest.raises(UsedWrongly):
        Bench(ScriptedClio(WHO)).connector.begin(app)


def test_a_real_home_takes_no_trip_to_a_practice_clio() -> None:
    elsewhere = App(practice_site("http://127.0.0.1:5005"), "i", "s")
    bench = Bench(ScriptedClio(WHO), MemorySecrets())
    with pytest.raises(UsedWrongly):
        bench.connector.begin(elsewhere)
    with pytest.raises(UsedWrongly):
        bench.connector.finish(Trip(elsewhere, "state", "verifier"), "code")
    assert bench.secrets.kept == {}


def test_disconnecting_tells_clio_and_wipes_what_is_kept() -> None:
    clio = ScriptedClio(httpx.Response(200))
    bench = Bench(clio)
    assert bench.connector.disconnect() is True
    assert (clio.asked[0].method, clio.asked[0].url.path) == ("POST", "/oauth/deauthorize")
    assert clio.asked[0].content == b"token=token-1"
    assert clio.asked[0].headers["Authorization"] == "Bearer token-1"
    assert bench.secrets.kept == {}


@pytest.mark.parametrize(
    "trouble", [httpx.ConnectError("offline"), httpx.Response(500), httpx.ReadTimeout("slow")]
)
def test_disconnecting_wipes_what_is_kept_even_when_clio_does_not_hear(
    trouble: Exception | httpx.Response,
) -> None:
    bench = Bench(ScriptedClio(trouble))
    assert bench.connector.disconnect() is False
    assert bench.secrets.kept == {}


def test_disconnecting_twice_is_harmless() -> None:
    bench = Bench(ScriptedClio(httpx.Response(200)), MemorySecrets())
    assert bench.connector.disconnect() is False
