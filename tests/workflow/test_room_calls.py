"""A call in a room: one microphone for everybody, the same consent; kept as one, and nobody in it is the lawyer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from agent.capture.errors import NoSystemSound
from agent.domain.consent import ConsentMissing
from agent.domain.health import Heard
from agent.domain.ids import SourceId
from agent.domain.room import IN_THE_ROOM
from agent.domain.source import Source
from agent.domain.transcript import Segment, TrackKind
from agent.workflow.capturing import CouldNotHear, Order
from tests.fakes import ScriptedTranscriber
from tests.workflow.booth import YES, Booth, open_booth, until
from tests.workflow.conftest import Office

pytestmark = pytest.mark.slow  # a recording program runs in a thread, and is waited for

ROOM = replace(YES, room=True)
HEADSET, DESK, UNKNOWN = (
    Heard(name, headset=is_it) for name, is_it in (("a", True), ("b", False), ("c", None))
)


@pytest.fixture
def booth(office: Office) -> Iterator[Booth]:
    office.transcriber = ScriptedTranscriber(
        [
            Segment(TrackKind.MICROPHONE, 0, 400, "I drafted the deed."),
            Segment(TrackKind.SYSTEM, 500, 900, "Good."),
        ]
    )
    with open_booth(office) as booth:
        yield booth


def kept(booth: Booth) -> Source:
    source: SourceId | None = booth.capture.stop()
    assert source is not None
    booth.office.process.all()
    return booth.office.store.sources.get(source).source


@pytest.mark.parametrize(
    ("microphone", "speakers"),
    [
        (HEADSET, ["Ruth Calder", "M Hale"]),
        (DESK, [IN_THE_ROOM, "Them"]),
        (UNKNOWN, [IN_THE_ROOM, "Them"]),
    ],
)
def test_without_a_headset_a_call_is_a_room(booth: Booth, microphone: Heard, speakers: list[str]) -> None:
    booth.card.microphone = microphone
    booth.capture.start(YES)
    source = kept(booth)
    assert [p.speaker for p in source.passages if p.text] == speakers
    assert source.room is (microphone is not HEADSET)


@pytest.mark.parametrize("room", [True, False])
def test_the_lawyer_says_otherwise_before_or_while_it_goes_on(booth: Booth, room: bool) -> None:
    booth.card.microphone = HEADSET if room else DESK
    booth.capture.start(replace(YES, room=not room))
    booth.capture.in_room(room=room)
    status = booth.capture.status()
    assert status is not None
    assert status.is_room is room
    assert kept(booth).room is room


def test_a_headset_that_was_unplugged_makes_it_a_room(booth: Booth) -> None:
    booth.card.microphone = HEADSET
    booth.capture.start(YES)
    status = booth.capture.status()
    assert status is not None
    assert not status.is_room
    booth.card.microphone = DESK

    def is_room() -> bool:
        status = booth.capture.status()
        return status is not None and status.is_room

    until(is_room)
    booth.card.microphone = HEADSET
    assert kept(booth).room, "somebody may have spoken in between"


def test_a_conference_in_person_needs_no_loudspeaker(booth: Booth) -> None:
    booth.card.no_loudspeaker = NoSystemSound("there is no loudspeaker")
    booth.capture.start(ROOM)
    assert booth.card.opened == [TrackKind.MICROPHONE]
    until(lambda: booth.card.read > 20_000)
    tracks, recording = booth.stopped()
    assert len(tracks[TrackKind.MICROPHONE]) == len(tracks[TrackKind.SYSTEM])
    assert any(tracks[TrackKind.MICROPHONE])
    assert not any(tracks[TrackKind.SYSTEM])
    assert recording.silences == ()


def test_a_call_without_its_other_side_is_not_begun_unless_it_is_said_to_be_a_room(booth: Booth) -> None:
    booth.card.no_loudspeaker = NoSystemSound("there is no loudspeaker")
    booth.card.microphone = DESK
    with pytest.raises(CouldNotHear):
        booth.capture.start(YES)


def test_a_room_asks_for_the_same_consent(booth: Booth) -> None:
    with pytest.raises(ConsentMissing):
        booth.capture.start(Order(room=True))
    assert booth.card.opened == []


@pytest.mark.parametrize(("worn", "room"), [(True, False), (False, True), (None, True)])
def test_what_a_call_would_be_is_known_before_any_device_is_opened(
    booth: Booth, worn: bool | None, room: bool
) -> None:
    booth.held.worn = worn
    assert booth.capture.expects_room() is room
    assert booth.card.opened == []
