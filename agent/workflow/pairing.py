"""Pairing a browser: a person opens it, for one code; a browser that shows it knows the code gets a key.

    open() --code--> a person --> the browser     start() -> session     finish(session, proof) -> client
       one opening, two minutes, five tries                              takes a try first, then looks

The opening lies in the database, so `tenth pair` in one process opens pairing for the agent that runs in another, and a try
that was taken stays taken, whatever is restarted.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from agent.domain.browser import Browser, Opening
from agent.vault import pairing
from agent.vault.errors import PairingBusy, PairingClosed, PairingRefused, WrongCode
from agent.vault.signatures import ID_BYTES, Chance, same
from agent.workflow.browsers import Browsers
from agent.workflow.desk import Desk


@dataclass(frozen=True, slots=True)
class Shown:
    """The code as a person reads it, and for how many seconds it is good."""

    code: str = field(repr=False)
    seconds: int


@dataclass(frozen=True, slots=True)
class Paired:
    """What a paired browser is told: its name with the agent, and the proof that the agent knew the code."""

    client: str
    proof: str


class Pairing:
    """Opens pairing, and leads browsers through it."""

    def __init__(self, desk: Desk, browsers: Browsers, chance: Chance) -> None:
        self._desk = desk
        self._browsers = browsers
        self._chance = chance
        self._sessions = pairing.Sessions(clock=desk.now, chance=chance)

    def open(self) -> Shown:
        """Open pairing for one browser and return the code to show. An earlier code is dead."""
        code = pairing.new_code(self._chance)
        dies_at = self._desk.now() + pairing.CODE_LIFE
        self._desk.store.openings.keep(Opening(self._new_id(), code, dies_at, pairing.CODE_TRIES))
        return Shown(pairing.in_two_groups(code), pairing.CODE_LIFE // dt.timedelta(seconds=1))

    def close(self) -> None:
        """Close pairing; nothing happens when it is closed."""
        if opening := self._desk.store.openings.get():
            self._desk.store.openings.end(opening.id)

    def seconds_left(self) -> int:
        """Return for how long a browser may still pair, 0 when it may not."""
        opening = self._alive()
        return 0 if opening is None else -((self._desk.now() - opening.dies_at) // dt.timedelta(seconds=1))

    def start(self, *, origin: str, name: str, public: str) -> pairing.Session:
        """Begin to pair the browser at `origin`. Raise PairingError."""
        opening = self._alive()
        if opening is None:
            raise PairingClosed("pairing is not open")
        try:
            return self._sessions.start(
                opening=opening.id, dies_at=opening.dies_at, page_public=public, origin=origin, name=name
            )
        except pairing.BadPoint as error:
            raise PairingRefused("the browser's public key is none") from error
        except OverflowError as error:
            raise PairingBusy("too many browsers are pairing at once") from error

    def finish(self, *, origin: str, session_id: str, proof: str) -> Paired:
        """Pair the browser behind a session when its proof shows that the code was typed into it. Raise PairingError."""
        session = self._sessions.take(session_id)
        if session is None:
            raise PairingClosed("there is no such attempt to pair")
        if session.exchange.origin != origin:
            raise PairingRefused("another page began this attempt to pair")
        opening = self._take_try(session.opening)
        code_key = pairing.code_key(opening.code, session.exchange)
        if not same(pairing.page_proof(code_key, session.exchange), proof):
            if opening.tries_left == 0:
                self._desk.store.openings.end(opening.id)
            raise WrongCode("the code is not the one that is shown")
        browser = Browser(self._new_id(), session.exchange.name, origin, paired_at=self._desk.now())
        if not self._browsers.add(browser, session.key, opening=opening.id):
            raise PairingClosed("the code was used meanwhile")
        return Paired(browser.id, pairing.agent_proof(code_key, session.exchange, client=browser.id))

    def _alive(self) -> Opening | None:
        """Return the opening, and clear away one that is dead."""
        opening = self._desk.store.openings.get()
        if opening is None or opening.is_alive(self._desk.now()):
            return opening
        self._desk.store.openings.end(opening.id)
        return None

    def _take_try(self, opening_id: str) -> Opening:
        """Count a try before anything is compared: two at once, or a restart between, give no try for nothing."""
        with self._desk.store.transaction(unseen=True):
            opening = self._desk.store.openings.get()
            if opening is None or opening.id != opening_id or not opening.is_alive(self._desk.now()):
                raise PairingClosed("pairing was closed meanwhile")
            tried = opening.tried()
            self._desk.store.openings.keep(tried)
        return tried

    def _new_id(self) -> str:
        return self._chance(ID_BYTES).hex()
