"""agent/capture/routing.py: from where each track is heard, and that the microphone is never taken for the other side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.capture.errors import NoMicrophone, NoSystemSound
from agent.capture.programs import applications
from agent.capture.routing import Target, better, held_by_the_call, is_elsewhere, is_over, stays, target
from agent.capture.scene import Listening, Outlet, Playing, Scene
from agent.domain.transcript import TrackKind

ME, THEM = TrackKind.MICROPHONE, TrackKind.SYSTEM
SCENE = Scene(
    loudspeaker="speakers",
    microphone="mic",
    outlets=(Outlet(0, "speakers.monitor", 0), Outlet(1, "inside.monitor", 1), Outlet(2, "mic", None, 3)),
    listening=(Listening(1, "", "", 3),),  # the module that makes the microphone
    sinks=((0, "speakers"), (1, "inside")),
)
ZOOM = Playing(7, 0, "zoom", "100")
CHROME = Playing(8, 0, "chrome", "200")


def system(scene: Scene) -> Target:
    return target(scene, THEM, applications())


def ours(scene: Scene, outlet: int | None) -> Scene:
    return replace(scene, listening=(*scene.listening, Listening(outlet, "pacat", "42")))


def test_without_a_call_program_the_default_loudspeaker_is_heard_by_name() -> None:
    assert system(SCENE) == Target("speakers.monitor")


def test_a_call_programs_own_sound_is_heard_where_it_can_be_told() -> None:
    assert system(replace(SCENE, playing=(Playing(5, 0, "player"), ZOOM))) == Target("speakers.monitor", 7)


def test_a_browser_is_a_call_only_while_it_holds_the_microphone() -> None:
    scene = replace(SCENE, playing=(CHROME,))
    assert system(scene) == Target("speakers.monitor")
    scene = replace(scene, listening=(*scene.listening, Listening(2, "chrome", "200")))
    assert system(scene) == Target("speakers.monitor", 8)


def test_of_two_call_programs_nobody_can_say_which() -> None:
    assert system(replace(SCENE, playing=(ZOOM, Playing(9, 0, "teams")))) == Target("speakers.monitor")


def test_a_halted_program_is_not_heard() -> None:
    assert system(replace(SCENE, playing=(replace(ZOOM, silent=True),))) == Target("speakers.monitor")


def test_the_inside_of_a_microphone_is_never_the_other_side() -> None:
    scene = replace(SCENE, loudspeaker="inside", outlets=SCENE.outlets[1:], sinks=((1, "inside"),))
    with pytest.raises(NoSystemSound):
        system(scene)
    with pytest.raises(NoSystemSound):
        system(replace(scene, playing=(replace(ZOOM, sink=1),)))


def test_a_loudspeakers_monitor_is_never_the_microphone() -> None:
    assert target(replace(SCENE, microphone="speakers.monitor"), ME, applications()) == Target("mic")
    with pytest.raises(NoMicrophone):
        target(replace(SCENE, outlets=SCENE.outlets[:2]), ME, applications())


def test_the_microphone_is_the_one_that_the_call_uses() -> None:
    scene = replace(SCENE, outlets=(*SCENE.outlets, Outlet(4, "headset_mic")))
    assert target(scene, ME, applications()) == Target("mic")
    talking = replace(scene, listening=(*scene.listening, Listening(4, "zoom", "100", index=50)))
    assert target(talking, ME, applications()) == Target("headset_mic")
    assert better(talking, ME, Target("mic"), applications()), "it is followed there"
    both = replace(talking, listening=(*talking.listening, Listening(2, "teams", "300", index=51)))
    assert target(both, ME, applications()) == Target("mic"), "of two nobody can say which"


def test_a_call_on_other_devices_than_those_that_are_heard_is_seen() -> None:
    scene = replace(
        SCENE, outlets=(*SCENE.outlets, Outlet(4, "headset_mic"), Outlet(5, "headset.monitor", 5)),
        listening=(*SCENE.listening, Listening(4, "zoom", "100", index=50)),
        playing=(replace(ZOOM, sink=5), Playing(9, 5, "teams", "300")), sinks=(*SCENE.sinks, (5, "headset")),
    )  # fmt: skip
    assert is_elsewhere(scene, ME, Target("mic"), applications())
    assert not is_elsewhere(scene, ME, Target("headset_mic"), applications())
    assert is_elsewhere(scene, THEM, Target("speakers.monitor"), applications())
    assert not is_elsewhere(scene, THEM, Target("headset.monitor"), applications())
    assert not is_elsewhere(scene, THEM, Target("headset.monitor", 7), applications()), (
        "its own sound is heard"
    )
    assert not any(is_elsewhere(SCENE, t, Target("mic"), applications()) for t in TrackKind), (
        "no call is there"
    )


def test_a_stream_that_was_moved_to_the_microphone_does_not_stay() -> None:
    assert stays(ours(SCENE, 0), THEM, Target("speakers.monitor"), "42")
    assert not stays(ours(SCENE, 2), THEM, Target("speakers.monitor"), "42")
    assert not stays(SCENE, THEM, Target("speakers.monitor"), "42"), "the server does not show it"


def test_a_programs_stream_stays_as_long_as_the_program_plays_there() -> None:
    where, scene = Target("speakers.monitor", 7), replace(ours(SCENE, 0), playing=(ZOOM,))
    assert stays(scene, THEM, where, "42")
    assert not stays(replace(scene, playing=()), THEM, where, "42")
    assert not stays(replace(scene, playing=(replace(ZOOM, sink=1),)), THEM, where, "42")


def test_pipewire_names_no_outlet_where_one_program_is_heard() -> None:
    scene = ours(replace(SCENE, playing=(ZOOM,)), None)
    assert stays(scene, THEM, Target("speakers.monitor", 7), "42")
    assert not stays(replace(scene, playing=()), THEM, Target("speakers.monitor", 7), "42")
    assert not stays(scene, THEM, Target("speakers.monitor"), "42"), "heard nowhere"


def test_a_call_is_over_when_its_program_lets_go_of_loudspeaker_and_microphone() -> None:
    where = Target("speakers.monitor", 7)
    talking = replace(
        SCENE, playing=(ZOOM,), listening=(*SCENE.listening, Listening(2, "zoom", "100", index=50))
    )
    held = held_by_the_call(talking, where)
    assert held == {50}
    assert not is_over(talking, where, held)
    assert not is_over(replace(talking, playing=(replace(ZOOM, index=9),)), where, held), (
        "another loudspeaker"
    )
    again = replace(
        SCENE, playing=(replace(ZOOM, index=9),), listening=(Listening(2, "zoom", "100", index=51),)
    )
    assert is_over(again, where, held), "the next call, without a gap"
    assert is_over(SCENE, where, held)
    assert not is_over(SCENE, where, frozenset()), "nobody can tell"


def test_a_device_change_is_followed_and_a_call_program_found_later_is_taken() -> None:
    other = replace(
        SCENE,
        loudspeaker="headset",
        outlets=(*SCENE.outlets, Outlet(5, "headset.monitor", 5)),
        sinks=(*SCENE.sinks, (5, "headset")),
    )
    assert better(other, THEM, Target("speakers.monitor"), applications())
    assert better(replace(SCENE, playing=(ZOOM,)), THEM, Target("speakers.monitor"), applications())
    assert not better(SCENE, THEM, Target("speakers.monitor"), applications())
    assert not better(other, THEM, Target("speakers.monitor", 7), applications()), (
        "the program is still heard"
    )
