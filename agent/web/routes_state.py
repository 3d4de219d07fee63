"""Calls about the whole desk: its state, and the practice system behind it."""

from __future__ import annotations

from agent.web import answers, bodies, payloads
from agent.web.door import Door
from agent.workflow.mirroring import Synced


def state(door: Door, body: bodies.StateSince) -> answers.StateAnswer:
    """Show the desk, or say that nothing has changed since a version."""
    if body.since is None:
        door.services.fresh.page_opened()
    version = door.version()  # read first: what changes meanwhile is shown twice rather than never
    if body.since == version:
        return answers.StateAnswer(version, unchanged=True, state=None)
    return answers.StateAnswer(version, unchanged=False, state=payloads.state(door.services))


def search_matters(door: Door, body: bodies.MatterSearch) -> answers.Matters:
    """Search the mirror of the firm's matters; nothing of the query leaves this computer."""
    found = door.services.mirror.search(body.query, body.limit)
    return answers.Matters(tuple(map(payloads.matter, found)))


def list_categories(door: Door, body: bodies.Nothing) -> answers.Categories:
    """List the kinds of work the firm has."""
    found = door.services.mirror.categories()
    return answers.Categories(tuple(answers.Category(c.id, c.name) for c in found))


def sync(door: Door, body: bodies.Nothing) -> Synced:
    """Bring the mirror up to date."""
    return door.services.fresh.sync()


def sign_in(door: Door, body: bodies.Nothing) -> answers.SignInBegun:
    """Begin a sign-in with the firm's app as kept here, and say where the browser goes; what came of it stands in the state."""
    return answers.SignInBegun(door.services.sign_in.start())
