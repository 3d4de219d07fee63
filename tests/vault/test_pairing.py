"""agent/vault/pairing.py: both halves agree, and nobody without the code, or with a code of yesterday, gets a key."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from agent.vault import pairing
from agent.vault.pairing import BadPoint, Exchange, Session, Sessions
from tests.builders import NOON
from tests.vault.test_signatures import Clock

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "data/pairing_vectors.json").read_text("utf-8")
)
PAIRINGS = [pytest.param(vector, id=vector["name"]) for vector in VECTORS["pairings"]]
PUBLIC = VECTORS["pairings"][0]["page_public"]
ORIGIN = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"


def exchange_of(vector: dict[str, Any]) -> Exchange:
    return Exchange(*(vector[n] for n in ("page_public", "agent_public", "salt", "origin", "name")))


def key_of(hexed: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int(hexed, 16), ec.SECP256R1())


@pytest.mark.parametrize("vector", PAIRINGS)
def test_it_agrees_with_the_vectors(vector: dict[str, Any]) -> None:
    exchange = exchange_of(vector)
    code_key = pairing.code_key(vector["code"], exchange, rounds=vector["rounds"])
    assert code_key.hex() == vector["code_key"]
    assert pairing.page_proof(code_key, exchange) == vector["page_proof"]
    assert pairing.agent_proof(code_key, exchange, client=vector["client"]) == vector["agent_proof"]
    for own, other in (("page_private", "agent_public"), ("agent_private", "page_public")):
        shared = pairing.shared_secret(key_of(vector[own]), vector[other])
        assert shared.hex() == vector["shared"]
        assert pairing.paired_key(shared, exchange).hex() == vector["key"]


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
@pytest.mark.parametrize("vector", PAIRINGS)
def test_openssl_comes_to_the_same(vector: dict[str, Any]) -> None:
    """Of the code's key, which is the one step that no other test of the vectors makes by other means."""
    options = (
        f"pass:{vector['code']}",
        f"hexsalt:{vector['code_salt']}",
        f"iter:{vector['rounds']}",
        "digest:SHA256",
    )
    words = [word for option in options for word in ("-kdfopt", option)]
    done = subprocess.run(
        ["openssl", "kdf", "-keylen", "32", *words, "PBKDF2"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip().replace(":", "").lower() == vector["code_key"]
    told = "\n".join(["pair-code", *exchange_of(vector).parts])
    assert hashlib.sha256(told.encode()).hexdigest() == vector["code_salt"]


def test_everything_in_the_exchange_is_signed() -> None:
    vector = VECTORS["pairings"][1]
    exchange, code_key = exchange_of(vector), bytes(32)
    proofs = {pairing.page_proof(code_key, exchange), pairing.agent_proof(code_key, exchange, client="c")}
    for part in ("page_public", "agent_public", "salt", "origin", "name"):
        changed = Exchange(**{n: getattr(exchange, n) for n in exchange.__slots__} | {part: "other"})
        proofs |= {pairing.page_proof(code_key, changed), pairing.agent_proof(code_key, changed, client="c")}
    assert len(proofs) == 12


def test_a_code_has_forty_bits_and_no_letter_that_looks_like_another() -> None:
    codes = {pairing.new_code(os.urandom) for _ in range(2000)}
    assert len(codes) == 2000
    assert set("".join(codes)) == set(pairing.ALPHABET)
    assert set("ILOU").isdisjoint(pairing.ALPHABET)
    assert len(set(pairing.ALPHABET)) ** pairing.CODE_LENGTH == 2**40
    assert pairing.new_code(lambda count: bytes(count)) == "00000000"
    assert pairing.new_code(lambda count: b"\xff" * count) == "ZZZZZZZZ"
    assert re.fullmatch(r"\w{4} \w{4}", pairing.in_two_groups(codes.pop()))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(clock: Clock) -> Sessions:
    return Sessions(clock=clock, chance=os.urandom, room=3)


def begin(sessions: Sessions, opening: str = "one", public: str = PUBLIC) -> Session:
    return sessions.start(
        opening=opening,
        dies_at=NOON + dt.timedelta(minutes=2),
        page_public=public,
        origin=ORIGIN,
        name="Chromium",
    )


@pytest.mark.parametrize("point", VECTORS["no_points"].values(), ids=VECTORS["no_points"])
def test_what_is_no_point_of_the_curve_is_refused(sessions: Sessions, point: str) -> None:
    with pytest.raises(BadPoint):
        begin(sessions, public=point)


def test_it_is_the_curve_that_is_looked_at() -> None:
    """The control: what is refused has the form of a point."""
    assert pairing.POINT.fullmatch(VECTORS["no_points"]["off the curve"])


def test_a_session_is_taken_once(sessions: Sessions) -> None:
    session = begin(sessions)
    assert sessions.take(session.id) == session
    assert sessions.take(session.id) is None
    assert sessions.take("nobody") is None


def test_a_session_dies_with_its_code(sessions: Sessions, clock: Clock) -> None:
    session = begin(sessions)
    clock.pass_seconds(120)
    assert sessions.take(session.id) is None


def test_so_many_sessions_and_no_more(sessions: Sessions, clock: Clock) -> None:
    for _ in range(3):
        begin(sessions)
    with pytest.raises(OverflowError):
        begin(sessions)
    begin(sessions, "two")  # a new code ends the sessions of the one before
    clock.pass_seconds(120)
    sessions.start(
        opening="two", dies_at=clock() + dt.timedelta(minutes=2), page_public=PUBLIC, origin=ORIGIN, name="x"
    )


def test_each_session_has_keys_of_its_own_and_shows_none(sessions: Sessions) -> None:
    first, second = begin(sessions), begin(sessions)
    assert first.exchange.agent_public != second.exchange.agent_public
    assert first.key != second.key
    assert repr(first.key) not in repr(first)


def test_private_keys_come_from_the_chance_that_is_handed_in() -> None:
    assert pairing.public_point(pairing.private_key(lambda count: bytes(count))) == pairing.public_point(
        key_of("01")
    )
    assert pairing.public_point(pairing.private_key(os.urandom)) != pairing.public_point(
        pairing.private_key(os.urandom)
    )
