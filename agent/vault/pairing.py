"""Pairing: a code that a person carries from the agent to a browser becomes a key that only those two hold.

    browser                                                agent
    code (typed) <---------------- a person -------------- code: 8 characters, two minutes, five tries, once
    own P-256 key pair ------ public, name -------------->  own P-256 key pair, salt
                       <----- session, public, salt, rounds
    page proof --------------- session, proof ------------>  takes a try, then looks at the proof
    checks the proof   <------ client, agent proof
    key = HMAC(shared secret, "pair-key", exchange)         the same

Both proofs are made with K0 = PBKDF2(code), over the whole exchange: both public keys, the salt, the browser's origin and its
name. A program in between, or in the agent's place, cannot make them, and what it hears it would have to guess the code from
within two minutes. The salt of K0 is the exchange itself, to which either side adds something new: no table made beforehand
fits. The key hangs on the shared secret alone, so a code that becomes known later opens nothing. SECURITY.md has the worked
example; Python and JavaScript pass the same test vectors. Nothing here reads a clock or makes chance: both are handed in.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
import threading
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from agent.vault.signatures import ID_BYTES, NONCE_BYTES, Chance, Clock

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L or O, which look like 1 and 0, and no U."""
CODE_LENGTH = 8
CODE_BYTES = 5
ROUNDS = 600_000
CODE_LIFE = dt.timedelta(minutes=2)
CODE_TRIES = 5
SESSIONS_KEPT = 16

POINT = re.compile(r"04[0-9a-f]{128}")
_CURVE = ec.SECP256R1()
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_PRIVATE_BYTES = 48  # half as many again as the key has, so that the remainder favours no key


def new_code(chance: Chance) -> str:
    """Return a new code of eight characters, each from 32."""
    bits = int.from_bytes(chance(CODE_BYTES), "big")
    return "".join(ALPHABET[bits >> 5 * place & 31] for place in reversed(range(CODE_LENGTH)))


def in_two_groups(code: str) -> str:
    """Return a code as a person reads it: 7K3M 9QTX."""
    return f"{code[:4]} {code[4:]}"


@dataclass(frozen=True, slots=True)
class Exchange:
    """What both sides saw of each other, in the order in which it is signed. Public keys are uncompressed points in hex."""

    page_public: str
    agent_public: str
    salt: str
    origin: str
    name: str

    @property
    def parts(self) -> tuple[str, ...]:
        """The signed parts."""
        return (self.page_public, self.agent_public, self.salt, self.origin, self.name)


def code_key(code: str, exchange: Exchange, *, rounds: int = ROUNDS) -> bytes:
    """Return K0, which takes the code and this very exchange to make."""
    salt = hashlib.sha256(_text("pair-code", *exchange.parts)).digest()
    return hashlib.pbkdf2_hmac("sha256", code.encode(), salt, rounds)


def page_proof(code_key: bytes, exchange: Exchange) -> str:
    """Return the browser's proof that the code was typed into it."""
    return _mac(code_key, "pair-page", *exchange.parts).hex()


def agent_proof(code_key: bytes, exchange: Exchange, *, client: str) -> str:
    """Return the agent's proof that it made the code, and that it calls the browser `client`."""
    return _mac(code_key, "pair-agent", *exchange.parts, client).hex()


def paired_key(shared: bytes, exchange: Exchange) -> bytes:
    """Return the 32-byte key both sides hold afterwards."""
    return _mac(shared, "pair-key", *exchange.parts)


class BadPoint(ValueError):
    """A public key that is no point of the curve."""


def private_key(chance: Chance) -> ec.EllipticCurvePrivateKey:
    """Return a new private key."""
    number = int.from_bytes(chance(_PRIVATE_BYTES), "big") % (_ORDER - 1) + 1
    return ec.derive_private_key(number, _CURVE)


def public_point(key: ec.EllipticCurvePrivateKey) -> str:
    """Return the public half of a key in hex."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint).hex()


def shared_secret(own: ec.EllipticCurvePrivateKey, other: str) -> bytes:
    """Return the secret that two key pairs share. Raise BadPoint when `other` lies on no curve of ours."""
    return own.exchange(ec.ECDH(), _read_point(other))


@dataclass(frozen=True, slots=True)
class Session:
    """One browser's attempt, between its two calls. `opening` names the code it is about."""

    id: str
    opening: str
    dies_at: dt.datetime
    exchange: Exchange
    key: bytes = field(repr=False)


class Sessions:
    """The attempts under way, in memory only. Each is good for one look at the code, right or wrong."""

    def __init__(self, *, clock: Clock, chance: Chance, room: int = SESSIONS_KEPT) -> None:
        self._clock = clock
        self._chance = chance
        self._room = room
        self._waiting: dict[str, Session] = {}
        self._lock = threading.Lock()

    def start(
        self, *, opening: str, dies_at: dt.datetime, page_public: str, origin: str, name: str
    ) -> Session:
        """Begin an attempt. Raise BadPoint, or OverflowError when too many are under way."""
        own = private_key(self._chance)
        salt, session_id = self._chance(NONCE_BYTES).hex(), self._chance(ID_BYTES).hex()
        exchange = Exchange(page_public, public_point(own), salt, origin, name)
        key = paired_key(shared_secret(own, page_public), exchange)
        session = Session(session_id, opening, dies_at, exchange, key)
        now = self._clock()
        with self._lock:
            self._waiting = {
                kept.id: kept
                for kept in self._waiting.values()
                if kept.dies_at > now and kept.opening == opening
            }
            if len(self._waiting) >= self._room:
                raise OverflowError("too many browsers are pairing at once")
            self._waiting[session.id] = session
        return session

    def take(self, session_id: str) -> Session | None:
        """Return an attempt and forget it; None when there is none alive."""
        with self._lock:
            session = self._waiting.pop(session_id, None)
        return session if session is not None and session.dies_at > self._clock() else None


def _read_point(point: str) -> ec.EllipticCurvePublicKey:
    if not POINT.fullmatch(point):
        raise BadPoint("not an uncompressed point of P-256")
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, bytes.fromhex(point))
    except ValueError as error:
        raise BadPoint("not a point of P-256") from error


def _text(*parts: str) -> bytes:
    return "\n".join(parts).encode()


def _mac(key: bytes, *parts: str) -> bytes:
    return hmac.digest(key, _text(*parts), "sha256")
