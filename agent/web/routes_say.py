"""Calls about what the lawyer says after a call. The sound itself never comes this way: Tenth hears the microphone."""

from __future__ import annotations

from agent.domain.ids import SourceId
from agent.web.answers_capture import HandedOver
from agent.web.bodies import Body, Id, Nothing
from agent.web.door import Door


class StartSaying(Body):
    """Which call it is about; without one the last of today."""

    source: Id | None = None


def start(door: Door, body: StartSaying) -> HandedOver:
    """Begin to hear the microphone, for at most a minute; nothing is heard while a call goes on."""
    about = None if body.source is None else SourceId(body.source)
    return HandedOver(door.services.say.start(about))


def stop(door: Door, body: Nothing) -> HandedOver:
    """Stop hearing; what was said goes on to its words."""
    return HandedOver(door.services.say.stop())
