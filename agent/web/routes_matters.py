"""Calls about the matter that the lawyer has on screen: what the mirror knows of it, and which ones were on the desk lately."""

from __future__ import annotations

from agent.domain.ids import MatterId
from agent.web import answers, bodies, payloads
from agent.web.door import Door


def get(door: Door, body: bodies.OneMatter) -> answers.FoundMatter:
    """Show one matter by its number in Clio's addresses, none when the mirror does not hold it."""
    found = door.services.mirror.matter(MatterId(body.matter_id))
    return answers.FoundMatter(None if found is None else payloads.matter(found))


def recent(door: Door, body: bodies.Nothing) -> answers.Matters:
    """List the matters that entries were last about, the newest first."""
    return answers.Matters(tuple(map(payloads.matter, door.services.mirror.recent())))
