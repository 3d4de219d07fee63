"""Who holds the microphone now, by Linux' sound server: every stream that hears one, with its program. It opens no device."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from agent.capture.errors import CaptureError
from agent.capture.programs import applications, holder, programs
from agent.capture.routing import target
from agent.capture.scene import OURS, Scene
from agent.capture.server import SoundServer
from agent.capture.x11 import titles_of
from agent.domain.offering import Holder
from agent.domain.transcript import TrackKind

Titles = Callable[[str], tuple[tuple[int, str], ...] | None]


class LinuxHolding:
    """Asks the sound server of this session, and the X server for the windows of who is in a call."""

    def __init__(self, titles: Titles = titles_of) -> None:
        self._server, self._titles = SoundServer(), titles

    def holders(self) -> Sequence[Holder]:
        """Return who holds a microphone now; nobody when no sound server answers."""
        try:
            return holding(self._server.scene(), self._titles)
        except CaptureError:
            return ()

    def headset(self) -> bool | None:
        """Return whether the microphone that a call would be heard from is a headset's."""
        try:
            scene = self._server.scene()
            return scene.headset(target(scene, TrackKind.MICROPHONE, applications()).outlet)
        except CaptureError:
            return None

    def close(self) -> None:
        """Let the sound server go."""
        self._server.close()


def holding(scene: Scene, titles: Titles) -> Sequence[Holder]:
    """Return who holds a microphone in a scene: no level meter, not ourselves, and no module, which has no name.

    Every stream has a module, a program's too: the one by which it speaks to the server.
    """
    microphones, known = {o.index for o in scene.outlets if o.of_sink is None}, programs("linux")
    found: dict[str, Holder] = {}
    for each in sorted(scene.listening, key=lambda listening: listening.index):
        if each.outlet not in microphones or each.name == OURS or not each.keeps:
            continue
        program = known.get(each.program) or known.get(each.name)
        name = each.name or each.program
        who = each.process or name
        if not name or who in found:
            continue
        windows = titles(each.process) if program and program.meetings else None
        if told := holder(program, name, f"{who}:{each.index}", windows):
            found[who] = told
    return list(found.values())
