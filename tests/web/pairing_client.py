"""A browser that pairs as SECURITY.md describes it, over a test client or a real socket."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from agent.vault import pairing
from agent.vault.pairing import Exchange
from agent.vault.signatures import same
from tests.web.signing_client import Refusal, Send, SigningClient, now, plain_headers


@dataclass
class Started:
    """A browser between its two calls."""

    session: str
    exchange: Exchange
    rounds: int
    key: bytes

    def code_key(self, code: str) -> bytes:
        return pairing.code_key(code.replace(" ", ""), self.exchange, rounds=self.rounds)


@dataclass
class PairingClient:
    """A browser's extension that is not paired yet."""

    send: Send
    port: int
    origin: str
    name: str = "Firefox"
    clock: Callable[[], Any] = now

    def start(self) -> Started:
        """Exchange public keys. Raise Refusal."""
        own = pairing.private_key(os.urandom)
        public = pairing.public_point(own)
        said = self.ask("/v1/pair/start", {"public": public, "name": self.name})
        exchange = Exchange(public, said["public"], said["salt"], self.origin, self.name)
        key = pairing.paired_key(pairing.shared_secret(own, said["public"]), exchange)
        return Started(said["session"], exchange, said["rounds"], key)

    def finish(self, started: Started, code: str) -> SigningClient:
        """Show that the code is known. Raise Refusal."""
        code_key = started.code_key(code)
        proof = pairing.page_proof(code_key, started.exchange)
        said = self.ask("/v1/pair/finish", {"session": started.session, "proof": proof})
        ours = pairing.agent_proof(code_key, started.exchange, client=said["client"])
        assert same(ours, said["proof"]), "another program answered"
        return SigningClient(self.send, self.port, said["client"], started.key, self.clock, self.origin)

    def pair(self, code: str) -> SigningClient:
        """Go the whole way. Raise Refusal."""
        return self.finish(self.start(), code)

    def elsewhere(self, origin: str) -> PairingClient:
        """Return the same browser, as another page asks."""
        return replace(self, origin=origin)

    def ask(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Send an unsigned request. Raise Refusal."""
        answer = self.send(path, plain_headers(self.port, self.origin), json.dumps(body).encode())
        if answer.status != 200:
            raise Refusal(answer.status, answer.json)
        return answer.json
