"""agent/web/locked.py: while the keyring is locked, one sentence for everybody; once it opens, the same windows carry on."""

from __future__ import annotations

import datetime as dt
import os
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask

from agent.vault import signatures
from agent.vault.errors import KeyringLocked, NoSafeKeyring, VaultError
from agent.web.locked import Unlocking, create_locked_app
from agent.web.windows import Windows
from tests.web.conftest import EXTENSION, OTHER_BROWSER, PORT, Clock, Web
from tests.web.signing_client import Answer, Refusal, SigningClient, over_app, plain_headers, secret_in

HELLO = b'{"nonce":"' + b"0f" * 16 + b'"}'
OURS = "moz-extension://0f0f0f0f-1111-2222-3333-444444444444"


@dataclass
class Locked:
    """A home whose keyring is locked until `fault` is taken away."""

    clock: Clock
    windows: Windows
    fault: VaultError | None
    asked: int = 0
    app: Flask = field(init=False)
    unlocking: Unlocking = field(init=False)

    def __post_init__(self) -> None:
        why = self.fault or KeyringLocked("the keyring is locked")
        self.unlocking = Unlocking(why, self.open_up, clock=self.clock)
        self.app = create_locked_app(self.unlocking, port=PORT, windows=self.windows, clock=self.clock)

    def open_up(self) -> None:
        self.asked += 1
        if self.fault is not None:
            raise self.fault

    def send(self, path: str, body: bytes = b"{}", origin: str = OURS, **headers: str) -> Answer:
        return over_app(self.app, PORT)(path, plain_headers(PORT, origin) | headers, body)

    def window(self) -> SigningClient:
        secret = secret_in(self.windows.launch_page())
        return SigningClient.open(over_app(self.app, PORT), PORT, secret, self.clock)


@pytest.fixture
def locked(tmp_path: Path) -> Locked:
    clock = Clock()
    windows = Windows(
        port=PORT, folder=tmp_path, clock=clock, chance=os.urandom, later=lambda seconds, act: None
    )
    return Locked(clock, windows, KeyringLocked("the keyring is locked"))


def code(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.json["code"]


@pytest.mark.parametrize(
    "path", ["/v1/state", "/v1/push", "/v1/pair/start", "/v1/pair/finish", "/v1/browsers/list"]
)
def test_an_extension_of_ours_hears_that_it_is_locked_and_no_proof(locked: Locked, path: str) -> None:
    answer = locked.send(path)
    assert code(answer) == (423, "keyring_locked")
    assert "X-Tenth-Proof" not in answer.headers


def test_hello_says_it_without_a_proof_to_a_browser_and_with_one_to_a_window(locked: Locked) -> None:
    assert locked.send("/v1/hello", HELLO).json == {
        "product": "tenth", "version": "0.1.0", "proof": None, "locked": True
    }  # fmt: skip
    window = locked.window()
    said = locked.send("/v1/hello", HELLO, window_origin(), **{"X-Tenth-Client": window.client}).json
    assert said["proof"] == signatures.hello_proof(window.key, nonce="0f" * 16, port=PORT)


def window_origin() -> str:
    return f"http://127.0.0.1:{PORT}"


def test_a_window_opens_and_is_told_with_a_proof(locked: Locked) -> None:
    window = locked.window()
    with pytest.raises(Refusal) as refused:
        window.call("/v1/state", {"since": None})
    assert (refused.value.status, refused.value.code) == (423, "keyring_locked")
    assert refused.value.hint == "Unlock your keyring, then try again; drafts are safe."


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba"]
)
def test_strangers_hear_nothing_and_cannot_have_it_ask(locked: Locked, origin: str) -> None:
    for path in ("/v1/hello", "/v1/unlock", "/v1/state"):
        assert code(locked.send(path, HELLO, origin)) == (403, "origin_refused")
    assert locked.asked == 0


def test_the_rest_of_the_gate_stands(locked: Locked) -> None:
    assert locked.send("/v1/unlock", b"{}", Host="localhost:47821").status == 421
    assert locked.send("/v1/unlock", b"{}", **{"Content-Type": "text/plain"}).status == 415
    assert (
        locked.app.test_client().get("/v1/unlock", headers={"Host": f"127.0.0.1:{PORT}"}).status_code == 405
    )
    assert code(locked.send("/v1/window/open")) == (403, "origin_refused")
    assert locked.asked == 0


def test_unlocking_asks_the_system_again_but_not_more_than_every_ten_seconds(locked: Locked) -> None:
    for _ in range(5):
        assert code(locked.send("/v1/unlock")) == (423, "keyring_locked")
        locked.clock.pass_seconds(3)
    assert locked.asked == 2
    locked.fault = None
    locked.clock.pass_seconds(10)
    assert locked.send("/v1/unlock").status == 200
    assert locked.unlocking.done.is_set()
    assert locked.send("/v1/unlock").status == 200
    assert locked.asked == 3, "what is open is not opened again"


def test_while_the_system_asks_the_person_nobody_else_waits(locked: Locked) -> None:
    asking, answered = threading.Event(), threading.Event()

    def slow() -> None:
        asking.set()
        answered.wait(10)

    locked.unlocking = Unlocking(KeyringLocked("locked"), slow, clock=locked.clock)
    first = threading.Thread(target=locked.unlocking.ask)
    first.start()
    asking.wait(10)
    with pytest.raises(KeyringLocked):
        locked.unlocking.ask()
    answered.set()
    first.join()
    assert locked.unlocking.done.is_set()


def test_a_computer_without_a_keyring_is_told_which_to_install(tmp_path: Path, locked: Locked) -> None:
    bare = Locked(
        locked.clock, locked.windows, NoSafeKeyring("no keyring of this computer encrypts what it keeps")
    )
    answer = bare.send("/v1/state")
    assert code(answer) == (423, "keyring_locked")
    assert answer.json["hint"].startswith("Install and unlock")


def test_anything_else_that_goes_wrong_is_not_called_locked(locked: Locked) -> None:
    def broken() -> None:
        raise OSError("disk")

    locked.unlocking._open_up = broken
    assert code(locked.send("/v1/unlock")) == (500, "internal")


def test_when_it_is_open_unlocking_is_done_already(web: Web, window: SigningClient) -> None:
    assert web.send("/v1/unlock").json == {}
    assert web.send("/v1/unlock", Origin=EXTENSION).json == {}
    assert code(web.send("/v1/unlock", Origin=OTHER_BROWSER)) == (401, "unpaired")
    assert web.send("/v1/hello", HELLO).json["locked"] is False


def test_a_keyring_that_is_locked_later_stops_only_browsers_not_seen_since_the_start(web: Web) -> None:
    extension = web.extension()
    web.services.browsers._secrets.fault = KeyringLocked("the keyring is locked")  # type: ignore[attr-defined]  # the fake
    headers = extension.headers("/v1/state", b"{}")
    answer = extension.send("/v1/state", headers, b"{}")
    assert code(answer) == (423, "keyring_locked")
    assert not extension.proves(answer, headers)
    web.services.browsers._secrets.fault = None  # type: ignore[attr-defined]  # the fake
    web.clock.moment += dt.timedelta(seconds=10)
    extension.call("/v1/state", {"since": None})
