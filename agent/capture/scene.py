"""What a sound server shows at one moment, as plain values, so that routing can be decided and tested without one."""

from __future__ import annotations

from dataclasses import dataclass

OURS = "Tenth"
"""What our own streams are called."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """Something that sound comes from: a microphone, or the monitor of a loudspeaker (then `of_sink` is its index)."""

    index: int
    name: str
    of_sink: int | None = None
    module: int | None = None  # which made it; microphones that are made of another source have one
    headset: bool | None = None  # whether it is worn by one person; None where the server does not say


@dataclass(frozen=True, slots=True)
class Playing:
    """One program's sound on its way to a loudspeaker."""

    index: int
    sink: int
    program: str  # its binary, or its name where it does not say
    process: str = ""
    silent: bool = False  # it is halted


@dataclass(frozen=True, slots=True)
class Listening:
    """Somebody who hears an outlet: our own streams among them. PipeWire names no outlet where one program is heard."""

    outlet: int | None
    program: str
    process: str = ""
    module: int | None = None
    index: int = -1
    name: str = ""  # what it calls itself
    keeps: bool = True  # halted ones and level meters keep nothing of what they hear


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything there is. `loudspeaker` and `microphone` are the names the system would choose."""

    loudspeaker: str
    microphone: str
    outlets: tuple[Outlet, ...]
    playing: tuple[Playing, ...] = ()
    listening: tuple[Listening, ...] = ()
    sinks: tuple[tuple[int, str], ...] = ()

    def outlet(self, name: str) -> Outlet | None:
        """Return an outlet by name."""
        return next((outlet for outlet in self.outlets if outlet.name == name), None)

    def headset(self, name: str) -> bool | None:
        """Return whether a microphone is worn by one person; one that filters the noise of another is what that one is."""
        outlet, passed = self.outlet(name), set[int]()
        while outlet is not None and outlet.headset is None and outlet.module is not None:
            passed.add(outlet.index)
            heard = {each.outlet for each in self.listening if each.module == outlet.module} - passed
            outlet = next((each for each in self.outlets if each.index in heard), None)
        return outlet.headset if outlet else None

    def monitor_of(self, sink: int) -> Outlet | None:
        """Return what is heard of a loudspeaker."""
        return next((outlet for outlet in self.outlets if outlet.of_sink == sink), None)

    def sink(self, name: str) -> int | None:
        """Return a loudspeaker's index by name."""
        return next((index for index, known in self.sinks if known == name), None)

    def listener(self, process: str) -> Listening | None:
        """Return what a process hears, None while the server does not show it."""
        return next((each for each in self.listening if each.process == process), None)
