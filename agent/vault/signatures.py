"""Signed requests and answers between a page and the agent, and the one-time secret that starts a page off.

    agent                                                       page
    issue() -> S (32 bytes, 60 s, once) --URL fragment-------->  S
                                         <--N, open proof------  nonce N
    redeem(N, proof) -> salt T, client   --T, client, proof--->  checks the proof
    key = HMAC(S, "key", N, T)                                   key = HMAC(S, "key", N, T)

S crosses no wire, and neither does the key. From then on each request is signed, and each answer proves that it comes from the
holder of the same key, for that very request. Every signed text begins with a word of its own ("req", "resp", "open"...), so
that no signature can be passed off as another kind. SECURITY.md has the worked example; Python and JavaScript pass the same
test vectors. Nothing here reads a clock or makes chance: both are handed in.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

Clock = Callable[[], dt.datetime]  # aware
Chance = Callable[[int], bytes]  # so many bytes nobody can guess

NONCE = re.compile(r"[0-9a-f]{32}")
NONCE_BYTES = 16
SECRET_BYTES = 32
ID_BYTES = 8

TIME_WINDOW = dt.timedelta(seconds=60)
LAUNCH_LIFE = dt.timedelta(seconds=60)
LAUNCH_TRIES = 5
LAUNCHES_KEPT = 8
NONCES_KEPT = 10_000


def request_signature(key: bytes, *, at: str, path: str, time: str, nonce: str, body: bytes) -> str:
    """Return the hex signature of a POST. `time` is milliseconds since 1970 in digits, exactly as sent.

    `at` is where the caller believes the agent to be ("http://127.0.0.1:47821"): who took that port cannot pass the request
    on to the agent on another one.
    """
    return _hex(key, "req", "POST", at, path, time, nonce, hashlib.sha256(body).hexdigest())


def answer_proof(key: bytes, *, at: str, nonce: str, status: int, body: bytes) -> str:
    """Return the hex proof of the answer to the request that carried `nonce`, given by the agent that listens at `at`."""
    return _hex(key, "resp", at, nonce, str(status), hashlib.sha256(body).hexdigest())


def hello_proof(key: bytes, *, nonce: str, port: int) -> str:
    """Return the proof that the holder of `key` itself listens on `port`: another port cannot pass the question on."""
    return _hex(key, "hello", nonce, str(port))


def launch_proof(secret: str, nonce: str) -> str:
    """Return the page's proof that it holds the launch secret (hex), for its own nonce."""
    return _hex(bytes.fromhex(secret), "open", nonce)


def launch_answer(secret: str, *, nonce: str, salt: str, client: str) -> str:
    """Return the agent's proof that it issued the launch secret."""
    return _hex(bytes.fromhex(secret), "opened", nonce, salt, client)


def client_key(secret: str, *, nonce: str, salt: str) -> bytes:
    """Return the 32-byte key both sides hold afterwards."""
    return _mac(bytes.fromhex(secret), "key", nonce, salt)


def same(ours: str, theirs: str) -> bool:
    """Compare two hex texts in constant time; strange characters are simply different."""
    return hmac.compare_digest(ours.encode(), theirs.encode())


def is_timely(time: str, now: dt.datetime) -> bool:
    """Whether `time` (milliseconds since 1970, in digits) lies within a minute of `now`, on either side."""
    if not (time.isascii() and time.isdigit() and len(time) <= 15):
        return False
    return abs(milliseconds(now) - int(time)) <= TIME_WINDOW // dt.timedelta(milliseconds=1)


def milliseconds(moment: dt.datetime) -> int:
    """Return a moment as whole milliseconds since 1970."""
    return (moment - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(milliseconds=1)


class Nonces:
    """Remembers which requests were seen, for as long as their time would still be accepted.

    When it is full it takes no more: throwing an old one out would let that request be repeated.
    """

    def __init__(self, *, clock: Clock, room: int = NONCES_KEPT) -> None:
        self._clock = clock
        self._room = room
        self._seen: OrderedDict[tuple[str, str], dt.datetime] = OrderedDict()
        self._lock = threading.Lock()

    def is_new(self, client: str, nonce: str) -> bool:
        """Note a nonce and say whether it was new. Raise OverflowError when there is no room for another."""
        now = self._clock()
        with self._lock:
            # A request may be dated a minute ahead and is then accepted for two.
            while self._seen and next(iter(self._seen.values())) < now - 2 * TIME_WINDOW:
                self._seen.popitem(last=False)
            if (client, nonce) in self._seen:
                return False
            if len(self._seen) >= self._room:
                raise OverflowError("too many requests in two minutes")
            self._seen[client, nonce] = now
        return True


@dataclass(frozen=True, slots=True)
class Opened:
    """What the exchange of a launch secret yields: `client`, `salt` and `proof` for the page, the rest for the agent alone."""

    launch: str
    client: str
    salt: str
    proof: str
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Launch:
    """A one-time secret on its way to a page, in hex; `id` names it without giving it away."""

    id: str
    secret: str = field(repr=False)
    dies_at: dt.datetime
    tries_left: int = LAUNCH_TRIES


class LaunchSecrets:
    """Issues one-time secrets and exchanges each for a key, once."""

    def __init__(self, *, clock: Clock, chance: Chance) -> None:
        self._clock = clock
        self._chance = chance
        self._waiting: list[Launch] = []
        self._lock = threading.Lock()

    def issue(self) -> Launch:
        """Return a new launch secret. It lives a minute; of more than a handful unused ones the oldest dies."""
        launch = Launch(
            id=self._chance(ID_BYTES).hex(),
            secret=self._chance(SECRET_BYTES).hex(),
            dies_at=self._clock() + LAUNCH_LIFE,
        )
        with self._lock:
            self._waiting.append(launch)
            del self._waiting[:-LAUNCHES_KEPT]
        return launch

    def redeem(self, nonce: str, proof: str) -> Opened | None:
        """Exchange the launch secret behind `proof` for a key; None when there is none alive.

        A wrong proof names no secret, so it counts as a try at each: guessing costs the guesser all of them.
        """
        now = self._clock()
        with self._lock:
            alive = [launch for launch in self._waiting if launch.dies_at > now]
            mine = next((launch for launch in alive if same(launch_proof(launch.secret, nonce), proof)), None)
            if mine is None:
                tried = [replace(launch, tries_left=launch.tries_left - 1) for launch in alive]
                self._waiting = [launch for launch in tried if launch.tries_left > 0]
                return None
            self._waiting = [launch for launch in alive if launch is not mine]
        return self._opened(mine, nonce)

    def _opened(self, launch: Launch, nonce: str) -> Opened:
        client, salt = self._chance(ID_BYTES).hex(), self._chance(NONCE_BYTES).hex()
        return Opened(
            launch=launch.id,
            client=client,
            salt=salt,
            proof=launch_answer(launch.secret, nonce=nonce, salt=salt, client=client),
            key=client_key(launch.secret, nonce=nonce, salt=salt),
        )


def _mac(key: bytes, *parts: str) -> bytes:
    return hmac.digest(key, "\n".join(parts).encode(), "sha256")


def _hex(key: bytes, *parts: str) -> str:
    return _mac(key, *parts).hex()
