"""agent/desktop/acts.py and standing.py over real verbs: what a line of the menu does, and what the icon then shows."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from agent.capture.errors import NoMicrophone
from agent.desktop.acts import Acts
from agent.desktop.menu import Act
from agent.desktop.standing import Stage, Standing, standing
from agent.domain.entry import EntryStatus
from agent.errors import NotAllowedNow
from agent.workflow.services import Services
from tests.workflow.booth import YES, Booth

pytestmark = pytest.mark.slow  # a recording program runs in a thread, and is waited for


@dataclass
class Hand:
    """Chooses from the menu."""

    booth: Booth
    shown: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    left: bool = False
    locked: bool = False

    def __post_init__(self) -> None:
        self.did = threading.Event()
        self.acts = Acts(
            self.services, show=self.shown.append, say=self.said.append, leave=self.leave, done=self.did.set
        )

    def services(self) -> Any:
        booth = self.booth
        return (
            None
            if self.locked
            else SimpleNamespace(capture=booth.capture, clock=booth.clock, noticing=booth.noticing)
        )

    def leave(self) -> None:
        self.left = True

    def standing(self) -> Standing:
        services: Services | None = self.services()
        return standing(services, self.booth.desk.now(), lambda: "Ready to record a call.")

    def choose(self, act: Act) -> Standing:
        """Choose, as the tray does, and return how things stand then."""
        self.did.clear()
        self.acts.choose(act)
        assert self.did.wait(30)
        return self.standing()


@pytest.fixture
def hand(booth: Booth) -> Hand:
    return Hand(booth)


def test_choosing_to_capture_opens_the_page_and_no_device(hand: Hand) -> None:
    assert hand.choose(Act.CAPTURE).stage is Stage.IDLE
    assert hand.shown == ["capture"]
    assert (hand.booth.card.opened, hand.booth.sealed()) == ([], [])


def test_a_recorded_call_from_pause_to_handing_over(hand: Hand) -> None:
    hand.booth.capture.start(YES)
    assert hand.standing() == Standing(Stage.RECORDING, 0, "Both sides are heard.")
    assert hand.choose(Act.PAUSE).stage is Stage.PAUSED
    assert hand.choose(Act.RESUME).stage is Stage.RECORDING
    assert hand.choose(Act.JOINED).stage is Stage.WAITING
    assert hand.shown == ["capture"], "the newcomer's yes is given on the page"
    assert hand.choose(Act.RESUME).stage is Stage.WAITING
    assert hand.said[-1].startswith("Somebody on this call has not agreed yet. ")
    hand.booth.capture.agreed("T Nguyen", "said yes")
    assert hand.choose(Act.STOP).stage is Stage.IDLE
    (source,) = hand.booth.office.store.sources.all()
    assert source.recording is not None


def test_deleting_the_sound_keeps_the_clock(hand: Hand) -> None:
    hand.booth.capture.start(YES)
    assert hand.choose(Act.DISCARD).stage is Stage.CLOCK
    assert hand.booth.sealed() == []
    assert hand.choose(Act.CLOCK_STOP).stage is Stage.IDLE


def test_not_this_call_keeps_neither_sound_nor_time(hand: Hand) -> None:
    hand.booth.capture.start(YES)
    assert hand.choose(Act.NOT_THIS_CALL).stage is Stage.IDLE
    assert hand.booth.sealed() == []
    assert hand.booth.office.store.sources.all() == []


def test_a_clock_is_not_forgotten_while_its_call_is_recorded(booth: Booth) -> None:
    booth.capture.start(YES)
    with pytest.raises(NotAllowedNow):
        booth.clock.forget()
    assert booth.clock.running() is not None


def test_clock_only_opens_no_device(hand: Hand) -> None:
    assert hand.choose(Act.CLOCK_START) == Standing(Stage.CLOCK, 0, "No sound is kept.")
    assert hand.booth.card.opened == []
    assert hand.choose(Act.CLOCK_STOP).stage is Stage.IDLE
    assert not [e for e in hand.booth.office.store.entries.all() if e.status is not EntryStatus.DRAFT]


def test_a_menu_that_is_older_than_the_recording_does_not_quit_over_it(hand: Hand) -> None:
    hand.booth.capture.start(YES)
    assert hand.choose(Act.QUIT).stage is Stage.RECORDING
    assert not hand.left
    hand.choose(Act.STOP_AND_QUIT)
    assert hand.left
    assert len(hand.booth.office.store.sources.all()) == 1, "handed over, not lost"


def test_without_a_recording_quitting_quits(hand: Hand) -> None:
    hand.choose(Act.QUIT)
    assert hand.left


def test_sound_that_ended_by_itself_is_told_in_a_sentence(hand: Hand) -> None:
    hand.booth.capture.start(YES)
    hand.booth.card.hung_up = True
    hand.booth.threads[-1].join(timeout=30)
    stands = hand.standing()
    assert stands.stage is Stage.STOPPED
    assert stands.health[0].isupper()


def test_what_could_not_be_begun_leaves_the_clock(hand: Hand) -> None:
    hand.booth.card.broken = NoMicrophone("there is no microphone")
    with pytest.raises(Exception, match="microphone"):
        hand.booth.capture.start(YES)
    assert hand.standing().stage is Stage.CLOCK


def test_while_the_keyring_is_locked_there_is_the_page_and_the_door(hand: Hand) -> None:
    hand.locked = True
    assert hand.choose(Act.CAPTURE).stage is Stage.LOCKED
    assert hand.shown == ["panel"]
    hand.choose(Act.QUIT)
    assert hand.left
