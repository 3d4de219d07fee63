"""Calls about the firm's own speech server and about what left. Only Tenth's own window names a server."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field, StringConstraints

from agent.domain.ids import SourceId
from agent.web.answers import Problem
from agent.web.bodies import Body, Nothing, OneSource
from agent.web.door import Door


class SpeechServerSet(Body):
    """A server to use from now on. `token` may be empty; `ca` is the firm's own authority as PEM, empty for the system's."""

    url: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    token: Annotated[str, StringConstraints(max_length=4_000), Field(repr=False)] = ""
    model: Annotated[str, StringConstraints(max_length=200)] = ""
    ca: Annotated[str, StringConstraints(max_length=200_000), Field(repr=False)] = ""


@dataclass(frozen=True, slots=True)
class ServerShown:
    """The server that is used."""

    host: str
    url: str
    model: str
    word_times: bool
    own_authority: bool
    since: dt.datetime


@dataclass(frozen=True, slots=True)
class WaitingCall:
    """A call whose words wait for a server, and why."""

    source: str
    title: str = field(repr=False)
    problem: Problem


@dataclass(frozen=True, slots=True)
class DoorShown:
    """Another host than Clio's to which something went: `count` times since `first_at`."""

    host: str
    what: str
    first_at: dt.datetime
    last_at: dt.datetime
    count: int


@dataclass(frozen=True, slots=True)
class SpeechAnswer:
    """Which engine turns sound into words (`server` null: this computer), what waits for it, and every door but Clio's."""

    server: ServerShown | None
    waiting: tuple[WaitingCall, ...]
    clio: str | None
    left: tuple[DoorShown, ...]


def get(door: Door, body: Nothing) -> SpeechAnswer:
    """Show which engine is used, what waits, and what left."""
    speech = door.services.speech
    server = speech.server
    shown = None
    if server is not None:
        shown = ServerShown(
            server.host, server.url, server.model, server.word_times, bool(server.ca), server.since
        )
    waiting = tuple(
        WaitingCall(
            kept.source.id,
            kept.source.title,
            Problem(kept.failure.code, kept.failure.message, kept.failure.hint),
        )
        for kept in speech.waiting()
        if kept.failure is not None
    )
    left = tuple(DoorShown(d.host, d.what, d.first_at, d.last_at, d.count) for d in speech.left())
    return SpeechAnswer(shown, waiting, door.services.mirror.status().host, left)


def switch_on(door: Door, body: SpeechServerSet) -> SpeechAnswer:
    """Find out what a server can do, with the practice call's first sentence, and use it for calls that begin from now on."""
    door.services.speech.switch_on(body.url, body.token, model=body.model.strip(), ca=body.ca.strip())
    return get(door, Nothing())


def switch_off(door: Door, body: Nothing) -> SpeechAnswer:
    """Send nothing there any more, from this moment on. Calls that began there wait."""
    door.services.speech.switch_off()
    return get(door, body)


def here(door: Door, body: OneSource) -> SpeechAnswer:
    """Have what is not heard yet of one call transcribed on this computer."""
    door.services.speech.here_instead(SourceId(body.source))
    return get(door, Nothing())
