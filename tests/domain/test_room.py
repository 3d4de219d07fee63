"""agent/domain/room.py: whose words a track holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.domain.ids import passage_id
from agent.domain.room import IN_THE_ROOM, SOMEBODY_ELSE, as_room, is_room, names, said_by
from agent.domain.source import Context, Passage, Person, SourceKind
from agent.domain.transcript import TrackKind
from tests.builders import a_passage, a_source

HALE = Context(timekeeper="Ruth Calder", participants=(Person("Ruth Calder"), Person("Marcus Hale")))


@pytest.mark.parametrize(
    ("said", "headset", "room"),
    [
        (None, True, False),
        (None, False, True),
        (None, None, True),  # nobody knows the device: nobody's work is claimed
        (True, True, True),
        (False, False, False),
        (False, None, False),
    ],
)
def test_the_lawyer_decides_else_the_microphone(said: bool | None, headset: bool | None, room: bool) -> None:
    assert is_room(said, headset) is room


def test_with_a_headset_the_microphone_is_the_fee_earner_and_one_other_is_named() -> None:
    assert names(HALE, room=False) == {
        TrackKind.MICROPHONE: "Ruth Calder",
        TrackKind.SYSTEM: "Marcus Hale",
    }


def test_in_a_room_nobody_is_named() -> None:
    assert names(HALE, room=True) == {TrackKind.MICROPHONE: IN_THE_ROOM}


def test_a_call_becomes_a_room_and_a_headset_again_and_what_was_typed_stays_the_lawyers() -> None:
    typed = Passage(passage_id(3), "Sent the lease", "Ruth Calder", 20_000, 20_000)
    heard = a_source(
        a_passage(1, 0, 9, "Hello", "Ruth Calder"), a_passage(2, 10, 19, "Good morning", "Marcus Hale"), typed,
        kind=SourceKind.CALL, context=HALE, echoes=(a_passage(4, 21, 22, "Good morning", "Ruth Calder"),),
    )  # fmt: skip
    room = as_room(heard, room=True)
    assert [p.speaker for p in room.passages] == [IN_THE_ROOM, "Them", "Ruth Calder"]
    assert [p.speaker for p in room.echoes] == [IN_THE_ROOM]
    assert as_room(room, room=True) == room
    assert as_room(room, room=False) == heard


def test_an_answer_stays_whatever_the_microphone_was() -> None:
    room = a_source(
        a_passage(1, who=IN_THE_ROOM), a_passage(2, who=IN_THE_ROOM), room=True, kind=SourceKind.CALL
    )
    answered = said_by(room, passage_id(1), SOMEBODY_ELSE)
    assert [p.speaker for p in answered.passages] == [SOMEBODY_ELSE, IN_THE_ROOM]
    assert [p.speaker for p in as_room(answered, room=False).passages] == [SOMEBODY_ELSE, "Ruth Calder"]


def test_nobody_says_nothing() -> None:
    silent = replace(a_passage(1), text="", speaker=None)
    with pytest.raises(KeyError):
        said_by(a_source(silent, room=True), passage_id(1), "Ruth Calder")
