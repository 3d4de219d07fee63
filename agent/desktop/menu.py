"""The tray's menu for every stage. Pure. The first line is the main one: some trays have no other click."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from agent.desktop.standing import Stage, Standing
from agent.domain.offering import What


class Act(StrEnum):
    """What can be chosen."""

    CAPTURE = (
        "capture"  # opens the page that asks for consent, or shows the recording; records nothing by itself
    )
    LEAVE_IT = "leave_it"  # the call that was noticed is not offered any more
    CLOCK_START = "clock_start"
    CLOCK_STOP = "clock_stop"
    STOP = "stop"
    PAUSE = "pause"
    RESUME = "resume"
    JOINED = "joined"
    DISCARD = "discard"
    NOT_THIS_CALL = "not_this_call"
    PANEL = "panel"
    BROWSER = "browser"  # the same page where the lawyer's other tabs are
    MODELS = "models"  # opens the page of speech models
    QUIT = "quit"
    STOP_AND_QUIT = "stop_and_quit"


@dataclass(frozen=True, slots=True)
class Item:
    """One line: words only when it has neither act nor `asks`. `asks` is the one further question before anything is lost."""

    text: str
    act: Act | None = None
    asks: Item | None = None


Line = Item | None
"""None is a line between two groups."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notification says, and the one thing that a click on it does. No name of a person or a matter."""

    title: str
    words: str
    act: Act | None = None
    label: str = ""


PANEL = Item("Open Tenth", Act.PANEL)
MODELS = Item("Speech models …", Act.MODELS)
BROWSER = Item("Open in the browser", Act.BROWSER)
QUIT = Item("Quit Tenth", Act.QUIT)
_LEAVE = Item("Not this call", Act.LEAVE_IT)

_FIRST = {
    Stage.RECORDING: "Recording · {minutes} min",
    Stage.PAUSED: "Paused · {minutes} min",
    Stage.WAITING: "Someone joined: ask them …",
    Stage.STOPPED: "The recording stopped …",
}
_SOUND = {
    Stage.RECORDING: (Item("Pause the sound", Act.PAUSE), Item("Someone joined", Act.JOINED)),
    Stage.PAUSED: (Item("Go on recording", Act.RESUME), Item("Someone joined", Act.JOINED)),
    Stage.WAITING: (),  # only their yes goes on, and that is given on the page
    Stage.STOPPED: (),
}


def menu(standing: Standing) -> tuple[Line, ...]:
    """Return the lines, the first of which is the default one."""
    health = Item(standing.health)
    if standing.stage is Stage.LOCKED:
        return PANEL, BROWSER, None, health, None, QUIT
    if standing.is_captured:
        return (
            Item(_FIRST[standing.stage].format(minutes=standing.minutes), Act.CAPTURE),
            None,
            Item("Stop and keep", Act.STOP),
            *_SOUND[standing.stage],
            Item("Delete the sound", asks=Item("Delete it for good; the clock goes on", Act.DISCARD)),
            Item("Not this call", asks=Item("Keep neither sound nor time of it", Act.NOT_THIS_CALL)),
            None,
            health,
            PANEL,
            BROWSER,
            Item("Quit Tenth", asks=Item("Stop the recording, keep it, and quit", Act.STOP_AND_QUIT)),
        )
    clock = (
        Item(f"Stop the clock · {standing.minutes} min", Act.CLOCK_STOP)
        if standing.stage is Stage.CLOCK
        else Item("Clock only", Act.CLOCK_START)
    )
    offer = standing.offer
    if offer is None or offer.what is What.STOP:
        first = Item("Capture this call …", Act.CAPTURE)
        return first, clock, None, health, PANEL, BROWSER, MODELS, None, QUIT
    if offer.what is What.CAPTURE:
        return (
            Item(f"{offer.label} call: capture it …", Act.CAPTURE),
            clock,
            _LEAVE,
            None,
            health,
            PANEL,
            BROWSER,
            None,
            QUIT,
        )
    only = (
        (clock,) if standing.stage is Stage.CLOCK else (Item(f"{offer.label}: clock only", Act.CLOCK_START),)
    )
    return *only, Item("Capture this call …", Act.CAPTURE), _LEAVE, None, health, PANEL, BROWSER, None, QUIT


def told_once(standing: Standing) -> Notice | None:
    """Return what is told of an offer, None without one; the caller shows each offer's id once.

    Only a program on Tenth's own list goes by its name: what another calls itself may be anything.
    """
    offer = standing.offer
    if offer is None:
        return None
    if offer.what is What.STOP:
        stop = Act.STOP if standing.is_captured else Act.CLOCK_STOP
        return Notice("The call seems to be over", "It stops by itself in half a minute.", stop, "Stop now")
    if offer.what is What.CAPTURE:
        return Notice(
            f"{offer.label} call noticed",
            "Nothing is recorded. Capture it, or keep its time alone?",
            Act.CAPTURE,
            "Capture this call …",
        )
    why = "Tenth does not know it" if offer.because == "unknown" else "Calls like this are not recorded"
    words = f"{why}: the clock is offered, without sound."
    return Notice("A program uses the microphone", words, Act.CLOCK_START, "Clock only")


def title(standing: Standing) -> str:
    """Return what stands beside the icon when it is pointed at, and what a screen reader says."""
    return {
        Stage.IDLE: "Tenth: nothing is recorded",
        Stage.OFFERED: "Tenth: a call was noticed, nothing is recorded",
        Stage.CLOCK: "Tenth: the clock runs, {minutes} min, nothing is recorded",
        Stage.RECORDING: "Tenth: recording, {minutes} min",
        Stage.PAUSED: "Tenth: paused, {minutes} min, no sound is kept",
        Stage.WAITING: "Tenth: somebody joined, no sound is kept until they agree",
        Stage.STOPPED: "Tenth: the recording stopped; the clock runs, {minutes} min",
        Stage.LOCKED: "Tenth: the keyring is locked",
    }[standing.stage].format(minutes=standing.minutes)
