"""Calls about whose the words of a call are, and which names fell in it."""

from __future__ import annotations

from pydantic import Field

from agent.domain.ids import PassageId, SourceId
from agent.web import answers
from agent.web.bodies import Body, Id, Name, OneSource, PassageName
from agent.web.door import Door


class InRoom(Body):
    """Whether a call's microphone held everybody (`room`), or the fee earner alone."""

    source: Id
    room: bool


class SaidBy(Body):
    """Who spoke a passage of a room: the fee earner (`mine`), else `who`; without a name somebody else."""

    source: Id
    passage: PassageName
    mine: bool
    who: Name = Field(default="", repr=False)


class AsHeard(Body):
    """A name that was put right and was right as it was heard: its passage, and the letters before it there."""

    source: Id
    passage: PassageName
    at: int = Field(ge=0, lt=2**31)


def in_room(door: Door, body: InRoom) -> answers.Nothing:
    """Say whether a call was a room; its drafts are made anew."""
    door.services.voices.in_room(SourceId(body.source), room=body.room)
    return answers.Nothing()


def said_by(door: Door, body: SaidBy) -> answers.Followed:
    """Say who spoke a passage of a room; drafts that the lawyer has not changed are made anew."""
    voices, source = door.services.voices, SourceId(body.source)
    return answers.Followed(voices.said_by(source, PassageId(body.passage), body.who, mine=body.mine))


def memo(door: Door, body: OneSource) -> answers.Nothing:
    """Say that the fee earner alone dictates in a recording that was taken in; its drafts are made anew."""
    door.services.voices.memo(SourceId(body.source))
    return answers.Nothing()


def as_heard(door: Door, body: AsHeard) -> answers.Followed:
    """Take the correction of one name back; drafts that the lawyer has not changed are made anew."""
    names, source = door.services.names, SourceId(body.source)
    return answers.Followed(names.take_back(source, PassageId(body.passage), body.at))
