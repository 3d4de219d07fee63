"""Calls of the page that leads through connecting to Clio. Only the agent's own window may make those that change something."""

from __future__ import annotations

from agent.web import answers_connect, bodies_connect
from agent.web.answers import Nothing, SignInBegun
from agent.web.bodies import Nothing as Empty
from agent.web.door import Door
from agent.workflow.signing_in import Wanted


def get(door: Door, body: Empty) -> answers_connect.Connection:
    """Show how a firm registers its app with Clio, and how this home stands with it."""
    connect = door.services.connect
    return answers_connect.Connection(door.services.practice, connect.guide, connect.standing())


def start(door: Door, body: bodies_connect.ConnectStart) -> SignInBegun:
    """Begin a sign-in with the app as typed, or as kept here, and say where the browser goes."""
    wanted = Wanted(body.where, body.client_id, body.client_secret, paste=body.paste)
    return SignInBegun(door.services.connect.start(wanted))


def paste(door: Door, body: bodies_connect.ConnectPaste) -> Nothing:
    """Take the code that Clio showed where the browser could not come back."""
    door.services.connect.paste(body.code)
    return Nothing()


def disconnect(door: Door, body: Empty) -> answers_connect.Disconnected:
    """Withdraw the sign-in at Clio and wipe it from this computer. Drafts stay."""
    return answers_connect.Disconnected(door.services.connect.disconnect())
