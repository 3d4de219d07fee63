"""Who hears a microphone now, by macOS' own book: Core Audio's list of processes, as catap reads it. It needs no permission.

Helpers hold the microphone for their program (com.microsoft.teams2.modulehost, us.zoom.caphost), so bundles are known by their
beginning. Written to catap 0.6's interface and tried with recorded values only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from agent.capture.programs import holder, programs
from agent.domain.offering import Holder


class AudioProcess(Protocol):
    """What catap tells of a process."""

    pid: int
    bundle_id: str | None
    name: str
    is_inputting: bool
    is_outputting: bool


class MacHolding:
    """Asks Core Audio."""

    def __init__(self, processes: Callable[[], Iterable[AudioProcess]]) -> None:
        self._processes = processes

    def holders(self) -> Sequence[Holder]:
        """Return who hears a microphone now, the helpers of one program once."""
        known = programs("macos")
        found: dict[str, Holder] = {}
        for each in sorted(self._processes(), key=lambda each: each.pid):
            bundle = each.bundle_id  # tools without a bundle, our own children among them, are in no call
            if not each.is_inputting or not bundle:
                continue
            program = next((program for prefix, program in known.items() if bundle.startswith(prefix)), None)
            told = holder(program, each.name, f"{bundle}:{each.pid}")
            if told and told.label not in found:
                found[told.label] = told
        return list(found.values())

    def headset(self) -> bool | None:
        """This book does not say; the microphone's name does, once it is heard."""
        return None

    def close(self) -> None:
        """Nothing is held."""
