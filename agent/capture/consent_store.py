"""Who uses the microphone now, by Windows' own book: ConsentStore in the registry. It needs no permission and opens no device.

A program whose LastUsedTimeStop is 0 uses it. Packaged programs stand there by their family's name, others under NonPackaged by
their path with # for a backslash. It shows a program that is muted too: a hint, never a reason to record. Written to what is
published of it and tried with recorded values only.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PureWindowsPath

from agent.capture.programs import holder, programs
from agent.domain.offering import Holder

STORE = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore\microphone"
NOT_PACKAGED = "NonPackaged"


@dataclass(frozen=True, slots=True)
class Use:
    """One line of the book: the key's name and two times in the system's own count; `stopped` 0: in use now."""

    key: str
    started: int
    stopped: int


class WindowsHolding:
    """Asks ConsentStore."""

    def __init__(self, uses: Callable[[], Iterable[Use]] | None = None) -> None:
        self._uses = uses or _read

    def holders(self) -> Sequence[Holder]:
        """Return who uses the microphone now."""
        known = {name.casefold(): program for name, program in programs("windows").items()}
        own = PureWindowsPath(sys.executable).name.casefold()
        found: list[Holder] = []
        for use in self._uses():
            name = use.key.rpartition("#")[2] if "#" in use.key else use.key.partition("_")[0]
            if use.stopped or name.casefold() == own:
                continue
            session = f"{use.key}:{use.started}"
            if told := holder(known.get(name.casefold()), name.removesuffix(".exe"), session):
                found.append(told)
        return found

    def headset(self) -> bool | None:
        """This book does not say; the microphone's name does, once it is heard."""
        return None

    def close(self) -> None:
        """Nothing is held."""


if sys.platform == "win32":
    import winreg

    def _read() -> Iterator[Use]:
        for path in (STORE, rf"{STORE}\{NOT_PACKAGED}"):
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, path) as key:
                    names = [winreg.EnumKey(key, n) for n in range(winreg.QueryInfoKey(key)[0])]
            except OSError:
                continue  # nothing of this kind has ever used it
            for name in names:
                try:
                    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, rf"{path}\{name}") as key:
                        start, stop = (
                            int(winreg.QueryValueEx(key, value)[0])
                            for value in ("LastUsedTimeStart", "LastUsedTimeStop")
                        )
                except OSError:
                    continue  # NonPackaged itself, and programs that were refused
                yield Use(name, start, stop)
else:

    def _read() -> Iterator[Use]:
        return iter(())
