"""Tenth in the desktop's own menus on Linux, by the freedesktop rules: a line with actions, its icon, and the start at sign-in.

The actions are how a call is captured where there is no tray: launchers show them, and keys can be bound to their commands.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from agent.desktop.drawing import SIDE, icon
from agent.desktop.standing import Stage, Standing
from agent.errors import NotAllowedNow

NAME = "tenth"

ENTRY = """[Desktop Entry]
Type=Application
Version=1.5
Name=Tenth
GenericName=Time recording
Comment=Turns calls, e-mails and documents into six-minute time entries
Exec={tenth} app
Icon=tenth
Terminal=false
Categories=Office;
Keywords=time;billing;call;record;Clio;
StartupNotify=false
Actions=capture;stop;clock;

[Desktop Action capture]
Name=Capture this call
Exec={tenth} app --capture

[Desktop Action stop]
Name=Stop and keep the recording
Exec={tenth} capture stop

[Desktop Action clock]
Name=Start the clock only
Exec={tenth} clock start --call
"""
AUTOSTART = """[Desktop Entry]
Type=Application
Name=Tenth
Comment=Shows Tenth in the tray
Exec={tenth} app --no-browser
Icon=tenth
Terminal=false
X-GNOME-Autostart-enabled=true
X-GNOME-Autostart-Delay=5
"""


class NotThisDesktop(NotAllowedNow):
    """Menus and sign-in starts are the installer's business on Windows and on a Mac."""

    code = "not_this_desktop"
    hint = "On Windows and on a Mac, see installer/windows.md and installer/macos.md."


@dataclass(frozen=True, slots=True)
class Shortcuts:
    """Where the desktop looks, and how Tenth is started: a command and its options, one word each."""

    data: Path
    config: Path
    command: Sequence[str]

    @property
    def entry(self) -> Path:
        """The line in the applications' menu."""
        return self.data / "applications" / f"{NAME}.desktop"

    @property
    def picture(self) -> Path:
        """Its icon."""
        return self.data / "icons" / "hicolor" / f"{SIDE}x{SIDE}" / "apps" / f"{NAME}.png"

    @property
    def autostart(self) -> Path:
        """The start at sign-in."""
        return self.config / "autostart" / f"{NAME}.desktop"

    def install(self, *, autostart: bool) -> None:
        """Put Tenth into the menus, and into what starts at sign-in or out of it. Doing it again changes nothing."""
        tenth = _quoted(self.command)
        _write(self.entry, ENTRY.format(tenth=tenth).encode())
        self.picture.parent.mkdir(parents=True, exist_ok=True)
        icon(Standing(Stage.IDLE)).save(self.picture, "PNG")
        if autostart:
            _write(self.autostart, AUTOSTART.format(tenth=tenth).encode())
        else:
            self.autostart.unlink(missing_ok=True)

    def remove(self) -> None:
        """Take all of it away again; nothing else is touched."""
        for path in (self.entry, self.picture, self.autostart):
            path.unlink(missing_ok=True)

    @property
    def is_installed(self) -> bool:
        """Whether the menus know Tenth."""
        return self.entry.exists()

    @property
    def starts_by_itself(self) -> bool:
        """Whether it starts at sign-in."""
        return self.autostart.exists()


def shortcuts(command: Sequence[str]) -> Shortcuts:
    """Return those of this desktop. Raise NotThisDesktop elsewhere than on Linux."""
    if sys.platform in ("win32", "darwin"):
        raise NotThisDesktop("this system's menus are filled by its installer")
    return Shortcuts(_folder("XDG_DATA_HOME", ".local/share"), _folder("XDG_CONFIG_HOME", ".config"), command)


def _folder(name: str, usual: str) -> Path:
    """Return a base folder: what the variable says when it is an absolute path, as the rules want, else the usual place."""
    named = Path(os.environ.get(name, ""))
    return named if named.is_absolute() else Path.home() / usual


def _quoted(command: Sequence[str]) -> str:
    """Write a command as Exec wants it: a percent sign is doubled, and a word with anything special stands in double quotes."""
    return " ".join(_word(word) for word in command)


def _word(word: str) -> str:
    if shlex.quote(word) == word:
        return word.replace("%", "%%")
    escaped = "".join(f"\\{sign}" if sign in '"`$\\' else sign for sign in word)
    # The file's own rules are applied first, and they halve the backslashes.
    return '"' + escaped.replace("\\", "\\\\").replace("%", "%%") + '"'


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
