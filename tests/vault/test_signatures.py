"""agent/vault/signatures.py: what is signed is what was agreed, once, in time, and by nobody else."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from agent.vault import signatures
from agent.vault.signatures import LaunchSecrets, Nonces, launch_proof
from tests.builders import NOON

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "data/signing_vectors.json").read_text("utf-8")
)
LAUNCH = VECTORS["launch"]
KEY = bytes.fromhex(LAUNCH["key"])
NONCE = "0f" * 16


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = NOON

    def __call__(self) -> dt.datetime:
        return self.moment

    def pass_seconds(self, seconds: float) -> None:
        self.moment += dt.timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def launches(clock: Clock) -> LaunchSecrets:
    numbers = itertools.count(1)
    return LaunchSecrets(clock=clock, chance=lambda count: next(numbers).to_bytes(count, "big"))


def test_a_launch_agrees_with_the_vectors() -> None:
    secret, nonce, salt, client = (LAUNCH[name] for name in ("secret", "nonce", "salt", "client"))
    assert signatures.launch_proof(secret, nonce) == LAUNCH["open_proof"]
    assert signatures.launch_answer(secret, nonce=nonce, salt=salt, client=client) == LAUNCH["opened_proof"]
    assert signatures.client_key(secret, nonce=nonce, salt=salt) == KEY


@pytest.mark.parametrize("vector", VECTORS["requests"], ids=lambda v: v["path"])
def test_request_signatures_agree_with_the_vectors(vector: dict[str, str]) -> None:
    made = signatures.request_signature(
        KEY,
        at=vector["at"],
        path=vector["path"],
        time=vector["time"],
        nonce=vector["nonce"],
        body=vector["body"].encode(),
    )
    assert made == vector["signature"]


@pytest.mark.parametrize("vector", VECTORS["answers"], ids=lambda v: str(v["status"]))
def test_answer_proofs_agree_with_the_vectors(vector: dict[str, Any]) -> None:
    made = signatures.answer_proof(
        KEY, at=vector["at"], nonce=vector["nonce"], status=vector["status"], body=vector["body"].encode()
    )
    assert made == vector["proof"]


def test_hello_proofs_agree_with_the_vectors_and_name_the_port() -> None:
    (vector,) = VECTORS["hellos"]
    assert signatures.hello_proof(KEY, nonce=vector["nonce"], port=vector["port"]) == vector["proof"]
    assert signatures.hello_proof(KEY, nonce=vector["nonce"], port=vector["port"] + 1) != vector["proof"]


@pytest.mark.parametrize("part", ["at", "path", "time", "nonce", "body"])
def test_every_part_of_a_request_is_under_its_signature(part: str) -> None:
    request: dict[str, Any] = {
        "at": "http://127.0.0.1:1",
        "path": "/v1/push",
        "time": "1",
        "nonce": NONCE,
        "body": b"{}",
    }
    changed = {**request, part: b"{ }" if part == "body" else request[part] + "0"}
    assert signatures.request_signature(KEY, **request) != signatures.request_signature(KEY, **changed)


@pytest.mark.parametrize("part", ["at", "nonce", "status", "body"])
def test_every_part_of_an_answer_is_under_its_proof(part: str) -> None:
    answer: dict[str, Any] = {"at": "http://127.0.0.1:1", "nonce": NONCE, "status": 200, "body": b"{}"}
    other = {"at": "http://127.0.0.1:12", "nonce": "00" * 16, "status": 201, "body": b"[]"}
    assert signatures.answer_proof(KEY, **answer) != signatures.answer_proof(
        KEY, **{**answer, part: other[part]}
    )


def test_strange_characters_in_a_signature_are_simply_different() -> None:
    assert signatures.same("ab", "ab")
    assert not signatures.same("ab", "äb")


@pytest.mark.parametrize(
    ("seconds", "timely"), [(0, True), (60, True), (-60, True), (60.001, False), (-60.001, False)]
)
def test_a_request_is_good_for_a_minute_on_either_side(seconds: float, timely: bool) -> None:
    time = str(signatures.milliseconds(NOON + dt.timedelta(seconds=seconds)))
    assert signatures.is_timely(time, NOON) is timely


@pytest.mark.parametrize("time", ["", "-1", "1e12", " 1", "٣", "1" * 16, "0x10", "1779156000000.0"])
def test_a_time_that_is_no_plain_number_is_never_good(time: str) -> None:
    assert not signatures.is_timely(time, NOON)


def test_a_nonce_is_new_once_for_each_client(clock: Clock) -> None:
    nonces = Nonces(clock=clock)
    assert nonces.is_new("a", NONCE)
    assert not nonces.is_new("a", NONCE)
    assert nonces.is_new("b", NONCE)


def test_a_nonce_is_remembered_as_long_as_its_request_could_be_repeated(clock: Clock) -> None:
    """A request dated a minute ahead stays timely for two."""
    nonces = Nonces(clock=clock)
    ahead = str(signatures.milliseconds(NOON + dt.timedelta(seconds=60)))
    nonces.is_new("a", NONCE)
    clock.pass_seconds(120)
    assert signatures.is_timely(ahead, clock())
    assert not nonces.is_new("a", NONCE)
    clock.pass_seconds(0.002)
    assert not signatures.is_timely(ahead, clock())
    assert nonces.is_new("a", NONCE)


def test_a_full_cache_refuses_rather_than_forgets(clock: Clock) -> None:
    nonces = Nonces(clock=clock, room=2)
    assert nonces.is_new("a", "1")
    assert nonces.is_new("a", "2")
    with pytest.raises(OverflowError):
        nonces.is_new("a", "3")
    assert not nonces.is_new("a", "1")
    clock.pass_seconds(121)
    assert nonces.is_new("a", "3")


def test_a_launch_secret_becomes_a_key_once(launches: LaunchSecrets) -> None:
    launch = launches.issue()
    opened = launches.redeem(NONCE, launch_proof(launch.secret, NONCE))
    assert opened is not None
    assert opened.launch == launch.id
    assert opened.key == signatures.client_key(launch.secret, nonce=NONCE, salt=opened.salt)
    assert launches.redeem(NONCE, launch_proof(launch.secret, NONCE)) is None


@pytest.mark.parametrize(("seconds", "alive"), [(59.9, True), (60, False)])
def test_a_launch_secret_lives_a_minute(
    launches: LaunchSecrets, clock: Clock, seconds: float, alive: bool
) -> None:
    launch = launches.issue()
    clock.pass_seconds(seconds)
    assert (launches.redeem(NONCE, launch_proof(launch.secret, NONCE)) is not None) is alive


@pytest.mark.parametrize(("tries", "alive"), [(4, True), (5, False)])
def test_five_wrong_proofs_kill_a_launch_secret(launches: LaunchSecrets, tries: int, alive: bool) -> None:
    launch = launches.issue()
    for _ in range(tries):
        assert launches.redeem(NONCE, "0" * 64) is None
    assert (launches.redeem(NONCE, launch_proof(launch.secret, NONCE)) is not None) is alive


def test_windows_opened_side_by_side_get_keys_of_their_own(launches: LaunchSecrets) -> None:
    first, second = launches.issue(), launches.issue()
    opened = [launches.redeem(NONCE, launch_proof(launch.secret, NONCE)) for launch in (second, first)]
    assert all(opened)
    assert len({o.key for o in opened if o}) == len({o.client for o in opened if o}) == 2


def test_of_many_unused_launch_secrets_the_oldest_dies(launches: LaunchSecrets) -> None:
    issued = [launches.issue() for _ in range(signatures.LAUNCHES_KEPT + 1)]
    assert launches.redeem(NONCE, launch_proof(issued[0].secret, NONCE)) is None
    assert launches.redeem(NONCE, launch_proof(issued[1].secret, NONCE)) is not None


def test_secrets_and_keys_are_not_in_any_repr(launches: LaunchSecrets) -> None:
    launch = launches.issue()
    opened = launches.redeem(NONCE, launch_proof(launch.secret, NONCE))
    assert opened is not None
    assert launch.secret not in repr(launch)
    assert repr(opened.key) not in repr(opened)
