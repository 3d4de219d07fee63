"""From where each track is heard. Pure rules over a scene.

The microphone is the one that the call program uses, else the system's.

The system track is the call program's own sound where it can be told, else the monitor of one named loudspeaker. It is never
`@DEFAULT_MONITOR@`, which some servers resolve to the microphone, and never the monitor of a loudspeaker that a microphone is
made of: noise filters are built so, and there the lawyer would be recorded as the other side.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from agent.capture.errors import NoMicrophone, NoSystemSound
from agent.capture.scene import Playing, Scene
from agent.domain.transcript import TrackKind


@dataclass(frozen=True, slots=True)
class Applications:
    """Programs whose sound is a call: `calls` always, `browsers` while they hold the microphone. Binaries and names."""

    calls: frozenset[str]
    browsers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a track is heard: an outlet, and one program's sound in it where that can be told."""

    outlet: str
    playing: int | None = None


def target(scene: Scene, track: TrackKind, applications: Applications) -> Target:
    """Return where a track is to be heard now. Raise NoMicrophone or NoSystemSound."""
    return _microphone(scene, applications) if track is TrackKind.MICROPHONE else _system(scene, applications)


def stays(scene: Scene, track: TrackKind, where: Target, process: str) -> bool:
    """Whether a stream still hears what it was opened for. `process` is that of our child."""
    outlet, ours = scene.outlet(where.outlet), scene.listener(process)
    if ours is not None and ours.outlet is None and where.playing is not None:
        return any(p.index == where.playing for p in scene.playing)
    if outlet is None or ours is None or ours.outlet != outlet.index:
        return False
    if track is TrackKind.MICROPHONE:
        return outlet.of_sink is None
    if outlet.of_sink is None or outlet.of_sink in _inside_microphones(scene):
        return False
    if where.playing is None:
        return True
    return any(p.index == where.playing and p.sink == outlet.of_sink for p in scene.playing)


def better(scene: Scene, track: TrackKind, where: Target, applications: Applications) -> bool:
    """Whether a stream that stays should follow the call: to another device, or to the call program's own sound."""
    try:
        now = target(scene, track, applications)
    except (NoMicrophone, NoSystemSound):
        return False
    return now != where and (where.playing is None or now.playing is not None)


def held_by_the_call(scene: Scene, where: Target) -> frozenset[int]:
    """Return which streams of the call program hear a microphone; none where the program cannot be told."""
    program = next((p.program for p in scene.playing if p.index == where.playing), None)
    return frozenset(
        each.index
        for each in scene.listening
        if program is not None and each.program == program and not _is_monitor(scene, each.outlet)
    )


def is_over(scene: Scene, where: Target, held: frozenset[int]) -> bool:
    """Whether the call program has let go of loudspeaker and microphone since: it hung up, even if it calls again at once.

    `held` are the streams by which it heard the microphone. One that only changes its loudspeaker keeps them.
    """
    plays = any(p.index == where.playing for p in scene.playing)
    return bool(held) and not plays and not any(each.index in held for each in scene.listening)


def is_elsewhere(scene: Scene, track: TrackKind, where: Target, applications: Applications) -> bool:
    """Whether all call programs use another microphone or loudspeaker than the one that is heard."""
    if track is TrackKind.MICROPHONE:
        outlet = scene.outlet(where.outlet)
        used = _call_microphones(scene, applications)
        return bool(used) and (outlet is None or outlet.index not in used)
    if where.playing is not None:
        return False
    sinks = {p.sink for p in _calls(scene, applications, _inside_microphones(scene))}
    return bool(sinks) and where.outlet not in {o.name for o in map(scene.monitor_of, sinks) if o}


def _microphone(scene: Scene, applications: Applications) -> Target:
    """The call program's own microphone where there is one, else the system's."""
    used = _call_microphones(scene, applications)
    outlet = next((o for o in scene.outlets if {o.index} == used), None) or scene.outlet(scene.microphone)
    if outlet is None or outlet.of_sink is not None:
        outlet = next((each for each in scene.outlets if each.of_sink is None), None)
    if outlet is None:
        raise NoMicrophone("there is no microphone")
    return Target(outlet.name)


def _system(scene: Scene, applications: Applications) -> Target:
    inside = _inside_microphones(scene)
    call = _call(scene, applications, inside)
    if call is not None:
        outlet = scene.monitor_of(call.sink)
        if outlet is not None:
            return Target(outlet.name, call.index)
    sink = scene.sink(scene.loudspeaker)
    outlet = None if sink is None or sink in inside else scene.monitor_of(sink)
    if outlet is None:
        outlet = next((o for o in scene.outlets if o.of_sink is not None and o.of_sink not in inside), None)
    if outlet is None:
        raise NoSystemSound("there is no loudspeaker to hear the other side from")
    return Target(outlet.name)


def _call(scene: Scene, applications: Applications, inside: Collection[int]) -> Playing | None:
    """Return the one stream that is the call's, None when there is none or nobody can say which."""
    found = _calls(scene, applications, inside)
    return found[0] if len(found) == 1 else None


def _calls(scene: Scene, applications: Applications, inside: Collection[int]) -> list[Playing]:
    """Return what is played by programs that are in a call, as far as can be told."""
    with_microphone = {
        each.process for each in scene.listening if each.process and not _is_monitor(scene, each.outlet)
    }
    return [
        each
        for each in scene.playing
        if not each.silent and each.sink not in inside
        and (
            each.program in applications.calls
            or (each.program in applications.browsers and each.process in with_microphone)
        )
    ]  # fmt: skip


def _call_microphones(scene: Scene, applications: Applications) -> set[int]:
    """Return the microphones that call programs and browsers hear."""
    programs, microphones = (
        applications.calls | applications.browsers,
        {o.index for o in scene.outlets if o.of_sink is None},
    )
    return {
        each.outlet
        for each in scene.listening
        if each.keeps and each.program in programs and each.outlet in microphones
    }


def _is_monitor(scene: Scene, index: int | None) -> bool:
    return any(outlet.index == index and outlet.of_sink is not None for outlet in scene.outlets)


def _inside_microphones(scene: Scene) -> set[int]:
    """Return the loudspeakers that microphones are made of: the module that made the microphone hears their monitor."""
    makers = {o.module for o in scene.outlets if o.of_sink is None and o.module is not None}
    heard = {each.outlet for each in scene.listening if each.module in makers}
    return {o.of_sink for o in scene.outlets if o.index in heard and o.of_sink is not None}
