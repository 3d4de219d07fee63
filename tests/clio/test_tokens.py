"""agent/clio/tokens.py: the sign-in is kept, renewed alone and by one thread at a time."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import cast

import httpx
import pytest

from agent.clio import oauth
from agent.clio.errors import NotConnected, SignInFailed, SignInRevoked
from agent.clio.regions import site_for
from agent.clio.tokens import CLIENT, SIGN_IN, Access
from agent.errors import SignedOut, Unreachable, UsedWrongly
from agent.vault.errors import KeyringLocked
from tests.clio.fakes import CANARY, Bench, MemorySecrets, ScriptedClio, expired, record, signed_in

AU = site_for("au")
WHO = {"id": 345678, "name": "Ruth Calder", "email": None, "time_zone": "Sydney"}


def test_the_access_token_is_fetched_at_first_need_and_then_remembered() -> None:
    clio = ScriptedClio(record(WHO))
    bench = Bench(clio)
    assert clio.refreshes == []
    bench.practice.who()
    bench.practice.who()
    assert len(clio.refreshes) == 1
    assert clio.asked[-1].headers["Authorization"] == "Bearer token-1"


def test_the_access_token_is_never_kept() -> None:
    bench = Bench(ScriptedClio(record(WHO)))
    bench.practice.who()
    assert "token-1" not in json.dumps(bench.secrets.kept)


def test_an_expired_token_is_renewed_once_and_the_request_sent_again() -> None:
    clio = ScriptedClio(expired(), record(WHO))
    Bench(clio).practice.who()
    assert [request.headers["Authorization"] for request in clio.asked] == [
        "Bearer token-1",
        "Bearer token-2",
    ]


def test_a_token_refused_twice_means_signed_out() -> None:
    clio = ScriptedClio(expired())
    with pytest.raises(SignedOut) as caught:
        Bench(clio).practice.who()
    assert (len(clio.asked), len(clio.refreshes), caught.value.code) == (2, 2, "signed_out")


def test_a_withdrawn_sign_in_says_so_and_is_not_asked_again_and_again() -> None:
    clio = ScriptedClio(record(WHO))
    clio.grants = [httpx.Response(400, json={"error": "invalid_grant"})]
    with pytest.raises(SignInRevoked) as caught:
        Bench(clio).practice.who()
    assert (len(clio.asked), len(clio.refreshes), caught.value.code) == (0, 1, "sign_in_revoked")


def test_nobody_connected_is_said_before_anything_is_sent() -> None:
    clio = ScriptedClio(record(WHO))
    with pytest.raises(NotConnected):
        Bench(clio, MemorySecrets()).practice.who()
    assert clio.refreshes == []


@pytest.mark.parametrize("kept", ["", "{", "[]", "null", '{"id": "app-1"}'])
def test_a_damaged_secret_means_nobody_is_connected(kept: str) -> None:
    secrets = signed_in()
    secrets.kept[CLIENT] = kept
    with pytest.raises(NotConnected):
        Bench(ScriptedClio(record(WHO)), secrets).practice.who()


def test_an_answer_without_a_refresh_token_keeps_the_old_one() -> None:
    bench = Bench(ScriptedClio(record(WHO)))
    bench.practice.who()
    assert bench.secrets.written == []


def test_a_new_refresh_token_is_kept_before_the_access_token_is_used() -> None:
    kept_when_asked = []

    def who(request: httpx.Request) -> httpx.Response:
        kept_when_asked.append(json.loads(bench.secrets.kept[SIGN_IN])["refresh_token"])
        return record(WHO)

    clio = ScriptedClio(who)
    clio.grants = [httpx.Response(200, json={"access_token": "a", "refresh_token": "refresh-2"})]
    bench = Bench(clio)
    bench.practice.who()
    assert kept_when_asked == ["refresh-2"]


def test_a_sign_in_by_another_process_is_noticed_at_the_next_refresh() -> None:
    clio = ScriptedClio(expired(), record(WHO))
    bench = Bench(clio)
    bench.tokens.access()
    bench.secrets.kept[SIGN_IN] = json.dumps({"refresh_token": "refresh-of-the-other"})
    bench.practice.who()
    assert b"refresh-of-the-other" in clio.refreshes[-1].content


def test_a_refresh_that_cannot_be_sent_leaves_the_sign_in_as_it_is() -> None:
    def offline(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no network")

    bench = Bench(offline)
    before = dict(bench.secrets.kept)
    with pytest.raises(Unreachable):
        bench.practice.who()
    assert bench.secrets.kept == before


def test_a_kept_site_that_this_home_may_not_speak_to_gets_no_token() -> None:
    clio = ScriptedClio(record(WHO))
    with pytest.raises(UsedWrongly):
        Bench(clio, signed_in("http://127.0.0.1:5005")).practice.who()
    assert clio.refreshes == []


def test_each_secret_is_short_enough_for_every_keyring() -> None:
    trip = oauth.new_trip(oauth.App(AU, "i" * 64, "s" * 64))
    clio = ScriptedClio()
    clio.grants = [httpx.Response(200, json={"access_token": "a", "refresh_token": "r" * 256})]
    bench = Bench(clio, MemorySecrets())
    bench.tokens.keep(bench.tokens.exchange(trip, "code-1"))
    assert set(bench.secrets.kept) == {CLIENT, SIGN_IN}
    assert all(len(value) <= 1200 for value in bench.secrets.kept.values())


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(400, json={"error": "invalid_grant"}),
        httpx.Response(200, json={"access_token": "a"}),
    ],
)
def test_a_code_that_brings_no_sign_in_keeps_the_earlier_one(answer: httpx.Response) -> None:
    clio = ScriptedClio()
    clio.grants = [answer]
    bench = Bench(clio)
    before = dict(bench.secrets.kept)
    with pytest.raises(SignInFailed):
        bench.tokens.exchange(oauth.new_trip(oauth.App(AU, "app-2", "other")), "spent")
    assert bench.secrets.kept == before


def test_signing_out_wipes_both_secrets_and_the_memory() -> None:
    bench = Bench(ScriptedClio(record(WHO)))
    bench.practice.who()
    bench.tokens.sign_out()
    assert bench.secrets.kept == {}
    with pytest.raises(NotConnected):
        bench.practice.who()


def test_an_access_token_is_not_shown() -> None:
    assert CANARY not in repr(Access(AU, CANARY))


THREADS = 8


def refreshes_when_many_threads_meet_an_expired_token(*, lock_removed: bool) -> int:
    """Let every thread meet the same 401 before any may go on; a refresh lingers until all others are in it
    too, or a moment.
    """
    all_expired, all_refreshing = threading.Barrier(THREADS), threading.Barrier(THREADS)

    def clio(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth/token":
            refreshes.append(request)
            if len(refreshes) > 1:  # the first is the one at first need
                with contextlib.suppress(threading.BrokenBarrierError):
                    all_refreshing.wait(timeout=0.2)
            return httpx.Response(200, json={"access_token": f"token-{min(len(refreshes), 2)}"})
        if request.headers["Authorization"] == "Bearer token-1":
            all_expired.wait(timeout=10)
            return expired()
        return record(WHO)

    refreshes: list[httpx.Request] = []
    bench = Bench(clio)
    if lock_removed:
        bench.tokens._lock = cast(threading.Lock, contextlib.nullcontext())
    bench.tokens.access()
    with ThreadPoolExecutor(THREADS) as pool:
        names = [each.result().name for each in [pool.submit(bench.practice.who) for _ in range(THREADS)]]
    assert names == ["Ruth Calder"] * THREADS
    return len(refreshes) - 1


def test_many_threads_with_an_expired_token_send_one_refresh() -> None:
    assert refreshes_when_many_threads_meet_an_expired_token(lock_removed=False) == 1


def test_without_the_lock_they_would_send_several() -> None:
    assert refreshes_when_many_threads_meet_an_expired_token(lock_removed=True) > 1


def test_a_sign_out_in_another_process_ends_this_ones_requests_at_once() -> None:
    """Its access token would still be good for weeks, wherever Clio could not be told. The control is the request before."""
    clio = ScriptedClio(record(WHO))
    bench = Bench(clio)
    bench.practice.who()
    asked = len(clio.asked)
    bench.secrets.kept.clear()
    for _ in range(2):
        with pytest.raises(NotConnected):
            bench.practice.who()
    assert len(clio.asked) == asked


def test_a_sign_in_with_another_app_in_another_process_takes_over_at_once() -> None:
    clio = ScriptedClio(record(WHO))
    bench = Bench(clio)
    bench.practice.who()
    bench.practice.who()
    assert len(clio.refreshes) == 1, "the control: the same app"
    kept = json.loads(bench.secrets.kept[CLIENT])
    bench.secrets.kept[CLIENT] = json.dumps({**kept, "id": "another-app"})
    bench.practice.who()
    assert (len(clio.refreshes), clio.asked[-1].headers["Authorization"]) == (2, "Bearer token-2")


def test_a_keyring_that_was_shut_meanwhile_does_not_end_the_work_under_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bench = Bench(ScriptedClio(record(WHO)))
    bench.practice.who()

    def shut(_name: str) -> str:
        raise KeyringLocked("the keyring is locked")

    monkeypatch.setattr(bench.secrets, "read", shut)
    assert bench.practice.who().name == "Ruth Calder"


Racing = tuple[ScriptedClio, Callable[[httpx.Request], httpx.Response]]


def renewing(secrets: MemorySecrets, kept: dict[str, str], answer: httpx.Response) -> Racing:
    """Clio, during whose answer to the first refresh another process changes what is kept."""
    clio = ScriptedClio(record(WHO))
    script = clio.__call__

    def answering(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth/token" and not clio.refreshes:
            secrets.kept.clear()
            secrets.kept.update(kept)
            clio.grants = [answer]
        return script(request)

    return clio, answering


REVOKED = httpx.Response(400, json={"error": "invalid_grant"})


def test_a_refresh_token_that_another_process_renewed_first_is_read_anew() -> None:
    secrets = signed_in()
    newer = {**secrets.kept, SIGN_IN: json.dumps({"refresh_token": "refresh-2"})}
    clio, answering = renewing(secrets, newer, REVOKED)
    Bench(answering, secrets).practice.who()
    assert [b"refresh-1" in r.content for r in clio.refreshes] == [True, False]


def test_a_refresh_token_that_nobody_renewed_is_dead() -> None:
    """The control, and an end to asking."""
    secrets = signed_in()
    clio, answering = renewing(secrets, dict(secrets.kept), REVOKED)
    with pytest.raises(SignInRevoked):
        Bench(answering, secrets).practice.who()
    assert len(clio.refreshes) == 1


def test_a_refresh_that_ends_after_a_sign_out_keeps_nothing() -> None:
    secrets = signed_in()
    renewed = httpx.Response(200, json={"access_token": "a", "refresh_token": "refresh-2"})
    _, answering = renewing(secrets, {}, renewed)
    with contextlib.suppress(SignedOut):
        Bench(answering, secrets).practice.who()
    assert secrets.kept == {}
