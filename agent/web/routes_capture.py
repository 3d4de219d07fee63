"""Calls about capturing the call that is going on. The sound itself never comes this way."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from agent.domain.ids import MatterId
from agent.web import payloads_capture
from agent.web.answers_capture import Capture, HandedOver
from agent.web.bodies import Body, Name, Nothing, RemoteNumber
from agent.web.door import Door
from agent.workflow.capturing import Order

Said = Annotated[str, StringConstraints(max_length=500)]


class AskCapture(Body):
    """What a call that may be captured is about: the titles of its window, as far as known, and its matter."""

    titles: tuple[Said, ...] = Field(default=(), max_length=5, repr=False)
    matter_id: RemoteNumber | None = None


class StartCapture(AskCapture):
    """Who was told and agreed ("M Hale, said yes on the phone"), who else is there, and what the call is about.

    `on_screen`: the matter that Clio shows now. It decides nothing; its names are what may be heard. `room`: whether the
    microphone holds everybody; null lets the device decide.
    """

    said: tuple[Said, ...] = Field(default=(), max_length=20, repr=False)
    present: tuple[Name, ...] = Field(default=(), max_length=20, repr=False)
    leave: Said = Field(default="", repr=False)
    on_screen: RemoteNumber | None = None
    room: bool | None = None


class TellCapture(Body):
    """What happened on the call; `keep` of withdrawn keeps what was agreed to until now."""

    what: Literal[
        "pause", "resume", "joined", "agreed", "withdrawn", "discard", "not_this_call", "room", "headset"
    ]
    who: Name = Field(default="", repr=False)
    how: Said = Field(default="", repr=False)
    keep: bool = False


def get(door: Door, body: AskCapture) -> Capture:
    """Return how capturing stands, what is offered and read out, and whether this call is not recorded without leave."""
    capture = door.services.capture
    what = capture.occasion(Order(titles=body.titles, matter_id=_matter(body)))
    never = what and f"this is a {what.replace('_', ' ')}: nothing is recorded there without leave"
    return payloads_capture.capture(door.services, never)


def start(door: Door, body: StartCapture) -> Capture:
    """Begin to record, with everybody's consent."""
    capture = door.services.capture
    shown = None if body.on_screen is None else MatterId(body.on_screen)
    order = Order(body.said, body.present, body.titles, body.leave, _matter(body), shown, room=body.room)
    capture.start(order)
    return payloads_capture.capture(door.services)


def tell(door: Door, body: TellCapture) -> Capture:
    """Pause, go on, ask somebody who joined, end the sound because somebody objects; or offer nothing more for this call."""
    capture = door.services.capture
    match body.what:
        case "pause":
            capture.pause()
        case "resume":
            capture.resume()
        case "joined":
            capture.joined(body.who)
        case "agreed":
            capture.agreed(body.who, body.how)
        case "withdrawn":
            capture.withdrawn(body.who, body.how, keep=body.keep)
        case "discard":
            capture.discard()
        case "room" | "headset":
            capture.in_room(room=body.what == "room")
        case "not_this_call":
            door.services.noticing.not_this_call()
    return payloads_capture.capture(door.services)


def stop(door: Door, body: Nothing) -> HandedOver:
    """End recording and clock; the call goes on to its words."""
    return HandedOver(door.services.capture.stop())


def _matter(body: AskCapture) -> MatterId | None:
    return None if body.matter_id is None else MatterId(body.matter_id)
