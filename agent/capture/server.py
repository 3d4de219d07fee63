"""Asking the sound server what there is. PulseAudio and PipeWire answer alike; only this file speaks to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from agent.capture.errors import NoSoundServer
from agent.capture.headset import by_form
from agent.capture.scene import Listening, Outlet, Playing, Scene

NOBODY = 0xFFFFFFFF  # an index that means none
METER = "peaks"  # the way of resampling by which level meters listen


class SoundServer:
    """A connection that is opened when it is first needed, and anew after the server was gone."""

    def __init__(self) -> None:
        self._pulse: Any = None

    def scene(self) -> Scene:
        """Return what there is now. Raise NoSoundServer."""
        return self._ask(_scene)

    def close(self) -> None:
        """Let the server go."""
        if self._pulse is not None:
            self._pulse.close()
            self._pulse = None

    def _ask(self, question: Callable[[Any], Scene]) -> Scene:
        try:
            import pulsectl  # loads libpulse, which not every computer has
        except (ImportError, OSError) as error:
            raise NoSoundServer("the sound server's library is not installed") from error
        try:
            if self._pulse is None:
                self._pulse = pulsectl.Pulse("Tenth", threading_lock=True)
            return question(self._pulse)
        except pulsectl.PulseError as error:
            self.close()
            raise NoSoundServer("no sound server answers") from error


def _scene(pulse: Any) -> Scene:
    info = pulse.server_info()
    sinks = pulse.sink_list()
    by_name = {sink.name: sink.index for sink in sinks}
    return Scene(
        loudspeaker=info.default_sink_name or "",
        microphone=info.default_source_name or "",
        outlets=tuple(
            Outlet(
                each.index, each.name, by_name.get(each.monitor_of_sink_name), _module(each), _headset(each)
            )
            for each in pulse.source_list()
        ),
        playing=tuple(
            Playing(each.index, each.sink, _program(each), _process(each), bool(each.corked))
            for each in pulse.sink_input_list()
        ),
        listening=tuple(
            Listening(
                _outlet(each),
                _program(each),
                _process(each),
                _module(each),
                each.index,
                str(each.proplist.get("application.name") or ""),
                not each.corked and each.resample_method != METER,
            )
            for each in pulse.source_output_list()
        ),
        sinks=tuple((sink.index, sink.name) for sink in sinks),
    )


def _headset(each: Any) -> bool | None:
    port = each.port_active.name if each.port_active is not None else ""
    return by_form(each.proplist, port)


def _outlet(each: Any) -> int | None:
    return None if each.source == NOBODY else int(each.source)


def _module(each: Any) -> int | None:
    """Return which module made something, None where no module did."""
    return None if each.owner_module in (None, NOBODY) else int(each.owner_module)


def _program(each: Any) -> str:
    """Name a program by its binary. Electron and player libraries say only what they are: then by its name."""
    told = each.proplist
    return str(told.get("application.process.binary") or told.get("application.name") or "")


def _process(each: Any) -> str:
    return str(each.proplist.get("application.process.id") or "")
