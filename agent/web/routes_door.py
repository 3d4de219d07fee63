"""Calls about the door itself: who listens here, opening a window, and what may be asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Protocol

from agent import __version__
from agent.vault.signatures import hello_proof
from agent.web import answers, bodies
from agent.web.door import Door
from agent.web.gate import caller
from agent.web.redirect import CAPTURE_PATH, CONNECT_PATH, LEDGER_PATH, MODELS_PATH, SPEECH_PATH
from agent.web.windows import Windows

PAGES = {
    "capture": CAPTURE_PATH, "connect": CONNECT_PATH, "ledger": LEDGER_PATH, "models": MODELS_PATH, "speech": SPEECH_PATH,
}  # fmt: skip
"""The pages of the agent's own window that a caller may have opened."""
DESCRIPTION = Path(__file__).with_name("openapi.json")
"""Written by agent/web/openapi.py."""


def hello(door: Door, body: bodies.Hello) -> answers.Hello:
    """Say who listens here, with a proof for a caller that is known."""
    return answers.Hello("tenth", __version__, proof_of_port(door.port, body.nonce))


def proof_of_port(port: int, nonce: str) -> str | None:
    """Return the proof that the agent itself listens on its port, for a caller that is known."""
    client = caller()
    return None if client is None else hello_proof(client.key, nonce=nonce, port=port)


def unlock(door: Door, body: bodies.Nothing) -> answers.Nothing:
    """Open what the keyring kept shut; here it is open."""
    return answers.Nothing()


class _HasWindows(Protocol):
    @property
    def windows(self) -> Windows: ...


def open_window(door: _HasWindows, body: bodies.WindowOpen) -> answers.WindowOpened:
    """Exchange a one-time launch secret for a key, without sending either."""
    opened = door.windows.open(body.nonce, body.proof)
    return answers.WindowOpened(opened.client, opened.salt, opened.proof)


def show_window(door: _HasWindows, body: bodies.WindowShow) -> answers.Nothing:
    """Open a page of the agent's own before the person, in a window or the browser, at an entry when one is named."""
    at = f"?entry={body.entry}" if body.entry else ""
    door.windows.show(PAGES[body.page] + at)
    return answers.Nothing()


def openapi(door: Door, body: bodies.Nothing) -> dict[str, Any]:
    """Describe every call."""
    description: dict[str, Any] = json.loads(DESCRIPTION.read_text("utf-8"))
    return description
