"""Calls about the clock and about typed time."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from agent.domain.ids import MatterId
from agent.web import payloads_clock
from agent.web.answers_clock import Clock, Noted, RunningClock, Stopped
from agent.web.bodies import Body, Name, Nothing, RemoteNumber
from agent.web.door import Door

Line = Annotated[str, StringConstraints(min_length=1, max_length=2_000)]


class StartClock(Body):
    """What the clock runs for; without anything it runs for whatever the lawyer says later."""

    matter_id: RemoteNumber | None = None
    call: bool = False
    what: Name = Field(default="", repr=False)


class AddNote(Body):
    """A line for the running clock, or typed time when none runs or `alone` says so."""

    text: Line = Field(repr=False)
    matter_id: RemoteNumber | None = None
    alone: bool = False


def start(door: Door, body: StartClock) -> Clock:
    """Start the clock; one that runs for something else stops at this moment."""
    matter = None if body.matter_id is None else MatterId(body.matter_id)
    running = door.services.clock.start(matter_id=matter, what=body.what, call=body.call)
    return Clock(payloads_clock.shown(running))


def stop(door: Door, body: Nothing) -> Stopped:
    """Stop the clock; its time becomes a draft."""
    return Stopped(door.services.clock.stop())


def add_note(door: Door, body: AddNote) -> Noted:
    """Write a line down: with its time while the clock runs, else as time typed by hand."""
    clock = door.services.clock
    if not body.alone and clock.running() is not None:
        return Noted(None, payloads_clock.shown(clock.note(body.text)))
    matter = None if body.matter_id is None else MatterId(body.matter_id)
    return Noted(clock.add(body.text, matter_id=matter), _running(door))


def _running(door: Door) -> RunningClock | None:
    return payloads_clock.clock(door.services)
